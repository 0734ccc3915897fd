/** Importing a catalogue or a curriculum: what differs from the version before, and which precedents it opens again. */
import { z } from 'zod';
import {
  type Catalogue,
  type Course,
  type Curriculum,
  failure,
  may,
  type PrecedentMove,
  precedentMoveSchema,
  type Result,
  success,
} from '../../domain/index.ts';
import { movePrecedents } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { precedentPolicy } from '../cases/precedents.ts';
import { sha256 } from '../cases/record-precedents.ts';
import { type Doing, dayOf, problem } from '../moves/step.ts';
import { type Caller, type Service, write } from '../service/service.ts';
import { readCatalogueText, readCurriculumText } from '../tools/texts.ts';

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

const differenceSchema = z.object({
  added: z.array(z.string()),
  removed: z.array(z.string()),
  changed: z.array(
    z.object({
      code: z.string(),
      fields: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
    }),
  ),
  unchanged: z.number().int(),
});

export const importOutcomeSchema = z.object({
  /** Null for a first import that was only tried. */
  version: listVersionSchema.nullable(),
  created: z.boolean().describe('false: the newest version has this content already, or it was only tried'),
  difference: differenceSchema.describe('against the version before'),
  precedents: z
    .array(precedentMoveSchema)
    .describe('courses of precedents that changed; those that are opened again say so'),
});
export type ImportOutcome = z.infer<typeof importOutcomeSchema>;

export interface CourseImportRequest {
  readonly kind: store.CourseListKind;
  /** Text of a CSV file. */
  readonly csv: string;
  /** The language that it is mainly in. */
  readonly language?: string | undefined;
  /** Says what would change and writes nothing. */
  readonly dryRun: boolean;
  /** Of a curriculum: whose directorate keeps it from now on; as before when left out. */
  readonly institute?: string | undefined;
}

/** Rows that can not be read are among the problems, and the others are used. The same content again is the same version. */
export async function importCourses(
  service: Service,
  caller: Caller,
  asked: CourseImportRequest,
): Promise<Result<ImportOutcome>> {
  const read = readSide(asked);
  if (!read.ok) return read;
  const doing = { service, caller };
  const run = asked.dryRun
    ? await preview(doing, read.value)
    : await write(service, caller, { action: `${asked.kind}.import`, answer: importOutcomeSchema }, (tx, act) =>
        keep(tx, doing, { side: read.value, language: asked.language ?? null, institute: asked.institute }, act),
      );
  return run.ok ? success(run.value, [...read.problems, ...run.problems]) : run;
}

type Side =
  | { readonly kind: 'catalogue'; readonly list: Catalogue }
  | { readonly kind: 'curriculum'; readonly list: Curriculum };

function readSide({ kind, csv }: CourseImportRequest): Result<Side> {
  const read = kind === 'catalogue' ? readCatalogueText(csv) : readCurriculumText(csv);
  return read.ok ? { ...read, value: { kind, list: read.value } as Side } : read;
}

interface Kept {
  readonly side: Side;
  readonly language: string | null;
  readonly institute: string | undefined;
}

async function preview(doing: Doing, side: Side): Promise<Result<ImportOutcome>> {
  const { connection } = doing.service.store;
  const list = await store.findCourseList(connection, keyOf(side));
  if (list && !mayKeep(doing, list)) return failure(KEPT_BY_OTHERS);
  const { latest, difference } =
    side.kind === 'catalogue'
      ? await store.previewCatalogue(connection, side.list)
      : await store.previewCurriculum(connection, side.list);
  const moves = await movesBy(connection, doing, { side, difference });
  if (!moves.ok) return moves;
  return success({ version: latest, created: false, difference: shown(difference), precedents: moves.value });
}

