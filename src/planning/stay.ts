/** The input of a plan, indexed: courses by key, matches beside the home course that they serve. */
import {
  codeKey,
  type Level,
  levelOf,
  type Match,
  type Meeting,
  type PlanChange,
  type PlanRequest,
  type Policy,
  type Rational,
  type ReasonCode,
  type Verdict,
  verdictSchema,
} from '../domain/index.ts';
import { homeKey, isNamed, readHomeName } from './home-key.ts';
import type { PlanHomeCourse, PlanHostCourse, PlanInput } from './input.ts';
import { findSameCourses, type SameCourses } from './same-course.ts';

/** A host course with its key. */
export interface HostEntry {
  readonly key: string;
  readonly course: PlanHostCourse['course'];
  readonly ects: Rational | null;
  /** The range that `ects` was chosen from; null for an ordinary course. */
  readonly range: { readonly least: Rational; readonly most: Rational } | null;
  readonly level: Level | null;
  readonly meetings: readonly Meeting[];
  /** The same text for all codes of one course: it is planned once. */
  readonly same: string;
}

/** A home course with its {@link homeKey}, and its matches with courses of this host by their keys, strongest first. */
export interface HomeEntry {
  readonly key: string;
  readonly course: PlanHomeCourse['course'];
  readonly ects: Rational | null;
  readonly matches: ReadonlyMap<string, Match>;
  readonly takenAt: NonNullable<PlanHomeCourse['takenAt']>;
}

/** {@link PlanInput}, ready to be looked up. Of two courses with the same key the first counts. */
export interface HostStay {
  readonly homes: ReadonlyMap<string, HomeEntry>;
  readonly hosts: ReadonlyMap<string, HostEntry>;
  /** The host course that a code names: its own, or one of several in a cell. */
  readonly hostNamed: (code: string) => HostEntry | undefined;
  readonly banned: ReadonlySet<string>;
  readonly passedHome: ReadonlySet<string>;
  /** Host courses that count as passed: named in the request, or matched by a passed home course well enough. */
  readonly metHost: ReadonlySet<string>;
  readonly passedHost: ReadonlySet<string>;
  /** What the plan had before an amendment, by {@link HostEntry.same}. */
  readonly lackedHost: ReadonlySet<string>;
  /** Past decisions on bundles; `key` is the {@link bundleKey} of the two sides. */
  readonly precedents: readonly {
    readonly key: string;
    readonly home: readonly string[];
    readonly host: readonly string[];
    readonly refused: boolean;
  }[];
  readonly clashes: readonly (readonly [string, string])[];
  readonly request: PlanRequest;
  readonly policy: Policy;
  readonly mostSets: number | undefined;
  /** Rules that give way, for finding out which of them are in conflict; empty for a plan. */
  readonly dropped: ReadonlySet<ReasonCode>;
  /** True where it is only asked whether there is a plan, whatever it is worth. */
  readonly anyPlan: boolean;
}

/** True for a stay of two terms with limits of each. */
export const hasTwoTerms = ({ request }: Pick<HostStay, 'request'>): boolean =>
  request.term === null && request.termLimits !== undefined;

/** The terms in which the student may be there; both when it is not said. */
export const termsOfStay = ({ request: { term } }: Pick<HostStay, 'request'>): readonly ('autumn' | 'spring')[] =>
  term === null ? ['autumn', 'spring'] : [term];

/** How strong a match or bundle is for planning: its probability once there is one, else its score. */
export const strengthOf = (match: { readonly score: number; readonly probability?: number | undefined }): number =>
  match.probability ?? match.score;

/** How a verdict stands among the others; without one, as for a model that is not calibrated, nothing is known to be safe. */
export const verdictRank = (verdict: Verdict | undefined): number =>
  verdictSchema.options.indexOf(verdict ?? 'no-safe-match');

/** The least verdict of what is planned without a pin: the policy's, or a higher one that was asked for. */
export const minVerdict = ({ request, policy }: Pick<PlanInput, 'request' | 'policy'>): Verdict =>
  request.minVerdict === 'suggest' ? 'suggest' : policy.planning.minVerdict;

