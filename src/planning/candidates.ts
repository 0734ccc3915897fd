/** All candidate bundles of a stay: what could replace home courses, before the rules of the whole plan choose among them. */
import { codeKey } from '../domain/index.ts';
import { BundleSearch } from './bundles.ts';
import { type Candidate, candidateKey, compareCandidates, makeCandidate } from './candidate.ts';
import { refusalOf } from './constraints/index.ts';
import { compareText, type HomeEntry, type Stay } from './stay.ts';

/** Every single host course that a match names for this home course, refused ones too, strongest first. */
export const singlesOf = (home: HomeEntry, stay: Stay): Candidate[] =>
  [...home.matches.keys()].flatMap((key) => {
    const host = stay.hosts.get(key);
    return host ? [makeCandidate({ homes: [home], hosts: [host] }, stay)] : [];
  });

/**
 * Pinned bundles, and for the other home courses every one that no rule on a bundle refuses, strongest first. The order does
 * not depend on the order of the input, so neither does the solver's answer.
 */
export function collectCandidates(stay: Stay, pinned: readonly Candidate[]): Candidate[] {
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
  const keysOf = (candidate: Candidate): string => candidate.homes.map(({ key }) => key).join(' ');
  const open = [
    ...all.filter((candidate) => refusalOf(candidate, stay) === null),
    ...new BundleSearch(homes, parts, stay).find(),
    ...approvedBefore(homes, stay),
    ...homes.flatMap((home) => blockCandidates(home, all, stay)),
  ].sort((a, b) => compareText(keysOf(a), keysOf(b)) || compareCandidates(a, b));
  const distinct = new Map<string, Candidate>();
  for (const candidate of open) {
    const key = `${candidate.block !== null} ${candidateKey(candidate)}`;
    if (!distinct.has(key)) distinct.set(key, candidate);
  }
  return [...[...pinned].sort(compareCandidates), ...distinct.values()];
}

/** Bundles that were approved before, of whatever size, when all their courses are at hand. */
function approvedBefore(homes: readonly HomeEntry[], stay: Stay): Candidate[] {
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
 * Host courses of the right size that could stand in an elective course's block although their content does not match it: those
 * nearest to it, then those that some other course of the period matches, so that an elective without a match can be filled too.
 */
function blockCandidates(home: HomeEntry, singles: readonly Candidate[], stay: Stay): Candidate[] {
  const block = home.course.electiveBlock;
  if (block === null) return [];
  const near = new Set([...singles].sort(compareCandidates).flatMap(({ hosts }) => hosts));
  return [...near]
    .map((host) => makeCandidate({ homes: [home], hosts: [host], block }, stay))
    .filter((candidate) => refusalOf(candidate, stay) === null)
    .sort(compareCandidates)
    .slice(0, 15); // tried for one place
}
