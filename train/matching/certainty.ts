/** How sure it is that the best candidate is right, learned from leaders that are held out. */
import { logShares, type Model, rankValue } from '../engine.ts';
import { GRADED, positionsOf, scaleOf, TEXT_KEYS, weightOf } from './columns.ts';
import { foldOf } from './folds.ts';
import { fitLogistic } from './regression.ts';
import type { Sample } from './samples.ts';

/** A candidate of a query beside its rivals. */
interface Candidate {
  readonly sample: Sample;
  readonly pair: string;
  readonly row: Float64Array;
  readonly value: number;
  readonly logShare: number;
  readonly right: boolean;
}

type Worth = (candidate: Candidate) => number;
export const byRank: Worth = ({ value }) => value;

/** The best candidate of a query, of those that nothing stands before. */
function leaderOf(sample: Sample, rank: Model['rank'], worthOf: Worth): Candidate[] {
  const free = [...sample.rows.keys()].filter((at) => sample.bars[at] === null);
  const values = free.map((at) => rankValue(rank, sample.rows[at] ?? new Float64Array()));
  const shares = logShares(values);
  const candidates = free.map((at, place) => ({
    sample,
    pair: sample.pairs[at] ?? sample.pair,
    row: sample.rows[at] ?? new Float64Array(),
    value: values[place] ?? 0,
    logShare: shares[place] ?? 0,
    right: sample.right[at] ?? false,
  }));
  const worth = candidates.map(worthOf);
  const best = candidates[worth.indexOf(Math.max(...worth))];
  return best ? [best] : [];
}

const INNER_FOLDS = 4;

/** Leaders of samples by orders that have not seen their group, by rank or by what else they are worth. */
export function leadersBy(
  samples: readonly Sample[],
  orderWithout: (isOut: (sample: Sample) => boolean) => Model['rank'],
): (worthOf: Worth) => Candidate[] {
  const parts = Array.from({ length: INNER_FOLDS }, (_, fold) => {
    const inside = (sample: Sample): boolean => foldOf(sample.group, INNER_FOLDS, 7) === fold;
    return { inside: samples.filter(inside), rank: orderWithout(inside) };
  });
  return (worthOf) => parts.flatMap(({ inside, rank }) => inside.flatMap((sample) => leaderOf(sample, rank, worthOf)));
}

const STRETCH = 10;

/** How sure it is that a leader is right: log-odds as a sum, per raw unit. */
interface Certainty {
  readonly base: number;
  /** Of the rank's value. */
  readonly value: number;
  readonly rivals: number;
  /** Of each of {@link TEXT_KEYS}, beside what it weighs in the rank. */
  readonly features: readonly { readonly weight: number; readonly mean: number }[];
  readonly offsets: Readonly<Record<string, number>>;
}

export interface Penalties {
  readonly calibrationPenalty: number;
  /** Of the features beside the rank's value, which has most of what they tell. */
  readonly featurePenalty: number;
}

export function fitCertainty(
  leaders: readonly Candidate[],
  { calibrationPenalty, featurePenalty }: Penalties,
): Certainty {
  const pairs = [...new Set(leaders.map(({ pair }) => pair))].sort();
  const positions = positionsOf(TEXT_KEYS);
  const columns: Worth[] = [
    byRank,
    ({ logShare }) => logShare,
    ...positions.map(
      (position): Worth =>
        ({ row }) =>
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
    // The rank value's mean is the sum of the features' means times their weights in it, so it needs no term of its own.
    base: (fitted[0] ?? 0) - rivals * (scales[1]?.mean ?? 0),
    value,
    rivals,
    features: TEXT_KEYS.map((_key, k) => ({ weight: raw(k + 2), mean: scales[k + 2]?.mean ?? 0 })),
    offsets: Object.fromEntries(pairs.map((pair, at) => [pair, fitted[offsetAt + at] ?? 0])),
  };
}

/** What orders candidates of one query by how sure each of them is. */
export function worthBy({ value, rivals, features, offsets }: Certainty): Worth {
  const positions = positionsOf(TEXT_KEYS);
  return (candidate) =>
    features.reduce(
      (sum, { weight }, k) => sum + weight * (candidate.row[positions[k] ?? -1] ?? 0),
      value * candidate.value + rivals * candidate.logShare + (offsets[candidate.pair] ?? 0),
    );
}
