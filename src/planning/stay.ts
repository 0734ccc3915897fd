/** The input of a plan, indexed: courses by key, matches beside the home course that they serve. */
import {
  codeKey,
  type Level,
  levelOf,
  type Match,
  type Meeting,
  type PlanRequest,
  type Policy,
  type Rational,
} from '../domain/index.ts';
import { applyChanges } from './changes.ts';
import { homeKey, isNamed, readHomeName } from './home-key.ts';
import type { PlanHomeCourse, PlanHostCourse, PlanInput } from './input.ts';

/** A host course with its key. */
export interface HostEntry {
  readonly key: string;
  readonly course: PlanHostCourse['course'];
  readonly ects: Rational | null;
  readonly level: Level | null;
  readonly meetings: readonly Meeting[];
}

/** A home course with its {@link homeKey}, and its matches with courses of this host by their keys, strongest first. */
export interface HomeEntry {
  readonly key: string;
  readonly course: PlanHomeCourse['course'];
  readonly ects: Rational | null;
  readonly matches: ReadonlyMap<string, Match>;
}

/** {@link PlanInput}, ready to be looked up. Of two courses with the same key the first counts. */
export interface Stay {
  readonly homes: ReadonlyMap<string, HomeEntry>;
  readonly hosts: ReadonlyMap<string, HostEntry>;
  readonly banned: ReadonlySet<string>;
  readonly passedHome: ReadonlySet<string>;
  /** Host courses that count as passed: named in the request, or matched by a passed home course well enough. */
  readonly metHost: ReadonlySet<string>;
  readonly passedHost: ReadonlySet<string>;
  readonly precedents: readonly KeyedPrecedent[];
  readonly clashes: readonly (readonly [string, string])[];
  readonly request: PlanRequest;
  readonly policy: Policy;
  /** Names of rules that give way, for finding out which of them are in conflict; empty for a plan. */
  readonly dropped: ReadonlySet<string>;
}

/** A past decision on a whole bundle (n:m). */
export interface KeyedPrecedent {
  readonly home: readonly string[];
  readonly host: readonly string[];
  readonly decision: 'approved' | 'refused';
  /** {@link bundleKey} of the two sides. */
  readonly key: string;
}

/** True for a stay of two terms with limits of each. */
export const hasTwoTerms = ({ request }: Pick<Stay, 'request'>): boolean =>
  request.term === null && request.termLimits !== undefined;

/** How strong a match or bundle is for planning: its probability once there is one, else its score. */
export const strengthOf = (match: { readonly score: number; readonly probability?: number | undefined }): number =>
  match.probability ?? match.score;

/** Text order by UTF-16 code unit: the same on every machine, whatever its language. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** One text for a set of home courses with a set of host courses, whatever their order. */
export const bundleKey = (home: readonly string[], host: readonly string[]): string =>
  `${[...home].sort(compareText).join('+')}=${[...host].sort(compareText).join('+')}`;

/** Indexes the input with the changes of its request; does not judge it. */
export function indexStay(given: PlanInput): Stay {
  const input = applyChanges(given);
  const { request, policy } = input;
  const hosts = indexHosts(input.host.courses);
  const matchesOf = new Map(input.matches.map((found) => [codeKey(found.homeCode), found.matches]));
  const homes = new Map<string, HomeEntry>();
  for (const { course, ects } of input.home.courses) {
    const key = homeKey(course);
    const matches = matchesOf.get(codeKey(course.code)) ?? [];
    if (!homes.has(key)) homes.set(key, { key, course, ects, matches: strongestFirst(matches, hosts) });
  }
  const passed = request.passed?.home ?? [];
  const passedHome = [...homes.values()].filter(({ course }) => passed.some((name) => isNamed(name, course)));
  const passedHost = keysOf(request.passed?.host);
  const matched = passed.flatMap((name) => matchesOf.get(readHomeName(name).key) ?? []);
  const met = matched
    .filter((match) => strengthOf(match) >= policy.planning.minScore)
    .map(({ hostCode }) => codeKey(hostCode));
  const precedents = (input.precedents ?? []).map(({ home, host, decision }): KeyedPrecedent => {
    const [left, right] = [home, host].map(({ courses }) => courses.map(({ code }) => codeKey(code)));
    return {
      home: left ?? [],
      host: right ?? [],
      decision: decision === 'refused' ? 'refused' : 'approved',
      key: bundleKey(left ?? [], right ?? []),
    };
  });
  return {
    homes,
    hosts,
    banned: keysOf(request.bans),
    passedHome: new Set(passedHome.map(({ key }) => key)),
    passedHost,
    metHost: new Set([...passedHost, ...met]),
    precedents,
    clashes: (input.clashes ?? []).map(([a, b]) => [codeKey(a), codeKey(b)] as const),
    request,
    policy,
    dropped: new Set(),
  };
}

/** The same stay with some rules left out, by name. */
export function dropRules(stay: Stay, dropped: ReadonlySet<string>): Stay {
  return { ...stay, dropped, request: dropped.has('pins') ? { ...stay.request, pins: [] } : stay.request };
}

const keysOf = (codes: readonly string[] = []): Set<string> => new Set(codes.map(codeKey));

/** Catalogues are large and serve many plans, so each list of courses is indexed once for as long as it lives. */
const indexes = new WeakMap<readonly PlanHostCourse[], ReadonlyMap<string, HostEntry>>();

function indexHosts(courses: readonly PlanHostCourse[]): ReadonlyMap<string, HostEntry> {
  const known = indexes.get(courses);
  if (known) return known;
  const hosts = new Map<string, HostEntry>();
  for (const { course, ects } of courses) {
    const key = codeKey(course.code);
    const { level, meetings = [] } = course;
    if (!hosts.has(key)) hosts.set(key, { key, course, ects, level: levelOf(level), meetings });
  }
  indexes.set(courses, hosts);
  return hosts;
}

function strongestFirst(matches: readonly Match[], hosts: ReadonlyMap<string, HostEntry>): Map<string, Match> {
  const keyed = matches.map((match) => [codeKey(match.hostCode), match] as const).filter(([key]) => hosts.has(key));
  keyed.sort(([a, left], [b, right]) => strengthOf(right) - strengthOf(left) || compareText(a, b));
  const distinct = new Map<string, Match>();
  for (const [key, match] of keyed) if (!distinct.has(key)) distinct.set(key, match);
  return distinct;
}
