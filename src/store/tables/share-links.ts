/** Links that show a plan to whoever has them. Of the secret in a link the store keeps the SHA-256 alone. */
import type { Selectable } from 'kysely';
import type { Connection } from '../connection.ts';
import type { Database } from '../schema/index.ts';
import { newId, sha256 } from '../values.ts';

export type ShareLink = Omit<Selectable<Database['shareLinks']>, 'secretHash'>;

const withoutSecret = ({ secretHash: _, ...link }: Selectable<Database['shareLinks']>): ShareLink => link;

export const shareLinks = {
  async create(
    connection: Connection,
    { secret, ...link }: Pick<ShareLink, 'studyPlan' | 'madeBy' | 'createdAt' | 'expiresAt'> & { secret: string },
  ): Promise<ShareLink> {
    const row = await connection
      .insertInto('shareLinks')
      .values({ ...link, id: newId(), secretHash: sha256(secret) })
      .returningAll()
      .executeTakeFirstOrThrow();
    return withoutSecret(row);
  },

  /** Of a plan, newest first, revoked and ended ones too. */
  async list(connection: Connection, studyPlan: string): Promise<ShareLink[]> {
    const rows = await connection
      .selectFrom('shareLinks')
      .selectAll()
      .where('studyPlan', '=', studyPlan)
      .orderBy('createdAt', 'desc')
      .orderBy('id')
      .execute();
    return rows.map(withoutSecret);
  },

  /** Null when it is unknown, revoked or has ended. */
  async find(connection: Connection, secret: string, at: string): Promise<ShareLink | null> {
    const row = await connection
      .selectFrom('shareLinks')
      .selectAll()
      .where('secretHash', '=', sha256(secret))
      .where('revokedAt', 'is', null)
      .where('expiresAt', '>', at)
      .executeTakeFirst();
    return row ? withoutSecret(row) : null;
  },

  /** False when the plan has no such link, or it was revoked before. */
  async revoke(
    connection: Connection,
    { id, studyPlan, at }: { readonly id: string; readonly studyPlan: string; readonly at: string },
  ): Promise<boolean> {
    const { numUpdatedRows } = await connection
      .updateTable('shareLinks')
      .set({ revokedAt: at })
      .where('id', '=', id)
      .where('studyPlan', '=', studyPlan)
      .where('revokedAt', 'is', null)
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  },
};
