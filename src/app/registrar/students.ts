/** Students as the offices keep them: found by number or name, and the record that plans and recognitions take what came before from. */
import { z } from 'zod';
import { type Result, reason, type StudentRecord, studentRecordSchema, type Transcript } from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import { reachFor } from '../service/authorise.ts';
import { attempt, type Caller, found, need, refuse, type Service, write } from '../service/service.ts';

/** Revision 0: nothing was written yet. */
export const keptStudentSchema = studentRecordSchema.extend({ revision: z.number().int().nonnegative() });
type KeptStudent = z.infer<typeof keptStudentSchema>;
export type StudentFacts = Omit<StudentRecord, 'id' | 'revision' | 'institute'>;

export const listStudents = (
  { store: { connection } }: Service,
  caller: Caller,
  filter: Omit<Parameters<typeof store.students.list>[1], 'reach'>,
): Promise<store.Page<store.ListedStudent>> =>
  store.students.list(connection, { ...filter, reach: reachFor(caller, 'student.read') });

const UNKNOWN: StudentFacts = { number: null, programme: null, curriculum: null, semester: null, results: null };

/** Of an account with the role of a student; else `not-found`. */
export const readStudentRecord = ({ store: { connection } }: Service, id: string): Promise<Result<KeptStudent>> =>
  attempt(async () => {
    const kept = await store.find(connection, 'student', id);
    if (kept) return kept;
    const institute = found('student', id, await store.students.instituteOf(connection, id));
    return { ...UNKNOWN, id, revision: 0, institute };
  });

/** Writes all that is known; revision 0 makes the record. A number that another student has answers `already-exists`. */
export const writeStudentRecord = (
  service: Service,
  caller: Caller,
  { id, revision, ...facts }: StudentFacts & Pick<KeptStudent, 'id' | 'revision'>,
): Promise<Result<KeptStudent>> =>
  write(service, caller, { action: 'student.edit', answer: keptStudentSchema }, async ({ tx, act }) => {
    const { curriculum } = facts;
    if (curriculum !== null && (await store.courseLists.named(tx, 'curriculum', curriculum)) === null)
      refuse('reference-unknown', reason('curriculum-unknown', { id: curriculum }), { column: 'curriculum' });
    const kept = await store.find(tx, 'student', id);
    const current = await store.students.instituteOf(tx, id);
    const institute = found('student', id, current ?? kept?.institute ?? null);
    const record = { ...facts, id, institute };
    if (kept || revision > 0) return need(await store.update(tx, 'student', { ...record, revision }, act));
    return need(await store.create(tx, 'student', record, act));
  });

/** What the student has earned at home so far, where the office keeps it. */
export const resultsSoFar = async (connection: store.Connection, student: string): Promise<Transcript | undefined> =>
  (await store.find(connection, 'student', student))?.results ?? undefined;
