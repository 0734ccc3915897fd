/** A candidate bundle: host courses that could together replace home courses. */
import { codeKey, type Match, Rational } from '../domain/index.ts';
import { compareText, type HomeEntry, type HostEntry, strengthOf } from './stay.ts';
import { combineParts, type Strength } from './strength.ts';

export interface Candidate extends Strength {
  readonly homes: readonly HomeEntry[];
  /** In the order of their codes. */
  readonly hosts: readonly HostEntry[];
  /** The matches it rests on; empty for a pin of courses that do not match. */
  readonly matches: readonly Match[];
  readonly pinned: boolean;
}

/** Makes one candidate of given courses; parts that do not match count as strength 0. */
export function makeCandidate(home: HomeEntry, hosts: readonly HostEntry[], pinned = false): Candidate {
  const ordered = [...hosts].sort((a, b) => compareText(a.key, b.key));
  const keys = new Set(ordered.map(({ key }) => key));
  const matches = home.matches.filter((match) => keys.has(codeKey(match.hostCode)));
  return { homes: [home], hosts: ordered, matches, pinned, ...combineParts(matches) };
}

const sumOrNull = (values: readonly (Rational | null)[]): Rational | null => {
  const known = values.filter((value) => value !== null);
  return known.length === values.length ? Rational.sum(known) : null;
};

/** ECTS of the host side; null when one of them is unknown. */
export const hostEctsOf = (candidate: Pick<Candidate, 'hosts'>): Rational | null =>
  sumOrNull(candidate.hosts.map(({ ects }) => ects));

/** ECTS of the home side; null when one of them is unknown. */
export const homeEctsOf = (candidate: Pick<Candidate, 'homes'>): Rational | null =>
  sumOrNull(candidate.homes.map(({ ects }) => ects));

/** `"PHYS 2"` or `"PHYS 2 + PHYS 2L"`: the host side of a candidate as people read it. */
export const hostCodes = (candidate: Pick<Candidate, 'hosts'>): string =>
  candidate.hosts.map(({ course }) => course.code).join(' + ');

const keysOf = (entries: readonly { readonly key: string }[]): string => entries.map(({ key }) => key).join(' ');

/** Strongest first; equal ones by fewer courses, then by codes: the order in which equal plans prefer them. */
export const compareCandidates = (a: Candidate, b: Candidate): number =>
  strengthOf(b) - strengthOf(a) ||
  a.hosts.length - b.hosts.length ||
  compareText(keysOf(a.hosts), keysOf(b.hosts)) ||
  compareText(keysOf(a.homes), keysOf(b.homes));
