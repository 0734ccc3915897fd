/** What the planner says of a stay beside what trying everything says. */
import type { ReasonCode } from '../../src/domain/index.ts';
import { BUNDLE_RULES, PLAN_RULES } from '../../src/planning/constraints/index.ts';
import { buildPlan, type PlanInput, verifyPlan } from '../../src/planning/index.ts';
import { bestByTrying } from './brute-force.ts';
import { worthOf } from './random-input.ts';

const NAMED = [
  ...new Set([...BUNDLE_RULES, ...PLAN_RULES].filter(({ structural }) => !structural).map(({ name }) => name)),
];

/** Everything in which they differ; empty where they agree. */
export async function checkAgainstTrying(input: PlanInput): Promise<string[]> {
  const best = bestByTrying(input);
  const result = await buildPlan(input);
  if (result.ok) {
    const [own, tried] = [worthOf(result.value, input), best].map((worth) => JSON.stringify(worth));
    return [
      ...verifyPlan(result.value, input).map(({ reason }) => `broken: ${JSON.stringify(reason)}`),
      ...(result.value.solver.status === 'optimal' ? [] : [`not proven: ${result.value.solver.status}`]),
      ...(own === tried ? [] : [`worth ${own} instead of ${tried}`]),
    ];
  }
  const codes = result.problems.map(({ code }) => code);
  if (codes.join() !== 'plan-infeasible') return [`problems ${codes}`];
  if (best !== null) return [`no plan, and there is one worth ${best}`];
  return wrongConflict(input, result.conflict?.rules.map(({ name }) => name.code) ?? []);
}

/** A conflict set has no plan, every set with one rule less has, and so has every set of fewer rules. */
function wrongConflict(input: PlanInput, rules: readonly ReasonCode[]): string[] {
  const hasPlan = (kept: readonly ReasonCode[]): boolean =>
    bestByTrying(input, { dropped: new Set(NAMED.filter((name) => !kept.includes(name))), any: true }) !== null;
  if (hasPlan(rules)) return [`${rules} are no conflict`];
  const needless = rules.filter((rule) => !hasPlan(rules.filter((other) => other !== rule)));
  const fewer = rules.length < 2 ? [] : rules.length === 2 ? NAMED.map((name) => [name]) : pairsOf(NAMED);
  const smaller = fewer.filter((kept) => !hasPlan(kept));
  return [
    ...needless.map((rule) => `${rule} is needless in ${rules}`),
    ...smaller.map((kept) => `${kept} is a smaller conflict than ${rules}`),
  ];
}

const pairsOf = <T>(items: readonly T[]): T[][] =>
  items.flatMap((one, index) => items.slice(index + 1).map((other) => [one, other]));
