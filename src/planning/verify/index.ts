/** Checks a plan from scratch against what was asked: no candidate, row or solver takes part. */
import { type Plan, type Problem, problem } from '../../domain/index.ts';
import type { PlanInput } from '../input.ts';
import { indexStay } from '../stay.ts';
import { BundleVerifier } from './bundle.ts';
import type { Complain } from './complain.ts';
import { PlanVerifier } from './whole.ts';

/**
 * Every rule that the plan breaks, empty for a sound plan. Recomputes from the input: credits, uniqueness, terms, languages, bans,
 * pins, what is passed, prerequisites, time-table, scores, credit shares, bundle sizes, earlier refusals, limits and caps, totals
 * and the completeness of the uncovered list. Problems are `plan-invalid`; `column` is the path in the plan.
 */
export function verifyPlan(plan: Plan, input: PlanInput): Problem[] {
  const stay = indexStay(input);
  const problems: Problem[] = [];
  const complain: Complain = (column, why) => problems.push(problem('plan-invalid', why, { column }));
  plan.bundles.forEach((bundle, index) => {
    new BundleVerifier(bundle, stay, (path, why) => complain(`bundles.${index}${path}`, why)).verify();
  });
  new PlanVerifier(plan, stay, complain).verify();
  return problems;
}
