/** Syllabuses that are handed in to courses of a plan: files as they came, each of one host course. */
import type { Selectable } from 'kysely';
import type { Connection, Tx } from '../connection.ts';
import type { Database } from '../schema/index.ts';
import { newId, sha256, storableText } from '../values.ts';

/** What is known of a file without its bytes. */
export type Syllabus = Omit<Selectable<Database['syllabi']>, 'content'>;

const KNOWN = [
  'id',
  'studyPlan',
  'course',
  'name',
  'mediaType',
  'bytes',
  'sha256',
  'uploadedBy',
  'uploadedAt',
] as const;

/** Newer ones than anybody would read through. */
const MOST_OF_COURSE = 200;

export const syllabi = {
  async add(
    tx: Tx,
    {
      content,
      name,
      ...given
    }: Pick<Syllabus, 'studyPlan' | 'course' | 'name' | 'mediaType' | 'uploadedBy' | 'uploadedAt'> & {
      readonly content: Uint8Array;
    },
  ): Promise<Syllabus> {
    const facts = { id: newId(), name: storableText(name), bytes: content.byteLength, sha256: sha256(content) };
    return tx
      .insertInto('syllabi')
      .values({ ...given, ...facts, content })
      .returning(KNOWN)
      .executeTakeFirstOrThrow();
  },

  /** Of a plan, oldest first. */
  list: (connection: Connection, studyPlan: string): Promise<Syllabus[]> =>
    connection
      .selectFrom('syllabi')
      .select(KNOWN)
      .where('studyPlan', '=', studyPlan)
      .orderBy('uploadedAt')
      .orderBy('id')
      .execute(),

  /** Of one course of any plan, the newest first. */
  ofCourse: (connection: Connection, course: string): Promise<Syllabus[]> =>
    connection
      .selectFrom('syllabi')
      .select(KNOWN)
      .where('course', '=', course)
      .orderBy('uploadedAt', 'desc')
      .orderBy('id')
      .limit(MOST_OF_COURSE)
      .execute(),

  /** The file with its bytes, checked against their hash; null where the plan has none of this id. @throws Error for damaged bytes. */
  async read(
    connection: Connection,
    { studyPlan, id }: Pick<Syllabus, 'studyPlan' | 'id'>,
  ): Promise<(Syllabus & { readonly content: Uint8Array }) | null> {
    const row = await connection
      .selectFrom('syllabi')
      .selectAll()
      .where('studyPlan', '=', studyPlan)
      .where('id', '=', id)
      .executeTakeFirst();
    if (!row) return null;
    const content = new Uint8Array(row.content);
    if (sha256(content) !== row.sha256) throw new Error(`the syllabus ${id} is damaged`);
    return { ...row, content };
  },

  /** False where the plan has none of this id. */
  async remove(tx: Tx, { studyPlan, id }: Pick<Syllabus, 'studyPlan' | 'id'>): Promise<boolean> {
    const { numDeletedRows } = await tx
      .deleteFrom('syllabi')
      .where('studyPlan', '=', studyPlan)
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    return numDeletedRows > 0n;
  },
};
