/** Which planned host course a transcript row is: by a person's link, by code, by an approved change, by title, by the matching engine. */
import {
  codeKey,
  codeKeys,
  groupBy,
  type Plan,
  type PlannedCourse,
  type TranscriptRow,
  titleKey,
} from '../domain/index.ts';
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

/** A planned host course with its bundle. */
export interface Place {
  readonly bundle: string;
  readonly course: PlannedCourse;
}

/** How a row was recognised as a planned course. */
export interface Assignment {
  readonly place: Place;
  /**
   * `title` and `similar` are proposals that a person confirms; `ask`: similar, but not enough to count without one; `tie`: several rows or
   * several places fit equally.
   */
  readonly how: 'linked' | 'code' | 'change' | 'title' | 'similar' | 'ask' | 'tie';
  readonly score: number | null;
  /** Of a tie: every place that is in question, and the rows that are. */
  readonly tied?: { readonly places: readonly Place[]; readonly rows: readonly ReadRow[] };
}

interface Assigning {
  readonly places: Places;
  readonly changes: readonly ApprovedChange[];
  readonly matcher: RowMatcher;
  readonly thresholds: { readonly accept: number; readonly ask: number };
  /** Rows that gave way, before anybody spoke, to another attempt or until it is said whether they are a course of their own. */
  readonly doubtful: (row: ReadRow) => boolean;
}

/** The places of a plan, in its order and by each of their identifiers. */
export interface Places {
  readonly all: readonly Place[];
  readonly byKey: ReadonlyMap<string, readonly Place[]>;
}

export function placesOf({ bundles }: Plan): Places {
  const all = bundles.flatMap(({ id, host }) => host.map((course): Place => ({ bundle: id, course })));
  const byKey = new Map<string, Place[]>();
  for (const place of all) for (const key of placeKeys(place)) byKey.set(key, [...(byKey.get(key) ?? []), place]);
  return { all, byKey };
}

/** Every identifier under which a planned course may stand. */
export const placeKeys = ({ course }: Pick<Place, 'course'>): string[] => codeKeys(course.code, course.codes);

/**
 * Assigns each row to at most one planned course. Rows that fit the same course equally are tied, whatever their order; only rows that a person
 * has linked share a course. A row that a person has refused goes on holding its place, so that no other row moves into it.
 */
export function assignRows(rows: readonly ReadRow[], assigning: Assigning): AssignedRows {
  const { doubtful, places } = assigning;
  const board: Board = { free: new Set(places.all), assigned: new Map(), rivals: new Map(), lost: new Set() };
  const placeOf = (key: string): Place | undefined => places.byKey.get(key)?.[0];
  const changes = new Map(
    assigning.changes.map(({ planned, taken }) => [codeKey(taken), placeOf(codeKey(planned))] as const),
  );
  for (const row of rows) {
    const place = row.said?.planned === undefined ? undefined : placeOf(codeKey(row.said.planned));
    if (place) take(board, row, { place, how: 'linked', score: null });
  }
  for (const [how, known] of [
    ['code', placeOf],
    ['change', (key: string) => changes.get(key)],
  ] as const) {
    const found = openRows(rows, board).flatMap((row) => {
      const place = row.keys.map(known).find((one) => one && board.free.has(one));
      return place ? [{ row, place }] : [];
    });
    for (const group of groupBy(found, ({ place }) => place).values()) {
      // What a person said of a row neither takes the place from another one nor leaves it to one that gave way.
      const sure = group.filter(({ row }) => !doubtful(row));
      settle(board, sure.length > 0 ? sure : group, how);
    }
  }
  const unnamed = openRows(rows, board).filter((row) => row.key === '' || !doubtful(row));
  for (const component of componentsOf(sameTitles(unnamed, [...board.free]))) settle(board, component, 'title');
  const sure = rows.filter((row) => !doubtful(row));
  for (;;) {
    const best = bestProposals(openRows(sure, board), [...board.free], assigning);
    const [first] = best;
    if (!first) break;
    settle(board, best, first.score >= assigning.thresholds.accept ? 'similar' : 'ask');
  }
  // What gave way and bears the title of a place that nothing else fits may be that course: it is open as long as the row is.
  for (const component of componentsOf(sameTitles(openRows(rows, board), [...board.free])))
    settle(board, component, 'title');
  return { ...board, elsewhere: elsewhere(board, assigning) };
}

export interface AssignedRows {
  readonly assigned: ReadonlyMap<ReadRow, Assignment>;
  /** Rows that fit as well as this one, whatever a person has said of them since: what is said of one may move the others. */
  readonly rivals: ReadonlyMap<ReadRow, readonly ReadRow[]>;
  /** What rows may be besides, where a person has accepted others for all that they fit. */
  readonly elsewhere: ReadonlyMap<ReadRow, Pair>;
}

interface Board extends Omit<AssignedRows, 'elsewhere'> {
  readonly free: Set<Place>;
  readonly assigned: Map<ReadRow, Assignment>;
  readonly rivals: Map<ReadRow, readonly ReadRow[]>;
  /** Rows of whose places a person has accepted another for each. */
  readonly lost: Set<ReadRow>;
}

