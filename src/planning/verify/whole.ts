/** The rules that a plan must keep as a whole, recomputed. */
import { codeKey, type Plan, type PlannedCourse, type PlannedHomeCourse, Rational } from '../../domain/index.ts';
import { homeKey, isNamed } from '../home-key.ts';
import { type Stay, strengthOf } from '../stay.ts';
import { replacedBy } from './bundle.ts';
import type { Complain } from './index.ts';

export function verifyWhole(plan: Plan, stay: Stay, complain: Complain): void {
  verifyUniqueness(plan, complain);
  verifyPins(plan, stay, complain);
  verifyTotals(plan, stay, complain);
  verifyTerms(plan, stay, complain);
  verifyPrerequisites(plan, stay, complain);
  verifyTimeTable(plan, stay, complain);
  verifyCaps(plan, stay, complain);
  verifyCompleteness(plan, stay, complain);
}

const sumEcts = (courses: readonly PlannedCourse[]): Rational => Rational.sum(courses.map(({ ects }) => ects));
const hostsOf = ({ bundles }: Plan): PlannedCourse[] => bundles.flatMap(({ host }) => host);
const has = (courses: readonly PlannedCourse[], code: string): boolean =>
  courses.some((course) => codeKey(course.code) === codeKey(code));
const meets = (homes: readonly PlannedHomeCourse[], name: string): boolean =>
  homes.some((course) => isNamed(name, course));

function verifyUniqueness(plan: Plan, complain: Complain): void {
  const complainOfRepeats = (side: string, courses: readonly { code: string; key: string }[]): void => {
    const seen = new Set<string>();
    for (const { code, key } of courses) {
      if (seen.has(key)) complain('bundles', `the ${side} course ${code} is used twice`);
      seen.add(key);
    }
  };
  const homes = plan.bundles.flatMap(replacedBy);
  complainOfRepeats(
    'home',
    homes.map((course) => ({ code: course.code, key: homeKey(course) })),
  );
  complainOfRepeats(
    'host',
    hostsOf(plan).map(({ code }) => ({ code, key: codeKey(code) })),
  );
}

function verifyPins({ bundles }: Plan, { request: { pins } }: Stay, complain: Complain): void {
  for (const { home, host } of pins) {
    const kept = bundles.some((bundle) => bundle.pinned && meets(bundle.home, home) && has(bundle.host, host));
    if (!kept) complain('bundles', `the pin ${home} = ${host} is not kept`);
  }
  for (const bundle of bundles.filter(({ pinned }) => pinned)) {
    const asked = bundle.host.every(({ code }) =>
      pins.some((pin) => codeKey(pin.host) === codeKey(code) && meets(bundle.home, pin.home)),
    );
    if (!asked) complain('bundles', `bundle ${bundle.id} says that it is pinned, and nobody asked for it`);
  }
}

function verifyTotals(plan: Plan, { request: { minEcts, maxEcts } }: Stay, complain: Complain): void {
  const { totals, bundles, uncovered } = plan;
  const check = (name: keyof Plan['totals'], courses: readonly PlannedCourse[]): void => {
    const sum = sumEcts(courses);
    if (!sum.eq(totals[name]))
      complain(`totals.${name}`, `the courses add up to ${sum} ECTS, the plan says ${totals[name]}`);
  };
  check('homeEcts', bundles.flatMap(replacedBy));
  check('hostEcts', hostsOf(plan));
  check(
    'uncoveredEcts',
    uncovered.filter(({ reason }) => reason !== 'already-passed').map(({ home }) => home),
  );
  if (totals.hostEcts.lt(minEcts) || totals.hostEcts.gt(maxEcts)) {
    complain('totals.hostEcts', `${totals.hostEcts} ECTS is outside ${minEcts} to ${maxEcts}`);
  }
}

/** Limits of each term; a course of the whole year counts half in each. */
function verifyTerms(plan: Plan, { request: { term: only, termLimits } }: Stay, complain: Complain): void {
  if (only !== null || !termLimits) return;
  for (const term of ['autumn', 'spring'] as const) {
    const whole = sumEcts(hostsOf(plan).filter((course) => course.term === term));
    const half = sumEcts(hostsOf(plan).filter((course) => course.term === 'year')).div(Rational.of(2));
    const sum = whole.add(half);
    const { minEcts, maxEcts } = termLimits[term];
    if (sum.lt(minEcts) || sum.gt(maxEcts))
      complain('bundles', `${sum} ECTS in ${term} is outside ${minEcts} to ${maxEcts}`);
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
      complain('bundles', `${code} asks for ${asked}, which is neither passed nor taken earlier`);
    }
  }
}

function verifyTimeTable(plan: Plan, stay: Stay, complain: Complain): void {
  const planned = hostsOf(plan);
  const busy = planned.flatMap(({ code, term }) =>
    (stay.hosts.get(codeKey(code))?.meetings ?? []).flatMap((meeting) => {
      const at = stay.request.term ?? (term === 'year' ? null : term);
      const missed = meeting.term !== null && at !== null && meeting.term !== at;
      return missed
        ? []
        : [{ code, day: meeting.day, start: meeting.start, end: meeting.end, term: meeting.term ?? at }];
    }),
  );
  busy.forEach((a, index) => {
    for (const b of busy.slice(index + 1)) {
      const together = a.term === null || b.term === null || a.term === b.term;
      if (a.code !== b.code && together && a.day === b.day && a.start < b.end && b.start < a.end) {
        complain('bundles', `${a.code} and ${b.code} meet at the same time`);
      }
    }
  });
  for (const [a, b] of stay.clashes) {
    if (has(planned, a) && has(planned, b)) complain('bundles', `${a} and ${b} are declared to clash`);
  }
}

function verifyCaps({ bundles, totals }: Plan, { policy: { planning } }: Stay, complain: Complain): void {
  const { maxUncertain: cap, maxDifferenceEcts: most } = planning;
  const uncertain = bundles.filter(
    (bundle) => cap && !bundle.pinned && bundle.electiveBlock === null && strengthOf(bundle) < cap.below,
  );
  if (cap && uncertain.length > cap.atMost)
    complain('bundles', `${uncertain.length} bundles are below ${cap.below}; at most ${cap.atMost} may be`);
  if (most && totals.uncoveredEcts.gt(most))
    complain('totals.uncoveredEcts', `${totals.uncoveredEcts} ECTS stay uncovered; at most ${most} may`);
}

function verifyCompleteness({ bundles, uncovered }: Plan, stay: Stay, complain: Complain): void {
  const listed = [...bundles.flatMap(replacedBy), ...uncovered.map(({ home }) => home)].map(homeKey).sort();
  const all = [...stay.homes.keys()].sort();
  if (listed.join('\n') !== all.join('\n'))
    complain('uncovered', 'bundles and uncovered together are not the home courses of the period');
  for (const { home, reason } of uncovered) {
    if ((reason === 'already-passed') !== stay.passedHome.has(homeKey(home))) {
      complain('uncovered', `${home.code} is ${reason === 'already-passed' ? 'not ' : ''}among the passed courses`);
    }
  }
}
