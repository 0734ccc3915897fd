/** What the planner is measured against: a greedy plan and 1:1 assignment, over the same single matches. */
import { codeKey, type Match, type Policy, Rational } from '../src/domain/index.ts';
import type { PlanInput } from '../src/planning/index.ts';

/** One home course replaced by one host course. */
export interface Pair {
  readonly home: string;
  readonly host: string;
  readonly homeEcts: Rational;
  readonly hostEcts: Rational;
  /** Credits expected to be recognised, owed ones weighted by the policy: the planner's first goal. */
  readonly worth: number;
  readonly strength: number;
}

const strengthOf = (match: Match): number => match.probability ?? match.score;

/** All pairs that keep the rules on a pair: known credits, the policy's minimum score and credit share. */
export function allowedPairs(input: PlanInput): Pair[] {
  const hosts = new Map(input.host.courses.map(({ course, ects }) => [codeKey(course.code), ects]));
  const { planning } = input.policy;
  return input.home.courses.flatMap(({ course, ects: homeEcts }) => {
    const found = input.matches.find(({ homeCode }) => homeCode === course.code)?.matches ?? [];
    if (homeEcts === null || homeEcts.isZero()) return [];
    const weight = ['compulsory', 'university'].includes(course.component ?? '') ? planning.compulsoryWeight : 1;
    return found.flatMap((match) => {
      const hostEcts = hosts.get(codeKey(match.hostCode)) ?? null;
      const strength = strengthOf(match);
      if (hostEcts === null || strength < (planning.minScore ?? 0) || !sharesCredits(homeEcts, hostEcts, input.policy))
        return [];
      const worth = homeEcts.toNumber() * weight * strength;
      return [{ home: course.code, host: codeKey(match.hostCode), homeEcts, hostEcts, worth, strength }];
    });
  });
}

const sharesCredits = (home: Rational, host: Rational, { planning }: Policy): boolean =>
  host.gte(home.mul(planning.minCreditShare)) && host.lte(home.mul(planning.maxCreditShare));

/** What an adviser does: the best pair first, then the next that fits, until nothing fits. */
export function planGreedily(input: PlanInput): Pair[] {
  const taken: Pair[] = [];
  let ects = Rational.ZERO;
  for (const pair of allowedPairs(input).sort((a, b) => b.strength - a.strength || b.worth - a.worth)) {
    if (taken.some(({ home, host }) => home === pair.home || host === pair.host)) continue;
    if (ects.add(pair.hostEcts).gt(input.request.maxEcts)) continue;
    taken.push(pair);
    ects = ects.add(pair.hostEcts);
  }
  return taken;
}

/** The 1:1 assignment of greatest worth (Hungarian method with potentials, O(n^2 m)); it knows no limit on the sum of credits. */
export function assignOneToOne(input: PlanInput): Pair[] {
  const pairs = allowedPairs(input);
  const homes = [...new Set(pairs.map(({ home }) => home))];
  const hosts = [...new Set(pairs.map(({ host }) => host))];
  const cells = new Map(pairs.map((pair) => [`${homes.indexOf(pair.home)} ${hosts.indexOf(pair.host)}`, pair]));
  // One idle column per home course, so that each may stay uncovered at no cost.
  const width = hosts.length + homes.length;
  const cost = (row: number, column: number): number =>
    column < hosts.length ? -(cells.get(`${row} ${column}`)?.worth ?? 0) : 0;
  return hungarian(homes.length, width, cost).flatMap((column, row) => cells.get(`${row} ${column}`) ?? []);
}

/** The assignment made to fit: the pairs of least worth per credit are given up until the maximum holds. */
export function cutToMaximum(pairs: readonly Pair[], { request }: PlanInput): Pair[] {
  const kept = [...pairs].sort((a, b) => b.worth / b.hostEcts.toNumber() - a.worth / a.hostEcts.toNumber());
  while (Rational.sum(kept.map(({ hostEcts }) => hostEcts)).gt(request.maxEcts)) kept.pop();
  return kept;
}

type Cost = (row: number, column: number) => number;

/** State of the Hungarian method; row and column 0 are no real ones, a column's row 0 means that it is free. */
interface Assignment {
  readonly cost: Cost;
  readonly u: Float64Array;
  readonly v: Float64Array;
  readonly rowOf: Int32Array;
}

/** Column of each row in the cheapest assignment; `rows <= columns`. */
function hungarian(rows: number, columns: number, cost: Cost): number[] {
  const state = {
    cost,
    u: new Float64Array(rows + 1),
    v: new Float64Array(columns + 1),
    rowOf: new Int32Array(columns + 1),
  };
  for (let row = 1; row <= rows; row += 1) placeRow(row, state);
  const columnOf = new Array<number>(rows).fill(-1);
  state.rowOf.forEach((row, column) => {
    if (column > 0 && row > 0) columnOf[row - 1] = column - 1;
  });
  return columnOf;
}

/** Gives a row a column along a cheapest path of exchanges. */
function placeRow(row: number, state: Assignment): void {
  const { rowOf } = state;
  const least = new Float64Array(rowOf.length).fill(Number.POSITIVE_INFINITY);
  const before = new Int32Array(rowOf.length);
  const done = new Set<number>();
  rowOf[0] = row;
  let column = 0;
  do {
    done.add(column);
    approach(column, { least, before, done }, state);
    column = nearest(least, done);
    shift(least[column] ?? 0, { least, done }, state);
  } while (rowOf[column] !== 0);
  for (let at = column; at !== 0; at = before[at] ?? 0) rowOf[at] = rowOf[before[at] ?? 0] ?? 0;
}

interface Search {
  readonly least: Float64Array;
  readonly before: Int32Array;
  readonly done: ReadonlySet<number>;
}

function approach(from: number, { least, before, done }: Search, { cost, u, v, rowOf }: Assignment): void {
  const row = rowOf[from] ?? 0;
  for (let column = 1; column < least.length; column += 1) {
    const reduced = cost(row - 1, column - 1) - (u[row] ?? 0) - (v[column] ?? 0);
    if (done.has(column) || reduced >= (least[column] ?? 0)) continue;
    least[column] = reduced;
    before[column] = from;
  }
}

function nearest(least: Float64Array, done: ReadonlySet<number>): number {
  let best = -1;
  for (let column = 1; column < least.length; column += 1) {
    if (!done.has(column) && (best < 0 || (least[column] ?? 0) < (least[best] ?? 0))) best = column;
  }
  return best;
}

function shift(delta: number, { least, done }: Pick<Search, 'least' | 'done'>, { u, v, rowOf }: Assignment): void {
  for (const column of rowOf.keys()) {
    const row = rowOf[column] ?? 0;
    if (done.has(column)) {
      u[row] = (u[row] ?? 0) + delta;
      v[column] = (v[column] ?? 0) - delta;
    } else least[column] = (least[column] ?? 0) - delta;
  }
}
