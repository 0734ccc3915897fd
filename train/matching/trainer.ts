/** From samples to a model: who is right (conditional logit), then how sure that is (logistic regression on held-out leads). */
import { FEATURES, leadsOf, type Model } from '../engine.ts';
import type { Judged } from './calibration.ts';
import { fitConditional, fitLogistic } from './regression.ts';
import type { Sample } from './samples.ts';

export interface TrainOptions {
  readonly name: string;
  /** Feature keys to learn weights for. */
  readonly keys: readonly string[];
  readonly rankPenalty: number;
  readonly calibrationPenalty: number;
  readonly thresholds: Model['thresholds'];
}

/** Strengths of the penalties; found by cross-validation, and flat around these values. */
export const TRAINING = { rankPenalty: 5, calibrationPenalty: 20 } as const;

const isPrecedent = (key: string): boolean => key.startsWith('precedent');
/** Features of a query without precedents. */
export const TEXT_KEYS = FEATURES.map(({ key }) => key).filter((key) => !isPrecedent(key));
/** Features of a query with precedents. Refusals are not in the data: they weigh what approvals do, the other way. */
export const PRECEDENT_KEYS = FEATURES.map(({ key }) => key).filter((key) => key !== 'precedentRefused');
/** Those that are known in a language without word vectors. */
export const withoutMeaning = (keys: readonly string[]): string[] => keys.filter((key) => !key.startsWith('meaning'));

/** Stable number of a group, for folds that do not change when rows are added (FNV-1a). */
export function foldOf(group: string, folds: number, salt = 0): number {
  let hash = 0x811c9dc5 ^ salt;
  for (let at = 0; at < group.length; at += 1) hash = Math.imul(hash ^ group.charCodeAt(at), 0x01000193);
  return ((hash ^ (hash >>> 15)) >>> 0) % folds;
}

interface Scale {
  readonly mean: number;
  readonly deviation: number;
}

/** Mean and spread of each feature over all candidates. */
function scalesOf(samples: readonly Sample[], positions: readonly number[]): Scale[] {
  return positions.map((position) => {
    let [count, sum, square] = [0, 0, 0];
    for (const { rows } of samples) {
      for (const row of rows) {
        const value = row[position] ?? 0;
        count += 1;
        sum += value;
        square += value * value;
      }
    }
    const mean = count > 0 ? sum / count : 0;
    return { mean, deviation: Math.sqrt(Math.max(count > 0 ? square / count - mean * mean : 0, 0)) || 1 };
  });
}

const positionsOf = (keys: readonly string[]): number[] =>
  keys.map((key) => FEATURES.findIndex((feature) => feature.key === key));

/** Learns who is right among the candidates; weights per raw unit of a feature. */
export function trainRank(
  samples: readonly Sample[],
  { keys, rankPenalty }: Pick<TrainOptions, 'keys' | 'rankPenalty'>,
): Record<string, number> {
  const positions = positionsOf(keys);
  const scales = scalesOf(samples, positions);
  const choices = samples
    .filter(({ has }) => has)
    .map(({ rows, right }) => ({
      right,
      rows: rows.map((row) =>
        Float64Array.from(
          positions,
          (position, k) => ((row[position] ?? 0) - (scales[k]?.mean ?? 0)) / (scales[k]?.deviation ?? 1),
        ),
      ),
    }));
  const weights = fitConditional(choices, rankPenalty);
  return withRefusals(Object.fromEntries(keys.map((key, k) => [key, (weights[k] ?? 0) / (scales[k]?.deviation ?? 1)])));
}

/** No refusals are in the data: a refusal weighs what an approval does, the other way. */
function withRefusals(weights: Record<string, number>): Record<string, number> {
  const approved = weights.precedentApproved;
  return approved === undefined ? weights : { ...weights, precedentRefused: -Math.abs(approved) };
}

const rankValue = (rank: Readonly<Record<string, number>>, row: Float64Array): number =>
  FEATURES.reduce((sum, { key }, at) => sum + (rank[key] ?? 0) * (row[at] ?? 0), 0);

/** The likeliest candidate of a query by the order. */
interface Leader {
  readonly row: Float64Array;
  readonly value: number;
  readonly lead: number;
  readonly right: boolean;
}

