/** From samples to a model: who is right (conditional logit), then how sure that is (logistic regression on held-out leaders). */
import { type Model, rankValue, scoreAll, scoreOf, UNMEASURED } from '../engine.ts';
import type { Judged } from './calibration.ts';
import { byRank, fitCertainty, leadersBy, type Penalties, worthBy } from './certainty.ts';
import { DECISION_KEYS, positionsOf, scaleOf, TEXT_KEYS, weightOf } from './columns.ts';
import { fitConditional, fitLogistic } from './regression.ts';
import type { Sample } from './samples.ts';

export interface TrainOptions extends Penalties {
  readonly name: string;
  readonly rankPenalty: number;
  readonly sortsByRank: boolean;
}

/** Strengths of the penalties; found by cross-validation, and flat around these values. */
export const TRAINING = { rankPenalty: 5, calibrationPenalty: 8, featurePenalty: 40 } as const;

/** An arguable course is worth this much of a right one to the order. */
const ARGUABLE = 0.1;

/**
 * What an approval of a near text weighs at least: the data has few of them beside those of the very text, and no decision speaks against
 * what was decided.
 */
const LEAST_NEAR = 0.25;

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

/**
 * A model without decisions. `ranking` are the samples to learn the order from, `calibrating` those with courses that have no equivalent: each pair of
 * languages has its own offset. Sorted by score, the leaders are others than by rank: how sure they are is then learned from those.
 */
export function trainModel(ranking: readonly Sample[], calibrating: readonly Sample[], options: TrainOptions): Model {
  const { name, rankPenalty, sortsByRank } = options;
  const order = (samples: readonly Sample[]): Record<string, number> =>
    trainRank(samples, { keys: TEXT_KEYS, rankPenalty });
  const rank = order(ranking);
  const leaders = leadersBy(calibrating, (isOut) => order(ranking.filter((sample) => !isOut(sample))));
  const first = leaders(byRank);
  const sure = fitCertainty(first, options);
  const last = sortsByRank ? first : leaders(worthBy(sure));
  const { base, value, rivals, features, offsets } = sortsByRank ? sure : fitCertainty(last, options);
  return {
    ...{ name, base, rank, rivals, sortsByRank },
    weights: Object.fromEntries(
      TEXT_KEYS.map((key, k) => {
        const { weight = 0, mean = 0 } = features[k] ?? {};
        return [key, { weight: value * (rank[key] ?? 0) + weight, mean }];
      }),
    ),
    pairs: Object.fromEntries(
      Object.entries(offsets).map(([pair, offset]) => [
        pair,
        { ...UNMEASURED, offset, judged: last.filter((leader) => leader.pair === pair).length },
      ]),
    ),
  };
}

/** What decisions weigh beside a text model: nothing changes where there is none. Learned from queries with decisions of others. */
export function trainDecisions(
  text: Model,
  samples: readonly Sample[],
  { rankPenalty, calibrationPenalty }: Pick<TrainOptions, 'rankPenalty' | 'calibrationPenalty'>,
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
  const leaders = leadersBy(samples, (isOut) => withText(order(samples.filter((sample) => !isOut(sample)))))(byRank);
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
