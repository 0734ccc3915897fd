/** Why no plan exists: the limit that cannot be kept, and how far the best attempt comes. */
import { type Problem, Rational } from '../domain/index.ts';
import { type Candidate, hostEctsOf } from './candidate.ts';
import type { Row } from './constraints/index.ts';
import { solve } from './solve.ts';
import type { Stay } from './stay.ts';

/** Limits that contradict each other before any course is looked at. */
export function contradictoryLimits({ request: { minEcts, maxEcts } }: Stay): Problem | null {
  if (minEcts.lte(maxEcts)) return null;
  return infeasible(
    `the minimum of ${minEcts} ECTS is above the maximum of ${maxEcts} ECTS`,
    'Lower the minimum or raise the maximum',
  );
}

/** Names the limit that the candidates cannot keep, with the figure that they reach. */
export async function explainInfeasible(
  candidates: readonly Candidate[],
  rows: readonly Row[],
  stay: Stay,
  timeLimitSeconds: number,
): Promise<Problem> {
  const { minEcts, maxEcts, term } = stay.request;
  const pinned = Rational.sum(
    candidates.filter((candidate) => candidate.pinned).map((candidate) => hostEctsOf(candidate) ?? Rational.ZERO),
  );
  if (pinned.gt(maxEcts)) {
    return infeasible(
      `the pinned courses alone have ${pinned} ECTS; the maximum is ${maxEcts}`,
      'Leave a pin out, or raise the maximum',
    );
  }
  const reach = await mostEcts(
    candidates,
    rows.filter(({ rule }) => rule !== 'minimum ECTS'),
    timeLimitSeconds,
  );
  const where = term === null ? '' : ` in ${term}`;
  const covered = new Set(candidates.flatMap(({ homes }) => homes.map(({ key }) => key))).size;
  return infeasible(
    `only ${reach} ECTS can be matched${where}; the minimum is ${minEcts} (maximum ${maxEcts}): ` +
      `${covered} of the ${stay.homes.size} home courses have a course that may replace them`,
    'Lower the minimum, widen term or languages, or pin courses that a person has checked',
  );
}

/** The most host ECTS that a plan can reach without the minimum. */
async function mostEcts(
  candidates: readonly Candidate[],
  rows: readonly Row[],
  timeLimitSeconds: number,
): Promise<Rational> {
  const ects = candidates.map((candidate) => hostEctsOf(candidate) ?? Rational.ZERO);
  const goal = ects.map((value) => Math.round(value.toNumber() * 1000));
  const solution = await solve({ columns: candidates.length, rows, goals: [goal], timeLimitSeconds });
  return solution.kind === 'solved'
    ? Rational.sum(solution.taken.map((index) => ects[index] ?? Rational.ZERO))
    : Rational.ZERO;
}

const infeasible = (message: string, mend: string): Problem => ({
  code: 'plan-infeasible',
  severity: 'error',
  message,
  mend,
});