/** A row that may be a place. */
export interface Pair {
  readonly row: ReadRow;
  readonly place: Place;
  readonly score?: number;
}

/** A place that nothing fits and that such a row may be: it is asked about, and nothing waits for it. */
function elsewhere({ lost, free }: Board, assigning: Assigning): Map<ReadRow, Pair> {
  const asked = [...lost].flatMap((row) => bestProposals([row], [...free], assigning));
  return new Map(asked.map((pair) => [pair.row, pair]));
}

const openRows = (rows: readonly ReadRow[], { assigned, lost }: Board): ReadRow[] =>
  rows.filter((row) => !assigned.has(row) && !lost.has(row));

function take({ free, assigned }: Board, row: ReadRow, assignment: Assignment): void {
  assigned.set(row, assignment);
  free.delete(assignment.place);
}

/** A person has said that the row earns nothing, or nothing of the plan. */
export const isSetAside = ({ said }: ReadRow): boolean =>
  said?.resolution === 'not-recognised' || said?.resolution === 'counted-as-additional';

/**
 * One row for one place is assigned; more on either side are tied, without those that a person has set aside. What a person has accepted is
 * meant before the others, which share what is left of these places. Rows and places that met here meet no others later, whatever was
 * answered, so that an answer moves no row that its question does not name.
 */
function settle(board: Board, pairs: readonly Pair[], how: Assignment['how']): void {
  const all = [...new Set(pairs.map(({ row }) => row))];
  for (const row of all) board.rivals.set(row, all.length > 1 ? all : []);
  const live = all.filter((row) => !isSetAside(row));
  const accepted = live.filter(({ said }) => said !== null);
  const meant = accepted.length > 0 ? accepted : live.length > 0 ? live : all;
  meet(board, pairs, { rows: meant, how });
  const rest = pairs.filter(
    ({ row, place }) => live.includes(row) && !board.assigned.has(row) && board.free.has(place),
  );
  for (const component of componentsOf(rest)) meet(board, component, { rows: live, how });
  for (const { row, place, score = null } of pairs) {
    board.free.delete(place);
    if (board.assigned.has(row)) continue;
    if (isSetAside(row)) board.assigned.set(row, { place, how, score });
    else board.lost.add(row);
  }
}

/** These rows with their places: assigned where there is one of each, else tied. */
function meet(
  board: Board,
  pairs: readonly Pair[],
  { rows, how }: { readonly rows: readonly ReadRow[]; readonly how: Assignment['how'] },
): void {
  const wanted = pairs.filter(({ row }) => rows.includes(row));
  const tied = {
    places: [...new Set(wanted.map(({ place }) => place))],
    rows: [...new Set(wanted.map(({ row }) => row))],
  };
  const isTie = tied.rows.length > 1 || tied.places.length > 1;
  for (const { row, place, score = null } of wanted) {
    if (board.assigned.has(row)) continue;
    take(board, row, isTie ? { place, how: 'tie', score, tied } : { place, how, score });
  }
  for (const place of tied.places) board.free.delete(place);
}

/** Pairs whose titles are the same in some language. */
function sameTitles(rows: readonly ReadRow[], places: readonly Place[]): Pair[] {
  if (rows.length === 0 || places.length === 0) return [];
  const keysOf = (titles: Readonly<Record<string, string>>): string[] =>
    Object.values(titles)
      .map(titleKey)
      .filter((key) => key !== '');
  const known = places.map((place) => ({ place, keys: new Set(keysOf(place.course.titles)) }));
  return rows.flatMap((row) => {
    const keys = keysOf(row.row.titles);
    return known.flatMap(({ place, keys: others }) => (keys.some((key) => others.has(key)) ? [{ row, place }] : []));
  });
}

/** Pairs that share a row or a place, directly or through others. */
function componentsOf(pairs: readonly Pair[]): Pair[][] {
  const components: Pair[][] = [];
  for (const pair of pairs) {
    const touching = components.filter((component) =>
      component.some(({ row, place }) => row === pair.row || place === pair.place),
    );
    for (const component of touching) components.splice(components.indexOf(component), 1);
    components.push([...touching.flat(), pair]);
  }
  return components;
}

/**
 * The best proposal of the matcher, with those that are as good for the same place; asked again for what is left, so that no order of rows
 * matters. Empty when none is good enough.
 */
function bestProposals(
  rows: readonly ReadRow[],
  places: readonly Place[],
  { matcher, thresholds }: Assigning,
): (Pair & { readonly score: number })[] {
  if (rows.length === 0 || places.length === 0) return [];
  const courses = places.map(({ course }) => course);
  const proposals = rows.flatMap((row) => {
    const proposal = matcher(row.row, courses);
    const place = proposal && places.find(({ course }) => course.code === proposal.code);
    return place && proposal.score >= thresholds.ask ? [{ row, place, score: proposal.score }] : [];
  });
  const [first, ...others] = proposals;
  if (!first) return [];
  const best = others.reduce((top, proposal) => (proposal.score > top.score ? proposal : top), first);
  return proposals.filter(({ place, score }) => place === best.place && score === best.score);
}
