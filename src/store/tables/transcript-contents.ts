/** Files with transcripts while one of them waits for a person: what its columns mean may be said anew, and the file is read again. */
import { sql } from 'kysely';
import type { Act, Connection, Tx } from '../connection.ts';
import { sha256 } from '../values.ts';

export const transcriptContents = {
  async keep(tx: Tx, { file, content }: { readonly file: string; readonly content: Uint8Array }, { at }: Act) {
    await tx
      .insertInto('transcriptContents')
      .values({ file, sha256: sha256(content), content, keptAt: at })
      .execute();
  },

  /** Null once nothing of it waits, or it was kept long enough. @throws Error for damaged bytes. */
  async read(connection: Connection, file: string): Promise<Uint8Array | null> {
    const row = await connection
      .selectFrom('transcriptContents')
      .select(['content', 'sha256'])
      .where('file', '=', file)
      .executeTakeFirst();
    if (!row) return null;
    const content = new Uint8Array(row.content);
    if (sha256(content) !== row.sha256) throw new Error(`the transcript file ${file} is damaged`);
    return content;
  },

  /** Forgets the file unless one of its transcripts still waits. */
  async forgetSettled(tx: Tx, file: string): Promise<void> {
    await tx
      .deleteFrom('transcriptContents')
      .where('file', '=', file)
      .where(
        sql<boolean>`not exists (select 1 from transcript_files where file = ${file} and state in ('open', 'unread'))`,
      )
      .execute();
  },
};
