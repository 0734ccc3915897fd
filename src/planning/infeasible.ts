/** Why no plan exists: the limit that cannot be kept, and how far the best attempt comes. */
import { type Problem, Rational } from '../domain/index.ts';
import { hostEctsOf } from './candidate.ts';
import { type Prepared, prepare, solveModel } from './prepare.ts';
import { hasTwoTerms, type Stay } from './stay.ts';

const infeasible = (message: string, mend: string): Problem => ({
  code: 'plan-infeasible',
  severity: 'error',
  message,
  mend,
});

/** Limits that contradict each other before any course is looked at. */
export function contradictoryLimits(stay: Stay): Problem[] {
  const { minEcts, maxEcts, termLimits } = stay.request;
  const limits = [{ place: '', minEcts, maxEcts }];
  if (hasTwoTerms(stay) && termLimits) {
    limits.push({ place: ' in autumn', ...termLimits.autumn }, { place: ' in spring', ...termLimits.spring });
  }
  return limits
    .filter((limit) => limit.minEcts.gt(limit.maxEcts))
    .map((limit) =>
      infeasible(
        `the minimum of ${limit.minEcts} ECTS${limit.place} is above the maximum of ${limit.maxEcts} ECTS`,
        'Lower the minimum or raise the maximum',
      ),
    );
}

/** Names the limit that the candidates cannot keep, with the figure that they reach. */
export async function describeInfeasible({ input, model }: Prepared): Promise<Problem> {
  const { stay, candidates } = model;
  const { minEcts, maxEcts, term } = stay.request;
  const pinned = sumOf(candidates.filter((candidate) => candidate.pinned));
  if (pinned.gt(maxEcts)) {
    return infeasible(
      `the pinned courses alone have ${pinned} ECTS; the maximum is ${maxEcts}`,
      'Leave a pin out, or raise the maximum',
    );
  }
  const reach = await mostEcts(input);
  const where = term === null ? '' : ` in ${term}`;
  const covered = new Set(candidates.flatMap(({ homes }) => homes)).size;
  return infeasible(
    `only ${reach} ECTS can be matched${where}; the minimum is ${minEcts} (maximum ${maxEcts}): ` +
      `${covered} of the ${stay.homes.size} home courses have a course that may replace them`,
    'Lower the minimum, widen term or languages, or pin courses that a person has checked',
  );
}

const sumOf = (candidates: Prepared['model']['candidates']): Rational =>
  Rational.sum(candidates.map((candidate) => hostEctsOf(candidate) ?? Rational.ZERO));

/** The most host ECTS that a plan can reach without the minimum. */
async function mostEcts(input: Prepared['input']): Promise<Rational> {
  const relaxed = prepare(input, new Set(['minimum ECTS']));
  if (!relaxed.ok) return Rational.ZERO;
  const { model } = relaxed.value;
  const ects = model.candidates.map((candidate) => Math.round((hostEctsOf(candidate)?.toNumber() ?? 0) * 1000));
  const goal = [...ects, ...model.takes.map(() => 0)];
  const solution = await solveModel(relaxed.value, { first: [goal], best: false });
  return solution.kind === 'solved'
    ? sumOf(solution.taken.flatMap((column) => model.candidates[column] ?? []))
    : Rational.ZERO;
}
