/** The best plan by trying everything: slow, and written without a look at the planner's model. */
import { codeKey, Rational } from '../../src/domain/index.ts';
import type { PlanInput } from '../../src/planning/index.ts';

type Home = PlanInput['home']['courses'][number];
type Host = PlanInput['host']['courses'][number];

interface Option {
  readonly homes: readonly Home[];
  readonly hosts: readonly Host[];
  readonly strength: number;
  readonly block: boolean;
}

/** [the owed part of the next where the policy puts it first, thousandths of expected weighted credits, owed courses, minus courses] of the best allowed plan, or null when none is allowed. */
export function bestByTrying(input: PlanInput): readonly number[] | null {
  const { courses: homes } = input.home;
  const options = subsetsOf(homes, 2).flatMap((group) => optionsFor(group, input));
  let best: readonly number[] | null = null;
  const visit = (index: number, chosen: readonly Option[]): void => {
    const home = homes[index];
    if (!home) {
      const worth = worthOf(chosen, input);
      if ((best === null || isBetter(worth, best)) && isAllowed(chosen, input)) best = worth;
      return;
    }
    visit(index + 1, chosen);
    for (const option of options) {
      const clashes = chosen.some(
        (other) => other.homes.includes(home) || other.hosts.some((host) => option.hosts.includes(host)),
      );
      const first =
        option.homes[0] === home &&
        option.homes.every((member) => !chosen.some((other) => other.homes.includes(member)));
      if (first && !clashes) visit(index + 1, [...chosen, option]);
    }
  };
  visit(0, []);
  return best;
}

function subsetsOf<T>(items: readonly T[], max: number): T[][] {
  const sets: T[][] = [[]];
  for (const item of items) sets.push(...sets.map((set) => [...set, item]));
  return sets.filter((set) => set.length > 0 && set.length <= max);
}

const sum = (courses: readonly { readonly ects: Rational | null }[]): Rational =>
  Rational.sum(courses.map(({ ects }) => ects ?? Rational.ZERO));
const isOwed = ({ course }: Home): boolean => course.component === 'compulsory' || course.component === 'university';
const same = (a: string, b: string): boolean => codeKey(a) === codeKey(b);
const among = (codes: readonly string[] | undefined, code: string): boolean =>
  (codes ?? []).some((other) => same(other, code));

function isBetter(a: readonly number[], b: readonly number[]): boolean {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at >= 0 && (a[at] ?? 0) > (b[at] ?? 0);
}

function worthOf(chosen: readonly Option[], { policy: { planning } }: PlanInput): number[] {
  const value = chosen.map(({ homes, strength, block }) => {
    const ects = homes.reduce(
      (total, home) => total + (home.ects?.toNumber() ?? 0) * (isOwed(home) && !block ? planning.compulsoryWeight : 1),
      0,
    );
    return Math.round((block ? ects * 0.3 * ((1 + strength) / 2) : ects * strength) * 1000);
  });
  const owed = chosen.map(({ homes, strength, block }) =>
    planning.compulsoryFirst && !block ? Math.round(sum(homes.filter(isOwed)).toNumber() * strength * 1000) : 0,
  );
  const add = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
  return [
    add(owed),
    add(value),
    add(chosen.map(({ homes, block }) => (block ? 0 : homes.filter(isOwed).length))),
    0 - add(chosen.map(({ hosts }) => hosts.length)),
  ];
}

const matchOf = (home: Home, host: Host, { matches }: PlanInput) =>
  matches
    .find(({ homeCode }) => same(homeCode, home.course.code))
    ?.matches.find(({ hostCode }) => same(hostCode, host.course.code));

const pairStrength = (home: Home, host: Host, input: PlanInput): number | null => {
  const match = matchOf(home, host, input);
  return match ? (match.probability ?? match.score) : null;
};

/** All topics of the tests weigh the same, so coverage is a share of a count. */
function coverage(home: Home, hosts: readonly Host[], input: PlanInput): number {
  const found = hosts.flatMap((host) => matchOf(home, host, input) ?? []);
  const shared = new Set(found.flatMap((match) => match.shared.map(({ term }) => term)));
  const all = new Set(found.flatMap((match) => [...match.shared, ...match.missing].map(({ term }) => term)));
  return all.size > 0 ? shared.size / all.size : 0;
}

