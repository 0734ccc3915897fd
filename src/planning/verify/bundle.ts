/** The rules that one bundle of a plan must keep, recomputed. */
import { type Bundle, codeKey, type PlannedCourse, Rational, reason } from '../../domain/index.ts';
import { bundleSizes } from '../bundles.ts';
import { decisionOn } from '../candidate.ts';
import { levelWord } from '../constraints/index.ts';
import { homeKey } from '../home-key.ts';
import { type HostEntry, type Stay, strengthOf } from '../stay.ts';
import { applyApproval, combineHomes, combineParts, type Strength } from '../strength.ts';
import { type Complain, replacedBy } from './complain.ts';

export function verifyBundle(bundle: Bundle, stay: Stay, complain: Complain): void {
  replacedBy(bundle).forEach((course, index) => {
    const path = `.${bundle.electiveBlock === null ? 'home' : 'fills'}.${index}`;
    verifyCredits(course, stay.homes.get(homeKey(course)), (_, why) => complain(path, why));
    if (stay.passedHome.has(homeKey(course))) complain(path, reason('passed-in-plan', { course: course.code }));
  });
  bundle.host.forEach((course, index) => {
    const host = stay.hosts.get(codeKey(course.code));
    verifyCredits(course, host, (_, why) => complain(`.host.${index}`, why));
    if (host) verifyHost(course, host, stay, (path, why) => complain(`.host.${index}${path}`, why));
  });
  const expected = expectedStrength(bundle, stay);
  if (expected.score !== bundle.score || expected.probability !== bundle.probability) {
    const [known, planned] = [strengthOf(expected), strengthOf(bundle)].map(String) as [string, string];
    complain('.score', reason('strength-differs', { expected: known, planned }));
  }
  verifyBlock(bundle, stay, complain);
  if (!bundle.pinned) verifyMatch(bundle, stay, complain);
}

function verifyCredits(
  { code: course, ects }: PlannedCourse,
  known: { readonly ects: Rational | null } | undefined,
  complain: Complain,
): void {
  if (!known) complain('', reason('not-in-input', { course }));
  else if (known.ects === null) complain('', reason('unread-in-plan', { course }));
  else if (!known.ects.eq(ects))
    complain('', reason('ects-differ', { course, known: `${known.ects}`, planned: `${ects}` }));
}

function verifyHost({ code, term }: PlannedCourse, { course, key }: HostEntry, stay: Stay, complain: Complain): void {
  const { request, banned, passedHost } = stay;
  if (banned.has(key)) complain('', reason('banned-in-plan', { course: code }));
  if (passedHost.has(key)) complain('', reason('passed-in-plan', { course: code }));
  const wanted = request.term ?? (request.termLimits ? term : null);
  if (wanted === null && request.termLimits) complain('.term', reason('without-term', { course: code }));
  if (wanted !== null && course.terms.length > 0 && !course.terms.includes(wanted))
    complain('.term', reason('not-offered', { course: code, term: wanted }));
  const { languages } = request;
  if (languages.length === 0 || course.languages.length === 0) return;
  if (!course.languages.some((language) => languages.includes(language)))
    complain('.languages', reason('not-taught-in', { course: code, languages }));
}

function expectedStrength(bundle: Bundle, stay: Stay): Strength {
  const hosts = new Set(bundle.host.map(({ code }) => codeKey(code)));
  const own = combineHomes(
    replacedBy(bundle).map((course) => {
      const matches = [...(stay.homes.get(homeKey(course))?.matches.values() ?? [])];
      return combineParts(matches.filter(({ hostCode }) => hosts.has(codeKey(hostCode))));
    }),
  );
  return decidedBefore(bundle, stay) === 'approved' ? applyApproval(own, stay.policy) : own;
}

function decidedBefore(bundle: Bundle, stay: Stay): ReturnType<typeof decisionOn> {
  const codes = (courses: readonly PlannedCourse[]): string[] => courses.map(({ code }) => codeKey(code));
  return decisionOn(codes(replacedBy(bundle)), codes(bundle.host), stay);
}

function verifyBlock({ home, fills = [], electiveBlock: block }: Bundle, stay: Stay, complain: Complain): void {
  if (block === null) {
    if (home.length === 0 || fills.length > 0) complain('', reason('replaces-nothing'));
    return;
  }
  if (home.length > 0 || fills.length !== 1) complain('', reason('fills-one-place'));
  for (const course of fills)
    if (stay.homes.get(homeKey(course))?.course.electiveBlock !== block)
      complain('.fills', reason('not-in-block', { course: course.code, block }));
}

/** Score, level, credit share, size and earlier refusals, for what no person fixed. */
function verifyMatch(bundle: Bundle, stay: Stay, complain: Complain): void {
  const { minScore, minCreditShare, maxCreditShare } = stay.policy.planning;
  if (bundle.electiveBlock === null && strengthOf(bundle) < minScore)
    complain('.score', reason('below-minimum', { score: `${strengthOf(bundle)}`, least: `${minScore}` }));
  const { levels = [] } = stay.request;
  for (const { code } of bundle.host) {
    const level = stay.hosts.get(codeKey(code))?.level;
    if (level && levels.length > 0 && !levels.includes(level)) {
      const said = { level: levelWord(level), levels: levels.map(levelWord) };
      complain('', reason('level-not-allowed', { course: code, ...said }));
    }
  }
  const sum = (courses: readonly PlannedCourse[]): Rational => Rational.sum(courses.map(({ ects }) => ects));
  const [home, host] = [sum(replacedBy(bundle)), sum(bundle.host)];
  if (host.lt(home.mul(minCreditShare)) || host.gt(home.mul(maxCreditShare)) || home.isZero()) {
    const said = { home: `${home}`, host: `${host}`, least: `${minCreditShare}`, most: `${maxCreditShare}` };
    complain('', reason('share-outside', said));
  }
  const decided = decidedBefore(bundle, stay);
  if (decided === 'refused') complain('', reason('bundle-refused'));
  const { maxHome, maxHost } = bundleSizes(stay);
  const fits = bundle.home.length <= maxHome && bundle.host.length <= maxHost;
  if (!fits && decided !== 'approved') complain('', reason('bundle-too-large', { homes: maxHome, hosts: maxHost }));
}