function leaderOf(sample: Sample, rank: Readonly<Record<string, number>>): Leader[] {
  const leads = leadsOf(rank, sample.rows);
  const leaders = sample.rows.map((row, at) => ({
    row,
    value: rankValue(rank, row),
    lead: leads[at] ?? 0,
    right: sample.right[at] ?? false,
  }));
  const best = leaders.reduce<Leader | undefined>((top, one) => (top && top.value >= one.value ? top : one), undefined);
  return best ? [best] : [];
}

const INNER_FOLDS = 4;

/**
 * A whole model. `ranking` are the samples to learn the order from, `calibrating` those with courses that have no equivalent. What a
 * lead is worth is learned from orders that have not seen the query's group.
 */
export function trainModel(ranking: readonly Sample[], calibrating: readonly Sample[], options: TrainOptions): Model {
  const rank = trainRank(ranking, options);
  const leaders = Array.from({ length: INNER_FOLDS }, (_, fold) => fold).flatMap((fold) => {
    const inside = (sample: Sample): boolean => foldOf(sample.group, INNER_FOLDS, 7) === fold;
    const partial = trainRank(
      ranking.filter((sample) => !inside(sample)),
      options,
    );
    return calibrating.filter(inside).flatMap((sample) => leaderOf(sample, partial));
  });
  return calibrate(rank, leaders, options);
}

/** Log-odds = a * order value + b * lead + small corrections by the features of the best candidate + constant. */
function calibrate(rank: Record<string, number>, leaders: readonly Leader[], options: TrainOptions): Model {
  const { keys, calibrationPenalty, name, thresholds } = options;
  const positions = positionsOf(keys);
  const columns: ((leader: Leader) => number)[] = [
    ({ value }) => value,
    ({ lead }) => lead,
    ...positions.map(
      (position) =>
        ({ row }: Leader) =>
          row[position] ?? 0,
    ),
  ];
  const scales = columns.map((column) => {
    const values = leaders.map(column);
    const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
    const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length);
    return { mean, deviation: Math.sqrt(square) || 1 };
  });
  // The first two columns carry the message and are hardly penalised: their scale is stretched.
  const stretch = columns.map((_column, at) => (at < 2 ? STRETCH : 1));
  const rows = leaders.map((leader) =>
    Float64Array.from([
      ...columns.map(
        (column, at) =>
          ((column(leader) - (scales[at]?.mean ?? 0)) / (scales[at]?.deviation ?? 1)) * (stretch[at] ?? 1),
      ),
      1,
    ]),
  );
  const fitted = fitLogistic(
    rows,
    leaders.map(({ right }) => right),
    calibrationPenalty,
  );
  const raw = columns.map((_column, at) => ((fitted[at] ?? 0) * (stretch[at] ?? 1)) / (scales[at]?.deviation ?? 1));
  const meanOf = (k: number): number => scales[k + 2]?.mean ?? 0;
  const orderWeight = Math.max(raw[0] ?? 0, 0);
  const weigh = (weight: number, mean: number): { weight: number; mean: number } => ({ weight, mean });
  const weights = Object.fromEntries(keys.map((key, k) => [key, weigh(orderWeight * (rank[key] ?? 0), meanOf(k))]));
  if (rank.precedentRefused !== undefined) weights.precedentRefused = weigh(orderWeight * rank.precedentRefused, 0);
  return {
    name,
    // The order value's mean is the sum of the features' means times their weights in it, so it needs no term of its own.
    base: fitted[fitted.length - 1] ?? 0,
    weights,
    rank,
    lead: { weight: Math.max(raw[1] ?? 0, 0), mean: scales[1]?.mean ?? 0 },
    context: Object.fromEntries(keys.map((key, k) => [key, weigh(raw[k + 2] ?? 0, meanOf(k))])),
    thresholds,
  };
}

const STRETCH = 10;

/** Rank of the best right candidate (half the rest of the catalogue further when it is not among them), and the best match judged. */
export function judgeSample(sample: Sample, scores: readonly number[]): { rank: number; judged: Judged } {
  let best = 0;
  scores.forEach((score, at) => {
    if (score > (scores[best] ?? Number.NEGATIVE_INFINITY)) best = at;
  });
  const rightScores = scores.filter((_score, at) => sample.right[at]);
  const top = Math.max(...rightScores);
  const above = scores.filter((score) => score > top).length;
  const rank = rightScores.length === 0 ? (scores.length + sample.size) / 2 : 1 + above;
  return {
    rank,
    judged: {
      probability: 1 / (1 + Math.exp(-(scores[best] ?? Number.NEGATIVE_INFINITY))),
      right: sample.right[best] ?? false,
      has: sample.has,
      group: sample.group,
    },
  };
}
