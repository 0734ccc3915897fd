/** Sessions of the browser. The cookie holds a secret; the store its SHA-256, so a stolen database signs nobody in. */
import { type User, userSchema } from '../../domain/index.ts';
import type { Connection } from '../connection.ts';
import { sha256 } from '../values.ts';
import { ROLES_OF_USER, USER_COLUMNS } from './users.ts';

export interface Session {
  readonly user: User;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  readonly expiresAt: string;
}

/** `secret`: at least 128 random bits. The account counts as used. */
export async function createSession(
  connection: Connection,
  { secret, user, at, expiresAt }: { secret: string; user: string; at: string; expiresAt: string },
): Promise<void> {
  await connection
    .insertInto('sessions')
    .values({ secretHash: sha256(secret), user, createdAt: at, lastSeenAt: at, expiresAt })
    .execute();
  await connection.updateTable('users').set({ lastSignInAt: at }).where('id', '=', user).execute();
}

/** Null when it is unknown, has expired or its user may not sign in. */
export async function findSession(connection: Connection, secret: string, at: string): Promise<Session | null> {
  const row = await connection
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user')
    .where('secretHash', '=', sha256(secret))
    .where('expiresAt', '>', at)
    .where('users.active', '=', true)
    .select(['sessions.createdAt', 'lastSeenAt', 'expiresAt'])
    .select(USER_COLUMNS)
    .select(ROLES_OF_USER)
    .executeTakeFirst();
  if (!row) return null;
  const { createdAt, lastSeenAt, expiresAt, ...user } = row;
  return { user: userSchema.parse(user), createdAt, lastSeenAt, expiresAt };
}

/** Notes that the session was used; with `expiresAt` it lasts longer. */
export async function touchSession(
  connection: Connection,
  { secret, at, expiresAt }: { secret: string; at: string; expiresAt?: string },
): Promise<void> {
  await connection
    .updateTable('sessions')
    .set({ lastSeenAt: at, ...(expiresAt !== undefined && { expiresAt }) })
    .where('secretHash', '=', sha256(secret))
    .execute();
}

export async function endSession(connection: Connection, secret: string): Promise<void> {
  await connection.deleteFrom('sessions').where('secretHash', '=', sha256(secret)).execute();
}

/** After a changed password, a disabled account, or "sign out everywhere"; `except` is the secret of the session that stays. */
export async function endSessionsOf(connection: Connection, user: string, except?: string): Promise<number> {
  let query = connection.deleteFrom('sessions').where('user', '=', user);
  if (except !== undefined) query = query.where('secretHash', '!=', sha256(except));
  const { numDeletedRows } = await query.executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
