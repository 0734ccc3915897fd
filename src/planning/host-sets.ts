/** Sets of courses that may be one bundle, by numbers alone: most fail here, before anything is made of them. */
import { type HomeEntry, type HostEntry, type HostStay, isLinked, minVerdict, verdictRank } from './stay.ts';

/** How a host course stands to a home course, as bits: strong enough to hang together, safe enough to lead. */
const BIT = { linked: 1, safe: 2 } as const;
/** Room for rounding: the exact rule comes after. */
const SLACK = 1e-6;

interface HostPart {
  readonly host: HostEntry;
  readonly ects: number;
  /** A bit for each home course of the group. */
  readonly linked: number;
  readonly safe: number;
}

/** Grows sets of home and of host courses that hang together and keep the share of credits. */
export class HostSets {
  /** Sets that were looked at. */
  looked = 0;
  readonly #stay: HostStay;
  readonly #sizes: { readonly maxHome: number; readonly maxHost: number };
  readonly #standing: ReadonlyMap<HomeEntry, ReadonlyMap<HostEntry, number>>;

  constructor(
    homes: readonly HomeEntry[],
    sizes: { readonly maxHome: number; readonly maxHost: number },
    stay: HostStay,
  ) {
    this.#stay = stay;
    this.#sizes = sizes;
    const least = verdictRank(minVerdict(stay));
    const standingOf = (home: HomeEntry): Map<HostEntry, number> =>
      new Map(
        [...home.matches].flatMap(([key, { verdict }]) => {
          const host = stay.hosts.get(key);
          if (!host) return [];
          const linked = isLinked(home, host, stay) ? BIT.linked : 0;
          const safe = stay.dropped.has('rule-safe-match') || verdictRank(verdict) >= least ? BIT.safe : 0;
          return [[host, linked | safe] as const];
        }),
      );
    this.#standing = new Map(homes.map((home) => [home, standingOf(home)]));
  }

  /** Sets of home courses, in their order, of which each further one shares a host course with those before it. */
  groups(partsOf: (home: HomeEntry) => readonly HostEntry[]): HomeEntry[][] {
    const homes = [...this.#standing.keys()].filter((home) => partsOf(home).length > 0);
    const place = new Map(homes.map((home, index) => [home, index]));
    const partners = this.#partners(homes, partsOf);
    let groups: HomeEntry[][] = homes.map((home) => [home]);
    const all = [...groups];
    for (let size = 2; size <= this.#sizes.maxHome; size += 1) {
      const larger = new Map<string, HomeEntry[]>();
      for (const group of groups)
        for (const home of new Set(group.flatMap((member) => [...(partners.get(member) ?? [])]))) {
          if (group.includes(home)) continue;
          const members = [...group, home].sort((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0));
          larger.set(members.map((member) => place.get(member)).join(), members);
        }
      groups = [...larger.values()];
      all.push(...groups);
    }
    return all;
  }

  #partners(
    homes: readonly HomeEntry[],
    partsOf: (home: HomeEntry) => readonly HostEntry[],
  ): Map<HomeEntry, Set<HomeEntry>> {
    const parts = new Set(homes.flatMap(partsOf));
    const users = new Map<HostEntry, HomeEntry[]>();
    for (const home of homes)
      for (const [host, bits] of this.#standing.get(home) ?? [])
        if ((bits & BIT.linked) !== 0 && parts.has(host)) {
          const known = users.get(host);
          if (known) known.push(home);
          else users.set(host, [home]);
        }
    const partners = new Map(homes.map((home) => [home, new Set<HomeEntry>()]));
    for (const together of users.values())
      for (const home of together) for (const other of together) partners.get(home)?.add(other);
    return partners;
  }

  /** Every set of `hosts` that could be a bundle with the group; false when more than `most` sets were looked at in all. */
  each(
    group: readonly HomeEntry[],
    hosts: readonly HostEntry[],
    { most, use }: { readonly most: number; readonly use: (hosts: HostEntry[]) => void },
  ): boolean {
    const parts = hosts.flatMap((host) => this.#partFor(group, host));
    const { minCreditShare, maxCreditShare } = this.#stay.policy.planning;
    const home = group.reduce((sum, { ects }) => sum + (ects?.toNumber() ?? 0), 0);
    const isFree = this.#stay.dropped.has('rule-credit-share');
    const [low, high] = isFree
      ? [0, Number.POSITIVE_INFINITY]
      : [home * minCreditShare.toNumber() - SLACK, home * maxCreditShare.toNumber() + SLACK];
    const least = group.length === 1 ? 2 : 1;
    const all = (1 << group.length) - 1;
    const mustBeSafe = !this.#stay.dropped.has('rule-safe-match');
    const chosen: HostPart[] = [];
    const grow = (start: number, sum: number): boolean => {
      for (let at = start; at < parts.length; at += 1) {
        const part = parts[at] as HostPart;
        const ects = sum + part.ects;
        if (ects > high) continue;
        this.looked += 1;
        if (this.looked > most) return false;
        if (chosen.some(({ host: { same } }) => same === part.host.same)) continue;
        chosen.push(part);
        if (
          chosen.length >= least &&
          ects >= low &&
          hangsTogether(chosen, all) &&
          (!mustBeSafe || isLed(chosen, group.length))
        )
          use(chosen.map(({ host }) => host));
        if (chosen.length < this.#sizes.maxHost && !grow(at + 1, ects)) return false;
        chosen.pop();
      }
      return true;
    };
    return grow(0, 0);
  }

  /** None for a course that hangs together with no course of the group: it is part of no bundle with it. */
  #partFor(group: readonly HomeEntry[], host: HostEntry): HostPart[] {
    let [linked, safe] = [0, 0];
    group.forEach((home, at) => {
      const bits = this.#standing.get(home)?.get(host) ?? 0;
      if ((bits & BIT.linked) !== 0) linked |= 1 << at;
      if ((bits & BIT.safe) !== 0) safe |= 1 << at;
    });
    return linked === 0 || host.ects === null ? [] : [{ host, ects: host.ects.toNumber(), linked, safe }];
  }
}

/** Whether the links join all home courses and all parts. */
function hangsTogether(parts: readonly HostPart[], all: number): boolean {
  let reached = parts[0]?.linked ?? 0;
  for (let before = 0; before !== reached; ) {
    before = reached;
    for (const { linked } of parts) if ((linked & reached) !== 0) reached |= linked;
  }
  return reached === all && parts.every(({ linked }) => (linked & reached) !== 0);
}

/** Whether each home course can be led by a part that is safe for it, no part leading more than its share (see `combineHomes`). */
function isLed(parts: readonly HostPart[], homes: number): boolean {
  const most = Math.ceil(homes / parts.length);
  const led = parts.map(() => 0);
  const lead = (home: number): boolean => {
    if (home === homes) return true;
    return parts.some(({ safe }, at) => {
      if ((safe & (1 << home)) === 0 || (led[at] ?? 0) >= most) return false;
      led[at] = (led[at] ?? 0) + 1;
      if (lead(home + 1)) return true;
      led[at] = (led[at] ?? 0) - 1;
      return false;
    });
  };
  return lead(0);
}
