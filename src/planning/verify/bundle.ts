/** The rules that one bundle of a plan must keep, recomputed. */
import {
  type Bundle,
  codeKey,
  namedLanguages,
  type PlannedCourse,
  type PlannedHomeCourse,
  Rational,
  reason,
} from '../../domain/index.ts';
import { bundleSizes } from '../bundles.ts';
import { decisionOn } from '../candidate.ts';
import { figure, levelWord, verdictWord } from '../constraints/index.ts';
import { homeKey } from '../home-key.ts';
import { type HostEntry, type HostStay, minVerdict, strengthOf, verdictRank } from '../stay.ts';
import { applyApproval, combineHomes, leadsOf, type Strength } from '../strength.ts';
import { type Complain, replacedBy } from './complain.ts';

export class BundleVerifier {
  readonly #bundle: Bundle;
  readonly #homes: readonly PlannedHomeCourse[];
  readonly #stay: HostStay;
  readonly #complain: Complain;
  /** What was decided before on exactly these courses. */
  readonly #decided: ReturnType<typeof decisionOn>;

  constructor(bundle: Bundle, stay: HostStay, complain: Complain) {
    this.#bundle = bundle;
    this.#homes = replacedBy(bundle);
    this.#stay = stay;
    this.#complain = complain;
    const keys = (courses: readonly PlannedCourse[]): string[] => courses.map(({ code }) => codeKey(code));
    this.#decided = decisionOn(keys(this.#homes), keys(bundle.host), stay);
  }

