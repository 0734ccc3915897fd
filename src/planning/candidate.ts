/** A candidate bundle: host courses that could together replace home courses, or stand in a place of an elective block. */
import { codeKey, type Match, Rational } from '../domain/index.ts';
import { bundleKey, compareText, type HomeEntry, type HostEntry, type Stay, strengthOf } from './stay.ts';
import { applyApproval, combineHomes, combineParts, type Strength } from './strength.ts';

/** How a policy that does not say trusts an earlier approval of exactly these courses. */
const PRECEDENT_PROBABILITY = 0.95;

export interface Candidate extends Strength {
  /** The home courses replaced, in the order of their codes; the place taken when `block` is set. */
  readonly homes: readonly HomeEntry[];
  /** In the order of their codes. */
  readonly hosts: readonly HostEntry[];
  /** Name of the elective block in which the host course stands, without replacing the content of the home course. */
  readonly block: string | null;
  readonly pinned: boolean;
  /** What was decided about exactly these courses before. */
  readonly precedent: 'approved' | 'refused' | null;
}

const byKey = <T extends { readonly key: string }>(entries: readonly T[]): T[] =>
  [...entries].sort((a, b) => compareText(a.key, b.key));

export interface CandidateParts {
  readonly homes: readonly HomeEntry[];
  readonly hosts: readonly HostEntry[];
  readonly pinned?: boolean;
  readonly block?: string | null;
}

/** Makes one candidate of given courses; parts that do not match count as strength 0. */
export function makeCandidate({ homes, hosts, pinned = false, block = null }: CandidateParts, stay: Stay): Candidate {
  const precedent = decisionOn(homes, hosts, stay);
  const own = combineHomes(homes.map((home) => combineParts(matchesWith(home, hosts))));
  const trusted = stay.policy.planning.precedentProbability ?? PRECEDENT_PROBABILITY;
  const strength = precedent === 'approved' ? applyApproval(own, trusted) : own;
  return { ...strength, homes: byKey(homes), hosts: byKey(hosts), block, pinned, precedent };
}

/** The matches of a home course with these host courses. */
export const matchesWith = (home: HomeEntry, hosts: readonly HostEntry[]): Match[] =>
  hosts.flatMap(({ key }) => home.matches.get(key) ?? []);

function decisionOn(
  homes: readonly HomeEntry[],
  hosts: readonly HostEntry[],
  { precedents }: Stay,
): Candidate['precedent'] {
  if (precedents.length === 0) return null;
  const key = bundleKey(
    homes.map(({ course }) => codeKey(course.code)),
    hosts.map(({ key: hostKey }) => hostKey),
  );
  const decisions = precedents.filter((precedent) => precedent.key === key).map(({ decision }) => decision);
  if (decisions.includes('refused')) return 'refused';
  return decisions.length > 0 ? 'approved' : null;
}

/** The same text for the same two sets of courses. */
export const keyOf = ({ homes, hosts }: Pick<Candidate, 'homes' | 'hosts'>): string =>
  bundleKey(
    homes.map(({ key }) => key),
    hosts.map(({ key }) => key),
  );

const sumOrNull = (entries: readonly { readonly ects: Rational | null }[]): Rational | null => {
  const known = entries.map(({ ects }) => ects).filter((ects) => ects !== null);
  return known.length === entries.length ? Rational.sum(known) : null;
};

/** ECTS of the host side; null when one of them is unknown. */
export const hostEctsOf = ({ hosts }: Pick<Candidate, 'hosts'>): Rational | null => sumOrNull(hosts);

/** ECTS of the home side; null when one of them is unknown. */
export const homeEctsOf = ({ homes }: Pick<Candidate, 'homes'>): Rational | null => sumOrNull(homes);

const codesOf = (entries: readonly { readonly course: { readonly code: string } }[]): string =>
  entries.map(({ course }) => course.code).join(' + ');

/** `"PHYS 2"` or `"PHYS 2 + PHYS 2L"`: the host side of a candidate as people read it. */
export const hostCodes = ({ hosts }: Pick<Candidate, 'hosts'>): string => codesOf(hosts);

/** The home side of a candidate as people read it. */
export const homeCodes = ({ homes }: Pick<Candidate, 'homes'>): string => codesOf(homes);

const keysOf = (entries: readonly { readonly key: string }[]): string => entries.map(({ key }) => key).join(' ');

/** Matches before elective blocks, strongest first; equal ones by fewer courses, then by codes: equal plans prefer them in this order. */
export const compareCandidates = (a: Candidate, b: Candidate): number =>
  Number(a.block !== null) - Number(b.block !== null) ||
  strengthOf(b) - strengthOf(a) ||
  a.hosts.length - b.hosts.length ||
  compareText(keysOf(a.hosts), keysOf(b.hosts)) ||
  compareText(keysOf(a.homes), keysOf(b.homes));