/** True when a match or bundle is strong enough to be planned without a pin. */
export const isSafe = (
  match: { readonly score: number; readonly probability?: number | undefined; readonly verdict?: Verdict | undefined },
  { request, policy }: Pick<PlanInput, 'request' | 'policy'>,
): boolean =>
  verdictRank(match.verdict) >= verdictRank(minVerdict({ request, policy })) &&
  strengthOf(match) >= (policy.planning.minScore ?? Number.NEGATIVE_INFINITY);

/** True when a host course may stand for a home course by its own match, as far as the rules on matches are not dropped. */
export function isLinked(home: HomeEntry, host: HostEntry, { request, policy, dropped }: HostStay): boolean {
  const match = home.matches.get(host.key);
  if (!match) return false;
  const { minScore = Number.NEGATIVE_INFINITY } = policy.planning;
  return (
    (dropped.has('rule-safe-match') || verdictRank(match.verdict) >= verdictRank(minVerdict({ request, policy }))) &&
    (dropped.has('rule-minimum-score') || strengthOf(match) >= minScore)
  );
}

/** Text order by UTF-16 code unit: the same on every machine, whatever its language. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** One text for a set of home courses with a set of host courses, whatever their order. */
export const bundleKey = (home: readonly string[], host: readonly string[]): string =>
  `${[...home].sort(compareText).join('+')}=${[...host].sort(compareText).join('+')}`;

/** The input after something happened to a host course; one that was cancelled or failed is among the bans of the request already. */
function applyChange(input: PlanInput, change: PlanChange): PlanInput {
  if (change.kind === 'clash') return { ...input, clashes: [...(input.clashes ?? []), change.hosts] };
  if (change.kind === 'cancelled' || change.kind === 'failed') return input;
  const key = codeKey(change.host);
  const facts = change.kind === 'language' ? { languages: change.languages } : { terms: change.terms };
  const courses = input.host.courses.map((host) =>
    codeKey(host.course.code) === key ? { ...host, course: { ...host.course, ...facts } } : host,
  );
  return { ...input, host: { ...input.host, courses } };
}

/** Indexes the input with the changes of its request; does not judge it. */
export function indexStay(given: PlanInput): HostStay {
  const input = (given.request.changes ?? []).reduce(applyChange, given);
  const { request, policy } = input;
  const { entries, aliases } = indexHosts(input.host.courses);
  const matchesOf = new Map(input.matches.map((found) => [codeKey(found.homeCode), found.matches]));
  const homes = new Map<string, HomeEntry>();
  for (const { course, ects, takenAt: bySubject = 'anywhere' } of input.home.courses) {
    const key = homeKey(course);
    const matches = matchesOf.get(codeKey(course.code)) ?? [];
    const takenAt = course.takenAt ?? bySubject;
    if (!homes.has(key)) homes.set(key, { key, course, ects, takenAt, matches: strongestFirst(matches, entries) });
  }
  const hosts = chooseCredits(entries, homes);
  const hostNamed = (code: string): HostEntry | undefined => {
    const key = codeKey(code);
    return hosts.get(key) ?? hosts.get(aliases.get(key) ?? '');
  };
  const keysOf = (codes: readonly string[]): string[] => codes.map((code) => hostNamed(code)?.key ?? codeKey(code));
  const passed = request.passed?.home ?? [];
  const passedHome = [...homes.values()].filter(({ course }) => passed.some((name) => isNamed(name, course)));
  /** With a course goes whatever is the same under another code. */
  const allOf = (keys: readonly string[]): Set<string> => {
    const known = new Set(keys.flatMap((key) => hosts.get(key)?.same ?? []));
    return new Set([...keys, ...[...hosts.values()].filter(({ same }) => known.has(same)).map(({ key }) => key)]);
  };
  const passedHost = allOf(keysOf(request.passed?.host ?? []));
  const lacked = keysOf(request.lacked ?? []).filter((key) => !passedHost.has(key));
  const met = passed
    .flatMap((name) => matchesOf.get(readHomeName(name).key) ?? [])
    .filter((match) => isSafe(match, input))
    .map(({ hostCode }) => codeKey(hostCode));
  return {
    homes,
    hosts,
    hostNamed,
    banned: new Set(keysOf(request.bans)),
    passedHome: new Set(passedHome.map(({ key }) => key)),
    passedHost,
    metHost: allOf([...passedHost, ...met]),
    lackedHost: new Set(lacked.flatMap((key) => hosts.get(key)?.same ?? [])),
    precedents: (input.precedents ?? []).map((precedent) => {
      const home = precedent.home.courses.map(({ code }) => codeKey(code));
      const host = precedent.host.courses.map(({ code }) => codeKey(code));
      return { key: bundleKey(home, host), home, host, refused: precedent.decision === 'refused' };
    }),
    clashes: (input.clashes ?? []).map((pair) => keysOf(pair) as [string, string]),
    request: {
      ...request,
      pins: request.pins.map((pin) => ({ ...pin, host: hostNamed(pin.host)?.course.code ?? pin.host })),
    },
    policy,
    mostSets: input.mostSets,
    dropped: new Set(),
    anyPlan: false,
  };
}