async function keep(
  tx: store.Tx,
  doing: Doing,
  { side, language, institute }: Kept,
  act: store.Act,
): Promise<Result<ImportOutcome>> {
  const { version, created, difference } =
    side.kind === 'catalogue'
      ? await store.importCatalogue(tx, side.list, act, { language })
      : await store.importCurriculum(tx, side.list, act, { language });
  const given = await giveTo(tx, doing, { side, institute, isNew: created && version.number === 1 }, act);
  if (!given.ok) return given;
  const moves = created ? await movesBy(tx, doing, { side, difference }) : success([]);
  if (!moves.ok) return moves;
  await reopen(tx, moves.value, act);
  return success({ version, created, difference: shown(difference), precedents: moves.value });
}

const keyOf = ({ kind, list }: Side): store.CourseListKey =>
  kind === 'catalogue' ? store.catalogueKey(list) : store.curriculumKey(list);

/** A list that is there is kept by the registrar or, a curriculum, by the directorate of its institute. */
const mayKeep = ({ caller }: Doing, { kind, institute }: store.CourseList): boolean =>
  may(caller.actor, `${kind}.import`, { institute });

/** Asked once the list is written, and so locked: of two who import the first version at once, one finds it there. */
async function giveTo(
  tx: store.Tx,
  doing: Doing,
  { side, institute, isNew }: { readonly side: Side; readonly institute: string | undefined; readonly isNew: boolean },
  act: store.Act,
): Promise<Result<null>> {
  const list = await store.findCourseList(tx, keyOf(side));
  if (list && !isNew && !mayKeep(doing, list)) return failure(KEPT_BY_OTHERS);
  if (list && institute !== undefined && list.institute !== institute)
    await store.giveCourseList(tx, { list, institute }, act);
  return success(null);
}

const KEPT_BY_OTHERS = problem(
  'not-permitted',
  'this curriculum is not kept by your institute',
  'Ask the registrar to import it for your institute once; from then on you may',
);

const shown = ({ added, removed, changed, unchanged }: store.CourseDifference): ImportOutcome['difference'] => ({
  added: [...added],
  removed: [...removed],
  changed: changed.map(({ code, fields }) => ({ code, fields: fields.map((field) => ({ ...field })) })),
  unchanged,
});

/** What the new texts do to the precedents that rest on earlier ones. A catalogue of a year gone by changes nothing of today. */
async function movesBy(
  connection: store.Connection,
  doing: Doing,
  { side, difference }: { readonly side: Side; readonly difference: store.CourseDifference },
): Promise<Result<PrecedentMove[]>> {
  const policy = precedentPolicy(doing);
  if (!policy.ok) return policy;
  if (side.kind === 'catalogue' && (await isOutdated(connection, side.list))) return success([]);
  const { institution } = side.list;
  const courses: readonly Course[] = side.list.courses;
  const codes = [...courses.map(({ code }) => code), ...difference.removed];
  const naming = await store.precedentsNaming(connection, institution, codes);
  const version = {
    date: dayOf(doing.caller),
    side: side.kind === 'catalogue' ? 'host' : 'home',
    institution,
    courses,
  } as const;
  const moves = movePrecedents(naming, version, policy.value, sha256);
  // A programme has only some of the institution's courses: what another programme teaches is not gone.
  return success(moves.filter(({ distance, code }) => distance !== null || difference.removed.includes(code)));
}

async function isOutdated(connection: store.Connection, { institution, academicYear }: Catalogue): Promise<boolean> {
  const lists = await store.listCourseLists(connection, { kind: 'catalogue', institution });
  return lists.some(({ list }) => (list.academicYear ?? '') > (academicYear ?? ''));
}

/** Each once, with the explanations of all of its courses that moved. */
async function reopen(tx: store.Tx, moves: readonly PrecedentMove[], act: store.Act): Promise<void> {
  const because = new Map<string, string[]>();
  for (const { precedent, reopens, explanation } of moves)
    if (reopens) because.set(precedent, [...(because.get(precedent) ?? []), explanation]);
  for (const [id, reasons] of [...because].sort(([a], [b]) => (a < b ? -1 : 1)))
    await store.setPrecedentStatus(
      tx,
      { id, from: 'counts', to: 'reopened', because: reasons.join('; ') },
      { ...act, action: 'precedent.reopen' },
    );
}
