/** From features to log-odds: a sum of weighted differences from the average pair, one line of evidence each. */
import { type Evidence, type MatchText, matchText, sayMatchText } from '../domain/index.ts';
import { FEATURES, type Feature, type Pair } from './features.ts';

interface Weight {
  readonly weight: number;
  readonly mean: number;
}

/**
 * Weights as data. The score is `base + sum of weight * (value - mean)`, in log-odds, so that `base` is where the average pair
 * stands and each line of evidence says "more or less than usual". `rank` measures the lead of a candidate over the others.
 */
export interface Model {
  readonly name: string;
  readonly base: number;
  readonly weights: Readonly<Record<string, Weight>>;
  readonly rank: Readonly<Record<string, number>>;
  readonly lead: Weight;
  /** How sure any match of a query is depends on what its best candidate looks like: weights on that candidate's features. */
  readonly context: Readonly<Record<string, Weight>>;
  /** Probabilities from which a match is suggested (null: never), and below which no match is safe. */
  readonly thresholds: { readonly suggest: number | null; readonly review: number };
}

/** The measured features of a pair, in the order of {@link FEATURES}. */
export function measurePair(pair: Pair): Float64Array {
  const values = new Float64Array(FEATURES.length);
  for (let at = 0; at < FEATURES.length; at += 1) values[at] = FEATURES[at]?.measure(pair) ?? 0;
  return values;
}

function weighted(weights: readonly number[], features: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < weights.length; at += 1) sum += (weights[at] ?? 0) * (features[at] ?? 0);
  return sum;
}

/** A lead beyond this says nothing more. */
const LARGEST_LEAD = 6;

/**
 * The lead of each candidate: its rank value less the logarithm of the sum of the others' exponentials, -6 to 6. Above 0 when the
 * candidate outweighs all others together.
 */
export function leadsOf(rank: Model['rank'], candidates: readonly Float64Array[]): number[] {
  const coefficients = FEATURES.map(({ key }) => rank[key] ?? 0);
  const values = candidates.map((features) => weighted(coefficients, features));
  const top = Math.max(...values);
  const powers = values.map((value) => Math.exp(value - top));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return values.map((value, at) => {
    const others = Math.max(total - (powers[at] ?? 0), Number.MIN_VALUE);
    const lead = value - top - Math.log(others);
    return Math.max(-LARGEST_LEAD, Math.min(LARGEST_LEAD, lead));
  });
}

const contributionOf = ({ weight, mean }: Weight, value: number): number => weight * (value - mean);

/** What the features of one candidate and its rivals come to. The contributions of {@link evidenceOf} sum to `scores`. */
export interface Scoring {
  readonly scores: readonly number[];
  readonly leads: readonly number[];
  /** The same for all candidates of the query. */
  readonly context: number;
}

/** Scores the candidates of one query, in log-odds. */
export function scoreCandidates(model: Model, candidates: readonly Float64Array[]): Scoring {
  const leads = leadsOf(model.rank, candidates);
  const best = candidates[leads.indexOf(Math.max(...leads))];
  const context = best
    ? FEATURES.reduce((sum, { key }, at) => {
        const term = model.context[key];
        return term ? sum + contributionOf(term, best[at] ?? 0) : sum;
      }, 0)
    : 0;
  return { leads, context, scores: candidates.map((values, at) => sumScore(model, values, leads[at] ?? 0, context)) };
}

function sumScore(model: Model, values: Float64Array, lead: number, context: number): number {
  let score = model.base;
  for (let at = 0; at < FEATURES.length; at += 1) {
    const term = model.weights[FEATURES[at]?.key ?? ''];
    if (term) score += contributionOf(term, values[at] ?? 0);
  }
  return score + contributionOf(model.lead, lead) + context;
}

/** A line with its sentence. */
function explain(key: string, text: MatchText, value: number | null, contribution: number): Evidence {
  return { key, text, label: sayMatchText(text), value, contribution };
}

/** One line per feature of the model; the contributions, added in order, are the score exactly. */
export function evidenceOf(model: Model, pair: Pair, measured: Measured): Evidence[] {
  const line = ({ key, text }: Feature, at: number): Evidence[] => {
    const term = model.weights[key];
    const value = measured.values[at] ?? 0;
    return term ? [explain(key, text(value, pair), value, contributionOf(term, value))] : [];
  };
  const { lead, context } = measured;
  return [
    explain('base', matchText('base'), null, model.base),
    ...FEATURES.flatMap(line),
    explain('lead', matchText(lead > 0 ? 'lead-clear' : 'lead-none'), lead, contributionOf(model.lead, lead)),
    explain('context', matchText(context >= 0 ? 'context-usual' : 'context-unusual'), null, context),
  ];
}

/** A candidate's features, its lead over the others, and the query's context. */
export interface Measured {
  readonly values: Float64Array;
  readonly lead: number;
  readonly context: number;
}

/** Log-odds as a probability. */
export const probabilityOf = (score: number): number => 1 / (1 + Math.exp(-score));
