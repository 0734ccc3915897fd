/** How strong a bundle is: its own score and probability, from its parts and from the topics that they cover together. */
import type { Evidence, Match, Topic } from '../domain/index.ts';
import { strengthOf } from './stay.ts';

/** What a bundle is judged by. The evidence sums to the score. */
export interface Strength {
  readonly score: number;
  readonly probability?: number;
  readonly evidence: readonly Evidence[];
  readonly shared: readonly Topic[];
  /** Topics of the home course that no part has. */
  readonly missing: readonly Topic[];
}

/**
 * Share of the home course's topics that at least one of the matches shares, weighted, 0 to 1. All matches are of one home
 * course. 0 when no topic is known.
 */
export function coverageOf(matches: readonly Match[]): number {
  const weights = new Map<string, number>();
  const covered = new Set<string>();
  for (const { shared, missing } of matches) {
    for (const { term, weight } of [...shared, ...missing]) weights.set(term, Math.max(weight, weights.get(term) ?? 0));
    for (const { term } of shared) covered.add(term);
  }
  let [inside, total] = [0, 0];
  for (const [term, weight] of weights) {
    total += weight;
    if (covered.has(term)) inside += weight;
  }
  return total > 0 ? inside / total : 0;
}

/**
 * Strength of several host courses for one home course. With `p` of the strongest part, `c` its coverage and `C` the
 * coverage of all parts together, each further part closes a share of the gap:
 *
 *     p' = p + (1 - p) * g * q      g = (C - c) / (1 - c), q = strength of the strongest further part
 *
 * So a part that adds no topic adds nothing (`g = 0`), and one that closes the whole gap gives the chance that at least one
 * of two independent judgements holds (`g = 1`). Never below the strongest part, never above 1. Matches are of one home course.
 */
export function combineParts(matches: readonly Match[]): Strength {
  const [best, ...further] = [...matches].sort((a, b) => strengthOf(b) - strengthOf(a));
  if (!best) return { score: 0, evidence: [], shared: [], missing: [] };
  const probability = best.probability === undefined ? {} : { probability: best.probability };
  const { score, evidence, shared, missing } = best;
  const [second] = further;
  if (!second) return { score, ...probability, evidence, shared, missing };
  const alone = coverageOf([best]);
  const gain = alone < 1 ? (coverageOf(matches) - alone) / (1 - alone) : 0;
  const joint = raise(score, second.score, gain);
  const added = {
    key: 'combined-coverage',
    label: `topics that ${further.length} more course(s) add`,
    value: gain,
    contribution: joint - score,
  };
  return {
    score: joint,
    ...(best.probability !== undefined &&
      second.probability !== undefined && { probability: raise(best.probability, second.probability, gain) }),
    evidence: [...evidence, added],
    ...joinTopics(matches),
  };
}

/** Scores outside 0 to 1 are not chances: they stay as they are. */
const raise = (p: number, q: number, gain: number): number =>
  p < 0 || p >= 1 ? p : p + (1 - p) * gain * Math.min(1, Math.max(0, q));

function joinTopics(matches: readonly Match[]): { shared: Topic[]; missing: Topic[] } {
  const shared = new Map<string, Topic>();
  for (const topic of matches.flatMap((match) => match.shared))
    if (!shared.has(topic.term)) shared.set(topic.term, topic);
  const missing = new Map<string, Topic>();
  for (const topic of matches.flatMap((match) => match.missing)) {
    if (!shared.has(topic.term) && !missing.has(topic.term)) missing.set(topic.term, topic);
  }
  return { shared: [...shared.values()], missing: [...missing.values()] };
}
