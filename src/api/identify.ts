/** From a request to its caller: an API token where there is one, else the session of the cookie. */
import type { Context } from 'hono';
import { type Caller, hashRequest, identifyBySession, identifyByToken, type Once } from '../app/index.ts';
import { failure, type Result, success } from '../domain/index.ts';
import { readSessionCookie } from './cookies.ts';
import { environmentOf } from './environment.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Null: nobody signed in. A token that is not good is a problem, because whoever sends one means it. */
export async function identify(c: Context): Promise<Result<Caller | null>> {
  const { service } = environmentOf(c);
  const once = await onceOf(c);
  const authorization = c.req.header('authorization');
  if (authorization !== undefined) {
    const [, secret] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
    const caller = secret === undefined ? null : await identifyByToken(service, secret, once);
    return caller ? success(caller) : failure(BAD_TOKEN);
  }
  const secret = readSessionCookie(c);
  return success(secret === null ? null : await identifyBySession(service, secret, once));
}

/** The Idempotency-Key of a request that changes something; keys are each user's own. */
async function onceOf(c: Context): Promise<Once | null> {
  const key = c.req.header('idempotency-key');
  if (key === undefined || SAFE.has(c.req.method)) return null;
  const { pathname, search } = new URL(c.req.url);
  return { key, requestHash: hashRequest(c.req.method, pathname + search, new Uint8Array(await c.req.arrayBuffer())) };
}

const BAD_TOKEN = {
  code: 'sign-in-needed',
  severity: 'error',
  message: 'this API token is unknown, revoked or expired',
  mend: 'Send "Authorization: Bearer" with a token that is good; make one under /api/v1/me/tokens',
} as const;
