/** Builds the plan: candidates, rules, goals, proof, reasons. */
import { failure, type Plan, type PlanConflict, type Problem, type Result, success } from '../domain/index.ts';
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

/** Solves, assembles and verifies. A plan that the verifier does not pass is never returned. */
export async function planPrepared(prepared: Prepared, extras: Extras = {}): Promise<PlanResult<Plan>> {
  const solution = await solveModel(prepared, extras);
  if (solution.kind === 'unknown') return failure(outOfTime(prepared.timeLimitSeconds));
  if (solution.kind === 'infeasible') {
    const conflict = await explainConflict(prepared.input);
    if (!conflict.ok) return conflict;
    return { ...failure(conflictProblem(conflict.value, prepared.input.request)), conflict: conflict.value };
  }
  const plan = assemblePlan(prepared, solution);
  const broken = verifyPlan(plan, prepared.input);
  if (broken.length > 0) return { ok: false, problems: broken };
  return success(plan, solution.proven ? [] : [notProven(solution.gap, prepared.timeLimitSeconds)]);
}

const outOfTime = (seconds: number): Problem => ({
  code: 'plan-not-proven',
  severity: 'error',
  message: `no plan was found within ${seconds} s`,
  mend: 'Allow more time, or narrow the request with pins and bans',
});

const notProven = (gap: number, seconds: number): Problem => ({
  code: 'plan-not-proven',
  severity: 'warning',
  message: `the time limit of ${seconds} s came before the proof; a plan may exist that is ${(gap * 100).toFixed(1)} % better`,
  mend: 'Allow more time for a proven plan',
});
