import { type RawBuilder, sql } from 'kysely';
import type { Act, Tx } from '../connection.ts';
import { rewrite } from '../records/write.ts';

const BLANK = {
  name: 'erased',
  sha256: '0'.repeat(64),
  part: null,
  said: {},
  transcript: null,
  reading: null,
  proposal: null,
  needs: [],
  problems: [],
};

/** That a file came stays known; what it was called, and what is in it, may name the student. Others of the same file lose what was shown of it. */
export async function eraseTranscriptFiles(tx: Tx, which: RawBuilder<boolean>, act: Act): Promise<void> {
  const files = await tx
    .selectFrom('transcriptFiles')
    .select(['id', 'file'])
    .where(which)
    .where('sha256', '<>', BLANK.sha256)
    .execute();
  for (const { id } of files)
    await rewrite(tx, 'transcript-file', { id, change: (file) => ({ ...file, ...BLANK }) }, act);
  const shared = [...new Set(files.flatMap(({ file }) => file ?? []))];
  if (shared.length === 0) return;
  await tx.deleteFrom('transcriptContents').where('file', 'in', shared).execute();
  const others = await tx
    .selectFrom('transcriptFiles')
    .select('id')
    .where('file', 'in', shared)
    .where(sql<boolean>`jsonb_typeof(body->'reading') = 'object'`)
    .execute();
  for (const { id } of others)
    await rewrite(tx, 'transcript-file', { id, change: (file) => ({ ...file, reading: null }) }, act);
}
