/** From samples to a model: who is right (conditional logit), then how sure that is (logistic regression on held-out leaders). */
import { FEATURES, logShares, type Model, rankValue, scoreAll, scoreOf, UNMEASURED } from '../engine.ts';
import type { Judged } from './calibration.ts';
import { fitConditional, fitLogistic } from './regression.ts';
import type { Sample } from './samples.ts';

export interface TrainOptions {
  readonly name: string;
  readonly rankPenalty: number;
  readonly calibrationPenalty: number;
  /** Of the features beside the order's value, which has most of what they tell. */
  readonly featurePenalty: number;
}

/** Strengths of the penalties; found by cross-validation, and flat around these values. */
export const TRAINING = { rankPenalty: 5, calibrationPenalty: 8, featurePenalty: 40 } as const;

/** A graded question counts as so many decisions of universities: all its candidates were read, and it is what the engine is for. */
const GRADED = 4;
const weightOf = ({ kind }: Sample): number => (kind === 'graded' ? GRADED : 1);

/** An arguable course is worth this much of a right one to the order. */
const ARGUABLE = 0.1;

/**
 * What an approval of a near text weighs at least: the data has few of them beside those of the very text, and no decision speaks against
 * what was decided.
 */
const LEAST_NEAR = 0.25;

const isDecision = (key: string): boolean => FEATURES.find((feature) => feature.key === key)?.group === 'decisions';
/** Features of a query without precedents. */
export const TEXT_KEYS = FEATURES.map(({ key }) => key).filter((key) => !isDecision(key));
/** Refusals of a course are hardly in the data: they weigh what approvals do, the other way. */
export const DECISION_KEYS = FEATURES.map(({ key }) => key).filter(
  (key) => isDecision(key) && key !== 'precedentRefused',
);

/** Stable number of a group, for folds that do not change when rows are added (FNV-1a). */
export function foldOf(group: string, folds: number, salt = 0): number {
  let hash = 0x811c9dc5 ^ salt;
  for (let at = 0; at < group.length; at += 1) hash = Math.imul(hash ^ group.charCodeAt(at), 0x01000193);
  return ((hash ^ (hash >>> 15)) >>> 0) % folds;
}

const positionsOf = (keys: readonly string[]): number[] =>
  keys.map((key) => FEATURES.findIndex((feature) => feature.key === key));

interface Scale {
  readonly mean: number;
  readonly deviation: number;
}

function scaleOf(values: readonly number[]): Scale {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length);
  return { mean, deviation: Math.sqrt(square) || 1 };
}

/** Columns of the candidates of all samples, and the samples with their candidates as standardised rows of them. */
function standardise(samples: readonly Sample[], columns: readonly ((row: Float64Array) => number)[]) {
  const scales = columns.map((column) => scaleOf(samples.flatMap(({ rows }) => rows.map(column))));
  const choices = samples.map((sample) => {
    const { rows, grades, bars } = sample;
    const free = [...rows.keys()].filter((at) => bars[at] === null);
    return {
      weight: weightOf(sample),
      right: free.map((at) => (grades[at] === 3 ? 1 : grades[at] === 2 ? ARGUABLE : 0)),
      rows: free.map((at) =>
        Float64Array.from(
          columns,
          (column, k) =>
            (column(rows[at] ?? new Float64Array()) - (scales[k]?.mean ?? 0)) / (scales[k]?.deviation ?? 1),
        ),
      ),
    };
  });
  return { scales, choices };
}

/** Learns who is right among the candidates; weights per raw unit of a feature. */
export function trainRank(
  samples: readonly Sample[],
  { keys, rankPenalty }: { readonly keys: readonly string[]; readonly rankPenalty: number },
): Record<string, number> {
  const asked = samples.filter(({ has, rows }) => has && rows.length > 0);
  const columns = positionsOf(keys).map((position) => (row: Float64Array) => row[position] ?? 0);
  const { scales, choices } = standardise(asked, columns);
  const weights = fitConditional(choices, rankPenalty);
  return Object.fromEntries(keys.map((key, k) => [key, (weights[k] ?? 0) / (scales[k]?.deviation ?? 1)]));
}

/** The likeliest candidate of a query by the order, of those that nothing stands before. */
interface Leader {
  readonly sample: Sample;
  readonly pair: string;
  readonly row: Float64Array;
  readonly value: number;
  readonly logShare: number;
  readonly right: boolean;
}

