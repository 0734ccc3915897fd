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

/** Rules that are left out; `any`: whether there is a plan is all that is asked. */
interface Question {
  readonly dropped?: ReadonlySet<string>;
  readonly any?: boolean;
}
type Asked = PlanInput & { readonly dropped: ReadonlySet<string> };

/** [the owed part of the next where the policy puts it first, thousandths of expected weighted credits, owed courses, minus courses] of the best allowed plan, or null when none is allowed. */
export function bestByTrying(
  given: PlanInput,
  { dropped = new Set(), any = false }: Question = {},
): readonly number[] | null {
  const input: Asked = { ...given, dropped };
  const { courses: homes } = input.home;
  const { maxHome } = input.policy.planning.bundle ?? { maxHome: 2 };
  const options = subsetsOf(homes, maxHome).flatMap((group) => optionsFor(group, input));
  let best: readonly number[] | null = null;
  const visit = (index: number, chosen: readonly Option[]): void => {
    if (any && best !== null) return;
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

function worthOf(chosen: readonly Option[], { policy: { planning } }: Asked): number[] {
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

const matchOf = (home: Home, host: Host, { matches }: Asked) =>
  matches
    .find(({ homeCode }) => same(homeCode, home.course.code))
    ?.matches.find(({ hostCode }) => same(hostCode, host.course.code));

const pairStrength = (home: Home, host: Host, input: Asked): number | null => {
  const match = matchOf(home, host, input);
  return match ? (match.probability ?? match.score) : null;
};

/** All topics of the tests weigh the same, so coverage is a share of a count. */
function coverage(home: Home, hosts: readonly Host[], input: Asked): number {
  const found = hosts.flatMap((host) => matchOf(home, host, input) ?? []);
  const shared = new Set(found.flatMap((match) => match.shared.map(({ term }) => term)));
  const all = new Set(found.flatMap((match) => [...match.shared, ...match.missing].map(({ term }) => term)));
  return all.size > 0 ? shared.size / all.size : 0;
}

function homeStrength(
  home: Home,
  lead: Host,
  { hosts, input }: { readonly hosts: readonly Host[]; readonly input: Asked },
): number {
  const first = pairStrength(home, lead, input);
  if (first === null) return 0;
  const others = hosts.filter((host) => host !== lead).flatMap((host) => pairStrength(home, host, input) ?? []);
  if (others.length === 0) return first;
  const alone = coverage(home, [lead], input);
  const gain = alone < 1 ? (coverage(home, hosts, input) - alone) / (1 - alone) : 0;
  return first + (1 - first) * gain * Math.max(...others);
}

/** Each host course leads for at most its part of the home courses, in the way that makes the weakest strongest. */
function groupStrength(homes: readonly Home[], hosts: readonly Host[], input: Asked): number {
  const most = Math.ceil(homes.length / hosts.length);
  const ways = homes.reduce<Host[][]>((all, _) => all.flatMap((way) => hosts.map((host) => [...way, host])), [[]]);
  const fair = ways.filter((way) => hosts.every((host) => way.filter((lead) => lead === host).length <= most));
  const verdictOf = (way: readonly Host[]): number =>
    Math.min(
      ...homes.map((home, at) =>
        ['no-safe-match', 'review', 'suggest'].indexOf(matchOf(home, way[at] as Host, input)?.verdict ?? ''),
      ),
    );
  const led = fair.filter((way) => homes.every((home, at) => matchOf(home, way[at] as Host, input) !== undefined));
  const safest = Math.max(...led.map(verdictOf));
  const weakest = led
    .filter((way) => verdictOf(way) === safest)
    .map((way) => Math.min(...homes.map((home, at) => homeStrength(home, way[at] as Host, { hosts, input }))));
  return Math.max(0, ...weakest);
}

/** Matched strongly enough alone. */
function isLinked(home: Home, host: Host, input: Asked): boolean {
  const match = matchOf(home, host, input);
  const least = { review: ['review', 'suggest'], suggest: ['suggest'] }[input.policy.planning.minVerdict];
  return (
    match !== undefined &&
    (input.dropped.has('rule-safe-match') || least.includes(match.verdict ?? '')) &&
    (input.dropped.has('rule-minimum-score') ||
      (match.probability ?? match.score) >= (input.policy.planning.minScore ?? 0))
  );
}

function hangTogether(homes: readonly Home[], hosts: readonly Host[], input: Asked): boolean {
  const names = [...homes.map((_, at) => `home ${at}`), ...hosts.map((_, at) => `host ${at}`)];
  const group = new Map(names.map((name) => [name, name]));
  homes.forEach((home, i) => {
    hosts.forEach((host, j) => {
      if (!isLinked(home, host, input)) return;
      const [from, to] = [group.get(`home ${i}`), group.get(`host ${j}`)];
      for (const name of names) if (group.get(name) === from) group.set(name, to ?? '');
    });
  });
  return new Set(group.values()).size === 1;
}

/** Every rule on these courses together but the score. */
function mayReplace(homes: readonly Home[], hosts: readonly Host[], input: Asked): boolean {
  const { minCreditShare, maxCreditShare } = input.policy.planning;
  const [left, right] = [sum(homes), sum(hosts)];
  return (
    [...homes, ...hosts].every(({ ects }) => ects !== null) &&
    (input.dropped.has('rule-credit-share') ||
      (!left.isZero() && right.gte(left.mul(minCreditShare)) && right.lte(left.mul(maxCreditShare)))) &&
    homes.every(({ course }) => !among(input.request.passed?.home, course.code)) &&
    hosts.every((host) => mayBeTaken(host, input))
  );
}

function mayBeTaken({ course, ects }: Host, { request, dropped }: Asked): boolean {
  const { term, languages, bans, passed, levels = [] } = request;
  const level = levels.find((known) => known === course.level);
  return (
    ects !== null &&
    (dropped.has('rule-worth-credits') || !ects.isZero()) &&
    (dropped.has('rule-bans') || !among(bans, course.code)) &&
    (dropped.has('rule-level-of-study') || levels.length === 0 || course.level === null || level !== undefined) &&
    !among(passed?.host, course.code) &&
    (dropped.has('rule-term-offered') || term === null || course.terms.length === 0 || course.terms.includes(term)) &&
    (dropped.has('rule-teaching-language') ||
      languages.length === 0 ||
      course.languages.length === 0 ||
      course.languages.some((language) => languages.includes(language)))
  );
}

/** Prerequisites that name another course of the catalogue, are not passed, and match no passed home course well enough. */
function openPrerequisites({ course }: Host, { request, host, matches, policy, dropped }: Asked): string[] {
  if (dropped.has('rule-prerequisites')) return [];
  const knownBy = (asked: string): boolean =>
    matches.some(
      (found) =>
        among(request.passed?.home, found.homeCode) &&
        found.matches.some(
          (match) =>
            same(match.hostCode, asked) &&
            (match.probability ?? match.score) >= (policy.planning.minScore ?? 0) &&
            (match.verdict === 'suggest' || match.verdict === policy.planning.minVerdict),
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
const lacksPrerequisite = (host: Host, input: Asked): boolean =>
  !input.request.termLimits && openPrerequisites(host, input).length > 0;

function optionsFor(homes: readonly Home[], input: Asked): Option[] {
  const { maxHost } = input.policy.planning.bundle ?? { maxHost: 2 };
  const { minScore = 0 } = input.policy.planning;
  const matched = subsetsOf(input.host.courses, maxHost)
    .filter(
      (hosts) =>
        mayReplace(homes, hosts, input) &&
        !hosts.some((host) => lacksPrerequisite(host, input)) &&
        hangTogether(homes, hosts, input),
    )
    .map((hosts) => ({ homes, hosts, strength: groupStrength(homes, hosts, input), block: false }))
    .filter(({ strength }) => input.dropped.has('rule-minimum-score') || strength >= minScore);
  return [...matched, ...blockOptions(homes, input)];
}

function blockOptions(homes: readonly Home[], input: Asked): Option[] {
  const [home, ...others] = homes;
  if (!home || others.length > 0 || home.course.electiveBlock === null) return [];
  return input.host.courses.flatMap((host) => {
    const isNear = input.home.courses.some((other) => pairStrength(other, host, input) !== null);
    if (!isNear || !mayReplace([home], [host], input) || lacksPrerequisite(host, input)) return [];
    return [{ homes: [home], hosts: [host], strength: pairStrength(home, host, input) ?? 0, block: true }];
  });
}

/** Every rule on the plan as a whole. */
function isAllowed(chosen: readonly Option[], input: Asked): boolean {
  const { request, policy } = input;
  const hosts = chosen.flatMap((option) => option.hosts);
  const total = sum(hosts);
  const { maxUncertain: cap, maxDifferenceEcts: most } = policy.planning;
  const open = input.home.courses.filter(
    (home) => !chosen.some(({ homes }) => homes.includes(home)) && !among(request.passed?.home, home.course.code),
  );
  const { dropped } = input;
  return (
    (dropped.has('rule-minimum-ects') || total.gte(request.minEcts)) &&
    (dropped.has('rule-maximum-ects') || total.lte(request.maxEcts)) &&
    (dropped.has('rule-few-uncertain') ||
      !cap ||
      chosen.filter(({ strength, block }) => !block && strength < cap.below).length <= cap.atMost) &&
    (dropped.has('rule-small-difference') || !most || sum(open).lte(most)) &&
    termAssignments(hosts, input).some((terms) => isTimely(hosts, terms, input))
  );
}

type TermName = 'autumn' | 'spring' | 'year' | null;

function termAssignments(hosts: readonly Host[], { request }: Asked): TermName[][] {
  if (!request.termLimits) return [hosts.map(() => request.term)];
  const openTo = ({ course }: Host): TermName[] => (course.terms.length > 0 ? course.terms : ['autumn', 'spring']);
  return hosts.reduce<TermName[][]>(
    (all, host) => all.flatMap((terms) => openTo(host).map((term) => [...terms, term])),
    [[]],
  );
}

function isTimely(hosts: readonly Host[], terms: readonly TermName[], input: Asked): boolean {
  const { termLimits } = input.request;
  const { dropped } = input;
  const inTerm = (term: TermName): Host[] => hosts.filter((_, index) => terms[index] === term);
  const half = sum(inTerm('year')).div(Rational.of(2));
  const withinLimits = (['autumn', 'spring'] as const).every((term) => {
    const ects = sum(inTerm(term)).add(half);
    return (
      !termLimits ||
      ((dropped.has(`rule-minimum-${term}`) || ects.gte(termLimits[term].minEcts)) &&
        (dropped.has(`rule-maximum-${term}`) || ects.lte(termLimits[term].maxEcts)))
    );
  });
  const inOrder = hosts.every((host, index) =>
    openPrerequisites(host, input).every(
      (asked) => terms[index] === 'spring' && inTerm('autumn').some((other) => same(other.course.code, asked)),
    ),
  );
  const apart =
    dropped.has('rule-time-table') ||
    hosts.every((a, i) => hosts.every((b, j) => i >= j || !collide(a, terms[i] ?? null, b, terms[j] ?? null)));
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