  verify(): void {
    const bundle = this.#bundle;
    this.#homes.forEach((course, index) => {
      const path = `.${bundle.electiveBlock === null ? 'home' : 'fills'}.${index}`;
      this.#verifyCredits(path, course, this.#stay.homes.get(homeKey(course))?.ects);
      if (this.#stay.passedHome.has(homeKey(course)))
        this.#complain(path, reason('passed-in-plan', { course: course.code }));
    });
    bundle.host.forEach((course, index) => {
      const host = this.#stay.hosts.get(codeKey(course.code));
      this.#verifyCredits(`.host.${index}`, course, host?.ects);
      if (host) this.#verifyHost(`.host.${index}`, course, host);
    });
    const expected = this.#expectedStrength();
    if (expected.score !== bundle.score || expected.probability !== bundle.probability) {
      const said = { expected: `${strengthOf(expected)}`, planned: `${strengthOf(bundle)}` };
      this.#complain('.score', reason('strength-differs', said));
    }
    if (bundle.verdict !== undefined && bundle.verdict !== expected.verdict) {
      const said = { expected: verdictWord(expected.verdict), planned: verdictWord(bundle.verdict) };
      this.#complain('.verdict', reason('strength-differs', said));
    }
    this.#verifyBlock();
    if (bundle.electiveBlock === null) this.#verifyPlace();
    if (!bundle.pinned) this.#verifyMatch();
  }

  /** `known` is undefined for a course that is not in the input. */
  #verifyCredits(path: string, { code: course, ects }: PlannedCourse, known: Rational | null | undefined): void {
    if (known === undefined) this.#complain(path, reason('not-in-input', { course }));
    else if (known === null) this.#complain(path, reason('unread-in-plan', { course }));
    else if (!known.eq(ects))
      this.#complain(path, reason('ects-differ', { course, known: `${known}`, planned: `${ects}` }));
  }

  #verifyHost(path: string, { code, term }: PlannedCourse, { course, key }: HostEntry): void {
    const { request, banned, passedHost } = this.#stay;
    if (banned.has(key)) this.#complain(path, reason('banned-in-plan', { course: code }));
    if (passedHost.has(key)) this.#complain(path, reason('passed-in-plan', { course: code }));
    const wanted = request.term ?? (request.termLimits ? term : null);
    if (wanted === null && request.termLimits) this.#complain(`${path}.term`, reason('without-term', { course: code }));
    if (wanted !== null && course.terms.length > 0 && !course.terms.includes(wanted))
      this.#complain(`${path}.term`, reason('not-offered', { course: code, term: wanted }));
    const { languages } = request;
    if (languages.length === 0 || course.languages.length === 0) return;
    if (!course.languages.some((language) => languages.includes(language)))
      this.#complain(
        `${path}.languages`,
        reason('not-taught-in', { course: code, languages: namedLanguages(languages) }),
      );
  }

  #expectedStrength(): Strength {
    const hosts = new Set(this.#bundle.host.map(({ code }) => codeKey(code)));
    const own = combineHomes(
      this.#homes.map((course) => {
        const matches = [...(this.#stay.homes.get(homeKey(course))?.matches.values() ?? [])];
        return leadsOf(matches.filter(({ hostCode }) => hosts.has(codeKey(hostCode))));
      }),
      hosts.size,
    );
    return this.#decided === 'approved' ? applyApproval(own, this.#stay.policy) : own;
  }

  /** What can be taken at the home university, or in its country, alone. */
  #verifyPlace(): void {
    const isInternal = this.#stay.request.mobility === 'internal';
    this.#homes.forEach((course, index) => {
      const takenAt = this.#stay.homes.get(homeKey(course))?.takenAt;
      if (takenAt === 'home' || (takenAt === 'country' && !isInternal))
        this.#complain(`.home.${index}`, reason('not-taken-there', { course: course.code }));
    });
  }

  #verifyBlock(): void {
    const { home, fills = [], electiveBlock: block } = this.#bundle;
    if (block === null) {
      if (home.length === 0 || fills.length > 0) this.#complain('', reason('replaces-nothing'));
      return;
    }
    if (home.length > 0 || fills.length !== 1) this.#complain('', reason('fills-one-place'));
    for (const course of fills)
      if (this.#stay.homes.get(homeKey(course))?.course.electiveBlock !== block)
        this.#complain('.fills', reason('not-in-block', { course: course.code, block }));
  }

  /** Score, level, credit share, size and earlier refusals, for what no person fixed. */
  #verifyMatch(): void {
    const bundle = this.#bundle;
    const { minScore = Number.NEGATIVE_INFINITY, minCreditShare, maxCreditShare } = this.#stay.policy.planning;
    if (bundle.electiveBlock === null && strengthOf(bundle) < minScore)
      this.#complain('.score', reason('below-minimum', { score: `${strengthOf(bundle)}`, least: `${minScore}` }));
    const { verdict } = this.#expectedStrength();
    const wanted = minVerdict(this.#stay);
    if (bundle.electiveBlock === null && verdictRank(verdict) < verdictRank(wanted)) {
      const hosts = bundle.host.map(({ code }) => code);
      const said = { hosts, score: figure(strengthOf(bundle)), verdict: verdictWord(verdict) };
      this.#complain('.verdict', reason('not-safe', { ...said, wanted: verdictWord(wanted) }));
    }
    const { levels = [] } = this.#stay.request;
    for (const { code } of bundle.host) {
      const level = this.#stay.hosts.get(codeKey(code))?.level;
      if (level && levels.length > 0 && !levels.includes(level)) {
        const said = { level: levelWord(level), levels: levels.map(levelWord) };
        this.#complain('', reason('level-not-allowed', { course: code, ...said }));
      }
    }
    for (const { code, ects } of bundle.host)
      if (ects.isZero()) this.#complain('', reason('planned-without-credits', { course: code }));
    const sum = (courses: readonly PlannedCourse[]): Rational => Rational.sum(courses.map(({ ects }) => ects));
    const [home, host] = [sum(this.#homes), sum(bundle.host)];
    if (host.lt(home.mul(minCreditShare)) || host.gt(home.mul(maxCreditShare)) || home.isZero()) {
      const said = { home: `${home}`, host: `${host}`, least: `${minCreditShare}`, most: `${maxCreditShare}` };
      this.#complain('', reason('share-outside', said));
    }
    if (this.#decided === 'refused') this.#complain('', reason('bundle-refused'));
    const { maxHome: homes, maxHost: hosts } = bundleSizes(this.#stay);
    const fits = bundle.home.length <= homes && bundle.host.length <= hosts;
    if (!fits && this.#decided !== 'approved') this.#complain('', reason('bundle-too-large', { homes, hosts }));
  }
}
