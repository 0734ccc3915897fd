/**
 * From features to log-odds. What two courses share decides, in groups of weighted differences from the average pair; rivals can only divide it, and
 * some differences bar a match whatever else is alike.
 */
import { type BarCode, FEATURES, GROUPS, type Group } from './features.ts';

interface Weight {
  readonly weight: number;
  readonly mean: number;
}

/**
 * Weights as data, one set a situation. The score is `base + sum of weight * (value - mean) + rivals * ln(share) + offset`, in log-odds, so that
 * `base` is where the average best candidate stands. `rank` measures how a candidate stands among its rivals.
 */
export interface Model {
  readonly name: string;
  readonly base: number;
  readonly weights: Readonly<Record<string, Weight>>;
  readonly rank: Readonly<Record<string, number>>;
  /**
   * Whether candidates are sorted by rank alone, as where hardly a list was read whole; where whole lists were read, what tells that the first is right
   * orders the others too.
   */
  readonly sortsByRank: boolean;
  /** What the share of a candidate among its rivals weighs; never below 0. */
  readonly rivals: number;
  /** By {@link pairName}: how often the best candidate of such a comparison is right, beside the average. */
  readonly pairs: Readonly<Record<string, PairModel>>;
}

/** What was measured of the comparisons of one pair of languages, described or not. */
export interface PairModel {
  readonly offset: number;
  /** Judged questions. */
  readonly judged: number;
  /** Probabilities from which a match is suggested, or worth a look. Null: never. */
  readonly suggest: number | null;
  readonly review: number | null;
}

/**
 * What a pair that was never measured may claim: as much below the average pair as the measured ones usually lie beside it (their offsets have a standard
 * deviation of .28), never a suggestion, and a look only where nearly all measured pairs would get one.
 */
export const UNMEASURED: PairModel = { offset: -0.3, judged: 0, suggest: null, review: 0.6 };

/** `ru-en`, and whether the home course and the host course have more than titles: `ru-en described-titles`. */
export const pairName = (from: string, to: string, [home, host]: readonly [home: boolean, host: boolean]): string =>
  `${from}-${to} ${home ? 'described' : 'titles'}-${host ? 'described' : 'titles'}`;

/** How a candidate stands among its rivals. */
export function rankValue(rank: Model['rank'], values: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < FEATURES.length; at += 1) sum += (rank[FEATURES[at]?.key ?? ''] ?? 0) * (values[at] ?? 0);
  return sum;
}

/** The logarithm of each value's share in the sum of the exponentials of all: 0 without rivals. */
export function logShares(values: readonly number[]): number[] {
  const top = Math.max(...values);
  const total = Math.log(values.reduce((sum, value) => sum + Math.exp(value - top), 0));
  return values.map((value) => value - top - total);
}

/** A score and what it is the sum of, in this order. */
export interface Score {
  readonly score: number;
  readonly base: number;
  readonly groups: Readonly<Record<Group, number>>;
  readonly rivals: number;
}

export const NO_SCORE: Score = {
  ...{ score: 0, base: 0, rivals: 0 },
  groups: { subject: 0, texts: 0, titles: 0, form: 0, decisions: 0 },
};

export const contributionOf = (model: Model, key: string, value: number): number => {
  const term = model.weights[key];
  return term ? term.weight * (value - term.mean) : 0;
};

/** Highest log-odds of a pair that a bar stands between. */
const BARRED = Math.log(0.4 / 0.6);

/** Scores one candidate in log-odds. `logShare`: of {@link logShares}. */
export function scoreOf(
  model: Model,
  values: Float64Array,
  { logShare, pair, bar }: { readonly logShare: number; readonly pair: PairModel; readonly bar: BarCode | null },
): Score {
  const base = model.base + pair.offset;
  const groups = Object.fromEntries(GROUPS.map((group) => [group, 0])) as Record<Group, number>;
  FEATURES.forEach(({ key, group }, at) => {
    groups[group] += contributionOf(model, key, values[at] ?? 0);
  });
  const rivals = model.rivals * logShare;
  const free = GROUPS.reduce((sum, group) => sum + groups[group], base) + rivals;
  // What a bar takes away is told with the form of the course.
  if (bar !== null) groups.form += Math.min(0, BARRED - free);
  return sumOf({ base, groups, rivals });
}

function sumOf(parts: Omit<Score, 'score'>): Score {
  const { base, groups, rivals } = parts;
  return { ...parts, score: GROUPS.reduce((sum, group) => sum + groups[group], base) + rivals };
}

/** A candidate to be scored. */
interface Scored {
  readonly values: Float64Array;
  readonly bar: BarCode | null;
}

/**
 * Scores the candidates of one query. Where they are sorted by rank, nobody stands above a candidate of a higher one: what it would have more goes to
 * the rivals. Those that a bar stands before are nobody's rivals.
 */
export function scoreAll(model: Model, candidates: readonly Scored[], pair: PairModel): Score[] {
  const ranks = candidates.map(({ values }) => rankValue(model.rank, values));
  const free = [...candidates.keys()].filter((at) => candidates[at]?.bar === null);
  const shares = logShares(free.map((at) => ranks[at] ?? 0));
  const shareOf = new Map(free.map((at, place) => [at, shares[place] ?? 0]));
  const scores = candidates.map(({ values, bar }, at) =>
    scoreOf(model, values, { logShare: shareOf.get(at) ?? 0, pair, bar }),
  );
  if (!model.sortsByRank) return scores;
  let least = Number.POSITIVE_INFINITY;
  for (const at of free.sort((a, b) => (ranks[b] ?? 0) - (ranks[a] ?? 0) || a - b)) {
    const own = scores[at];
    if (!own) continue;
    const score = belowRival(own, least);
    scores[at] = score;
    least = score.score;
  }
  return scores;
}

/** The same with no higher a score than a rival's: what is above goes to the rivals. */
export const belowRival = (one: Score, rival: number): Score =>
  one.score <= rival ? one : sumOf({ ...one, rivals: one.rivals - (one.score - rival) - 1e-9 });
