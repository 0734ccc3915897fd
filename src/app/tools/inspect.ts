/** What would be read of a file, before anything is done with it: the ground on which a person corrects it. */
import { proposeScales, type RulesAt, type ScaleProposal } from '../../credits/index.ts';
import { failure, type Problem, type RejectedRow, type Result, success, type Transcript } from '../../domain/index.ts';
import {
  type FileInput,
  type Loaded,
  partName,
  readCalls,
  readCatalogue,
  readCurriculum,
  readEachTranscript,
  readPrecedents,
  readTranscript,
  readUsers,
} from '../../interchange/index.ts';

/** Readers by the kind of list that they read. */
const READERS = {
  courses: readCatalogue,
  curriculum: readCurriculum,
  transcript: readFirstTranscript,
  precedents: readPrecedents,
  calls: readCalls,
  users: readUsers,
} as const satisfies Readonly<Record<string, (file: FileInput) => Result<Loaded<unknown>>>>;

/** What of XML is shown where several transcripts stand in it: the first, with the choice among the problems. */
function readFirstTranscript(file: FileInput): Result<Loaded<Transcript>> {
  const read = readTranscript(file);
  const [first] = read.ok ? [] : readEachTranscript(file).filter(({ ok }) => ok);
  return first?.ok ? success({ ...first.value, unusable: true as const }, [...read.problems, ...first.problems]) : read;
}

export type FileKind = keyof typeof READERS;
export const FILE_KINDS = Object.keys(READERS) as readonly FileKind[];

export interface Inspection {
  readonly kind: FileKind;
  /** False: nothing can be used as it is, and the problems say what is missing. */
  readonly usable: boolean;
  readonly rows: number;
  readonly tables: Loaded<unknown>['tables'];
  readonly rejectedRows: readonly RejectedRow[];
  readonly listedRows: Loaded<unknown>['listedRows'];
  /** What the file says of itself beside its rows: institution, academic year, programme, student; null where it says nothing. */
  readonly facts: Readonly<Record<string, string | null>>;
  /** Of a file of several transcripts: whose each is. */
  readonly parts: readonly {
    /** By which it is asked for. */
    readonly part: string;
    readonly student: string | null;
    readonly institution: string | null;
    readonly rows: number;
  }[];
  /** Of a transcript whose grades name no scale: those that they may be on, and why. */
  readonly scales: readonly ScaleProposal[];
}

/**
 * Reads a file as one kind of list, or as the kind that loses fewest rows and asks least when none is named. What was seen of a table of which
 * nothing can be used is answered too: a person has to see it to say what its columns are.
 */
export function inspectFile(file: FileInput, kind?: FileKind, rules?: RulesAt): Result<Inspection> {
  const kinds = kind === undefined ? FILE_KINDS : [kind];
  const shown = { ...file, reading: { ...file.reading, toShow: true } };
  const tries = kinds.map((each) => ({ kind: each, read: READERS[each](shown) as Result<Loaded<unknown>> }));
  const [first] = tries;
  const readable = tries.flatMap(({ kind: each, read }) =>
    read.ok ? [{ kind: each, loaded: read.value, problems: read.problems }] : [],
  );
  const isUsable = ({ loaded }: (typeof readable)[number]): number => (loaded.unusable ? 0 : 1);
  const [best] = readable.sort((a, b) => isUsable(b) - isUsable(a) || merit(b.loaded) - merit(a.loaded));
  if (!best) return failure(...(first?.read.problems ?? []));
  const { value, rows, tables, rejectedRows, listedRows, identity, unusable = false } = best.loaded;
  const facts = { ...factsOf(value), ...identity };
  // The reader of transcripts makes one.
  const scales = rules && best.kind === 'transcript' ? proposeScales(rules, value as Transcript, null) : [];
  const said: Problem[] = best.problems;
  const parts = best.kind === 'transcript' ? transcriptParts(shown) : [];
  const seen = { kind: best.kind, usable: !unusable, rows, tables, rejectedRows, listedRows, facts, parts, scales };
  return success(seen, said);
}

/** None of a file of one. */
function transcriptParts(file: FileInput): Inspection['parts'] {
  const all = readEachTranscript(file).flatMap((read) => (read.ok ? [read.value.value] : []));
  return all.length < 2
    ? []
    : all.map((each, at) => ({
        ...{ part: partName(each, at), student: each.student, institution: each.institution },
        rows: each.rows.length,
      }));
}

/** Columns that are read, less those whose cells mean nothing there, and the rows that come through; of a file that is only shown, without rows. */
function merit({ tables, rows, rejected, problems, unusable }: Loaded<unknown>): number {
  const read = tables.flatMap(({ columns }) =>
    columns.filter(({ field, why }) => field !== null && why.code !== 'header-beside'),
  );
  const asked = tables.reduce((sum, { questions }) => sum + questions.length, 0);
  const unread = new Set(problems.flatMap(({ code, column }) => (code === 'value-invalid' && column ? [column] : [])));
  return (
    (new Set(read.map(({ field }) => field)).size - unread.size) *
      (unusable ? 1 : rows === 0 ? 0 : (rows - rejected) / rows) -
    asked
  );
}

function factsOf(value: unknown): Record<string, string | null> {
  const facts: Record<string, string | null> = {};
  for (const name of ['institution', 'academicYear', 'programme', 'student', 'issuedOn']) {
    const fact: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
    if (fact !== undefined) facts[name] = typeof fact === 'string' ? fact : null;
  }
  return facts;
}

export { rulesAt } from '../../credits/index.ts';
export { columnLetter } from '../../interchange/index.ts';