/** The same stay with some rules left out. */
export function dropRules(stay: HostStay, dropped: ReadonlySet<ReasonCode>): HostStay {
  return { ...stay, dropped, request: dropped.has('rule-pins') ? { ...stay.request, pins: [] } : stay.request };
}

/** Catalogues are large and serve many plans, so each list of courses is indexed once for as long as it lives. */
const hostIndexes = new WeakMap<readonly PlanHostCourse[], HostIndex>();
type HostIndex = Pick<SameCourses, 'aliases'> & { readonly entries: ReadonlyMap<string, HostEntry> };

function indexHosts(courses: readonly PlanHostCourse[]): HostIndex {
  const known = hostIndexes.get(courses);
  if (known) return known;
  const distinct = new Map<string, PlanHostCourse>();
  for (const host of courses) {
    const key = codeKey(host.course.code);
    if (!distinct.has(key)) distinct.set(key, host);
  }
  const { standFor, aliases } = findSameCourses(distinct);
  const entries = new Map(
    [...distinct].map(([key, { course, ects, mostEcts }]) => {
      const { level, meetings = [] } = course;
      const range = ects && mostEcts?.gt(ects) ? { least: ects, most: mostEcts } : null;
      return [
        key,
        { key, course, ects, range, level: levelOf(level), meetings, same: standFor.get(key) ?? key },
      ] as const;
    }),
  );
  const index = { entries, aliases };
  hostIndexes.set(courses, index);
  return index;
}

/**
 * A course of a range of credits is planned at those nearest to the home course that it matches best: a condition of the plan. One that matches
 * nothing at its least, or its most where the least is none.
 */
function chooseCredits(
  entries: ReadonlyMap<string, HostEntry>,
  homes: ReadonlyMap<string, HomeEntry>,
): ReadonlyMap<string, HostEntry> {
  if (![...entries.values()].some(({ range }) => range !== null)) return entries;
  return new Map(
    [...entries].map(([key, host]) => {
      if (host.range === null) return [key, host];
      const { least, most } = host.range;
      const [best] = [...homes.values()]
        .flatMap(({ key: home, ects, matches }) => {
          const match = matches.get(key);
          return match && ects ? [{ home, ects, strength: strengthOf(match) }] : [];
        })
        .sort((a, b) => b.strength - a.strength || compareText(a.home, b.home));
      const wanted = best?.ects ?? (least.isZero() ? most : least);
      return [key, { ...host, ects: wanted.gt(most) ? most : wanted.max(least) }];
    }),
  );
}

function strongestFirst(matches: readonly Match[], hosts: ReadonlyMap<string, HostEntry>): Map<string, Match> {
  const keyed = matches.map((match) => [codeKey(match.hostCode), match] as const).filter(([key]) => hosts.has(key));
  keyed.sort(([a, left], [b, right]) => strengthOf(right) - strengthOf(left) || compareText(a, b));
  const distinct = new Map<string, Match>();
  for (const [key, match] of keyed) if (!distinct.has(key)) distinct.set(key, match);
  return distinct;
}
