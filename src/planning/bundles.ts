/**
 * Bundles of more than one course on a side (n:1, 1:n, n:m): all that the rules allow, but for those that a plan is never better with.
 *
 * What is left out, and why no plan is worse for it: a bundle `(H, X)` that falls apart into two allowed bundles `(H1, X1)` and `(H2, X2)` of the
 * same courses, `H = H1 + H2` and `X = X1 + X2`, that are together worth at least as much by the goals in their order and count for no more
 * uncertain bundles. In any plan with `(H, X)` put the two in its place. Every row but the one on uncertain bundles looks at the courses taken or
 * covered alone, or sums what is additive over them, so it says the same as before; the one on uncertain bundles does not grow; and the goals,
 * which are sums over bundles, do not fall: adding the same rest keeps the lexicographic order. The two may themselves fall apart further; as each
 * step makes the bundles smaller, it ends with bundles that are kept.
 */
import type { Rational } from '../domain/index.ts';
import { type Candidate, candidateKey, makeCandidate } from './candidate.ts';
import { BUNDLE_RULES, GOALS, refusalOf } from './constraints/index.ts';
import { compareText, type HomeEntry, type HostEntry, type Stay, strengthOf } from './stay.ts';

/** The policy's bundle sizes; without a word of the policy two courses on either side. */
export const bundleSizes = ({ policy }: Pick<Stay, 'policy'>): { readonly maxHome: number; readonly maxHost: number } =>
  policy.planning.bundle ?? { maxHome: 2, maxHost: 2 };

/** All subsets of a size, in the order of the items. */
export function subsets<T>(items: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, index) => subsets(items.slice(index + 1), size - 1).map((rest) => [item, ...rest]));
}

/** Sets of courses that are looked at, bundles that the rules allow, and bundles that are left to choose from; beyond them the host courses of each home course are cut to the strongest, and the plan says so. */
const MOST = { sets: 400_000, allowed: 60_000, kept: 12_000 };
/** Where rules are left out to find a conflict: many solves, each with matches that the rules refuse. */
const MOST_WITHOUT_RULES = { sets: 4_000, allowed: 2_000, kept: 1_000 };

interface Found {
  readonly bundles: readonly Candidate[];
  /** Host courses that were tried for each home course in bundles; null: all. */
  readonly tried: number | null;
}

/** Finds the bundles of more than one course for home courses. */
export class BundleSearch {
  readonly #homes: readonly HomeEntry[];
  readonly #partsOf: ReadonlyMap<HomeEntry, readonly HostEntry[]>;
  readonly #stay: Stay;
  readonly #singles: readonly Candidate[];
  /** What the rules allow: a larger bundle is compared with those that it falls apart into. */
  #allowed = new Map<string, Candidate>();

  /** `partsOf` gives the host courses that may be part of a bundle for a home course, best first; `singles` the allowed ones of one course on each side. */
  constructor(
    homes: readonly HomeEntry[],
    {
      partsOf,
      singles,
    }: { readonly partsOf: ReadonlyMap<HomeEntry, readonly HostEntry[]>; readonly singles: readonly Candidate[] },
    stay: Stay,
  ) {
    this.#homes = homes;
    this.#partsOf = partsOf;
    this.#stay = stay;
    this.#singles = singles;
  }

