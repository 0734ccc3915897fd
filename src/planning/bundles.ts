/** Bundles of more than one course on a side (n:1, 1:n, n:m): only those that do what no smaller bundles do. */
import type { Rational } from '../domain/index.ts';
import { type Candidate, ectsOf, makeCandidate, matchesWith } from './candidate.ts';
import { refusalOf } from './constraints/index.ts';
import { type HomeEntry, type HostEntry, type Stay, strengthOf } from './stay.ts';
import { coverageOf } from './strength.ts';

/** The policy's bundle sizes; without a word of the policy two courses on either side. */
export const bundleSizes = ({ policy }: Stay): { readonly maxHome: number; readonly maxHost: number } =>
  policy.planning.bundle ?? { maxHome: 2, maxHost: 2 };

/** All subsets of a size, in the order of the items. */
export function subsets<T>(items: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, index) => subsets(items.slice(index + 1), size - 1).map((rest) => [item, ...rest]));
}

const SEARCH = {
  /** Host courses per home course that are tried together, by number of courses in the bundle: 66 pairs, 35 triples. */
  tried: new Map([
    [1, 12],
    [2, 12],
    [3, 7],
  ]),
  /** Host courses per home course tried where several home courses are replaced at once: fewer in a large period, where pairs abound. */
  triedTogether: (homes: number): number => (homes <= 15 ? 6 : homes <= 30 ? 4 : 3),
  /** A further course is worth its work when it adds at least this much to the bundle's strength, or this share of the home side's topics. */
  worthwhileGain: 0.1,
} as const;

/** Finds all worthwhile bundles of more than one course. */
export class BundleSearch {
  readonly #homes: readonly HomeEntry[];
  readonly #partsOf: ReadonlyMap<HomeEntry, readonly HostEntry[]>;
  readonly #stay: Stay;

  /** `partsOf` gives the host courses that may be part of a bundle for a home course, best first. */
  constructor(homes: readonly HomeEntry[], partsOf: ReadonlyMap<HomeEntry, readonly HostEntry[]>, stay: Stay) {
    this.#homes = homes;
    this.#partsOf = partsOf;
    this.#stay = stay;
  }

  find(): Candidate[] {
    const found: Candidate[] = [];
    const consider = (group: readonly HomeEntry[], hosts: readonly HostEntry[]): void => {
      if (!this.#mayBalance(group, hosts)) return;
      const candidate = makeCandidate({ homes: group, hosts }, this.#stay);
      if (refusalOf(candidate, this.#stay) === null && this.#isWorthwhile(candidate)) found.push(candidate);
    };
    const { maxHome, maxHost } = bundleSizes(this.#stay);
    for (const home of this.#homes)
      for (let size = 2; size <= maxHost; size += 1)
        for (const hosts of subsets(this.#parts(home, SEARCH.tried.get(size)), size)) consider([home], hosts);
    const together = SEARCH.triedTogether(this.#homes.length);
    for (const group of this.#relatedGroups(maxHome)) {
      const parts = [...new Set(group.flatMap((home) => this.#parts(home, together)))];
      for (let size = 1; size <= maxHost; size += 1) for (const hosts of subsets(parts, size)) consider(group, hosts);
    }
    return found;
  }

  #parts(home: HomeEntry, most: number | undefined): readonly HostEntry[] {
    return (this.#partsOf.get(home) ?? []).slice(0, most);
  }

  /** Groups of two and more home courses in which each shares a possible host course with an earlier one. */
  #relatedGroups(maxHome: number): HomeEntry[][] {
    const homes = this.#homes;
    const together = SEARCH.triedTogether(homes.length);
    const tried = new Map(homes.map((home) => [home, new Set(this.#parts(home, together))]));
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
  #mayBalance(homes: readonly HomeEntry[], hosts: readonly HostEntry[]): boolean {
    if (this.#stay.dropped.has('rule-credit-share')) return true;
    const sum = (entries: readonly { readonly ects: Rational | null }[]): number =>
      entries.reduce((total, { ects }) => total + (ects?.toNumber() ?? 0), 0);
    const share = sum(hosts) / sum(homes);
    const { minCreditShare, maxCreditShare } = this.#stay.policy.planning;
    const slack = 1e-6;
    return share > minCreditShare.toNumber() - slack && share < maxCreditShare.toNumber() + slack;
  }

  /**
   * A bundle earns its size when no smaller set of its host courses may replace the same home courses nearly as well, and when
   * it does not fall apart into smaller bundles that may each be taken alone.
   */
  #isWorthwhile(candidate: Candidate): boolean {
    const { homes, hosts } = candidate;
    const coverage = this.#sideCoverage(candidate);
    const gain = SEARCH.worthwhileGain;
    const addsLittle = (part: Candidate): boolean =>
      coverage - this.#sideCoverage(part) < gain && strengthOf(candidate) - strengthOf(part) < gain;
    const isAllowed = (left: readonly HomeEntry[], right: readonly HostEntry[]): boolean =>
      refusalOf(makeCandidate({ homes: left, hosts: right }, this.#stay), this.#stay) === null;
    const parts = <T>(items: readonly T[]): T[][] =>
      Array.from({ length: Math.max(0, items.length - 1) }, (_, index) => subsets(items, index + 1)).flat();
    const without = <T>(items: readonly T[], taken: readonly T[]): T[] => items.filter((item) => !taken.includes(item));
    const smaller = parts(hosts).map((part) => makeCandidate({ homes, hosts: part }, this.#stay));
    if (smaller.some((part) => refusalOf(part, this.#stay) === null && addsLittle(part))) return false;
    return !parts(homes).some((left) =>
      parts(hosts).some((right) => isAllowed(left, right) && isAllowed(without(homes, left), without(hosts, right))),
    );
  }

  /** Coverage of the home side's topics, weighted by the home courses' ECTS. */
  #sideCoverage({ homes, hosts }: Pick<Candidate, 'homes' | 'hosts'>): number {
    const total = ectsOf(homes)?.toNumber() ?? 0;
    if (total === 0) return 0;
    return homes.reduce(
      (sum, home) => sum + ((home.ects?.toNumber() ?? 0) / total) * coverageOf(matchesWith(home, hosts)),
      0,
    );
  }
}
