/** Builds the plan: candidates, rules, goals, proof, reasons. */
import { failure, type Plan, type Problem, Rational, type Result, success } from '../domain/index.ts';
import { type Candidate, compareCandidates, homeEctsOf, hostEctsOf } from './candidate.ts';
import { usableCandidates } from './candidates.ts';
import { GOALS, PLAN_RULES } from './constraints/index.ts';
import { contradictoryLimits, explainInfeasible } from './infeasible.ts';
import { pinnedCandidates } from './pins.ts';
import { bundleOf } from './planned-course.ts';
import { type Program, type Solution, solve, solverName } from './solve.ts';
import { compareText, indexStay, type PlanInput, type Stay } from './stay.ts';
import { explainUncovered } from './uncovered.ts';
import { verifyPlan } from './verify.ts';

const DEFAULT_TIME_LIMIT = 20;

/**
 * The best plan for a stay, or the problems why there is none (`plan-infeasible`, `pin-unknown`, `pin-conflict`,
 * `plan-not-proven` when the time limit came before any plan). Proven optimal unless the time limit strikes, and the same for
 * the same input. Problems beside a plan are notes and warnings.
 */
export async function buildPlan(input: PlanInput): Promise<Result<Plan>> {
  const stay = indexStay(input);
  const limits = contradictoryLimits(stay);
  if (limits) return failure(limits);
  const pinned = pinnedCandidates(stay);
  if (!pinned.ok) return pinned;
  const candidates = collectCandidates(stay, pinned.value);
  const program = programOf(candidates, stay, input.timeLimitSeconds ?? DEFAULT_TIME_LIMIT);
  const solution = await solve(program);
  if (solution.kind === 'unknown') return failure(outOfTime(program.timeLimitSeconds));
  if (solution.kind === 'infeasible') {
    return failure(await explainInfeasible(candidates, program.rows, stay, program.timeLimitSeconds));
  }
  const plan = await assemblePlan(input, stay, candidates, solution);
  const broken = verifyPlan(plan, input);
  if (broken.length > 0) return { ok: false, problems: broken };
  return success(plan, solution.proven ? [] : [notProven(solution.gap, program.timeLimitSeconds)]);
}

/** Pinned bundles, and for the other home courses every usable one; in an order that the order of the input does not change. */
function collectCandidates(stay: Stay, pinned: readonly Candidate[]): Candidate[] {
  const fixed = new Set(pinned.flatMap(({ homes }) => homes.map(({ key }) => key)));
  const homes = [...stay.homes.values()].filter(({ key }) => !fixed.has(key)).sort((a, b) => compareText(a.key, b.key));
  return [...[...pinned].sort(compareCandidates), ...homes.flatMap((home) => usableCandidates(home, stay))];
}

function programOf(candidates: readonly Candidate[], stay: Stay, timeLimitSeconds: number): Program {
  return {
    columns: candidates.length,
    rows: PLAN_RULES.flatMap(({ rows }) => rows(candidates, stay)),
    goals: [
      ...GOALS.map(({ worth }) => candidates.map((candidate) => worth(candidate, stay))),
      preferenceOrder(candidates),
    ],
    timeLimitSeconds,
  };
}

/** The last goal, between plans equal in all others: candidates that stand earlier in their home course's list. */
function preferenceOrder(candidates: readonly Candidate[]): number[] {
  const seen = new Map<string, number>();
  return candidates.map(({ homes }) => {
    const key = homes.map((home) => home.key).join(' ');
    const rank = seen.get(key) ?? 0;
    seen.set(key, rank + 1);
    return -rank;
  });
}

async function assemblePlan(
  input: PlanInput,
  stay: Stay,
  candidates: readonly Candidate[],
  solution: Extract<Solution, { kind: 'solved' }>,
): Promise<Plan> {
  const order = new Map([...stay.homes.keys()].map((key, index) => [key, index]));
  const place = ({ homes }: Candidate): number => Math.min(...homes.map(({ key }) => order.get(key) ?? 0));
  const taken = solution.taken.flatMap((index) => candidates[index] ?? []).sort((a, b) => place(a) - place(b));
  const hostEcts = Rational.sum(taken.map((candidate) => hostEctsOf(candidate) ?? Rational.ZERO));
  const covered = new Set(taken.flatMap(({ homes }) => homes.map(({ key }) => key)));
  const uncovered = [...stay.homes.values()]
    .filter(({ key }) => !covered.has(key))
    .map((home) => {
      const usable = candidates.filter(({ homes }) => homes.includes(home));
      return explainUncovered(home, usable, stay, { candidates: taken, hostEcts });
    });
  const { policy, basis } = input;
  return {
    format: 'concord-plan',
    version: 1,
    home: { institution: input.home.institution, programme: input.home.programme },
    host: { institution: input.host.institution, academicYear: input.host.academicYear },
    request: input.request,
    bundles: taken.map((candidate, index) => bundleOf(candidate, `b${index + 1}`, stay)),
    uncovered,
    totals: {
      homeEcts: Rational.sum(taken.map((candidate) => homeEctsOf(candidate) ?? Rational.ZERO)),
      hostEcts,
      uncoveredEcts: Rational.sum(uncovered.map(({ home }) => home.ects)),
    },
    solver: {
      name: await solverName(),
      status: solution.proven ? 'optimal' : 'not-proven',
      gap: solution.proven ? null : solution.gap,
      objective: objectiveOf(taken, stay),
    },
    basis: { ...basis, policy: policy.id, policyVersion: policy.version },
  };
}

/** Worth of the first goal in ECTS: credits weighted by how likely they are recognised, owed courses by the policy. */
const objectiveOf = (taken: readonly Candidate[], stay: Stay): number =>
  taken.reduce((sum, candidate) => sum + (GOALS[0]?.worth(candidate, stay) ?? 0), 0) / 1000;

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
