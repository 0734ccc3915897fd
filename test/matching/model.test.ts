/** The shipped weights keep what the engine promises of them. */
import { describe, expect, it } from 'vitest';
import { FEATURES, type Model, UNMEASURED } from '../../src/matching/index.ts';
import { modelFor } from '../../src/matching/model/index.ts';

const MODELS: readonly Model[] = [
  modelFor({ across: false, described: true }),
  modelFor({ across: false, described: false }),
  modelFor({ across: true, described: false }),
  modelFor({ across: true, described: true }),
];
const PAIRS = MODELS.flatMap(({ pairs }) => Object.entries(pairs));

describe('the shipped weights', () => {
  it('weigh features that there are', () => {
    const keys = FEATURES.map(({ key }) => key).sort();
    for (const { weights, rank } of MODELS) {
      expect(Object.keys(weights).filter((key) => !keys.includes(key))).toEqual([]);
      expect(Object.keys(rank).filter((key) => !keys.includes(key))).toEqual([]);
      expect(Object.values(weights).every(({ weight, mean }) => Number.isFinite(weight) && Number.isFinite(mean))).toBe(
        true,
      );
    }
  });

  it('let rivals divide alone, decisions be without an average, and refusals lower', () => {
    for (const { rivals, weights } of MODELS) {
      expect(rivals).toBeGreaterThanOrEqual(0);
      const decided = FEATURES.filter(({ group }) => group === 'decisions').flatMap(({ key }) => weights[key] ?? []);
      expect(decided.map(({ mean }) => mean)).toEqual(decided.map(() => 0));
      expect(weights.precedentRefused?.weight).toBeLessThan(0);
      expect(weights.precedentApproved?.weight).toBeGreaterThan(0);
    }
  });

  it('suggest nothing between languages of which fewer than a hundred questions were judged', () => {
    expect(UNMEASURED.suggest).toBeNull();
    expect(PAIRS.filter(([, { judged, suggest }]) => judged < 100 && suggest !== null)).toEqual([]);
    for (const [, { suggest, review }] of PAIRS) if (suggest !== null) expect(review ?? 1).toBeLessThanOrEqual(suggest);
  });

  it('can show every measured pair of languages for review, and know the customer’s', () => {
    const measured = PAIRS.filter(([pair, { judged }]) => pair !== 'guide' && judged > 0);
    expect(measured.map(([pair]) => pair)).toEqual(
      expect.arrayContaining(['en-en described-described', 'ru-en titles-described', 'kk-en titles-described']),
    );
    expect(measured.filter(([, { review }]) => review === null).map(([pair]) => pair)).toEqual([]);
  });
});
