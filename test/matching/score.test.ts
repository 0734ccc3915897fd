/** What candidates are sorted by: their rank alone, or how sure each is. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FEATURES, type Model, UNMEASURED } from '../../src/matching/index.ts';
import { scoreAll } from '../../src/matching/score.ts';

const [FIRST, SECOND] = FEATURES;
const row = (first: number, second: number): Float64Array =>
  Float64Array.from(FEATURES, (feature) => (feature === FIRST ? first : feature === SECOND ? second : 0));

/** The rank asks for the first feature; what tells that a leader is right, for the second as well. */
const model = (sortsByRank: boolean): Model => ({
  ...{ name: 'test', base: -1, rivals: 0.5, sortsByRank, pairs: {} },
  rank: { [FIRST?.key ?? '']: 1 },
  weights: { [FIRST?.key ?? '']: { weight: 1, mean: 0 }, [SECOND?.key ?? '']: { weight: 3, mean: 0 } },
});
const scoresOf = (sortsByRank: boolean, rows: readonly Float64Array[]): number[] =>
  scoreAll(
    model(sortsByRank),
    rows.map((values) => ({ values, bar: null })),
    UNMEASURED,
  ).map(({ score }) => score);
const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 })), {
  ...{ minLength: 1, maxLength: 8 },
});

describe('candidates', () => {
  it('sorted by rank stand no higher than who is above them by rank; sorted by score, as sure as each is', () => {
    const [ahead, behind] = [row(2, 0), row(1, 4)];
    const [first = 0, second = 0] = scoresOf(true, [ahead, behind]);
    expect(second).toBeCloseTo(first, 6);
    expect(second).toBeLessThan(first);
    const [other = 0, surer = 0] = scoresOf(false, [ahead, behind]);
    expect(other).toBeCloseTo(first, 9);
    // 1 + 3 * 4 against 2, and half of what the rank divides more from it: ln(e^2 / e^1) / 2.
    expect(surer - other).toBeCloseTo(13 - 2 - 0.5, 9);
  });

  it('never get more from being sorted by rank, whoever stands beside them', () => {
    fc.assert(
      fc.property(rows, (some) => {
        const values = some.map(([first, second]) => row(first, second));
        const sorted = scoresOf(true, values);
        scoresOf(false, values).forEach((score, at) => {
          expect(sorted[at]).toBeLessThanOrEqual(score);
        });
        const byRank = [...some.keys()].sort((a, b) => (some[b]?.[0] ?? 0) - (some[a]?.[0] ?? 0) || a - b);
        byRank.slice(1).forEach((at, place) => {
          expect(sorted[at]).toBeLessThanOrEqual(sorted[byRank[place] ?? 0] ?? Number.NaN);
        });
      }),
    );
  });
});
