/**
 * What signs people in. The store never sees a password, and of every secret that it is given it keeps the SHA-256 alone: a stolen
 * database signs nobody in.
 */
import { type Selectable, sql } from 'kysely';
import { z } from 'zod';
import type { Result } from '../../domain/index.ts';
import type { Connection, Tx } from '../connection.ts';
import { constrained } from '../outcome.ts';

import type { Database } from '../schema/index.ts';
import { newId, sha256, storableText, toJson } from '../values.ts';

/** Of local accounts. */
export const passwords = {
  /** Sets or replaces the argon2id hash of an account's password; its one-time password, if any, is used up. */
  async set(tx: Tx, { user, hash, at }: { user: string; hash: string; at: string }): Promise<void> {
    await tx
      .insertInto('credentials')
      .values({ user, hash, updatedAt: at })
      .onConflict((conflict) => conflict.column('user').doUpdateSet({ hash, updatedAt: at }))
      .execute();
    await tx.deleteFrom('oneTimePasswords').where('user', '=', user).execute();
  },

  /** Null for an account without a password: one that signs in elsewhere or has not been used yet. */
  async find(connection: Connection, user: string): Promise<string | null> {
    const row = await connection.selectFrom('credentials').select('hash').where('user', '=', user).executeTakeFirst();
    return row?.hash ?? null;
  },

  /** A secret that signs in once, in place of any earlier one. It must be random and long. */
  async setOneTime(
    connection: Connection,
    { user, secret, at, expiresAt }: { user: string; secret: string; at: string; expiresAt: string },
  ): Promise<void> {
    const values = { secretHash: sha256(secret), expiresAt, createdAt: at };
    await connection
      .insertInto('oneTimePasswords')
      .values({ user, ...values })
      .onConflict((conflict) => conflict.column('user').doUpdateSet(values))
      .execute();
  },

  /** True once: of several who come with the secret at the same time, for one. */
  async useOneTime(
    connection: Connection,
    { user, secret, at }: { user: string; secret: string; at: string },
  ): Promise<boolean> {
    const used = await connection
      .deleteFrom('oneTimePasswords')
      .where('user', '=', user)
      .where('secretHash', '=', sha256(secret))
      .where('expiresAt', '>', at)
      .returning('user')
      .executeTakeFirst();
    return used !== undefined;
  },
};

export interface ApiToken {
  readonly id: string;
  readonly user: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
}

const scopesSchema = z.array(z.string().min(1).max(100)).max(100);

const toToken = ({ secretHash: _, scopes, ...row }: Selectable<Database['apiTokens']>): ApiToken => ({
  ...row,
  scopes: scopesSchema.parse(scopes),
});