function homeStrength(home: Home, hosts: readonly Host[], input: PlanInput): number {
  const parts = hosts.flatMap((host) => {
    const strength = pairStrength(home, host, input);
    return strength === null ? [] : [{ host, strength }];
  });
  const [first, second] = parts.sort((a, b) => b.strength - a.strength);
  if (!first || !second) return first?.strength ?? 0;
  const alone = coverage(home, [first.host], input);
  const gain = alone < 1 ? (coverage(home, hosts, input) - alone) / (1 - alone) : 0;
  return first.strength + (1 - first.strength) * gain * second.strength;
}

const groupStrength = (homes: readonly Home[], hosts: readonly Host[], input: PlanInput): number =>
  Math.min(...homes.map((home) => homeStrength(home, hosts, input)));

function groupCoverage(homes: readonly Home[], hosts: readonly Host[], input: PlanInput): number {
  const total = sum(homes).toNumber();
  return homes.reduce(
    (share, home) => share + ((home.ects?.toNumber() ?? 0) / total) * coverage(home, hosts, input),
    0,
  );
}

/** Every rule on these courses together but the score. */
function mayReplace(homes: readonly Home[], hosts: readonly Host[], input: PlanInput): boolean {
  const { minCreditShare, maxCreditShare } = input.policy.planning;
  const [left, right] = [sum(homes), sum(hosts)];
  return (
    [...homes, ...hosts].every(({ ects }) => ects !== null) &&
    !left.isZero() &&
    right.gte(left.mul(minCreditShare)) &&
    right.lte(left.mul(maxCreditShare)) &&
    homes.every(({ course }) => !among(input.request.passed?.home, course.code)) &&
    hosts.every((host) => mayBeTaken(host, input))
  );
}

function mayBeTaken({ course, ects }: Host, { request }: PlanInput): boolean {
  const { term, languages, bans, passed, levels = [] } = request;
  const level = levels.find((known) => known === course.level);
  return (
    ects !== null &&
    !among(bans, course.code) &&
    (levels.length === 0 || course.level === null || level !== undefined) &&
    !among(passed?.host, course.code) &&
    (term === null || course.terms.length === 0 || course.terms.includes(term)) &&
    (languages.length === 0 ||
      course.languages.length === 0 ||
      course.languages.some((language) => languages.includes(language)))
  );
}

/** Prerequisites that name another course of the catalogue, are not passed, and match no passed home course well enough. */
function openPrerequisites({ course }: Host, { request, host, matches, policy }: PlanInput): string[] {
  const knownBy = (asked: string): boolean =>
    matches.some(
      (found) =>
        among(request.passed?.home, found.homeCode) &&
        found.matches.some(
          (match) =>
            same(match.hostCode, asked) && (match.probability ?? match.score) >= (policy.planning.minScore ?? 0),
        ),
    );
  return course.prerequisites.filter(
    (asked) =>
      !same(asked, course.code) &&
      !among(request.passed?.host, asked) &&
      !knownBy(asked) &&
      host.courses.some((other) => same(other.course.code, asked)),
  );
}

/** A course whose prerequisites can never be met in a stay of one term. */
const lacksPrerequisite = (host: Host, input: PlanInput): boolean =>
  !input.request.termLimits && openPrerequisites(host, input).length > 0;

function isUsable(homes: readonly Home[], hosts: readonly Host[], input: PlanInput): boolean {
  return (
    mayReplace(homes, hosts, input) &&
    !hosts.some((host) => lacksPrerequisite(host, input)) &&
    groupStrength(homes, hosts, input) >= (input.policy.planning.minScore ?? 0)
  );
}

function optionsFor(homes: readonly Home[], input: PlanInput): Option[] {
  const { minScore = 0 } = input.policy.planning;
  const isPart = (host: Host): boolean =>
    homes.some((home) => (pairStrength(home, host, input) ?? 0) >= minScore) &&
    mayBeTaken(host, input) &&
    !lacksPrerequisite(host, input);
  const related =
    homes.length === 1 ||
    input.host.courses.some(
      (host) => isPart(host) && homes.every((home) => (pairStrength(home, host, input) ?? 0) >= minScore),
    );
  const sets = related ? subsetsOf(input.host.courses.filter(isPart), 2) : [];
  const matched = sets
    .filter(
      (hosts) =>
        isUsable(homes, hosts, input) && (homes.length + hosts.length === 2 || isWorthwhile(homes, hosts, input)),
    )
    .map((hosts) => ({ homes, hosts, strength: groupStrength(homes, hosts, input), block: false }));
  return [...matched, ...blockOptions(homes, input)];
}

