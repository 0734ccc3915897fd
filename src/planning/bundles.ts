/** Bundles of more than one course on a side (n:1, 1:n, n:m): only those that do what no smaller bundles do. */
import type { Rational } from '../domain/index.ts';
import { type Candidate, ectsOf, makeCandidate, matchesWith } from './candidate.ts';
import { refusalOf } from './constraints/index.ts';
import { type HomeEntry, type HostEntry, type Stay, strengthOf } from './stay.ts';
import { coverageOf } from './strength.ts';

/** Host courses per home course that are tried together, by number of courses in the bundle: 66 pairs, 35 triples. */
const TRIED: Readonly<Record<number, number>> = { 1: 12, 2: 12, 3: 7 };
/** Host courses per home course tried where several home courses are replaced at once: fewer in a large period, where pairs abound. */
const triedTogether = (homes: number): number => (homes <= 15 ? 6 : homes <= 30 ? 4 : 3);
/** A further course is worth its work when it adds at least this much to the bundle's strength, or this share of the home side's topics. */
const WORTHWHILE_GAIN = 0.1;
/** The policy's bundle sizes; without a word of the policy two courses on either side. */
export const bundleSizes = ({ policy }: Stay): { readonly maxHome: number; readonly maxHost: number } =>
  policy.planning.bundle ?? { maxHome: 2, maxHost: 2 };

/** All worthwhile bundles of more than one course. `partsOf` gives the host courses that may be part of a bundle for a home course, best first. */
export function findBundles(
  homes: readonly HomeEntry[],
  partsOf: ReadonlyMap<HomeEntry, readonly HostEntry[]>,
  stay: Stay,
): Candidate[] {
  const found: Candidate[] = [];
  const consider = (group: readonly HomeEntry[], hosts: readonly HostEntry[]): void => {
    if (!mayBalance(group, hosts, stay)) return;
    const candidate = makeCandidate({ homes: group, hosts }, stay);
    if (refusalOf(candidate, stay) === null && isWorthwhile(candidate, stay)) found.push(candidate);
  };
  const { maxHome, maxHost } = bundleSizes(stay);
  for (const home of homes)
    for (let size = 2; size <= maxHost; size += 1)
      for (const hosts of subsets((partsOf.get(home) ?? []).slice(0, TRIED[size]), size)) consider([home], hosts);
  const together = triedTogether(homes.length);
  for (const group of relatedGroups(homes, partsOf, maxHome)) {
    const parts = [...new Set(group.flatMap((home) => (partsOf.get(home) ?? []).slice(0, together)))];
    for (let size = 1; size <= maxHost; size += 1) for (const hosts of subsets(parts, size)) consider(group, hosts);
  }
  return found;
}

/** Groups of two and more home courses in which each shares a possible host course with an earlier one. */
function relatedGroups(
  homes: readonly HomeEntry[],
  partsOf: ReadonlyMap<HomeEntry, readonly HostEntry[]>,
  maxHome: number,
): HomeEntry[][] {
  const together = triedTogether(homes.length);
  const tried = new Map(homes.map((home) => [home, new Set((partsOf.get(home) ?? []).slice(0, together))]));
  const related = (a: HomeEntry, b: HomeEntry): boolean =>
    [...(tried.get(a) ?? [])].some((host) => tried.get(b)?.has(host));
  let groups = homes.map((home, last) => ({ members: [home], last }));
  const all: HomeEntry[][] = [];
  for (let size = 2; size <= maxHome; size += 1) {
    groups = groups.flatMap(({ members, last }) =>
      homes.flatMap((home, index) =>
        index > last && members.some((member) => related(member, home))
          ? [{ members: [...members, home], last: index }]
          : [],
      ),
    );
    all.push(...groups.map(({ members }) => members));
  }
  return all;
}

/** A quick look at the credit share before the exact rule: most sets of courses fail here, and fractions are slow. */
function mayBalance(homes: readonly HomeEntry[], hosts: readonly HostEntry[], { policy, dropped }: Stay): boolean {
  if (dropped.has('rule-credit-share')) return true;
  const sum = (entries: readonly { readonly ects: Rational | null }[]): number =>
    entries.reduce((total, { ects }) => total + (ects?.toNumber() ?? 0), 0);
  const share = sum(hosts) / sum(homes);
  const { minCreditShare, maxCreditShare } = policy.planning;
  const slack = 1e-6;
  return share > minCreditShare.toNumber() - slack && share < maxCreditShare.toNumber() + slack;
}

/**
 * A bundle earns its size when no smaller set of its host courses may replace the same home courses nearly as well, and when
 * it does not fall apart into smaller bundles that may each be taken alone.
 */
function isWorthwhile(candidate: Candidate, stay: Stay): boolean {
  const { homes, hosts } = candidate;
  const coverage = sideCoverage(candidate);
  const addsLittle = (part: Candidate): boolean =>
    coverage - sideCoverage(part) < WORTHWHILE_GAIN && strengthOf(candidate) - strengthOf(part) < WORTHWHILE_GAIN;
  const isAllowed = (left: readonly HomeEntry[], right: readonly HostEntry[]): boolean =>
    refusalOf(makeCandidate({ homes: left, hosts: right }, stay), stay) === null;
  const smaller = properSubsets(hosts).map((part) => makeCandidate({ homes, hosts: part }, stay));
  if (smaller.some((part) => refusalOf(part, stay) === null && addsLittle(part))) return false;
  return !properSubsets(homes).some((left) =>
    properSubsets(hosts).some(
      (right) => isAllowed(left, right) && isAllowed(without(homes, left), without(hosts, right)),
    ),
  );
}

/** Coverage of the home side's topics, weighted by the home courses' ECTS. */
function sideCoverage({ homes, hosts }: Pick<Candidate, 'homes' | 'hosts'>): number {
  const total = ectsOf(homes)?.toNumber() ?? 0;
  if (total === 0) return 0;
  return homes.reduce(
    (sum, home) => sum + ((home.ects?.toNumber() ?? 0) / total) * coverageOf(matchesWith(home, hosts)),
    0,
  );
}

const without = <T>(items: readonly T[], taken: readonly T[]): T[] => items.filter((item) => !taken.includes(item));

/** All subsets of a size, in the order of the items. */
export function subsets<T>(items: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, index) => subsets(items.slice(index + 1), size - 1).map((rest) => [item, ...rest]));
}

/** All subsets but the empty and the whole one. */
const properSubsets = <T>(items: readonly T[]): T[][] =>
  Array.from({ length: Math.max(0, items.length - 1) }, (_, index) => subsets(items, index + 1)).flat();
