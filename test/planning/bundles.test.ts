/** Which bundles are looked at, and what is said where there are too many. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BundleSearch, bundleSizes, subsets } from '../../src/planning/bundles.ts';
import { codesOf, makeCandidate } from '../../src/planning/candidate.ts';
import { singlesOf } from '../../src/planning/candidates.ts';
import { refusalOf } from '../../src/planning/constraints/index.ts';
import { HostSets } from '../../src/planning/host-sets.ts';
import { buildPlan } from '../../src/planning/index.ts';
import { type HostEntry, type HostStay, indexStay } from '../../src/planning/stay.ts';
import { type InputDraft, makeInput, pairs } from './make-input.ts';
import { inputArbitrary } from './random-input.ts';

/** Every home course matches every host course; words differ, so that courses add to one another. */
function dense(homes: number, hosts: number) {
  const words = Array.from({ length: 7 }, (_, at) => `word ${at}`);
  const rows = Array.from({ length: homes }, (_, i) => {
    const cells = Array.from({ length: hosts }, (_, j) => {
      const shared = words.filter((_, at) => (i * 3 + j * 5 + at * at) % 4 < 2);
      const missing = words.filter((word) => !shared.includes(word));
      return [`X${j}`, { score: 0.4 + ((i * 7 + j * 11) % 50) / 100, shared, missing }] as const;
    });
    return [`A${i}`, Object.fromEntries(cells)] as const;
  });
  return {
    homes: rows.map(([code]) => ({ code })),
    hosts: Array.from({ length: hosts }, (_, j) => ({ code: `X${j}`, ects: 4 + (j % 3) })),
    scores: Object.fromEntries(rows),
    request: { maxEcts: 20 },
  } satisfies InputDraft;
}

/** For each group of home courses: the sets of host courses that are looked at, and those that the rules allow. */
function setsOf(stay: HostStay) {
  const [homes, hosts, sizes] = [[...stay.homes.values()], [...stay.hosts.values()], bundleSizes(stay)];
  const upTo = (most: number): number[] => Array.from({ length: most }, (_, at) => at + 1);
  const sets = new HostSets(homes, sizes, stay);
  return upTo(sizes.maxHome)
    .flatMap((size) => subsets(homes, size))
    .map((group) => {
      const looked: string[] = [];
      const use = (set: readonly HostEntry[]): void => void looked.push(codesOf(set).join());
      sets.each(group, hosts, { most: Number.POSITIVE_INFINITY, use });
      const several = upTo(sizes.maxHost).flatMap((size) => (size + group.length > 2 ? subsets(hosts, size) : []));
      const allowed = several.filter(
        (set) => refusalOf(makeCandidate({ homes: group, hosts: set }, stay), stay) === null,
      );
      return { group, looked, allowed: allowed.map((set) => codesOf(set).join()) };
    });
}

function search(draft: InputDraft, mostSets = 400_000) {
  const stay = indexStay({ ...makeInput(draft), mostSets });
  const homes = [...stay.homes.values()];
  const singles = homes.flatMap((home) => singlesOf(home, stay)).filter((one) => refusalOf(one, stay) === null);
  const partsOf = new Map(homes.map((home) => [home, singlesOf(home, stay).flatMap(({ hosts }) => hosts)]));
  return new BundleSearch(homes, { partsOf, singles }, stay).find();
}

describe('the search of bundles', () => {
  it('leaves out by numbers only what a rule would refuse', () => {
    fc.assert(
      fc.property(inputArbitrary, (input) => {
        const stay = indexStay(input);
        for (const { group, looked, allowed } of setsOf(stay))
          expect(looked, codesOf(group).join()).toEqual(expect.arrayContaining(allowed));
      }),
      { numRuns: 200 },
    );
  });

  it('leaves out none but those that fall apart into bundles that are together no worse', () => {
    const sizesOf = (draft: InputDraft): Set<string> =>
      new Set(search(draft).bundles.map(({ homes, hosts }) => `${homes.length}:${hosts.length}`));
    const draft = dense(3, 4);
    expect(search(draft).tried).toBeNull();
    expect(sizesOf(draft)).toEqual(new Set(['1:2', '2:2']));
    // Where no course adds a topic to another, two for two are never better than one for one, twice.
    const bare = Object.entries(draft.scores).map(([code, row]) => [
      code,
      Object.fromEntries(Object.entries(row).map(([host, { score }]) => [host, { score }])),
    ]);
    expect(sizesOf({ ...draft, scores: Object.fromEntries(bare) })).toEqual(new Set(['1:2']));
  });

  it('finds home courses that hang together only by a third', () => {
    const draft: InputDraft = {
      homes: ['A', 'B', 'C'].map((code) => ({ code, ects: 4 })),
      hosts: [
        { code: 'X', ects: 6 },
        { code: 'Y', ects: 6 },
      ],
      scores: { A: { X: 0.9 }, B: { Y: 0.9 }, C: { X: 0.8, Y: 0.8 } },
      planning: { bundle: { maxHome: 3, maxHost: 2 }, maxCreditShare: '1.2' },
    };
    expect(search(draft).bundles.map(({ homes }) => homes.length)).toContain(3);
  });

  it('cuts to the strongest where there are too many, and says how many were tried', () => {
    const { tried, bundles } = search(dense(6, 12), 500);
    expect(tried).toBeLessThan(12);
    expect(bundles.length).toBeGreaterThan(0);
  });
});

describe('a plan of too many possible bundles', () => {
  it('is the best among those that were looked at, with a bound, and says so', async () => {
    const result = await buildPlan({ ...makeInput(dense(6, 12)), mostSets: 500 });
    if (!result.ok) throw new Error('expected a plan');
    const { status, gap } = result.value.solver;
    expect(status).toBe('best-among');
    expect(gap).toBeGreaterThan(0);
    expect(result.problems.map(({ reason }) => reason?.code)).toContain('best-among');
    expect(pairs(result.value).length).toBeGreaterThan(1);
  });

  it('has a conflict of rules that says what was looked at', async () => {
    const draft = { ...dense(6, 12), request: { minEcts: 50, maxEcts: 60 }, planning: { maxCreditShare: '1' } };
    const whole = await buildPlan(makeInput(draft));
    const cut = await buildPlan({ ...makeInput(draft), mostSets: 100 });
    const remarks = (result: typeof cut) =>
      result.problems.filter(({ severity }) => severity === 'warning').map(({ reason }) => reason.code);
    expect([whole.ok, remarks(whole)]).toEqual([false, []]);
    expect([cut.ok, remarks(cut)]).toEqual([false, ['best-among']]);
  });
});
