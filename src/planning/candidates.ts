/** All candidate bundles of a stay: what could replace home courses, before the rules of the whole plan choose among them. */
import { codeKey, groupBy } from '../domain/index.ts';
import { BundleSearch, bundleSizes } from './bundles.ts';
import { type Candidate, candidateKey, compareCandidates, makeCandidate } from './candidate.ts';
import { openPrerequisites, recognisedCredits, refusalOf } from './constraints/index.ts';
import { compareText, type HomeEntry, type HostEntry, type HostStay, strengthOf } from './stay.ts';

/** Every single host course that a match names for this home course, refused ones too, strongest first. */
export const singlesOf = (home: HomeEntry, stay: HostStay): Candidate[] =>
  [...home.matches.keys()].flatMap((key) => {
    const host = stay.hosts.get(key);
    return host ? [makeCandidate({ homes: [home], hosts: [host] }, stay)] : [];
  });

/**
 * Pinned bundles, and for the other home courses every one that no rule on a bundle refuses, strongest first. The order does
 * not depend on the order of the input, so neither does the solver's answer.
 */
export function collectCandidates(
  stay: HostStay,
  pinned: readonly Candidate[],
): { readonly candidates: readonly Candidate[]; readonly cut: Cut | null } {
  const fixed = new Set(pinned.flatMap(({ homes }) => homes));
  const homes = [...stay.homes.values()].filter((home) => !fixed.has(home)).sort((a, b) => compareText(a.key, b.key));
  const singles = new Map(homes.map((home) => [home, singlesOf(home, stay)]));
  const parts = new Map(
    homes.map((home) => {
      const allowed = (singles.get(home) ?? []).filter((candidate) => refusalOf(candidate, stay, 'part') === null);
      return [home, allowed.flatMap(({ hosts }) => hosts)] as const;
    }),
  );
  const all = [...singles.values()].flat();
  const allowed = all.filter((candidate) => refusalOf(candidate, stay) === null);
  const { bundles, tried } = new BundleSearch(homes, { partsOf: parts, singles: allowed }, stay).find();
  const keysOf = (candidate: Candidate): string => candidate.homes.map(({ key }) => key).join(' ');
  const open = [
    ...allowed,
    ...bundles,
    ...approvedBefore(homes, stay),
    ...blockCandidates(homes, { near: all, taken: [...allowed, ...bundles] }, stay),
  ].sort((a, b) => compareText(keysOf(a), keysOf(b)) || compareCandidates(a, b));
  const distinct = new Map<string, Candidate>();
  for (const candidate of open) {
    const key = `${candidate.block !== null} ${candidateKey(candidate)}`;
    if (!distinct.has(key)) distinct.set(key, candidate);
  }
  const candidates = [...[...pinned].sort(compareCandidates), ...distinct.values()];
  return { candidates, cut: tried === null ? null : { tried, most: mostOf(candidates, parts, stay) } };
}

/** Said where the size of a stay forced bundles to be left out unseen. */
export interface Cut {
  /** Host courses that were tried for each home course in bundles of several. */
  readonly tried: number;
  /** No plan can be worth more, in thousandths of weighted ECTS. */
  readonly most: number;
}

/**
 * A bundle is worth no more than its home courses alone at their best, as the weakest of them counts. Alone the best of several host courses is
 * below `1 - (1 - p)(1 - q)` for the two strongest.
 */
function mostOf(
  candidates: readonly Candidate[],
  partsOf: ReadonlyMap<HomeEntry, readonly HostEntry[]>,
  stay: HostStay,
): number {
  const best = new Map<HomeEntry, number>();
  const raise = (home: HomeEntry, worth: number): void => void best.set(home, Math.max(best.get(home) ?? 0, worth));
  for (const candidate of candidates)
    for (const home of candidate.homes)
      raise(home, recognisedCredits(candidate.homes.length === 1 ? candidate : { ...candidate, homes: [home] }, stay));
  for (const [home, parts] of partsOf) {
    const [p = 0, q = 0] = parts.flatMap(({ key }) => home.matches.get(key) ?? []).map(strengthOf);
    const [first] = parts;
    const together = bundleSizes(stay).maxHost > 1 ? 1 - (1 - p) * (1 - Math.min(1, q)) : p;
    const whole = first && makeCandidate({ homes: [home], hosts: [first] }, stay);
    if (whole) raise(home, recognisedCredits({ ...whole, score: together, probability: together }, stay) + 1);
  }
  return [...best.values()].reduce((sum, worth) => sum + worth, 0);
}

