/** The rules that one bundle of a plan must keep, recomputed. */
import {
  type Bundle,
  codeKey,
  levelOf,
  type PlannedCourse,
  type PlannedHomeCourse,
  Rational,
} from '../../domain/index.ts';
import { homeKey } from '../home-key.ts';
import { bundleKey, type HostEntry, type Stay, strengthOf } from '../stay.ts';
import { applyApproval, combineHomes, combineParts, type Strength } from '../strength.ts';
import type { Complain } from './index.ts';

export function verifyBundle(bundle: Bundle, stay: Stay, complain: Complain): void {
  const homes = replacedBy(bundle);
  homes.forEach((course, index) => {
    const path = `.${bundle.electiveBlock === null ? 'home' : 'fills'}.${index}`;
    verifyCredits(course, stay.homes.get(homeKey(course)), (message) => complain(path, message));
    if (stay.passedHome.has(homeKey(course))) complain(path, `${course.code} has been passed before`);
  });
  bundle.host.forEach((course, index) => {
    const host = stay.hosts.get(codeKey(course.code));
    verifyCredits(course, host, (message) => complain(`.host.${index}`, message));
    if (host) verifyHost(course, host, stay, (path, message) => complain(`.host.${index}${path}`, message));
  });
  verifyStrength(bundle, stay, complain);
  verifyBlock(bundle, stay, complain);
  if (!bundle.pinned) verifyMatch(bundle, stay, complain);
}

/** Home courses that a bundle stands for: replaced by content, or as places of an elective block. */
export const replacedBy = ({ home, fills = [] }: Bundle): PlannedHomeCourse[] => [...home, ...fills];

const isIn = (codes: readonly string[] | undefined, code: string): boolean =>
  (codes ?? []).some((other) => codeKey(other) === codeKey(code));

function verifyCredits(
  planned: PlannedCourse,
  known: { readonly ects: Rational | null } | undefined,
  complain: (message: string) => void,
): void {
  if (!known) complain(`${planned.code} is not in the input`);
  else if (known.ects === null) complain(`the credits of ${planned.code} cannot be read in ECTS`);
  else if (!known.ects.eq(planned.ects))
    complain(`${planned.code} has ${known.ects} ECTS, the plan says ${planned.ects}`);
}

function verifyHost({ code, term }: PlannedCourse, { course }: HostEntry, stay: Stay, complain: Complain): void {
  const { request } = stay;
  if (isIn(request.bans, code)) complain('', `${code} is banned`);
  if (isIn(request.passed?.host, code)) complain('', `${code} has been passed before`);
  const wanted = request.term ?? (request.termLimits ? term : null);
  if (wanted === null && request.termLimits) complain('.term', `${code} has no term in a stay of two terms`);
  if (wanted !== null && course.terms.length > 0 && !course.terms.includes(wanted))
    complain('.term', `${code} is not offered in ${wanted}`);
  if (request.languages.length === 0 || course.languages.length === 0) return;
  if (!course.languages.some((language) => request.languages.includes(language))) {
    complain('.languages', `${code} is not taught in ${request.languages.join('/')}`);
  }
}

function verifyStrength(bundle: Bundle, stay: Stay, complain: Complain): void {
  const expected = expectedStrength(bundle, stay);
  if (expected.score !== bundle.score || expected.probability !== bundle.probability) {
    complain('.score', `the matches give ${strengthOf(expected)}, the plan says ${strengthOf(bundle)}`);
  }
}

function expectedStrength(bundle: Bundle, stay: Stay): Strength {
  const hosts = new Set(bundle.host.map(({ code }) => codeKey(code)));
  const own = combineHomes(
    replacedBy(bundle).map((course) => {
      const matches = [...(stay.homes.get(homeKey(course))?.matches.values() ?? [])];
      return combineParts(matches.filter(({ hostCode }) => hosts.has(codeKey(hostCode))));
    }),
  );
  const approved = decisionsOn(bundle, stay);
  const trusted = stay.policy.planning.precedentProbability ?? 0.95;
  return approved.has('approved') && !approved.has('refused') ? applyApproval(own, trusted) : own;
}

function decisionsOn(bundle: Bundle, stay: Stay): Set<string> {
  const codes = (courses: readonly PlannedCourse[]): string[] => courses.map(({ code }) => codeKey(code));
  const key = bundleKey(codes(replacedBy(bundle)), codes(bundle.host));
  return new Set(stay.precedents.filter((precedent) => precedent.key === key).map(({ decision }) => decision));
}

function verifyBlock({ home, fills = [], electiveBlock }: Bundle, stay: Stay, complain: Complain): void {
  if (electiveBlock === null) {
    if (home.length === 0 || fills.length > 0)
      complain('', 'a bundle without an elective block replaces home courses and fills none');
    return;
  }
  if (home.length > 0 || fills.length !== 1)
    complain('', 'in an elective block a bundle fills one place and replaces no home course');
  for (const course of fills) {
    if (stay.homes.get(homeKey(course))?.course.electiveBlock !== electiveBlock)
      complain('.fills', `${course.code} is not in the block ${electiveBlock}`);
  }
}

/** Score, level, credit share, size and earlier refusals, for what no person fixed. */
function verifyMatch(bundle: Bundle, stay: Stay, complain: Complain): void {
  const { minScore, minCreditShare, maxCreditShare, bundle: sizes = { maxHome: 2, maxHost: 2 } } = stay.policy.planning;
  const decisions = decisionsOn(bundle, stay);
  if (bundle.electiveBlock === null && strengthOf(bundle) < minScore) {
    complain('.score', `${strengthOf(bundle)} is below the minimum of ${minScore}`);
  }
  for (const { code } of bundle.host) {
    const level = levelOf(stay.hosts.get(codeKey(code))?.course.level ?? null);
    const { levels = [] } = stay.request;
    if (level && levels.length > 0 && !levels.includes(level))
      complain('', `${code} is a ${level} course, the student may take ${levels.join('/')}`);
  }
  const [home, host] = [replacedBy(bundle), bundle.host].map((side) => Rational.sum(side.map(({ ects }) => ects)));
  if (home && host && (host.lt(home.mul(minCreditShare)) || host.gt(home.mul(maxCreditShare)) || home.isZero())) {
    complain('', `${host} ECTS may not replace ${home} ECTS: the share must be ${minCreditShare} to ${maxCreditShare}`);
  }
  if (decisions.has('refused')) complain('', 'exactly this bundle was refused before');
  const fits = bundle.home.length <= sizes.maxHome && bundle.host.length <= sizes.maxHost;
  if (!fits && !decisions.has('approved'))
    complain('', `more than ${sizes.maxHome} home and ${sizes.maxHost} host courses in one bundle`);
}
