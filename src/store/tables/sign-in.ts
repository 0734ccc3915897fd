/** Failed attempts to sign in, for throttling, and who somebody is at an OpenID provider. */
import { z } from 'zod';
import type { Result } from '../../domain/index.ts';
import type { Connection } from '../connection.ts';
import { constrained } from '../outcome.ts';
import { newId, sha256, toJson } from '../values.ts';

/** `keys`: what is counted, for example the account and the network address; kept as hashes. */
export async function recordFailedSignIn(connection: Connection, keys: readonly string[], at: string): Promise<void> {
  if (keys.length === 0) return;
  await connection
    .insertInto('signInAttempts')
    .values(keys.map((key) => ({ id: newId(), key: sha256(key), at })))
    .execute();
}

/** Failed attempts for a key since an instant. */
export async function countFailedSignIns(connection: Connection, key: string, since: string): Promise<number> {
  const { count } = await connection
    .selectFrom('signInAttempts')
    .where('key', '=', sha256(key))
    .where('at', '>', since)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** After a success. */
export async function forgetFailedSignIns(connection: Connection, key: string): Promise<void> {
  await connection.deleteFrom('signInAttempts').where('key', '=', sha256(key)).execute();
}

export interface Identity {
  readonly issuer: string;
  readonly subject: string;
}

/** The user id behind an identity at a provider, or null. */
export async function findIdentity(connection: Connection, { issuer, subject }: Identity): Promise<string | null> {
  const row = await connection
    .selectFrom('identities')
    .select('user')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row?.user ?? null;
}

/** An identity that already belongs to somebody answers `already-exists`. */
export async function linkIdentity(
  connection: Connection,
  { issuer, subject, user, at }: Identity & { user: string; at: string },
): Promise<Result<null>> {
  return constrained('identity', subject, async () => {
    await connection.insertInto('identities').values({ issuer, subject, user, createdAt: at }).execute();
    return null;
  });
}

/** What is remembered between leaving for the provider and coming back: nonce, code verifier, where to go on. */
const oidcStateSchema = z.record(z.string(), z.string());

export async function saveOidcState(
  connection: Connection,
  { state, body, expiresAt }: { state: string; body: Readonly<Record<string, string>>; expiresAt: string },
): Promise<void> {
  await connection
    .insertInto('oidcStates')
    .values({ stateHash: sha256(state), body: toJson(oidcStateSchema, body), expiresAt })
    .execute();
}

/** Answers it once; null when it is unknown, used or expired. */
export async function takeOidcState(
  connection: Connection,
  state: string,
  at: string,
): Promise<Record<string, string> | null> {
  const row = await connection
    .deleteFrom('oidcStates')
    .where('stateHash', '=', sha256(state))
    .where('expiresAt', '>', at)
    .returning('body')
    .executeTakeFirst();
  return row ? oidcStateSchema.parse(row.body) : null;
}
