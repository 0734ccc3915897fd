/** Other plans that are nearly as good and really different, each with what it trades. */
import {
  codeKey,
  failure,
  type Plan,
  type PlanAlternative,
  type PlanFigures,
  Rational,
  type Reason,
  reason,
  success,
} from '../domain/index.ts';
import { assemblePlan } from './assemble.ts';
import { type PlanResult, planPrepared } from './build.ts';
import { codesWithout, figuresOf, hostCodesOf, signedFigure } from './figures.ts';
import type { PlanInput } from './input.ts';
import { type Constraint, type Model, mergeTerms, taken } from './model.ts';
import { prepare, solveModel } from './prepare.ts';
import { verifyPlan } from './verify/index.ts';

export interface AlternativesRequest {
  /** How many plans in all, the best one included; at least 1. */
  readonly count: number;
  /** How many host courses of every better plan each further plan must leave out. Default 2. */
  readonly minDifference?: number;
}

/**
 * The best plan and the next best, each leaving out at least `minDifference` host courses of every better one and bringing another. Fewer than asked
 * for when no more exist, and none beyond one that the time limit left unproven. Fails like `buildPlan` when there is no plan at all.
 */
export async function buildAlternatives(
  input: PlanInput,
  request: AlternativesRequest,
): Promise<PlanResult<PlanAlternative[]>> {
  const prepared = prepare(input);
  if (!prepared.ok) return prepared;
  const first = await planPrepared(prepared.value);
  if (!first.ok) return first;
  const plans: Plan[] = [first.value];
  let difference = request.minDifference ?? 2;
  while (plans.length < request.count) {
    const cuts = plans.flatMap((plan) => differFrom(plan, difference, prepared.value.model));
    const solution = await solveModel(prepared.value, { rows: cuts });
    // Where nobody asked for a difference a plan with one other course is better than none.
    if (solution.kind === 'infeasible' && request.minDifference === undefined && difference > 1) {
      difference -= 1;
      continue;
    }
    if (solution.kind !== 'solved') break;
    const plan = assemblePlan(prepared.value, solution);
    const broken = verifyPlan(plan, input);
    if (broken.length > 0) return failure(...broken);
    plans.push(plan);
    if (!solution.proven) break;
  }
  return success(
    plans.map((plan) => describe(plan, first.value)),
    first.problems,
  );
}

/** Rows that let at most all but `difference` of the plan's host courses be taken again, and ask for one that it lacks: less of the same is no alternative. */
function differFrom(plan: Plan, difference: number, model: Model): Constraint[] {
  const keys = new Set(hostCodesOf(plan).map(codeKey));
  const [again, others] = [true, false].map((isOld) =>
    mergeTerms(
      [...model.uses.keys()].filter(({ key }) => keys.has(key) === isOld).flatMap((host) => taken(model, host)),
    ),
  );
  return [
    { terms: again ?? [], min: null, max: Rational.of(keys.size - difference) },
    { terms: others ?? [], min: Rational.ONE, max: null },
  ];
}

function describe(plan: Plan, best: Plan): PlanAlternative {
  const figures = figuresOf(plan);
  const [own, others] = [hostCodesOf(plan), hostCodesOf(best)];
  const trade = plan === best ? reason('best-plan') : tradeBetween(figures, figuresOf(best));
  return { plan, figures, added: codesWithout(own, others), dropped: codesWithout(others, own), trade };
}

/** What is gained and lost against the best plan, figure by figure. */
export function tradeBetween(own: PlanFigures, best: PlanFigures): Reason {
  const differences = [
    ['change-expected', own.expectedEcts - best.expectedEcts],
    ['change-home', own.homeEcts.sub(best.homeEcts).toNumber()],
    ['change-owed', own.owedCovered - best.owedCovered],
    ['change-courses', own.courses - best.courses],
    ['change-host', own.hostEcts.sub(best.hostEcts).toNumber()],
  ] as const;
  const changes = differences
    .map(([code, by]) => reason(code, { by: signedFigure(by) }))
    .filter(({ values }) => values.by !== signedFigure(0));
  return changes.length > 0 ? reason('against-best', { changes }) : reason('equal-to-best');
}
