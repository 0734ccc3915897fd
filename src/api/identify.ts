/** From a request to its caller: an API token where there is one, else the session of the cookie. */
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { type Caller, hashRequest, identifyBySession, identifyByToken, type Once } from '../app/index.ts';
import { type Result, reason, refuse, success } from '../domain/index.ts';
import { environmentOf } from './environment.ts';

/** Null: nobody signed in. A token that is not good is a problem, because whoever sends one means it. The body is not looked at. */
export async function identify(c: Context): Promise<Result<Caller | null>> {
  const { service } = environmentOf(c);
  const authorization = c.req.header('authorization');
  if (authorization !== undefined) {
    const [, secret] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
    const caller = secret === undefined ? null : await identifyByToken(service, secret);
    return caller ? success(caller) : refuse('sign-in-needed', reason('api-token-bad'));
  }
  const secret = sessionCookie.read(c);
  return success(secret === null ? null : await identifyBySession(service, secret));
}

/** Whether a request only reads. */
export const isSafe = (c: Context): boolean => ['GET', 'HEAD', 'OPTIONS'].includes(c.req.method);

/** The Idempotency-Key of a request that changes something; keys are each user's own. */
export async function onceOf(c: Context): Promise<Once | null> {
  const key = c.req.header('idempotency-key');
  if (key === undefined || isSafe(c)) return null;
  const { pathname, search } = new URL(c.req.url);
  return { key, requestHash: hashRequest(c.req.method, pathname + search, new Uint8Array(await c.req.arrayBuffer())) };
}

/** `maxAge` in seconds; without one it goes with the browser's session. */
function cookie(name: string, maxAge?: number) {
  /** `__Host-`: the browser takes it over https alone, for this host alone. Plain http is configured for a loopback address only. */
  const options = (c: Context) => {
    const secure = environmentOf(c).publicUrl.protocol === 'https:';
    return { ...(secure && { prefix: 'host' as const }), path: '/', secure, httpOnly: true, sameSite: 'Lax' } as const;
  };
  return {
    set: (c: Context, value: string): void => setCookie(c, name, value, { ...options(c), ...(maxAge && { maxAge }) }),
    read: (c: Context): string | null => getCookie(c, name, options(c).prefix) ?? null,
    clear: (c: Context): void => void deleteCookie(c, name, options(c)),
  };
}

/** How long it is good for the server decides. */
export const sessionCookie = cookie('concord_session');
export const openIdCookie = cookie('concord_openid', 600);