/** Bundles that were approved before, of whatever size, when all their courses are at hand. */
function approvedBefore(homes: readonly HomeEntry[], stay: HostStay): Candidate[] {
  const withCode = (code: string): HomeEntry[] => homes.filter(({ course }) => codeKey(course.code) === code);
  // Every way to take one course for each code; a code that stands in two semesters gives two.
  const choicesOf = (codes: readonly string[]): HomeEntry[][] =>
    codes
      .map(withCode)
      .reduce<HomeEntry[][]>((chosen, list) => chosen.flatMap((taken) => list.map((home) => [...taken, home])), [[]]);
  return stay.precedents.flatMap(({ home, host, refused }) => {
    const right = host.flatMap((code) => stay.hosts.get(code) ?? []);
    if (refused || right.length !== host.length) return [];
    return choicesOf(home)
      .map((left) => makeCandidate({ homes: left, hosts: right }, stay))
      .filter((candidate) => refusalOf(candidate, stay) === null);
  });
}

/**
 * Host courses of the right size that could stand in an elective course's block although their content does not match it: those that some course
 * of the period matches, so that an elective without a match can be filled too. Of courses that nothing tells apart, neither a rule nor a goal,
 * only as many as there are places: in any plan they can be put in each other's place, and no plan takes more.
 */
function blockCandidates(
  homes: readonly HomeEntry[],
  { near, taken }: { readonly near: readonly Candidate[]; readonly taken: readonly Candidate[] },
  stay: HostStay,
): Candidate[] {
  const places = homes.filter(({ course }) => course.electiveBlock !== null);
  const hosts = [...new Set([...near].sort(compareCandidates).flatMap((candidate) => candidate.hosts))];
  const ofUse = new Set(taken.flatMap((candidate) => candidate.hosts));
  const shared = new Set(
    [...stay.hosts.values()].filter(({ key, same }) => key !== same).flatMap(({ key, same }) => [key, same]),
  );
  const named = new Set([
    ...stay.clashes.flat(),
    ...stay.precedents.flatMap(({ host }) => host),
    ...[...(stay.request.preferred ?? []), ...hosts.flatMap(({ course }) => course.prerequisites)].flatMap(
      (code) => stay.hostNamed(code)?.key ?? [],
    ),
  ]);
  const isPlain = (host: HostEntry): boolean =>
    !ofUse.has(host) &&
    !shared.has(host.key) &&
    !named.has(host.key) &&
    host.meetings.length === 0 &&
    openPrerequisites(host, stay).courses.length === 0;
  // A match tells its host course from all others.
  const isMatched = ({ key }: HostEntry): boolean => places.some(({ matches }) => matches.has(key));
  const kindOf = (host: HostEntry): string =>
    isPlain(host) && !isMatched(host) ? JSON.stringify([`${host.ects}`, host.course.terms]) : host.key;
  const allowed = places
    .flatMap((home) =>
      hosts.map((host) => makeCandidate({ homes: [home], hosts: [host], block: home.course.electiveBlock }, stay)),
    )
    .filter((candidate) => refusalOf(candidate, stay) === null);
  const fit = [...new Set(allowed.flatMap((candidate) => candidate.hosts))];
  const kept = new Set([...groupBy(fit, kindOf).values()].flatMap((alike) => alike.slice(0, places.length)));
  return allowed.filter((candidate) => candidate.hosts.every((host) => kept.has(host)));
}