function leaderOf(sample: Sample, rank: Model['rank']): Leader[] {
  const free = [...sample.rows.keys()].filter((at) => sample.bars[at] === null);
  const shares = logShares(free.map((at) => rankValue(rank, sample.rows[at] ?? new Float64Array())));
  const place = shares.indexOf(Math.max(...shares));
  const best = free[place] ?? -1;
  const row = sample.rows[best];
  if (!row) return [];
  const [pair, right] = [sample.pairs[best] ?? sample.pair, sample.right[best] ?? false];
  return [{ sample, pair, row, right, value: rankValue(rank, row), logShare: shares[place] ?? 0 }];
}

const INNER_FOLDS = 4;

/** Leaders of samples by orders that have not seen their group. */
function leadersOf(
  samples: readonly Sample[],
  orderWithout: (isOut: (sample: Sample) => boolean) => Model['rank'],
): Leader[] {
  return Array.from({ length: INNER_FOLDS }, (_, fold) => fold).flatMap((fold) => {
    const inside = (sample: Sample): boolean => foldOf(sample.group, INNER_FOLDS, 7) === fold;
    const partial = orderWithout(inside);
    return samples.filter(inside).flatMap((sample) => leaderOf(sample, partial));
  });
}

/**
 * A model without decisions. `ranking` are the samples to learn the order from, `calibrating` those with courses that have no equivalent: each pair of
 * languages has its own offset.
 */
export function trainModel(ranking: readonly Sample[], calibrating: readonly Sample[], options: TrainOptions): Model {
  const { name, rankPenalty, calibrationPenalty, featurePenalty } = options;
  const order = (samples: readonly Sample[]): Record<string, number> =>
    trainRank(samples, { keys: TEXT_KEYS, rankPenalty });
  const rank = order(ranking);
  const leaders = leadersOf(calibrating, (isOut) => order(ranking.filter((sample) => !isOut(sample))));
  const pairs = [...new Set(leaders.map(({ pair }) => pair))].sort();
  const positions = positionsOf(TEXT_KEYS);
  const columns: ((leader: Leader) => number)[] = [
    ({ value }) => value,
    ({ logShare }) => logShare,
    ...positions.map(
      (position) =>
        ({ row }: Leader) =>
          row[position] ?? 0,
    ),
  ];
  const scales = columns.map((column) => scaleOf(leaders.map(column)));
  const scaled = leaders.map((leader) =>
    columns.map((column, k) => (column(leader) - (scales[k]?.mean ?? 0)) / (scales[k]?.deviation ?? 1)),
  );
  const flags = leaders.map((leader) => pairs.map((pair) => (leader.pair === pair ? 1 : 0)));
  const right = leaders.map((leader) => leader.right);
  // Rows of the usual weight, so that a penalty means the same with any mix of them.
  const graded = leaders.some(({ sample }) => sample.kind === 'graded') ? GRADED : 1;
  const penalties = [0, calibrationPenalty, calibrationPenalty]
    .concat(positions.map(() => featurePenalty))
    .concat(pairs.map(() => calibrationPenalty));
  const weighLeaders = (withShare: boolean): Float64Array =>
    fitLogistic(
      scaled.map(([value = 0, share = 0, ...rest], at) =>
        Float64Array.from([1, STRETCH * value, withShare ? STRETCH * share : 0, ...rest, ...(flags[at] ?? [])]),
      ),
      right,
      { penalty: penalties, free: 1, weights: leaders.map(({ sample }) => weightOf(sample) / graded) },
    );
  const withRivals = weighLeaders(true);
  // Rivals can only divide: where they would seem to help, they say nothing.
  const fitted = (withRivals[2] ?? 0) >= 0 ? withRivals : weighLeaders(false);
  const raw = (at: number, stretch = 1): number => ((fitted[at + 1] ?? 0) * stretch) / (scales[at]?.deviation ?? 1);
  const [value, rivals] = [Math.max(0, raw(0, STRETCH)), raw(1, STRETCH)];
  const offsetAt = 1 + columns.length;
  return {
    name,
    // The order value's mean is the sum of the features' means times their weights in it, so it needs no term of its own.
    base: (fitted[0] ?? 0) - rivals * (scales[1]?.mean ?? 0),
    weights: Object.fromEntries(
      TEXT_KEYS.map((key, k) => [
        key,
        { weight: value * (rank[key] ?? 0) + raw(k + 2), mean: scales[k + 2]?.mean ?? 0 },
      ]),
    ),
    rank,
    rivals,
    pairs: Object.fromEntries(
      pairs.map((pair, at) => [
        pair,
        {
          ...UNMEASURED,
          offset: fitted[offsetAt + at] ?? 0,
          judged: leaders.filter((leader) => leader.pair === pair).length,
        },
      ]),
    ),
  };
}

