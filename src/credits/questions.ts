/** What a person has to answer before the protocol may be signed, and the rows that an answer may change. */
import {
  memoise,
  type Plan,
  type PlannedCourse,
  type Question,
  type Reason,
  reason,
  type Transcript,
} from '../domain/index.ts';
import type { Identity } from './identity.ts';
import type { JudgedRow } from './judge-rows.ts';
import type { RowAnswer } from './read-rows.ts';
import type { Settlement } from './settlement.ts';

/** The open questions, in the order of the lines that they ask about; each once. */
export function gatherQuestions({
  judged,
  rowsOf,
  settlements,
  unread,
  identity,
}: {
  readonly judged: readonly JudgedRow[];
  /** The rows of each bundle, see {@link rowsOfBundles}. */
  readonly rowsOf: ReadonlyMap<string, readonly JudgedRow[]>;
  readonly settlements: readonly Settlement[];
  readonly unread: readonly UnreadRow[];
  readonly identity: Identity;
}): Question[] {
  const bundlesOf = new Map(judged.map((row) => [row.read, bundlesOfRow(row)]));
  const linesOfBundles = (bundles: readonly string[]): number[] =>
    bundles.flatMap((id) => judgedLines(rowsOf.get(id) ?? []));
  const question = (kind: Question['kind'], asks: number[], bundles: readonly string[], why: Reason): Question => ({
    kind,
    asks,
    lines: inOrder([...asks, ...linesOfBundles(bundles)]),
    bundle: bundles.length === 1 ? (bundles[0] ?? null) : null,
    reason: why,
  });
  const rivalsOf = new Map(judged.map(({ read, rivals }) => [read, rivals]));
  const ofRows = judged.flatMap(({ doubt }) => {
    if (!doubt) return [];
    const bundles = [...new Set(doubt.rows.flatMap((row) => bundlesOf.get(row) ?? []))];
    const asks = inOrder(doubt.rows.map(({ row }) => row.line));
    const asked = question(doubt.kind, asks, bundles, doubt.reason);
    const rivals = doubt.rows.flatMap((row) => rivalsOf.get(row) ?? []);
    if (rivals.length === 0) return [asked];
    const moved = linesOfBundles([...new Set(rivals.flatMap((row) => bundlesOf.get(row) ?? []))]);
    return [{ ...asked, lines: inOrder([...asked.lines, ...rivals.map(({ row }) => row.line), ...moved]) }];
  });
  const ofBundles = settlements.flatMap(({ shortfall, settled, waiting }) =>
    shortfall
      ? [question('shortfall', inOrder(waiting.map(({ read }) => read.row.line)), [settled.bundle], shortfall)]
      : [],
  );
  const ofUnread = unread.map(({ line, reason: why, bundles }) =>
    question('unread', [line], bundles, reason('row-unread', { line: `${line}`, why })),
  );
  const ofIdentity = identity.checks
    .filter(({ reason: why, override }) => why.code === 'identity-host-similar' && override === null)
    .map((check) => ({ ...question('identity', [], [], check.reason), lines: judgedLines(judged) }));
  const all = [...ofIdentity, ...ofRows, ...ofBundles, ...ofUnread];
  const once = new Map(all.map((one) => [`${one.kind} ${one.asks} ${one.bundle}`, one]));
  return [...once.values()].sort((a, b) => byNumber(a.asks[0] ?? 0, b.asks[0] ?? 0));
}

const judgedLines = (judged: readonly JudgedRow[]): number[] => judged.map(({ read }) => read.row.line);

const inOrder = (lines: readonly number[]): number[] => [...new Set(lines)].sort(byNumber);
const byNumber = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);

/** The bundles that a row is of, or may be of. */
export function bundlesOfRow({ assignment }: JudgedRow): string[] {
  if (!assignment) return [];
  const { place, tied } = assignment;
  return tied ? [...new Set([place, ...tied.places].map(({ bundle }) => bundle))] : [place.bundle];
}

/** By bundle, the rows that are of it or may be. */
export function rowsOfBundles(judged: readonly JudgedRow[]): ReadonlyMap<string, readonly JudgedRow[]> {
  const rowsOf = new Map<string, JudgedRow[]>();
  for (const row of judged) for (const bundle of bundlesOfRow(row)) memoise(rowsOf, bundle, () => []).push(row);
  return rowsOf;
}

/** A row of the file that could not be read. */
export interface UnreadRow {
  readonly line: number;
  readonly reason: Reason;
  /** The planned courses that it may be. */
  readonly courses: ReadonlySet<PlannedCourse>;
  readonly bundles: readonly string[];
}

/** Those of which nobody has said that they are nothing. */
export function unreadRows(
  { rejectedRows = [] }: Transcript,
  { bundles }: Plan,
  {
    names,
    answers,
  }: {
    readonly names: (cells: readonly string[], course: PlannedCourse) => boolean;
    readonly answers: readonly RowAnswer[];
  },
): UnreadRow[] {
  const courses = bundles.flatMap(({ host }) => host);
  return rejectedRows
    .filter(({ place }) => !answers.some(({ line }) => line === place.line))
    .map(({ place, cells, reason: why }) => {
      const named = courses.filter((course) => names(cells, course));
      // A row that names no planned course may be any of them.
      const meant = new Set(named.length > 0 ? named : courses);
      const ids = bundles.filter(({ host }) => host.some((course) => meant.has(course))).map(({ id }) => id);
      return { line: place.line, reason: why, courses: meant, bundles: ids };
    });
}
