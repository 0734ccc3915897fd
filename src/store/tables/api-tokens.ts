/** Personal tokens for programs: shown once, kept as SHA-256, with scopes, an end, and a way to revoke them. */

import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { Connection } from '../connection.ts';
import type { Database } from '../schema/index.ts';
import { newId, sha256, storableText, toJson } from '../values.ts';

const scopesSchema = z.array(z.string().min(1).max(100)).max(100);

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

export interface NewApiToken {
  readonly user: string;
  readonly name: string;
  readonly secret: string;
  readonly scopes: readonly string[];
  readonly at: string;
  readonly expiresAt: string | null;
}

export async function createApiToken(connection: Connection, token: NewApiToken): Promise<ApiToken> {
  const { user, name, secret, scopes, at, expiresAt } = token;
  const row = await connection
    .insertInto('apiTokens')
    .values({
      id: newId(),
      user,
      name: storableText(name),
      secretHash: sha256(secret),
      scopes: toJson(scopesSchema, scopes),
      createdAt: at,
      lastUsedAt: null,
      expiresAt,
      revokedAt: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toToken(row);
}

/** Null when it is unknown, revoked or expired, or its user may not sign in. Notes the use. */
export async function useApiToken(connection: Connection, secret: string, at: string): Promise<ApiToken | null> {
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
}

/** The user's tokens, newest first, without their secrets, which nobody knows. */
export async function listApiTokens(connection: Connection, user: string): Promise<ApiToken[]> {
  const rows = await connection
    .selectFrom('apiTokens')
    .selectAll()
    .where('user', '=', user)
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .execute();
  return rows.map(toToken);
}

/** False when there is no such token, or (with `user`) it is somebody else's. */
export async function revokeApiToken(
  connection: Connection,
  { id, user, at }: { id: string; user?: string; at: string },
): Promise<boolean> {
  let query = connection
    .updateTable('apiTokens')
    .set({ revokedAt: at })
    .where('id', '=', id)
    .where('revokedAt', 'is', null);
  if (user !== undefined) query = query.where('user', '=', user);
  const { numUpdatedRows } = await query.executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

const toToken = ({ secretHash: _, scopes, ...row }: Selectable<Database['apiTokens']>): ApiToken => ({
  ...row,
  scopes: scopesSchema.parse(scopes),
});