  get #most(): typeof MOST {
    return this.#stay.dropped.size > 0 ? MOST_WITHOUT_RULES : MOST;
  }

  find(): Found {
    const most = Math.min(this.#stay.mostSets ?? MOST.sets, this.#most.sets);
    const longest = Math.max(0, ...[...this.#partsOf.values()].map(({ length }) => length));
    let tried = longest;
    while (tried > 2 && this.#countSets(tried, most) > most) tried -= Math.max(1, Math.floor(tried / 10));
    let bundles = this.#search(tried);
    while (bundles === null) {
      tried = Math.floor(tried * 0.7);
      bundles = this.#search(tried);
    }
    return { bundles, tried: tried < longest ? tried : null };
  }

  /** The bundles of the strongest host courses; null where they are too many to choose from. */
  #search(tried: number): Candidate[] | null {
    const { maxHost } = bundleSizes(this.#stay);
    const found: Candidate[] = [];
    this.#allowed = new Map(this.#singles.map((single) => [candidateKey(single), single]));
    for (const group of this.#groups(tried)) {
      const parts = this.#partsOfGroup(group, tried);
      for (let size = group.length === 1 ? 2 : 1; size <= maxHost; size += 1)
        for (const hosts of subsets(parts, size)) {
          const candidate = this.#consider(group, hosts);
          if (candidate) found.push(candidate);
        }
      if (tried > 2 && found.length > this.#most.allowed) return null;
    }
    const kept = found.filter((candidate) => !this.#fallsApart(candidate));
    return tried > 2 && kept.length > this.#most.kept ? null : kept;
  }

  #consider(group: readonly HomeEntry[], hosts: readonly HostEntry[]): Candidate | null {
    if (new Set(hosts.map(({ same }) => same)).size < hosts.length || !this.#mayBalance(group, hosts)) return null;
    const candidate = makeCandidate({ homes: group, hosts }, this.#stay);
    if (refusalOf(candidate, this.#stay) !== null) return null;
    this.#allowed.set(candidateKey(candidate), candidate);
    return candidate;
  }

  #partsOfGroup(group: readonly HomeEntry[], tried: number): HostEntry[] {
    return [...new Set(group.flatMap((home) => (this.#partsOf.get(home) ?? []).slice(0, tried)))];
  }

  /** Sets of home courses that hang together by possible host courses: a bundle of others is two bundles, and the rules refuse it. */
  #groups(tried: number): HomeEntry[][] {
    const homes = this.#homes.filter((home) => (this.#partsOf.get(home) ?? []).length > 0);
    const users = new Map<HostEntry, HomeEntry[]>();
    for (const home of homes)
      for (const host of this.#partsOfGroup([home], tried)) users.set(host, [...(users.get(host) ?? []), home]);
    const place = new Map(homes.map((home, index) => [home, index]));
    let groups: HomeEntry[][] = homes.map((home) => [home]);
    const all = [...groups];
    for (let size = 2; size <= bundleSizes(this.#stay).maxHome; size += 1) {
      const larger = new Map<string, HomeEntry[]>();
      for (const group of groups) {
        const near = new Set(this.#partsOfGroup(group, tried).flatMap((host) => users.get(host) ?? []));
        for (const home of near) {
          if (group.includes(home)) continue;
          const members = [...group, home].sort((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0));
          larger.set(members.map(({ key }) => key).join(' + '), members);
        }
      }
      groups = [...larger].sort(([a], [b]) => compareText(a, b)).map(([, members]) => members);
      all.push(...groups);
    }
    return all;
  }

  #countSets(tried: number, enough: number): number {
    const { maxHost } = bundleSizes(this.#stay);
    let sum = 0;
    for (const group of this.#groups(tried)) {
      const { length } = this.#partsOfGroup(group, tried);
      for (let size = 1, sets = 1; size <= maxHost; size += 1) {
        sets = (sets * (length - size + 1)) / size;
        sum += sets;
      }
      if (sum > enough) break;
    }
    return sum;
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

  /** See the head of this file. */
  #fallsApart(whole: Candidate): boolean {
    const { homes, hosts } = whole;
    if (homes.length < 2 || hosts.length < 2 || this.#stay.dropped.has('rule-pins')) return false;
    const parts = <T>(items: readonly T[]): T[][] =>
      Array.from({ length: items.length - 1 }, (_, index) => subsets(items, index + 1)).flat();
    const without = <T>(items: readonly T[], taken: readonly T[]): T[] => items.filter((item) => !taken.includes(item));
    return parts(homes).some((left) =>
      parts(hosts).some((right) => {
        const one = this.#allowed.get(candidateKey({ homes: left, hosts: right }));
        const rest = { homes: without(homes, left), hosts: without(hosts, right) };
        const other = one && this.#allowed.get(candidateKey(rest));
        return other !== undefined && this.#isNoWorse([one, other] as Candidate[], whole);
      }),
    );
  }

  #isNoWorse(parts: readonly Candidate[], whole: Candidate): boolean {
    const stay = this.#stay;
    const countOf = (test: (candidate: Candidate) => boolean): number =>
      parts.filter(test).length - Number(test(whole));
    const cap = stay.policy.planning.maxUncertain;
    if (cap && countOf((candidate) => strengthOf(candidate) < cap.below) > 0) return false;
    // A rule that was dropped to find what would have to give way is broken by as few bundles as possible.
    const broken = BUNDLE_RULES.filter(({ name }) => stay.dropped.has(name));
    if (broken.some(({ refuse }) => countOf((candidate) => refuse(candidate, stay) !== null) > 0)) return false;
    for (const goals of GOALS)
      for (const { worth } of goals) {
        const gain = parts.reduce((sum, part) => sum + worth(part, stay), 0) - worth(whole, stay);
        if (gain !== 0) return gain > 0;
      }
    return true;
  }
}
