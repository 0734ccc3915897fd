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
import { type Stay, strengthOf } from '../stay.ts';
import { type Complain, replacedBy } from './complain.ts';

export function verifyWhole(plan: Plan, stay: Stay, complain: Complain): void {
  for (const verify of [
    ...[verifyUniqueness, verifyPins, verifyTotals, verifyTerms, verifyPrerequisites],
    ...[verifyTimeTable, verifyCaps, verifyCompleteness],
  ])
    verify(plan, stay, complain);
}

const sumEcts = (courses: readonly PlannedCourse[]): Rational => Rational.sum(courses.map(({ ects }) => ects));
const hostsOf = ({ bundles }: Plan): PlannedCourse[] => bundles.flatMap(({ host }) => host);
const has = (courses: readonly PlannedCourse[], code: string): boolean =>
  courses.some((course) => codeKey(course.code) === codeKey(code));

function verifyUniqueness(plan: Plan, _stay: Stay, complain: Complain): void {
  const findRepeats = <C extends PlannedCourse>(
    courses: readonly C[],
    keyOf: (course: C) => string,
    why: (course: string) => Reason,
  ): void => {
    const seen = new Set<string>();
    for (const course of courses) {
      if (seen.has(keyOf(course))) complain('bundles', why(course.code));
      seen.add(keyOf(course));
    }
  };
  findRepeats(plan.bundles.flatMap(replacedBy), homeKey, (course) => reason('home-used-twice', { course }));
  findRepeats(
    hostsOf(plan),
    ({ code }) => codeKey(code),
    (course) => reason('host-used-twice', { course }),
  );
}

function verifyPins({ bundles }: Plan, { request: { pins } }: Stay, complain: Complain): void {
  const isMet = (homes: readonly PlannedHomeCourse[], name: string): boolean =>
    homes.some((course) => isNamed(name, course));
  for (const { home, host } of pins) {
    const kept = bundles.some((bundle) => bundle.pinned && isMet(bundle.home, home) && has(bundle.host, host));
    if (!kept) complain('bundles', reason('pin-not-kept', { home, host }));
  }
  for (const bundle of bundles.filter(({ pinned }) => pinned)) {
    const asked = bundle.host.every(({ code }) =>
      pins.some((pin) => codeKey(pin.host) === codeKey(code) && isMet(bundle.home, pin.home)),
    );
    if (!asked) complain('bundles', reason('pin-not-asked', { bundle: bundle.id }));
  }
}

/** What is wrong with a sum outside its limits, in one term or in the whole stay. */
function verifyLimits(
  ects: Rational,
  { minEcts, maxEcts }: { readonly minEcts: Rational; readonly maxEcts: Rational },
  term: 'autumn' | 'spring' | 'whole',
): Reason[] {
  if (!ects.lt(minEcts) && !ects.gt(maxEcts)) return [];
  return [reason('ects-outside', { ects: `${ects}`, term, least: `${minEcts}`, most: `${maxEcts}` })];
}

function verifyTotals(plan: Plan, { request }: Stay, complain: Complain): void {
  const { totals, bundles, uncovered } = plan;
  const owed = uncovered.filter((one) => one.reason !== 'already-passed').map(({ home }) => home);
  const courses: Readonly<Record<keyof Plan['totals'], readonly PlannedCourse[]>> = {
    homeEcts: bundles.flatMap(replacedBy),
    hostEcts: hostsOf(plan),
    uncoveredEcts: owed,
  };
  for (const name of ['homeEcts', 'hostEcts', 'uncoveredEcts'] as const) {
    const sum = sumEcts(courses[name]);
    if (!sum.eq(totals[name]))
      complain(`totals.${name}`, reason('totals-differ', { sum: `${sum}`, planned: `${totals[name]}` }));
  }
  for (const why of verifyLimits(totals.hostEcts, request, 'whole')) complain('totals.hostEcts', why);
}

/** Limits of each term; a course of the whole year counts half in each. */
function verifyTerms(plan: Plan, { request: { term: only, termLimits } }: Stay, complain: Complain): void {
  if (only !== null || !termLimits) return;
  for (const term of ['autumn', 'spring'] as const) {
    const whole = sumEcts(hostsOf(plan).filter((course) => course.term === term));
    const half = sumEcts(hostsOf(plan).filter((course) => course.term === 'year')).div(Rational.of(2));
    for (const why of verifyLimits(whole.add(half), termLimits[term], term)) complain('bundles', why);
  }
}

function verifyPrerequisites(plan: Plan, stay: Stay, complain: Complain): void {
  if (stay.policy.planning.prerequisites === 'noted') return;
  const inAutumn =
    stay.request.term === null && stay.request.termLimits ? hostsOf(plan).filter(({ term }) => term === 'autumn') : [];
  for (const { code, term } of hostsOf(plan)) {
    for (const asked of stay.hosts.get(codeKey(code))?.course.prerequisites ?? []) {
      const key = codeKey(asked);
      if (!stay.hosts.has(key) || key === codeKey(code) || stay.metHost.has(key)) continue;
      if (term === 'spring' && has(inAutumn, asked)) continue;
      complain('bundles', reason('asks-for-more', { course: code, asked }));
    }
  }
}

function verifyTimeTable(plan: Plan, stay: Stay, complain: Complain): void {
  const planned = hostsOf(plan);
  const busy = planned.flatMap(({ code, term }) =>
    (stay.hosts.get(codeKey(code))?.meetings ?? []).flatMap(({ day, start, end, term: own }) => {
      const at = stay.request.term ?? (term === 'year' ? null : term);
      return own !== null && at !== null && own !== at ? [] : [{ code, day, start, end, term: own ?? at }];
    }),
  );
  busy.forEach((a, index) => {
    for (const b of busy.slice(index + 1)) {
      const together = a.term === null || b.term === null || a.term === b.term;
      if (a.code !== b.code && together && a.day === b.day && a.start < b.end && b.start < a.end)
        complain('bundles', reason('both-meet', { course: a.code, other: b.code }));
    }
  });
  for (const [course, other] of stay.clashes)
    if (has(planned, course) && has(planned, other)) complain('bundles', reason('both-clash', { course, other }));
}

function verifyCaps({ bundles, totals }: Plan, { policy: { planning } }: Stay, complain: Complain): void {
  const { maxUncertain: cap, maxDifferenceEcts: most } = planning;
  const uncertain = bundles.filter(
    (bundle) => cap && !bundle.pinned && bundle.electiveBlock === null && strengthOf(bundle) < cap.below,
  );
  if (cap && uncertain.length > cap.atMost) {
    const said = { count: uncertain.length, below: `${cap.below}`, most: cap.atMost };
    complain('bundles', reason('uncertain-outside', said));
  }
  if (most && totals.uncoveredEcts.gt(most)) {
    const said = { ects: `${totals.uncoveredEcts}`, most: `${most}` };
    complain('totals.uncoveredEcts', reason('uncovered-outside', said));
  }
}

function verifyCompleteness({ bundles, uncovered }: Plan, stay: Stay, complain: Complain): void {
  const listed = [...bundles.flatMap(replacedBy), ...uncovered.map(({ home }) => home)].map(homeKey).sort();
  const all = [...stay.homes.keys()].sort();
  if (listed.join('\n') !== all.join('\n')) complain('uncovered', reason('period-incomplete'));
  for (const { home, reason: why } of uncovered) {
    if ((why === 'already-passed') === stay.passedHome.has(homeKey(home))) continue;
    const passed = why === 'already-passed' ? 'yes' : 'no';
    complain('uncovered', reason('passed-or-not', { course: home.code, passed }));
  }
}
