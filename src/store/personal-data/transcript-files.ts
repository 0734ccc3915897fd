import type { RawBuilder } from 'kysely';
import type { Act, Tx } from '../connection.ts';
import { rewrite } from '../records/write.ts';

/** That a file came stays known; what it was called, and what is in it, may name the student. */
export async function eraseTranscriptFiles(tx: Tx, which: RawBuilder<boolean>, act: Act): Promise<void> {
  const blank = { name: 'erased', sha256: '0'.repeat(64), transcript: null, proposal: null, needs: [], problems: [] };
  const files = await tx
    .selectFrom('transcriptFiles')
    .select('id')
    .where(which)
    .where('sha256', '<>', blank.sha256)
    .execute();
  for (const { id } of files)
    await rewrite(tx, 'transcript-file', { id, change: (file) => ({ ...file, ...blank }) }, act);
}
