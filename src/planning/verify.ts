/** Checks a plan from scratch against what was asked: no candidate, row or solver takes part. */
import { type Bundle, codeKey, type Plan, type PlannedCourse, type Problem, Rational } from '../domain/index.ts';
import { indexStay, type PlanInput, type Stay, strengthOf } from './stay.ts';
import { combineParts } from './strength.ts';

/** A broken rule, as the verifier says it: where in the plan, and what is wrong there. */
type Complain = (path: string, message: string) => void;

/**
 * Every rule that the plan breaks, empty for a sound plan. Recomputes credits, uniqueness, term, language, bans, pins, scores,
 * credit shares, limits, totals and the completeness of the uncovered list. Problems are `plan-invalid`, `column` is the path.
 */
export function verifyPlan(plan: Plan, input: PlanInput): Problem[] {
  const stay = indexStay(input);
  const problems: Problem[] = [];
  const complain: Complain = (path, message) =>
    problems.push({
      code: 'plan-invalid',
      severity: 'error',
      message,
      mend: 'Make the plan again from its input',
      column: path,
    });
  plan.bundles.forEach((bundle, index) => {
    verifyCourses(bundle, stay, (path, message) => complain(`bundles.${index}${path}`, message));
    verifyBundle(bundle, stay, (path, message) => complain(`bundles.${index}${path}`, message));
  });
  verifyUniqueness(plan, complain);
  verifyPins(plan, stay, complain);
  verifyTotals(plan, stay, complain);
  return problems;
}

function verifyCourses(bundle: Bundle, stay: Stay, complain: Complain): void {
  const compare = (planned: PlannedCourse, known: { ects: Rational | null } | undefined, path: string): void => {
    if (!known) complain(path, `${planned.code} is not in the input`);
    else if (known.ects === null) complain(path, `the credits of ${planned.code} cannot be read in ECTS`);
    else if (!known.ects.eq(planned.ects))
      complain(`${path}.ects`, `${planned.code} has ${known.ects} ECTS, the plan says ${planned.ects}`);
  };
  bundle.home.forEach((course, index) => {
    compare(course, stay.homes.get(codeKey(course.code)), `.home.${index}`);
  });
  bundle.host.forEach((course, index) => {
    compare(course, stay.hosts.get(codeKey(course.code)), `.host.${index}`);
    verifyHostCourse(course, stay, (path, message) => complain(`.host.${index}${path}`, message));
  });
}

function verifyHostCourse({ code }: PlannedCourse, stay: Stay, complain: Complain): void {
  const { term, languages } = stay.request;
  const course = stay.hosts.get(codeKey(code))?.course;
  if (!course) return;
  if (stay.request.bans.some((ban) => codeKey(ban) === codeKey(code))) complain('', `${code} is banned`);
  if (term !== null && course.terms.length > 0 && !course.terms.includes(term))
    complain('.term', `${code} is not offered in ${term}`);
  const understood = course.languages.length === 0 || course.languages.some((language) => languages.includes(language));
  if (languages.length > 0 && !understood) complain('.languages', `${code} is not taught in ${languages.join('/')}`);
}

/** Score and credit share, for what no person fixed. */
function verifyBundle(bundle: Bundle, stay: Stay, complain: Complain): void {
  const { minScore, minCreditShare, maxCreditShare } = stay.policy.planning;
  const expected = expectedStrength(bundle, stay);
  if (expected.score !== bundle.score || expected.probability !== bundle.probability) {
    complain('.score', `the matches give ${strengthOf(expected)}, the plan says ${strengthOf(bundle)}`);
  }
  if (bundle.pinned) return;
  if (strengthOf(bundle) < minScore) complain('.score', `${strengthOf(bundle)} is below the minimum of ${minScore}`);
  const [home, host] = [
    Rational.sum(bundle.home.map(({ ects }) => ects)),
    Rational.sum(bundle.host.map(({ ects }) => ects)),
  ];
  if (host.lt(home.mul(minCreditShare)) || host.gt(home.mul(maxCreditShare)) || home.isZero()) {
    complain('', `${host} ECTS may not replace ${home} ECTS: the share must be ${minCreditShare} to ${maxCreditShare}`);
  }
}

function expectedStrength(bundle: Bundle, stay: Stay) {
  const hosts = new Set(bundle.host.map(({ code }) => codeKey(code)));
  const matches = bundle.home.flatMap(({ code }) => stay.homes.get(codeKey(code))?.matches ?? []);
  return combineParts(matches.filter(({ hostCode }) => hosts.has(codeKey(hostCode))));
}

function verifyUniqueness({ bundles }: Plan, complain: Complain): void {
  for (const side of ['home', 'host'] as const) {
    const seen = new Set<string>();
    for (const { code } of bundles.flatMap((bundle) => bundle[side])) {
      if (seen.has(codeKey(code))) complain('bundles', `the ${side} course ${code} is used twice`);
      seen.add(codeKey(code));
    }
  }
}

function verifyPins({ bundles }: Plan, stay: Stay, complain: Complain): void {
  const has = (courses: readonly PlannedCourse[], code: string): boolean =>
    courses.some((course) => codeKey(course.code) === codeKey(code));
  const pins = stay.request.pins;
  for (const { home, host } of pins) {
    if (!bundles.some((bundle) => bundle.pinned && has(bundle.home, home) && has(bundle.host, host))) {
      complain('bundles', `the pin ${home} = ${host} is not kept`);
    }
  }
  for (const bundle of bundles.filter(({ pinned }) => pinned)) {
    const asked = bundle.host.every(({ code }) =>
      pins.some((pin) => codeKey(pin.host) === codeKey(code) && has(bundle.home, pin.home)),
    );
    if (!asked) complain('bundles', `bundle ${bundle.id} says that it is pinned, and nobody asked for it`);
  }
}

function verifyTotals(plan: Plan, stay: Stay, complain: Complain): void {
  const { totals, bundles, uncovered } = plan;
  const { minEcts, maxEcts } = stay.request;
  const check = (name: keyof Plan['totals'], courses: readonly PlannedCourse[]): void => {
    const sum = Rational.sum(courses.map(({ ects }) => ects));
    if (!sum.eq(totals[name]))
      complain(`totals.${name}`, `the courses add up to ${sum} ECTS, the plan says ${totals[name]}`);
  };
  check(
    'homeEcts',
    bundles.flatMap(({ home }) => home),
  );
  check(
    'hostEcts',
    bundles.flatMap(({ host }) => host),
  );
  check(
    'uncoveredEcts',
    uncovered.map(({ home }) => home),
  );
  if (totals.hostEcts.lt(minEcts) || totals.hostEcts.gt(maxEcts)) {
    complain('totals.hostEcts', `${totals.hostEcts} ECTS is outside ${minEcts} to ${maxEcts}`);
  }
  const listed = [...bundles.flatMap(({ home }) => home), ...uncovered.map(({ home }) => home)]
    .map(({ code }) => codeKey(code))
    .sort();
  const owed = [...stay.homes.keys()].sort();
  if (listed.join('\n') !== owed.join('\n'))
    complain('uncovered', 'bundles and uncovered together are not the home courses of the period');
}
