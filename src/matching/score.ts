/** From features to log-odds: a sum of weighted differences from the average pair, one line of evidence each. */
import { type Evidence, type Reason, reason } from '../domain/index.ts';
import { FEATURES, type Pair } from './features.ts';

/**
 * Weights as data. The score is `base + sum of weight * (value - mean)`, in log-odds, so that `base` is where the average pair
 * stands and each line of evidence says "more or less than usual". `rank` measures the lead of a candidate over the others.
 */
export interface Model {
  readonly name: string;
  readonly base: number;
  readonly weights: Readonly<Record<string, Model['lead']>>;
  readonly rank: Readonly<Record<string, number>>;
  readonly lead: { readonly weight: number; readonly mean: number };
  /** How sure any match of a query is depends on what its best candidate looks like: weights on that candidate's features. */
  readonly context: Model['weights'];
  /** Probabilities from which a match is suggested (null: never), and below which no match is safe. */
  readonly thresholds: { readonly suggest: number | null; readonly review: number };
}

/**
 * The lead of each candidate: its rank value less the logarithm of the sum of the others' exponentials, -6 to 6. Above 0 when the
 * candidate outweighs all others together.
 */
export function leadsOf(rank: Model['rank'], candidates: readonly Float64Array[]): number[] {
  const weights = FEATURES.map(({ key }) => rank[key] ?? 0);
  const values = candidates.map((features) => {
    let sum = 0;
    for (let at = 0; at < weights.length; at += 1) sum += (weights[at] ?? 0) * (features[at] ?? 0);
    return sum;
  });
  const top = Math.max(...values);
  const powers = values.map((value) => Math.exp(value - top));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return values.map((value, at) => {
    const others = Math.max(total - (powers[at] ?? 0), Number.MIN_VALUE);
    return Math.max(-6, Math.min(6, value - top - Math.log(others))); // a lead beyond that says nothing more
  });
}

const contributionOf = ({ weight, mean }: Model['lead'], value: number): number => weight * (value - mean);

/** The weights of a model by the features' order, and what measured values contribute to a sum that begins at `start`. */
function addContributions(weights: Model['weights'], values: Float64Array, start: number): number {
  let sum = start;
  for (let at = 0; at < FEATURES.length; at += 1) {
    const term = weights[FEATURES[at]?.key ?? ''];
    if (term) sum += contributionOf(term, values[at] ?? 0);
  }
  return sum;
}

/** Scores the candidates of one query, in log-odds. `context` is the same for all of them; {@link evidenceOf} sums to `scores`. */
export function scoreCandidates(
  model: Model,
  candidates: readonly Float64Array[],
): { readonly scores: readonly number[]; readonly leads: readonly number[]; readonly context: number } {
  const leads = leadsOf(model.rank, candidates);
  const best = candidates[leads.indexOf(Math.max(...leads))];
  const context = best ? addContributions(model.context, best, 0) : 0;
  const scores = candidates.map(
    (values, at) =>
      addContributions(model.weights, values, model.base) + contributionOf(model.lead, leads[at] ?? 0) + context,
  );
  return { leads, context, scores };
}

/** One line per feature of the model; the contributions, added in order, are the score exactly. */
export function evidenceOf(
  model: Model,
  pair: Pair,
  measured: { readonly values: Float64Array; readonly lead: number; readonly context: number },
): Evidence[] {
  const { values, lead, context } = measured;
  const line = (key: string, why: Reason, value: number | null, contribution: number): Evidence => ({
    ...{ key, reason: why, value, contribution },
  });
  return [
    line('base', reason('average-candidate'), null, model.base),
    ...FEATURES.flatMap((feature, at) => {
      const term = model.weights[feature.key];
      const value = values[at] ?? 0;
      return term ? [line(feature.key, feature.reason(value, pair), value, contributionOf(term, value))] : [];
    }),
    line('lead', reason(lead > 0 ? 'lead-clear' : 'lead-none'), lead, contributionOf(model.lead, lead)),
    line('context', reason(context >= 0 ? 'context-usual' : 'context-unusual'), null, context),
  ];
}
