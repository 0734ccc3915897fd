/** From features to a score: a sum of weighted differences from the average pair, one line of evidence each. */
import type { Evidence } from '../domain/index.ts';
import { FEATURES, type Pair } from './features.ts';

/** Weights as data. `mean` is subtracted before weighting, so that evidence says "more or less than usual". */
export interface Model {
  readonly name: string;
  readonly calibrated: boolean;
  readonly base: number;
  readonly weights: Readonly<Record<string, { readonly weight: number; readonly mean: number }>>;
}

/** A score and its parts; the contributions, added in order, give the score exactly. */
export interface Scored {
  readonly score: number;
  readonly evidence: readonly Evidence[];
}

/** Scores one pair; a feature without a weight in the model adds nothing and is not shown. */
export function scorePair(model: Model, pair: Pair): Scored {
  const evidence: Evidence[] = [{ key: 'base', label: 'Starting point', value: null, contribution: model.base }];
  let score = model.base;
  for (const feature of FEATURES) {
    const term = model.weights[feature.key];
    if (!term) continue;
    const value = feature.measure(pair);
    const contribution = term.weight * (value - term.mean);
    score += contribution;
    evidence.push({ key: feature.key, label: feature.label(value, pair), value, contribution });
  }
  return { score, evidence };
}
