/** From features to a score: a sum of weighted differences from the average pair, one line of evidence each. */
import type { Evidence } from '../domain/index.ts';
import { FEATURES, type Feature, type Pair } from './features.ts';

/** Weights as data. `mean` is subtracted before weighting, so that evidence says "more or less than usual". */
export interface Model {
  readonly name: string;
  readonly calibrated: boolean;
  readonly base: number;
  readonly weights: Readonly<Record<string, { readonly weight: number; readonly mean: number }>>;
}

/** The measured features of a pair, in the order of {@link FEATURES}. */
export function measurePair(pair: Pair): Float64Array {
  return Float64Array.from(FEATURES, ({ measure }) => measure(pair));
}

/** The score of measured features: the sum of the evidence, added in the same order. */
export function scoreValues(model: Model, values: Float64Array): number {
  return FEATURES.reduce((sum, feature, at) => sum + contributionOf(model, feature, values[at] ?? 0), model.base);
}

function contributionOf({ weights }: Model, { key }: Feature, value: number): number {
  const term = weights[key];
  return term ? term.weight * (value - term.mean) : 0;
}

/** One line per feature of the model; the contributions, added in order, are the score exactly. */
export function evidenceOf(model: Model, pair: Pair, values: Float64Array): Evidence[] {
  const base: Evidence = { key: 'base', label: 'Starting point', value: null, contribution: model.base };
  const lines = FEATURES.flatMap((feature, at) => {
    if (!model.weights[feature.key]) return [];
    const value = values[at] ?? 0;
    const contribution = contributionOf(model, feature, value);
    return [{ key: feature.key, label: feature.label(value, pair), value, contribution }];
  });
  return [base, ...lines];
}
