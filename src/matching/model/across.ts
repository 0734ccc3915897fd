/**
 * Weights of comparisons across languages. The order is the mix of coverages measured in bench/results/cross-language-*; its scale, base
 * and lead were fitted on the same parallel courses, half of the time with the right one taken out of the catalogue (error of the
 * probabilities there .05 to .08: good enough to order a person's reading, not to suggest).
 */
import type { Model } from '../score.ts';

const ORDER = { words: 12, title: 3.6, body: 3.6, numeralsDiffer: -1, numeralsSame: 0.5 };
/** Log-odds per unit of the order. */
const SCALE = 0.144;

export const ACROSS: Model = {
  name: 'across-1',
  base: -2.35,
  weights: Object.fromEntries(Object.entries(ORDER).map(([key, weight]) => [key, { weight: weight * SCALE, mean: 0 }])),
  rank: ORDER,
  lead: { weight: 0.56, mean: 0 },
  context: {},
  thresholds: { suggest: null, review: 0.25 },
};
