/** The rules that a plan must keep as a whole, recomputed. */
import {
  codeKey,
  type Plan,
  type PlannedCourse,
  type PlannedHomeCourse,
  Rational,
  type Reason,
  reason,
} from '../../domain/index.ts';
import { homeKey, isNamed } from '../home-key.ts';
import { type HostStay, strengthOf } from '../stay.ts';
import { type Complain, replacedBy } from './complain.ts';

export class PlanVerifier {
  readonly #plan: Plan;
  readonly #stay: HostStay;
  readonly #complain: Complain;
  readonly #hosts: readonly PlannedCourse[];

  constructor(plan: Plan, stay: HostStay, complain: Complain) {
    this.#plan = plan;
    this.#stay = stay;
    this.#complain = complain;
    this.#hosts = plan.bundles.flatMap(({ host }) => host);
  }

  verify(): void {
    this.#verifyUniqueness();
    this.#verifyPins();
    this.#verifyTotals();
    this.#verifyTerms();
    this.#verifyPrerequisites();
    this.#verifyTimeTable();
    this.#verifyCaps();
    this.#verifyCompleteness();
  }

  static #sum(courses: readonly PlannedCourse[]): Rational {
    return Rational.sum(courses.map(({ ects }) => ects));
  }

  static #has(courses: readonly PlannedCourse[], code: string): boolean {
    return courses.some((course) => codeKey(course.code) === codeKey(code));
  }

  #verifyUniqueness(): void {
    const findRepeats = <C extends PlannedCourse>(
      courses: readonly C[],
      keyOf: (course: C) => string,
      why: (course: string) => Reason,
    ): void => {
      const seen = new Set<string>();
      for (const course of courses) {
        if (seen.has(keyOf(course))) this.#complain('bundles', why(course.code));
        seen.add(keyOf(course));
      }
    };
    const homes = this.#plan.bundles.flatMap(replacedBy);
    findRepeats(homes, homeKey, (course) => reason('home-used-twice', { course }));
    const taken = new Map<string, string>();
    for (const { code } of this.#hosts) {
      const host = this.#stay.hosts.get(codeKey(code));
      const other = host && taken.get(host.same);
      if (other !== undefined && codeKey(other) !== codeKey(code))
        this.#complain('bundles', reason('same-course-twice', { course: other, other: code }));
      if (host) taken.set(host.same, code);
    }
    findRepeats(
      this.#hosts,
      ({ code }) => codeKey(code),
      (course) => reason('host-used-twice', { course }),
    );
  }

  #verifyPins(): void {
    const { pins } = this.#stay.request;
    const { bundles } = this.#plan;
    const isMet = (homes: readonly PlannedHomeCourse[], name: string): boolean =>
      homes.some((course) => isNamed(name, course));
    for (const { home, host } of pins) {
      const kept = bundles.some(
        (bundle) => bundle.pinned && isMet(bundle.home, home) && PlanVerifier.#has(bundle.host, host),
      );
      if (!kept) this.#complain('bundles', reason('pin-not-kept', { home, host }));
    }
    for (const bundle of bundles.filter(({ pinned }) => pinned)) {
      const asked = bundle.host.every(({ code }) =>
        pins.some((pin) => codeKey(pin.host) === codeKey(code) && isMet(bundle.home, pin.home)),
      );
      if (!asked) this.#complain('bundles', reason('pin-not-asked', { bundle: bundle.id }));
    }
  }

  #verifyTotals(): void {
    const { totals, bundles, uncovered } = this.#plan;
    const owed = uncovered.filter((one) => one.reason !== 'already-passed').map(({ home }) => home);
    const courses: Readonly<Record<keyof Plan['totals'], readonly PlannedCourse[]>> = {
      homeEcts: bundles.flatMap(replacedBy),
      hostEcts: this.#hosts,
      uncoveredEcts: owed,
    };
    for (const name of ['homeEcts', 'hostEcts', 'uncoveredEcts'] as const) {
      const sum = PlanVerifier.#sum(courses[name]);
      if (!sum.eq(totals[name]))
        this.#complain(`totals.${name}`, reason('totals-differ', { sum: `${sum}`, planned: `${totals[name]}` }));
    }
    this.#verifyLimits('totals.hostEcts', totals.hostEcts, this.#stay.request);
  }

  /** Limits of each term; a course of the whole year counts half in each. */
  #verifyTerms(): void {
    const { term: only, termLimits } = this.#stay.request;
    if (only !== null || !termLimits) return;
    for (const term of ['autumn', 'spring'] as const) {
      const whole = PlanVerifier.#sum(this.#hosts.filter((course) => course.term === term));
      const yearly = PlanVerifier.#sum(this.#hosts.filter((course) => course.term === 'year'));
      this.#verifyLimits('bundles', whole.add(yearly.div(Rational.of(2))), { ...termLimits[term], term });
    }
  }

  #verifyLimits(
    path: string,
    ects: Rational,
    limits: { readonly minEcts: Rational; readonly maxEcts: Rational; readonly term?: string | null },
  ): void {
    const { minEcts, maxEcts } = limits;
    if (!ects.lt(minEcts) && !ects.gt(maxEcts)) return;
    const term = path === 'bundles' ? (limits.term ?? 'whole') : 'whole';
    this.#complain(path, reason('ects-outside', { ects: `${ects}`, term, least: `${minEcts}`, most: `${maxEcts}` }));
  }

  #verifyPrerequisites(): void {
    const { policy, request, hosts, hostNamed, metHost, lackedHost } = this.#stay;
    const isNoted = policy.planning.prerequisites === 'noted';
    const hasTerms = request.term === null && request.termLimits !== undefined;
    const inAutumn = hasTerms ? this.#hosts.filter(({ term }) => term === 'autumn') : [];
    for (const { code, term } of this.#hosts) {
      const host = hosts.get(codeKey(code));
      for (const asked of host?.course.prerequisites ?? []) {
        const before = hostNamed(asked);
        if (!host || !before || before.same === host.same || metHost.has(before.key)) continue;
        const among = (courses: readonly PlannedCourse[]): boolean =>
          courses.some((course) => hosts.get(codeKey(course.code))?.same === before.same);
        if (term === 'spring' && among(inAutumn)) continue;
        if (isNoted && !lackedHost.has(before.same) && !among(this.#hosts)) continue;
        this.#complain('bundles', reason('asks-for-more', { course: code, asked }));
      }
    }
  }

  #verifyTimeTable(): void {
    const busy = this.#hosts.flatMap(({ code, term }) =>
      (this.#stay.hosts.get(codeKey(code))?.meetings ?? []).flatMap(({ day, start, end, term: own }) => {
        const at = this.#stay.request.term ?? (term === 'year' ? null : term);
        return own !== null && at !== null && own !== at ? [] : [{ code, day, start, end, term: own ?? at }];
      }),
    );
    busy.forEach((a, index) => {
      for (const b of busy.slice(index + 1)) {
        const together = a.term === null || b.term === null || a.term === b.term;
        if (a.code !== b.code && together && a.day === b.day && a.start < b.end && b.start < a.end)
          this.#complain('bundles', reason('both-meet', { course: a.code, other: b.code }));
      }
    });
    for (const [course, other] of this.#stay.clashes)
      if (PlanVerifier.#has(this.#hosts, course) && PlanVerifier.#has(this.#hosts, other))
        this.#complain('bundles', reason('both-clash', { course, other }));
  }

  #verifyCaps(): void {
    const { bundles, totals } = this.#plan;
    const { maxUncertain: cap, maxDifferenceEcts: most } = this.#stay.policy.planning;
    const uncertain = bundles.filter(
      (bundle) => cap && !bundle.pinned && bundle.electiveBlock === null && strengthOf(bundle) < cap.below,
    );
    if (cap && uncertain.length > cap.atMost) {
      const said = { count: uncertain.length, below: `${cap.below}`, most: cap.atMost };
      this.#complain('bundles', reason('uncertain-outside', said));
    }
    if (most && totals.uncoveredEcts.gt(most)) {
      const said = { ects: `${totals.uncoveredEcts}`, most: `${most}` };
      this.#complain('totals.uncoveredEcts', reason('uncovered-outside', said));
    }
  }

  #verifyCompleteness(): void {
    const { bundles, uncovered } = this.#plan;
    const listed = [...bundles.flatMap(replacedBy), ...uncovered.map(({ home }) => home)].map(homeKey).sort();
    const all = [...this.#stay.homes.keys()].sort();
    if (listed.join('\n') !== all.join('\n')) this.#complain('uncovered', reason('period-incomplete'));
    for (const { home, reason: why } of uncovered) {
      if ((why === 'already-passed') === this.#stay.passedHome.has(homeKey(home))) continue;
      const passed = why === 'already-passed' ? 'yes' : 'no';
      this.#complain('uncovered', reason('passed-or-not', { course: home.code, passed }));
    }
  }
}
