/** Checks a plan from scratch against what was asked: no candidate, row or solver takes part. */
import type { Plan, Problem } from '../../domain/index.ts';
import type { PlanInput } from '../input.ts';
import { indexStay } from '../stay.ts';
import { verifyBundle } from './bundle.ts';
import { verifyWhole } from './whole.ts';

/** Says what is wrong at a place in the plan. */
export type Complain = (path: string, message: string) => void;

/**
 * Every rule that the plan breaks, empty for a sound plan. Recomputes from the input: credits, uniqueness, terms, languages, bans,
 * pins, what is passed, prerequisites, time-table, scores, credit shares, bundle sizes, earlier refusals, limits and caps, totals
 * and the completeness of the uncovered list. Problems are `plan-invalid`; `column` is the path in the plan.
 */
export function verifyPlan(plan: Plan, input: PlanInput): Problem[] {
  const stay = indexStay(input);
  const problems: Problem[] = [];
  const complain: Complain = (column, message) =>
    problems.push({
      code: 'plan-invalid',
      severity: 'error',
      message,
      mend: 'Make the plan again from its input',
      column,
    });
  plan.bundles.forEach((bundle, index) => {
    verifyBundle(bundle, stay, (path, message) => complain(`bundles.${index}${path}`, message));
  });
  verifyWhole(plan, stay, complain);
  return problems;
}
