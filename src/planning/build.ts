/** Builds the plan: candidates, rules, goals, proof, reasons. */
import {
  failure,
  type Plan,
  type PlanConflict,
  type Problem,
  problem,
  type Result,
  reason,
  success,
} from '../domain/index.ts';
import { assemblePlan } from './assemble.ts';
import { conflictProblem, explainConflict } from './conflict.ts';
import type { PlanInput } from './input.ts';
import { type Extras, type Prepared, prepare, solveModel } from './prepare.ts';
import { verifyPlan } from './verify/index.ts';

/** A result that says, where no plan keeps all rules, which of them are in conflict and what the nearest plans are. */
export type PlanResult<T> = Result<T> & { readonly conflict?: PlanConflict };

/**
 * The best plan for a stay, or the problems why there is none (`plan-infeasible`, `pin-unknown`, `pin-conflict`,
 * `plan-not-proven` when the time limit came before any plan). Proven optimal unless the time limit strikes, and the same for
 * the same input. Problems beside a plan are notes and warnings.
 */
export async function buildPlan(input: PlanInput): Promise<PlanResult<Plan>> {
  const prepared = prepare(input);
  return prepared.ok ? planPrepared(prepared.value) : prepared;
}

/** What is only claimed of the bundles that were looked at says so. */
const remarkOn = ({ cut }: Prepared): Problem[] =>
  cut ? [problem('plan-not-proven', reason('best-among', { tried: cut.tried }), { severity: 'warning' })] : [];

/** Solves, assembles and verifies. A plan that the verifier does not pass is never returned. */
export async function planPrepared(prepared: Prepared, extras: Extras = {}): Promise<PlanResult<Plan>> {
  const solution = await solveModel(prepared, extras);
  const seconds = prepared.timeLimitSeconds;
  if (solution.kind === 'unknown') return failure(problem('plan-not-proven', reason('no-plan-in-time', { seconds })));
  if (solution.kind === 'infeasible') {
    const conflict = await explainConflict(prepared.input);
    if (!conflict.ok) return conflict;
    const remarks = [...conflict.problems, ...remarkOn(prepared)].slice(0, 1);
    const said = failure<Plan>(conflictProblem(conflict.value, prepared.input.request), ...remarks);
    return { ...said, conflict: conflict.value };
  }
  const plan = assemblePlan(prepared, solution);
  const broken = verifyPlan(plan, prepared.input);
  if (broken.length > 0) return failure(...broken);
  if (solution.proven) return success(plan, remarkOn(prepared));
  const why = reason('plan-not-proven', { seconds, percent: (solution.gap * 100).toFixed(1) });
  return success(plan, [problem('plan-not-proven', why, { severity: 'warning' })]);
}
