/** Sessions of the browser: of each secret the store keeps the SHA-256 alone. */
import { sql } from 'kysely';
import type { User } from '../../domain/index.ts';
import type { Connection } from '../connection.ts';
import { recordOf, rowsOf, type StoredRow } from '../records/read.ts';
import { sha256 } from '../values.ts';

/** A session as its owner knows it again. */
export interface KnownSession {
  /** Of the secret its hash, which signs nobody in. */
  readonly id: string;
  readonly isCurrent: boolean;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  readonly expiresAt: string;
}

/** Sessions of the browser, by the secret in its cookie: at least 128 random bits. */
export const sessions = {
  /** The account counts as used. */
  async create(
    connection: Connection,
    { secret, user, at, expiresAt }: { secret: string; user: string; at: string; expiresAt: string },
  ): Promise<void> {
    await connection
      .insertInto('sessions')
      .values({ secretHash: sha256(secret), user, createdAt: at, lastSeenAt: at, expiresAt })
      .execute();
    await connection.updateTable('users').set({ lastSignInAt: at }).where('id', '=', user).execute();
  },

  /** Null when it is unknown, has expired or its user may not sign in. */
  async find(
    connection: Connection,
    secret: string,
    at: string,
  ): Promise<{ user: User; createdAt: string; lastSeenAt: string; expiresAt: string } | null> {
    const [row] = await rowsOf<StoredRow & { sessionCreatedAt: string; lastSeenAt: string; expiresAt: string }>(
      connection,
      'user',
      {
        also: sql`, sessions.created_at as session_created_at, last_seen_at, expires_at`,
        from: sql`sessions join users as one on one.id = sessions."user"
        where secret_hash = ${sha256(secret)} and expires_at > ${at} and active`,
      },
    );
    if (!row) return null;
    const { sessionCreatedAt, lastSeenAt, expiresAt } = row;
    return { user: recordOf('user', row), createdAt: sessionCreatedAt, lastSeenAt, expiresAt };
  },

  /** Those of an account that have not expired, the one used last first; `current`: the secret of the one that asks. */
  async list(
    connection: Connection,
    { user, at, current }: { readonly user: string; readonly at: string; readonly current: string | null },
  ): Promise<KnownSession[]> {
    const rows = await connection
      .selectFrom('sessions')
      .select(['secretHash', 'createdAt', 'lastSeenAt', 'expiresAt'])
      .where('user', '=', user)
      .where('expiresAt', '>', at)
      .orderBy('lastSeenAt', 'desc')
      .limit(200)
      .execute();
    const own = current === null ? null : sha256(current);
    return rows.map(({ secretHash, ...row }) => ({ id: secretHash, isCurrent: secretHash === own, ...row }));
  },

  /** One of an account, by its id in the list; false when it is not there. */
  async endOne(connection: Connection, { user, id }: { readonly user: string; readonly id: string }): Promise<boolean> {
    const ended = await connection
      .deleteFrom('sessions')
      .where('user', '=', user)
      .where('secretHash', '=', id)
      .executeTakeFirstOrThrow();
    return ended.numDeletedRows > 0n;
  },

  /** Notes that the session was used; with `expiresAt` it lasts longer. */
  async touch(
    connection: Connection,
    { secret, at, expiresAt }: { secret: string; at: string; expiresAt?: string },
  ): Promise<void> {
    await connection
      .updateTable('sessions')
      .set({ lastSeenAt: at, ...(expiresAt !== undefined && { expiresAt }) })
      .where('secretHash', '=', sha256(secret))
      .execute();
  },

  async end(connection: Connection, secret: string): Promise<void> {
    await connection.deleteFrom('sessions').where('secretHash', '=', sha256(secret)).execute();
  },

  /** After a changed password, a disabled account, or "sign out everywhere"; `except` is the secret of the session that stays. */
  async endAll(connection: Connection, user: string, except?: string): Promise<number> {
    let query = connection.deleteFrom('sessions').where('user', '=', user);
    if (except !== undefined) query = query.where('secretHash', '!=', sha256(except));
    const { numDeletedRows } = await query.executeTakeFirstOrThrow();
    return Number(numDeletedRows);
  },
};
