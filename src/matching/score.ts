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

/** What a pair that was never measured may claim. */
export const UNMEASURED: PairModel = { offset: -1, judged: 0, suggest: null, review: 0.6 };

/** `ru-en`, and whether the home course and most host courses have more than titles: `ru-en described-titles`. */
export const pairName = (from: string, to: string, [home, host]: readonly [home: boolean, host: boolean]): string =>
  `${from}-${to} ${home ? 'described' : 'titles'}-${host ? 'described' : 'titles'}`;

/** The logarithm of each candidate's share in the sum of the exponentials of all rank values: 0 without rivals. */
export function logSharesOf(rank: Model['rank'], candidates: readonly Float64Array[]): number[] {
  const weights = FEATURES.map(({ key }) => rank[key] ?? 0);
  const values = candidates.map((features) => {
    let sum = 0;
    for (let at = 0; at < weights.length; at += 1) sum += (weights[at] ?? 0) * (features[at] ?? 0);
    return sum;
  });
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
  /** What a bar takes away, 0 or less. */
  readonly bar: number;
}

export const contributionOf = (model: Model, key: string, value: number): number => {
  const term = model.weights[key];
  return term ? term.weight * (value - term.mean) : 0;
};

/** Highest log-odds of a pair that a bar stands between. */
const BARRED = Math.log(0.4 / 0.6);

/** Scores one candidate in log-odds. `logShare`: of {@link logSharesOf}. */
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
  return sumOf({ base, groups, rivals, bar: bar === null ? 0 : Math.min(0, BARRED - free) });
}

function sumOf(parts: Omit<Score, 'score'>): Score {
  const { base, groups, rivals, bar } = parts;
  return { ...parts, score: GROUPS.reduce((sum, group) => sum + groups[group], base) + rivals + bar };
}

/** The same with no higher a score than a rival's: what is above goes to the rivals. */
export const belowRival = (one: Score, rival: number): Score =>
  one.score <= rival ? one : sumOf({ ...one, rivals: one.rivals - (one.score - rival) - 1e-9 });