function isWorthwhile(homes: readonly Home[], hosts: readonly Host[], input: PlanInput): boolean {
  const addsLittle = (host: Host): boolean =>
    groupCoverage(homes, hosts, input) - groupCoverage(homes, [host], input) < 0.1 &&
    groupStrength(homes, hosts, input) - groupStrength(homes, [host], input) < 0.1;
  const spare = hosts.length > 1 && hosts.some((host) => isUsable(homes, [host], input) && addsLittle(host));
  const [a, b] = homes;
  const [x, y] = hosts;
  const apart =
    a &&
    b &&
    x &&
    y &&
    ((isUsable([a], [x], input) && isUsable([b], [y], input)) ||
      (isUsable([a], [y], input) && isUsable([b], [x], input)));
  return !spare && !apart;
}

function blockOptions(homes: readonly Home[], input: PlanInput): Option[] {
  const [home, ...others] = homes;
  if (!home || others.length > 0 || home.course.electiveBlock === null) return [];
  return input.host.courses.flatMap((host) => {
    const isNear = input.home.courses.some((other) => pairStrength(other, host, input) !== null);
    if (!isNear || !mayReplace([home], [host], input) || lacksPrerequisite(host, input)) return [];
    return [{ homes: [home], hosts: [host], strength: pairStrength(home, host, input) ?? 0, block: true }];
  });
}

/** Every rule on the plan as a whole. */
function isAllowed(chosen: readonly Option[], input: PlanInput): boolean {
  const { request, policy } = input;
  const hosts = chosen.flatMap((option) => option.hosts);
  const total = sum(hosts);
  const { maxUncertain: cap, maxDifferenceEcts: most } = policy.planning;
  const open = input.home.courses.filter(
    (home) => !chosen.some(({ homes }) => homes.includes(home)) && !among(request.passed?.home, home.course.code),
  );
  return (
    total.gte(request.minEcts) &&
    total.lte(request.maxEcts) &&
    (!cap || chosen.filter(({ strength, block }) => !block && strength < cap.below).length <= cap.atMost) &&
    (!most || sum(open).lte(most)) &&
    termAssignments(hosts, input).some((terms) => isTimely(hosts, terms, input))
  );
}

type TermName = 'autumn' | 'spring' | 'year' | null;

function termAssignments(hosts: readonly Host[], { request }: PlanInput): TermName[][] {
  if (!request.termLimits) return [hosts.map(() => request.term)];
  const openTo = ({ course }: Host): TermName[] => (course.terms.length > 0 ? course.terms : ['autumn', 'spring']);
  return hosts.reduce<TermName[][]>(
    (all, host) => all.flatMap((terms) => openTo(host).map((term) => [...terms, term])),
    [[]],
  );
}

function isTimely(hosts: readonly Host[], terms: readonly TermName[], input: PlanInput): boolean {
  const { termLimits } = input.request;
  const inTerm = (term: TermName): Host[] => hosts.filter((_, index) => terms[index] === term);
  const half = sum(inTerm('year')).div(Rational.of(2));
  const withinLimits = (['autumn', 'spring'] as const).every((term) => {
    const ects = sum(inTerm(term)).add(half);
    return !termLimits || (ects.gte(termLimits[term].minEcts) && ects.lte(termLimits[term].maxEcts));
  });
  const inOrder = hosts.every((host, index) =>
    openPrerequisites(host, input).every(
      (asked) => terms[index] === 'spring' && inTerm('autumn').some((other) => same(other.course.code, asked)),
    ),
  );
  const apart = hosts.every((a, i) =>
    hosts.every((b, j) => i >= j || !collide(a, terms[i] ?? null, b, terms[j] ?? null)),
  );
  return withinLimits && inOrder && apart;
}

function collide(a: Host, termOfA: TermName, b: Host, termOfB: TermName): boolean {
  const when = (host: Host, term: TermName) =>
    (host.course.meetings ?? [])
      .filter((meeting) => meeting.term === null || term === null || term === 'year' || meeting.term === term)
      .map((meeting) => ({ ...meeting, term: meeting.term ?? (term === 'year' ? null : term) }));
  return when(a, termOfA).some((x) =>
    when(b, termOfB).some(
      (y) =>
        (x.term === null || y.term === null || x.term === y.term) &&
        x.day === y.day &&
        x.start < y.end &&
        y.start < x.end,
    ),
  );
}