/** Personal tokens for programs: shown once, with scopes, an end, and a way to revoke them. */
export const apiTokens = {
  async create(
    connection: Connection,
    {
      secret,
      at,
      ...token
    }: Pick<ApiToken, 'user' | 'name' | 'scopes' | 'expiresAt'> & { readonly secret: string; readonly at: string },
  ): Promise<ApiToken> {
    const row = await connection
      .insertInto('apiTokens')
      .values({
        ...token,
        id: newId(),
        name: storableText(token.name),
        secretHash: sha256(secret),
        scopes: toJson(scopesSchema, token.scopes),
        createdAt: at,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    return toToken(row);
  },

  /** Null when it is unknown, revoked or expired, or its user may not sign in. Notes the use. */
  async use(connection: Connection, secret: string, at: string): Promise<ApiToken | null> {
    const row = await connection
      .updateTable('apiTokens')
      .from('users')
      .set({ lastUsedAt: at })
      .whereRef('users.id', '=', 'apiTokens.user')
      .where('users.active', '=', true)
      .where('secretHash', '=', sha256(secret))
      .where('revokedAt', 'is', null)
      .where(({ or, eb }) => or([eb('expiresAt', 'is', null), eb('expiresAt', '>', at)]))
      .returningAll('apiTokens')
      .executeTakeFirst();
    return row ? toToken(row) : null;
  },

  /** The user's tokens, newest first, without their secrets, which nobody knows. */
  async list(connection: Connection, user: string): Promise<ApiToken[]> {
    const rows = await connection
      .selectFrom('apiTokens')
      .selectAll()
      .where('user', '=', user)
      .orderBy('createdAt', 'desc')
      .orderBy('id')
      .execute();
    return rows.map(toToken);
  },

  async revokeAll(connection: Connection, user: string, at: string): Promise<void> {
    await connection
      .updateTable('apiTokens')
      .set({ revokedAt: at })
      .where('user', '=', user)
      .where('revokedAt', 'is', null)
      .execute();
  },

  /** False when there is no such token, or (with `user`) it is somebody else's. */
  async revoke(connection: Connection, { id, user, at }: { id: string; user?: string; at: string }): Promise<boolean> {
    let query = connection
      .updateTable('apiTokens')
      .set({ revokedAt: at })
      .where('id', '=', id)
      .where('revokedAt', 'is', null);
    if (user !== undefined) query = query.where('user', '=', user);
    const { numUpdatedRows } = await query.executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  },
};

/** Failed attempts to sign in. What is counted, for example the account and the network address, is kept as a hash. */
export const failedSignIns = {
  async record(connection: Connection, keys: readonly string[], at: string): Promise<void> {
    if (keys.length === 0) return;
    const rows = keys.map((key) => ({ id: newId(), key: sha256(key), at }));
    await connection.insertInto('signInAttempts').values(rows).execute();
  },

  async count(connection: Connection, key: string, since: string): Promise<number> {
    const { count } = await connection
      .selectFrom('signInAttempts')
      .where('key', '=', sha256(key))
      .where('at', '>', since)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return count;
  },

  /** All of a key. */
  async forget(connection: Connection, key: string): Promise<void> {
    await connection.deleteFrom('signInAttempts').where('key', '=', sha256(key)).execute();
  },

  /** One of a key and an instant. */
  async forgetOne(connection: Connection, key: string, at: string): Promise<void> {
    await sql`delete from sign_in_attempts where id in (
      select id from sign_in_attempts where key = ${sha256(key)} and at = ${at}::timestamptz limit 1)`.execute(
      connection,
    );
  },
};

/** What is remembered between leaving for the provider and coming back: nonce, code verifier, where to go on. */
const oidcStateSchema = z.record(z.string(), z.string());

/** Sign-ins on their way through an OpenID provider, and who somebody is there. */
export const openId = {
  /** The user id behind an identity at a provider, or null. */
  async find(
    connection: Connection,
    { issuer, subject }: { readonly issuer: string; readonly subject: string },
  ): Promise<string | null> {
    const row = await connection
      .selectFrom('identities')
      .select('user')
      .where('issuer', '=', issuer)
      .where('subject', '=', subject)
      .executeTakeFirst();
    return row?.user ?? null;
  },

  /** An identity that already belongs to somebody answers `already-exists`. */
  async link(
    connection: Connection,
    { issuer, subject, user, at }: { issuer: string; subject: string; user: string; at: string },
  ): Promise<Result<null>> {
    return constrained('identity', subject, async () => {
      await connection.insertInto('identities').values({ issuer, subject, user, createdAt: at }).execute();
      return null;
    });
  },

  async saveState(
    connection: Connection,
    { state, body, expiresAt }: { state: string; body: Readonly<Record<string, string>>; expiresAt: string },
  ): Promise<void> {
    await connection
      .insertInto('oidcStates')
      .values({ stateHash: sha256(state), body: toJson(oidcStateSchema, body), expiresAt })
      .execute();
  },

  /** Answers it once; null when it is unknown, used or expired. */
  async takeState(connection: Connection, state: string, at: string): Promise<Record<string, string> | null> {
    const row = await connection
      .deleteFrom('oidcStates')
      .where('stateHash', '=', sha256(state))
      .where('expiresAt', '>', at)
      .returning('body')
      .executeTakeFirst();
    return row ? oidcStateSchema.parse(row.body) : null;
  },
};
