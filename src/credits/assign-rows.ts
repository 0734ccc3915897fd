/** Which planned host course a transcript row is: by code, by an approved change, by title, by the matching engine. */
import { codeKey, type Plan, type PlannedCourse, type TranscriptRow, titleKey } from '../domain/index.ts';
import type { ReadRow } from './read-rows.ts';

/**
 * Finds the planned host course that a row with an unknown code and title means. Pure; gives the code of one of the candidates with a score
 * of 0 to 1, or null. The matching engine is passed in as such a function.
 */
export type RowMatcher = (
  row: TranscriptRow,
  candidates: readonly PlannedCourse[],
) => { readonly code: string; readonly score: number } | null;

/** A change of the agreement that was approved after the plan: `taken` replaces the planned course `planned`; codes of the host. */
export interface ApprovedChange {
  readonly planned: string;
  readonly taken: string;
}

/** How a row was recognised as a planned course. `ask`: similar, but not enough to go without a person. */
export interface Assignment {
  /** The planned host course with its bundle. */
  readonly place: { readonly bundle: string; readonly course: PlannedCourse };
  readonly how: 'code' | 'change' | 'title' | 'similar' | 'ask';
  readonly score: number | null;
}

/** Assigns each row to at most one planned course and each planned course to at most one row. */
export function assignRows(
  rows: readonly ReadRow[],
  assigning: {
    readonly plan: Plan;
    readonly changes: readonly ApprovedChange[];
    readonly matcher: RowMatcher;
    readonly thresholds: { readonly accept: number; readonly ask: number };
  },
): Map<ReadRow, Assignment> {
  const free = new Set(
    assigning.plan.bundles.flatMap(({ id, host }) =>
      host.map((course): Assignment['place'] => ({ bundle: id, course })),
    ),
  );
  const assigned = new Map<ReadRow, Assignment>();
  const assign = (row: ReadRow, assignment: Assignment): void => {
    assigned.set(row, assignment);
    free.delete(assignment.place);
  };
  const open = (): ReadRow[] => rows.filter((row) => !assigned.has(row));
  const places = new Map([...free].reverse().map((place) => [codeKey(place.course.code), place]));
  const changes = new Map(
    assigning.changes.map(({ planned, taken }) => [codeKey(taken), places.get(codeKey(planned))]),
  );
  for (const [how, known] of [
    ['code', places],
    ['change', changes],
  ] as const)
    for (const row of open()) {
      const place = row.key === '' ? undefined : known.get(row.key);
      if (place && free.has(place)) assign(row, { place, how, score: null });
    }
  for (const [row, place] of uniqueTitles(open(), [...free])) assign(row, { place, how: 'title', score: null });
  for (;;) {
    const best = bestProposal(open(), [...free], assigning);
    if (best === null) return assigned;
    const { row, ...assignment } = best;
    assign(row, assignment);
  }
}

/** Pairs whose titles are the same in some language, where neither side has a second one. */
function uniqueTitles(
  rows: readonly ReadRow[],
  places: readonly Assignment['place'][],
): [ReadRow, Assignment['place']][] {
  if (places.length === 0) return [];
  const titleKeys = (titles: Readonly<Record<string, string>>): string[] =>
    Object.values(titles)
      .map(titleKey)
      .filter((key) => key !== '');
  const rowKeys = rows.map((row) => ({ row, keys: titleKeys(row.row.titles) }));
  const placeKeys = places.map((place) => ({ place, keys: new Set(titleKeys(place.course.titles)) }));
  const pairs = rowKeys.flatMap(({ row, keys }) =>
    placeKeys.flatMap((known) => (keys.some((key) => known.keys.has(key)) ? [[row, known.place] as const] : [])),
  );
  return pairs.flatMap(([row, place]) => {
    const others = pairs.filter((pair) => pair[0] === row || pair[1] === place);
    return others.length === 1 ? [[row, place] as [ReadRow, Assignment['place']]] : [];
  });
}

/** The best proposal of the matcher; asked again for what is left, so that no order of rows matters. Null when none is good enough. */
function bestProposal(
  rows: readonly ReadRow[],
  places: readonly Assignment['place'][],
  { matcher, thresholds }: Parameters<typeof assignRows>[1],
): (Assignment & { readonly row: ReadRow }) | null {
  if (places.length === 0) return null;
  const courses = places.map(({ course }) => course);
  const proposals = rows.flatMap((row) => {
    const proposal = matcher(row.row, courses);
    const place = proposal && places.find(({ course }) => course.code === proposal.code);
    return place && proposal.score >= thresholds.ask ? [{ row, place, score: proposal.score }] : [];
  });
  const [first, ...others] = proposals;
  if (!first) return null;
  const best = others.reduce((top, proposal) => (proposal.score > top.score ? proposal : top), first);
  return { ...best, how: best.score >= thresholds.accept ? 'similar' : 'ask' };
}
