/** Importing a catalogue or a curriculum: what differs from the version before, and which precedents it opens again. */
import { z } from 'zod';
import {
  type Catalogue,
  type Course,
  listReadingSchema,
  may,
  type PrecedentMove,
  precedentMoveSchema,
  type Result,
  reason,
  success,
} from '../../domain/index.ts';
import { movePrecedents } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { sha256 } from '../cases/stored.ts';
import { ruleOn } from '../service/records.ts';
import {
  acting,
  attempt,
  type Caller,
  dayOf,
  refuse,
  type Service,
  type Transaction,
  type Work,
  workOf,
  write,
} from '../service/service.ts';
import { type ImportedList, type ImportSource, readImport, type SaidOfList } from './read-import.ts';

export const courseListSchema = z.object({
  id: z.string(),
  kind: z.enum(['catalogue', 'curriculum']),
  institution: z.string(),
  academicYear: z.string().nullable(),
  programme: z.string().nullable(),
  institute: z.string().nullable().describe('of a curriculum: whose directorate keeps it; null: the registrar alone'),
});

export const listVersionSchema = z.object({
  id: z.string(),
  list: z.string(),
  number: z.number().int(),
  contentHash: z.string(),
  language: z.string().nullable(),
  courseCount: z.number().int(),
  importedAt: z.string(),
});

export const importOutcomeSchema = z.object({
  /** Null for a first import that was only tried. */
  version: listVersionSchema.nullable(),
  created: z.boolean().describe('false: the newest version has this content already, or it was only tried'),
  difference: z
    .object({
      added: z.array(z.string()),
      removed: z.array(z.string()),
      changed: z.array(
        z.object({
          code: z.string(),
          fields: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
        }),
      ),
      unchanged: z.number().int(),
    })
    .describe('against the version before'),
  precedents: z
    .array(precedentMoveSchema)
    .describe('courses of precedents that changed; those that are opened again say so'),
  reading: listReadingSchema.nullable(),
});
export type ImportOutcome = z.infer<typeof importOutcomeSchema>;

export interface CourseImportRequest {
  readonly kind: store.CourseListKind;
  readonly source: ImportSource;
  readonly said?: SaidOfList | undefined;
  /** The language that it is mainly in. */
  readonly language?: string | undefined;
  /** Says what would change and writes nothing. */
  readonly dryRun: boolean;
  /** Of a curriculum: whose directorate keeps it from now on; as before when left out. */
  readonly institute?: string | undefined;
}

/** Rows that cannot be read are among the problems, and the others are used. The same content again is the same version, and so an earlier one. */
export async function importCourses(
  service: Service,
  caller: Caller,
  asked: CourseImportRequest,
): Promise<Result<ImportOutcome>> {
  const { kind, source, said = {}, dryRun } = asked;
  const read = await readImport(service, kind, source, said);
  if (!read.ok) return read;
  const { side, reading } = read.value;
  const run = dryRun
    ? await attempt(() => previewCourses(workOf(service, caller), side))
    : await write(service, caller, { action: `${kind}.import`, answer: importOutcomeSchema }, (work) =>
        keepCourses(work, side, asked),
      );
  const problems = [...read.problems, ...run.problems];
  return run.ok ? success({ ...run.value, reading }, problems) : { ...run, problems };
}

/** What keeping a list would change. */
export async function previewCourses(work: Work, side: ImportedList): Promise<ImportOutcome> {
  const { connection } = work;
  const list = await store.courseLists.find(connection, listKey(side));
  if (list) checkKeeper(work, list);
  const { latest, difference } =
    side.kind === 'catalogue'
      ? await store.imports.preview(connection, side.list)
      : await store.imports.preview(connection, side.list);
  const precedents = await movesBy(work, side, difference);
  return { version: latest, created: false, difference: shownDifference(difference), precedents, reading: null };
}

/** Keeps a list as the newest version, unless it is that already, and opens precedents again whose courses changed. */
export async function keepCourses(
  work: Transaction,
  side: ImportedList,
  {
    language = null,
    institute,
  }: { readonly language?: string | null | undefined; readonly institute?: string | undefined },
): Promise<ImportOutcome> {
  const { tx, act } = work;
  const { version, created, difference } =
    side.kind === 'catalogue'
      ? await store.imports.run(tx, side.list, act, { language })
      : await store.imports.run(tx, side.list, act, { language });
  // Asked once the list is written, and so locked: of two who import the first version at once, one finds it there.
  const list = await store.courseLists.find(tx, listKey(side));
  if (list && !(created && version.number === 1)) checkKeeper(work, list);
  if (list && institute !== undefined && list.institute !== institute)
    await store.courseLists.give(tx, { list, institute }, act);
  const precedents = created ? await movesBy(work, side, difference) : [];
  await reopen(work, precedents);
  return { version, created, difference: shownDifference(difference), precedents, reading: null };
}

const listKey = ({ kind, list }: ImportedList): store.CourseListKey =>
  kind === 'catalogue' ? store.courseLists.keyOf(list) : store.courseLists.keyOf(list);

/** A list that is there is kept by the registrar or, a curriculum, by the directorate of its institute. */
function checkKeeper({ caller }: Work, { kind, institute }: store.CourseList): void {
  if (!may(caller.actor, `${kind}.import`, { institute })) refuse('not-permitted', reason('curriculum-of-others'));
}

export const shownDifference = ({
  added,
  removed,
  changed,
  unchanged,
}: store.CourseDifference): ImportOutcome['difference'] => ({
  added: [...added],
  removed: [...removed],
  changed: changed.map(({ code, fields }) => ({ code, fields: fields.map((field) => ({ ...field })) })),
  unchanged,
});

/** What the new texts do to the precedents that rest on earlier ones. A catalogue of a year gone by changes nothing of today. */
async function movesBy(work: Work, side: ImportedList, { removed }: store.CourseDifference): Promise<PrecedentMove[]> {
  const policy = ruleOn(work, 'precedents');
  if (side.kind === 'catalogue' && (await isOutdated(work.connection, side.list))) return [];
  const { institution } = side.list;
  const courses: readonly Course[] = side.list.courses;
  const codes = [...courses.map(({ code }) => code), ...removed];
  const naming = await store.precedents.naming(work.connection, [{ institution: institution, codes: codes }]);
  const of = side.kind === 'catalogue' ? 'host' : 'home';
  const moves = movePrecedents(naming, { date: dayOf(work.caller), side: of, institution, courses }, policy, sha256);
  // A programme has only some of the institution's courses: what another programme teaches is not gone.
  return moves.filter(({ distance, code }) => distance !== null || removed.includes(code));
}

async function isOutdated(connection: store.Connection, { institution, academicYear }: Catalogue): Promise<boolean> {
  const lists = await store.courseLists.list(connection, { kind: 'catalogue', institution });
  return lists.some(({ list }) => (list.academicYear ?? '') > (academicYear ?? ''));
}

/** Each once, with the explanations of all of its courses that moved. */
async function reopen(work: Transaction, moves: readonly PrecedentMove[]): Promise<void> {
  const because = new Map<string, PrecedentMove['explanation'][]>();
  for (const { precedent, reopens, explanation } of moves)
    if (reopens) because.set(precedent, [...(because.get(precedent) ?? []), explanation]);
  const { tx, act } = acting(work, 'precedent.reopen');
  for (const [id, reasons] of [...because].sort(([a], [b]) => (a < b ? -1 : 1)))
    await store.precedents.setStatus(tx, { id, from: 'counts', to: 'reopened', because: JSON.stringify(reasons) }, act);
}
