/** Accounts without a person. */
import { sql } from 'kysely';
import { type Act, NOBODY, recordEvent, type Tx } from '../connection.ts';
import { RECORDS } from '../records/kinds.ts';
import { find, hashOf } from '../records/read.ts';
import { rewrite } from '../records/write.ts';
import { newId } from '../values.ts';
import { eraseTranscriptFiles } from './transcript-files.ts';

const erased = (id: string) => ({ name: 'erased', email: `${id}@erased.invalid`, active: false });

/** The account to which belongs what has lost its person. */
export async function makeNobody(tx: Tx, { at, ...act }: Act): Promise<void> {
  const salt = newId();
  const made = await tx
    .insertInto('users')
    .values({
      ...{ id: NOBODY, revision: 1, salt, language: 'en', createdAt: at, updatedAt: at, erasedAt: at },
      ...erased(NOBODY),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  const nobody = made && (await find(tx, 'user', NOBODY));
  if (!nobody) return;
  const after = hashOf(RECORDS.user, salt, nobody);
  recordEvent(tx, { at, ...act }, { kind: 'user', id: NOBODY, before: null, after });
}

/** Takes away name, address, roles, the office's record and the account; the id stays, and belongs to nobody any more. Does no harm when done again. */
export async function eraseUser(tx: Tx, id: string, act: Act): Promise<void> {
  const left = await tx
    .updateTable('users')
    .set({ erasedAt: act.at, updatedAt: act.at, lastSignInAt: null })
    .where('id', '=', id)
    .where('erasedAt', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!left) return;
  await rewrite(tx, 'user', { id, change: (user) => ({ ...user, ...erased(id), roles: [] }) }, act);
  // Answers that others got about the person, kept for a day in case their request comes again: the key stays used.
  await sql`update idempotency_keys set response = null where position(${`"${id}"`} in response->>'body') > 0`.execute(
    tx,
  );
  // Own jobs, and what jobs of others found out about the person: of a file nobody sees who is in it.
  await tx.deleteFrom('jobs').where('owner', '=', id).execute();
  await sql`update jobs set result = null, file = null, file_name = null, media_type = null
    where file is not null or position(${`"${id}"`} in result::text) > 0`.execute(tx);
  const number = (await find(tx, 'student', id))?.number;
  if (number) await eraseTranscriptFiles(tx, sql<boolean>`body->'transcript'->>'student' = ${number}`, act);
  const unknown = { number: null, programme: null, curriculum: null, semester: null, results: null };
  await rewrite(tx, 'student', { id, change: (student) => ({ ...student, ...unknown }) }, act);
}
