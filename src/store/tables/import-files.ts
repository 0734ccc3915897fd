/** The bytes of imports that are open: written once, and gone with the import's end. The hash of its record says what they are. */
import { sql } from 'kysely';
import type { Import } from '../../domain/index.ts';
import type { Connection, Tx } from '../connection.ts';
import { sha256 } from '../values.ts';

export const importFiles = {
  async keep(tx: Tx, { id }: Pick<Import, 'id'>, content: Uint8Array): Promise<void> {
    await tx.insertInto('importFiles').values({ import: id, content }).execute();
  },

  /** Null once the import has ended. @throws Error for damaged bytes. */
  async read(connection: Connection, { id, sha256: hash }: Pick<Import, 'id' | 'sha256'>): Promise<Uint8Array | null> {
    const row = await connection
      .selectFrom('importFiles')
      .select('content')
      .where('import', '=', id)
      .executeTakeFirst();
    if (!row) return null;
    const content = new Uint8Array(row.content);
    if (sha256(content) !== hash) throw new Error(`the file of import ${id} is damaged`);
    return content;
  },

  async forget(tx: Tx, { id }: Pick<Import, 'id'>): Promise<void> {
    await tx.deleteFrom('importFiles').where('import', '=', id).execute();
  },

  /** Ids of imports that are open and that nobody has touched since an instant. */
  async listAbandoned(
    connection: Connection,
    { before, limit }: { readonly before: string; readonly limit: number },
  ): Promise<string[]> {
    const rows = await connection
      .selectFrom('imports')
      .select('id')
      .where('state', 'in', ['reading', 'needs-answers', 'ready', 'failed'])
      .where(sql<boolean>`updated_at < ${before}::timestamptz`)
      .orderBy('updatedAt')
      .limit(limit)
      .execute();
    return rows.map(({ id }) => id);
  },
};