const STRETCH = 10;

/** What decisions weigh beside a text model: nothing changes where there is none. Learned from queries with decisions of others. */
export function trainDecisions(
  text: Model,
  samples: readonly Sample[],
  { rankPenalty, calibrationPenalty }: TrainOptions,
): Pick<Model, 'weights' | 'rank'> {
  const positions = positionsOf(DECISION_KEYS);
  const columns = [
    (row: Float64Array) => rankValue(text.rank, row),
    ...positions.map(
      (position) =>
        (row: Float64Array): number =>
          row[position] ?? 0,
    ),
  ];
  const order = (some: readonly Sample[]): Record<string, number> => {
    const { scales, choices } = standardise(
      some.filter(({ has, rows }) => has && rows.length > 0),
      columns,
    );
    const [unit = 1, ...weights] = [...fitConditional(choices, rankPenalty)].map(
      (weight, k) => weight / (scales[k]?.deviation ?? 1),
    );
    return Object.fromEntries(DECISION_KEYS.map((key, k) => [key, (weights[k] ?? 0) / Math.max(unit, 1e-3)]));
  };
  const withText = (rank: Record<string, number>): Model['rank'] => ({ ...text.rank, ...rank });
  const rank = order(samples);
  const leaders = leadersOf(samples, (isOut) => withText(order(samples.filter((sample) => !isOut(sample)))));
  const near = DECISION_KEYS.indexOf('precedentApproved');
  /** With the weight of near approvals as it is learned, or held. */
  const weigh = (held: number | null): Float64Array =>
    fitLogistic(
      leaders.map(({ row }) =>
        Float64Array.from(positions, (position, k) => (held !== null && k === near ? 0 : (row[position] ?? 0))),
      ),
      leaders.map(({ right }) => right),
      {
        penalty: calibrationPenalty / 4,
        offsets: leaders.map(({ row, logShare, pair }) => {
          const { score } = scoreOf(text, row, { logShare, pair: text.pairs[pair] ?? UNMEASURED, bar: null });
          return score + (held ?? 0) * (row[positions[near] ?? -1] ?? 0);
        }),
      },
    );
  const learned = weigh(null);
  const fitted = (learned[near] ?? 0) < LEAST_NEAR ? weigh(LEAST_NEAR).fill(LEAST_NEAR, near, near + 1) : learned;
  const weights = Object.fromEntries(DECISION_KEYS.map((key, k) => [key, { weight: fitted[k] ?? 0, mean: 0 }]));
  const refused = -Math.abs(weights.precedentApproved?.weight ?? 0);
  return {
    weights: { ...weights, precedentRefused: { weight: refused, mean: 0 } },
    rank: { ...rank, precedentRefused: -Math.abs(rank.precedentApproved ?? 0) },
  };
}

/** A text model with what decisions weigh. */
export const withDecisions = (text: Model, decisions: Pick<Model, 'weights' | 'rank'>): Model => ({
  ...text,
  weights: { ...text.weights, ...decisions.weights },
  rank: { ...text.rank, ...decisions.rank },
});

/** Scores of a sample's candidates, each by what was measured of its own kind of comparison. */
export function scoreSample(model: Model, { rows, bars, pairs }: Pick<Sample, 'rows' | 'bars' | 'pairs'>): number[] {
  const candidates = rows.map((values, at) => ({ values, bar: bars[at] ?? null }));
  const scores = new Map(
    [...new Set(pairs)].map((pair) => [pair, scoreAll(model, candidates, model.pairs[pair] ?? UNMEASURED)]),
  );
  return pairs.map((pair, at) => scores.get(pair)?.[at]?.score ?? 0);
}

/** Rank of the best right candidate (half the rest of the catalogue further when it is not among them), and the best match judged. */
export function judgeSample(
  sample: Sample,
  scores: readonly number[],
): { readonly rank: number; readonly pair: string; readonly judged: Judged } {
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
    pair: sample.pairs[best] ?? sample.pair,
    judged: {
      probability: scores.length === 0 ? 0 : 1 / (1 + Math.exp(-(scores[best] ?? 0))),
      right: sample.right[best] ?? false,
      grade: sample.grades[best] ?? 0,
      has: sample.has,
      group: sample.group,
    },
  };
}
