/** A candidate bundle: host courses that could together replace home courses, or stand in a place of an elective block. */
import { codeKey, type Match, memoise, Rational } from '../domain/index.ts';
import { bundleKey, compareText, type HomeEntry, type HostEntry, type HostStay, strengthOf } from './stay.ts';
import { applyApproval, combineHomes, type Led, leadsOf, type Strength } from './strength.ts';

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

/** Makes one candidate of given courses; parts that do not match count as strength 0. */
export function makeCandidate(
  { homes, hosts, pinned = false, block = null }: Pick<Candidate, 'homes' | 'hosts'> & Partial<Candidate>,
  stay: HostStay,
): Candidate {
  const byKey = <T extends { readonly key: string }>(entries: readonly T[]): T[] =>
    [...entries].sort((a, b) => compareText(a.key, b.key));
  const sorted = byKey(hosts);
  const precedent =
    stay.precedents.length === 0
      ? null
      : decisionOn(
          homes.map(({ course }) => codeKey(course.code)),
          keysOf(hosts),
          stay,
        );
  const own = combineHomes(
    homes.map((home) => leadsFor(home, sorted)),
    hosts.length,
  );
  const strength = precedent === 'approved' ? applyApproval(own, stay.policy) : own;
  return { ...strength, homes: byKey(homes), hosts: sorted, block, pinned, precedent };
}

/** Many bundles share the same part for the same home course. */
const leads = new WeakMap<HomeEntry, Map<string, Led[]>>();

function leadsFor(home: HomeEntry, hosts: readonly HostEntry[]): Led[] {
  const known = leads.get(home) ?? new Map<string, Led[]>();
  leads.set(home, known);
  return memoise(known, keysOf(hosts).join(' + '), () => leadsOf(matchesWith(home, hosts)));
}

/** The matches of a home course with these host courses. */
const matchesWith = (home: HomeEntry, hosts: readonly HostEntry[]): Match[] =>
  hosts.flatMap(({ key }) => home.matches.get(key) ?? []);

/** What was decided before on exactly these courses, by the keys of their codes; a refusal stands above an approval. */
export function decisionOn(
  home: readonly string[],
  host: readonly string[],
  { precedents }: HostStay,
): Candidate['precedent'] {
  const key = bundleKey(home, host);
  const decisions = precedents.filter((precedent) => precedent.key === key);
  if (decisions.some(({ refused }) => refused)) return 'refused';
  return decisions.length > 0 ? 'approved' : null;
}

const keysOf = (entries: readonly { readonly key: string }[]): string[] => entries.map(({ key }) => key);

/** The same text for the same two sets of courses. */
export const candidateKey = ({ homes, hosts }: Pick<Candidate, 'homes' | 'hosts'>): string =>
  bundleKey(keysOf(homes), keysOf(hosts));

/** ECTS of one side of a candidate; null when that of one course is unknown. */
export function ectsOf(entries: readonly { readonly ects: Rational | null }[]): Rational | null {
  const known = entries.map(({ ects }) => ects).filter((ects) => ects !== null);
  return known.length === entries.length ? Rational.sum(known) : null;
}

/** The codes of one side of a candidate, as printed. */
export const codesOf = (entries: readonly { readonly course: { readonly code: string } }[]): string[] =>
  entries.map(({ course }) => course.code);

/** Matches before elective blocks, strongest first; equal ones by fewer courses, then by codes: equal plans prefer them in this order. */
export const compareCandidates = (a: Candidate, b: Candidate): number =>
  Number(a.block !== null) - Number(b.block !== null) ||
  strengthOf(b) - strengthOf(a) ||
  a.hosts.length - b.hosts.length ||
  compareText(keysOf(a.hosts).join(' '), keysOf(b.hosts).join(' ')) ||
  compareText(keysOf(a.homes).join(' '), keysOf(b.homes).join(' '));
