/** How strong a bundle is: its own score and probability, from its parts and from the topics that they cover together. */
import { codeKey, type Evidence, type Match, reason, type Topic, type Verdict } from '../domain/index.ts';
import { type HostStay, strengthOf, verdictRank } from './stay.ts';

/** What a bundle is judged by. */
export interface Strength {
  readonly score: number;
  readonly probability?: number;
  /** That of the part that leads; of several home courses that of the weakest. */
  readonly verdict: Verdict;
  /** Put together when somebody reads it: of thousands of bundles that are possible a plan has a few. */
  readonly explain: () => Explained;
}

interface Explained {
  /** Sums to the score. */
  readonly evidence: readonly Evidence[];
  readonly shared: readonly Topic[];
  /** Topics of the home side that no part has. */
  readonly missing: readonly Topic[];
}

const NO_STRENGTH: Strength = {
  score: 0,
  verdict: 'no-safe-match',
  explain: () => ({ evidence: [], shared: [], missing: [] }),
};
/** How a policy that does not say trusts an earlier approval of exactly these courses. */
const APPROVED_PROBABILITY = 0.95;

/** Share of one home course's topics that at least one of its matches shares, weighted, 0 to 1. 0 when no topic is known. */
function coverageOf(matches: readonly Match[]): number {
  const [only, ...others] = matches;
  const { shared, missing } = only && others.length === 0 ? only : joinTopics(matches);
  const weightOf = (topics: readonly Topic[]): number => topics.reduce((sum, { weight }) => sum + weight, 0);
  const inside = weightOf(shared);
  const total = inside + weightOf(missing);
  return total > 0 ? inside / total : 0;
}

/** What a home course is covered by when one host course leads and the others add to it. */
export interface Led {
  /** Key of the course that leads. */
  readonly host: string;
  readonly strength: Strength;
}

/** One home course by all its matches in a bundle, each in turn leading; by the strongest first. */
export function leadsOf(matches: readonly Match[]): Led[] {
  const sorted = [...matches].sort((a, b) => strengthOf(b) - strengthOf(a));
  return sorted.map((lead) => ({ host: codeKey(lead.hostCode), strength: combineParts(lead, sorted) }));
}

/**
 * Strength of several host courses for one home course. With `p` of the part that leads, `c` its coverage, `C` the coverage of all
 * parts together and `q` of the strongest further part:
 *
 *     p' = p + (1 - p) * g * q      g = (C - c) / (1 - c)
 *
 * So parts that add no topic add nothing (`g = 0`), and parts that close the whole gap give the chance that at least one of two
 * independent judgements holds (`g = 1`). Never below the part that leads, never above 1.
 */
function combineParts(lead: Match, sorted: readonly Match[]): Strength {
  const second = sorted.find((match) => match !== lead);
  const { score, probability, verdict = 'no-safe-match' } = lead;
  if (!second) return { score, ...(probability !== undefined && { probability }), verdict, explain: () => lead };
  const alone = coverageOf([lead]);
  const gain = alone < 1 ? Math.max(0, (coverageOf(sorted) - alone) / (1 - alone)) : 0;
  // Scores outside 0 to 1 are not chances: they stay as they are.
  const raise = (p: number, q: number): number =>
    p < 0 || p >= 1 ? p : p + (1 - p) * gain * Math.min(1, Math.max(0, q));
  const joint = raise(score, second.score);
  const combine = (): Evidence => ({
    key: 'combined-coverage',
    reason: reason('topics-combined', { count: sorted.length - 1 }),
    value: gain,
    contribution: joint - score,
  });
  return {
    score: joint,
    ...(probability !== undefined &&
      second.probability !== undefined && { probability: raise(probability, second.probability) }),
    verdict,
    explain: () => ({ evidence: [...lead.evidence, combine()], ...joinTopics(sorted) }),
  };
}

/**
 * Strength of one bundle: that of its weakest home course, because it is approved or refused as a whole. No host course counts as the whole of
 * several home courses while others stand beside it: each leads for at most its part of them (one of two in a 2:2), in the way that
 * is safest, then makes the weakest strongest. Else a bundle of two would count its better half twice and seem better than its parts. Topics are those of all.
 */
export function combineHomes(homes: readonly (readonly Led[])[], hosts: number): Strength {
  const most = Math.ceil(homes.length / Math.max(1, hosts));
  let best: readonly Strength[] | null = null;
  const rank = (strengths: readonly Strength[]): number =>
    Math.min(...strengths.map(({ verdict }) => verdictRank(verdict)));
  const least = (strengths: readonly Strength[]): number => Math.min(...strengths.map(strengthOf));
  const sum = (strengths: readonly Strength[]): number => strengths.reduce((total, one) => total + strengthOf(one), 0);
  const visit = (chosen: readonly Led[]): void => {
    const leads = homes[chosen.length];
    if (!leads) {
      const strengths = chosen.map(({ strength }) => strength);
      const gain = best
        ? rank(strengths) - rank(best) || least(strengths) - least(best) || sum(strengths) - sum(best)
        : 1;
      if (gain > 0) best = strengths;
      return;
    }
    for (const led of leads) if (chosen.filter(({ host }) => host === led.host).length < most) visit([...chosen, led]);
  };
  visit([]);
  return weakestOf(best ?? []);
}

function weakestOf(strengths: readonly Strength[]): Strength {
  const [weakest] = [...strengths].sort((a, b) => strengthOf(a) - strengthOf(b));
  if (!weakest || strengths.length === 1) return weakest ?? NO_STRENGTH;
  return {
    ...weakest,
    verdict: strengths.reduce<Verdict>(
      (least, { verdict }) => (verdictRank(verdict) < verdictRank(least) ? verdict : least),
      'suggest',
    ),
    explain: () => {
      const all = strengths.map(({ explain }) => explain());
      return {
        evidence: weakest.explain().evidence,
        shared: all.flatMap(({ shared }) => shared),
        missing: all.flatMap(({ missing }) => missing),
      };
    },
  };
}

/** Raises a bundle that was approved before, exactly so, to what the policy trusts such a decision. */
export function applyApproval(strength: Strength, { planning }: HostStay['policy']): Strength {
  const probability = planning.precedentProbability ?? APPROVED_PROBABILITY;
  const score = Math.max(strength.score, probability);
  const approval: Evidence = {
    key: 'precedent',
    reason: reason('approved-before'),
    value: 1,
    contribution: score - strength.score,
  };
  return {
    ...strength,
    score,
    verdict: 'suggest',
    ...(strength.probability !== undefined && { probability: Math.max(strength.probability, probability) }),
    explain: () => {
      const own = strength.explain();
      return { ...own, evidence: [...own.evidence, approval] };
    },
  };
}

function joinTopics(matches: readonly Match[]): { shared: Topic[]; missing: Topic[] } {
  const shared = new Map<string, Topic>();
  for (const { shared: topics } of matches)
    for (const topic of topics) if (!shared.has(topic.term)) shared.set(topic.term, topic);
  const missing = new Map<string, Topic>();
  for (const { missing: topics } of matches)
    for (const topic of topics) if (!shared.has(topic.term) && !missing.has(topic.term)) missing.set(topic.term, topic);
  return { shared: [...shared.values()], missing: [...missing.values()] };
}
