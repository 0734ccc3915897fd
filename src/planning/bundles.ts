/**
 * Bundles of more than one course on a side (n:1, 1:n, n:m): all that the rules allow, but for those that a plan is never better with.
 *
 * Sets of courses are grown host course by host course over plain numbers; only those that hang together, have the right size and could reach the
 * verdict asked for become candidates, which the rules judge. What the numbers leave out a rule would refuse.
 *
 * What else is left out, and why no plan is worse for it: a bundle `(H, X)` that falls apart into two allowed bundles `(H1, X1)` and `(H2, X2)` of the
 * same courses, `H = H1 + H2` and `X = X1 + X2`, that are together worth at least as much by the goals in their order and count for no more
 * uncertain bundles. In any plan with `(H, X)` put the two in its place. Every row but the one on uncertain bundles looks at the courses taken or
 * covered alone, or sums what is additive over them, so it says the same as before; the one on uncertain bundles does not grow; and the goals,
 * which are sums over bundles, do not fall: adding the same rest keeps the lexicographic order. The two may themselves fall apart further; as each
 * step makes the bundles smaller, it ends with bundles that are kept. Where any plan will do the goals say nothing, and an allowed bundle of the same
 * host courses for fewer of the home courses takes the place of the larger one too, unless a row asks for home courses that are covered.
 */
import { type Candidate, candidateKey, makeCandidate } from './candidate.ts';
import { BUNDLE_RULES, GOALS, refusalOf } from './constraints/index.ts';
import { HostSets } from './host-sets.ts';
import { type HomeEntry, type HostEntry, type HostStay, strengthOf } from './stay.ts';

/** The policy's bundle sizes; without a word of the policy two courses on either side. */
export const bundleSizes = ({
  policy,
}: Pick<HostStay, 'policy'>): { readonly maxHome: number; readonly maxHost: number } =>
  policy.planning.bundle ?? { maxHome: 2, maxHost: 2 };

/** All subsets of a size, in the order of the items. */
export function subsets<T>(items: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, index) => subsets(items.slice(index + 1), size - 1).map((rest) => [item, ...rest]));
}

/** All subsets but the empty one and the whole. */
const bundleParts = <T>(items: readonly T[]): T[][] =>
  Array.from({ length: items.length - 1 }, (_, index) => subsets(items, index + 1)).flat();

/**
 * Sets of courses that are looked at, bundles that the rules allow, and bundles that are left to choose from. Beyond them the host courses of each
 * home course are cut to the strongest, and the plan says so.
 */
const MOST_BUNDLES = { sets: 8_000_000, allowed: 200_000, kept: 60_000 };

interface FoundBundles {
  readonly bundles: readonly Candidate[];
  /** Host courses that were tried for each home course in bundles; null: all. */
  readonly tried: number | null;
}

/** Finds the bundles of more than one course for home courses. */
export class BundleSearch {
  readonly #homes: readonly HomeEntry[];
  readonly #partsOf: ReadonlyMap<HomeEntry, readonly HostEntry[]>;
  readonly #stay: HostStay;
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
    stay: HostStay,
  ) {
    this.#homes = homes;
    this.#partsOf = partsOf;
    this.#stay = stay;
    this.#singles = singles;
  }

  find(): FoundBundles {
    const longest = Math.max(0, ...[...this.#partsOf.values()].map(({ length }) => length));
    let tried = longest;
    let bundles = this.#search(tried);
    while (bundles === null) {
      tried = Math.max(2, Math.floor(tried * 0.7));
      bundles = this.#search(tried);
    }
    return { bundles, tried: tried < longest ? tried : null };
  }

  /** The bundles of the strongest host courses; null where they are too many to choose from. */
  #search(tried: number): Candidate[] | null {
    const sizes = bundleSizes(this.#stay);
    const sets = new HostSets(this.#homes, sizes, this.#stay);
    const partsOf = (home: HomeEntry): readonly HostEntry[] => (this.#partsOf.get(home) ?? []).slice(0, tried);
    const most = tried > 2 ? MOST_BUNDLES : { ...MOST_BUNDLES, sets: Number.POSITIVE_INFINITY };
    const found: Candidate[] = [];
    this.#allowed = new Map(this.#singles.map((single) => [candidateKey(single), single]));
    for (const group of sets.groups(partsOf)) {
      const limit = Math.min(most.sets, tried > 2 ? (this.#stay.mostSets ?? most.sets) : most.sets);
      const use = (hosts: HostEntry[]): void => {
        const candidate = makeCandidate({ homes: group, hosts }, this.#stay);
        if (refusalOf(candidate, this.#stay) === null) found.push(candidate);
      };
      const parts = [...new Set(group.flatMap(partsOf))];
      if (!sets.each(group, parts, { most: limit, use })) return null;
      if (tried > 2 && found.length > MOST_BUNDLES.allowed) return null;
    }
    for (const candidate of found) this.#allowed.set(candidateKey(candidate), candidate);
    const kept = found.filter((candidate) => !this.#fallsApart(candidate) && !this.#needsFewer(candidate));
    return tried > 2 && kept.length > MOST_BUNDLES.kept ? null : kept;
  }

  /** See the head of this file. */
  #fallsApart(whole: Candidate): boolean {
    const { homes, hosts } = whole;
    const { dropped, anyPlan } = this.#stay;
    if (homes.length < 2 || hosts.length < 2 || (dropped.has('rule-pins') && !anyPlan)) return false;
    const without = <T>(items: readonly T[], taken: readonly T[]): T[] => items.filter((item) => !taken.includes(item));
    return bundleParts(homes).some((left) =>
      bundleParts(hosts).some((right) => {
        const one = this.#allowed.get(candidateKey({ homes: left, hosts: right }));
        const rest = { homes: without(homes, left), hosts: without(hosts, right) };
        const other = one && this.#allowed.get(candidateKey(rest));
        return other !== undefined && this.#isNoWorse([one, other] as Candidate[], whole);
      }),
    );
  }

  /** Where any plan will do: whether its host courses may stand for fewer home courses. */
  #needsFewer({ homes, hosts, ...whole }: Candidate): boolean {
    const { anyPlan, dropped, policy } = this.#stay;
    if (!anyPlan || (policy.planning.maxDifferenceEcts && !dropped.has('rule-small-difference'))) return false;
    return bundleParts(homes).some((few) => {
      const smaller = this.#allowed.get(candidateKey({ homes: few, hosts }));
      return smaller !== undefined && this.#isNoWorse([smaller], { homes, hosts, ...whole });
    });
  }

  #isNoWorse(parts: readonly Candidate[], whole: Candidate): boolean {
    const stay = this.#stay;
    const countOf = (test: (candidate: Candidate) => boolean): number =>
      parts.filter(test).length - Number(test(whole));
    const cap = stay.policy.planning.maxUncertain;
    if (cap && countOf((candidate) => strengthOf(candidate) < cap.below) > 0) return false;
    if (stay.anyPlan) return true;
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
