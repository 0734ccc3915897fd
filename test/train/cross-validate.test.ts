/** What is measured has seen nothing of its own fold, and figures are what they say. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FEATURES, type Model } from '../../train/engine.ts';
import {
  areaUnderCurve,
  calibrationError,
  type Judged,
  lowerBound,
  reviewedAt,
  reviewFrom,
  suggestFrom,
} from '../../train/matching/calibration.ts';
import { crossValidate, FOLDS } from '../../train/matching/cross-validate.ts';
import { foldOf } from '../../train/matching/folds.ts';
import type { Sample } from '../../train/matching/samples.ts';
import { judgeSample } from '../../train/matching/trainer.ts';

const MODEL: Model = { name: 'm', base: 0, weights: {}, rank: {}, rivals: 0, sortsByRank: true, pairs: {} };
const PAIR = 'ru-en titles-titles';
const sample = (group: string, more: Partial<Sample> = {}): Sample => {
  const { rows = [new Float64Array(FEATURES.length)] } = more;
  return {
    ...{ kind: 'graded', pair: PAIR, known: 'nothing', set: 's', text: group, group, target: '' },
    ...{ repeated: false, has: true, right: [true], grades: [3], size: 9 },
    ...more,
    ...{ rows, pairs: rows.map(() => PAIR), bars: rows.map(() => null) },
  };
};
const judged = (probability: number, right: boolean, more: Partial<Judged> = {}): Judged => ({
  ...{ probability, right, grade: right ? 3 : 0, has: right, group: `${probability}${right}` },
  ...more,
});

describe('folds', () => {
  it('judge every question once, by a model that has seen nothing of its group', () => {
    const groups = fc.array(fc.string({ minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(groups, (names) => {
        const samples = names.map((name) => sample(name));
        const outcomes = crossValidate(samples, (isOut) => {
          const out = new Set(samples.filter(isOut).map(({ group }) => group));
          expect(samples.filter((one) => !isOut(one)).some(({ group }) => out.has(group))).toBe(false);
          return MODEL;
        });
        expect(outcomes.map((one) => one.sample)).toEqual(samples);
      }),
    );
  });

  it('are the same for the same name, and all of them are used', () => {
    const folds = Array.from({ length: 200 }, (_, at) => foldOf(`course ${at}`, FOLDS));
    expect(folds).toEqual(Array.from({ length: 200 }, (_, at) => foldOf(`course ${at}`, FOLDS)));
    expect(new Set(folds).size).toBe(FOLDS);
  });
});

describe('a judged question', () => {
  it('ranks the best right candidate, and judges the best of all', () => {
    const three = sample('a', { rows: Array(3).fill(new Float64Array(FEATURES.length)), right: [false, true, true] });
    const { rank, judged: best } = judgeSample({ ...three, grades: [2, 3, 3] }, [2, 1, 0]);
    expect([rank, best.right, best.grade]).toEqual([2, false, 2]);
    expect(best.probability).toBeCloseTo(1 / (1 + Math.exp(-2)), 12);
  });

  it('whose right course is no candidate is half the rest of the catalogue further', () => {
    expect(judgeSample(sample('a', { right: [false], grades: [0] }), [1]).rank).toBe(5);
    expect(judgeSample(sample('a', { rows: [], right: [], grades: [] }), []).judged.probability).toBe(0);
  });
});

describe('measures', () => {
  it('the area under the curve counts pairs in the right order, ties half', () => {
    expect(areaUnderCurve([judged(0.9, true), judged(0.1, false)])).toBe(1);
    expect(areaUnderCurve([judged(0.1, true), judged(0.9, false)])).toBe(0);
    expect(areaUnderCurve([judged(0.5, true), judged(0.5, false)])).toBe(0.5);
  });

  it('the calibration error is the distance of what was promised and what came', () => {
    expect(calibrationError(Array.from({ length: 10 }, (_, at) => judged(0.75, at < 7)))).toBeCloseTo(0.05, 10);
    expect(calibrationError([judged(1, true), judged(0, false)])).toBe(0);
  });

  it('a bound is below the share, and nearer with more rows', () => {
    const bounds = [10, 100, 1000].map((size) => lowerBound(0.9 * size, size, 0.05));
    expect(bounds).toEqual([...bounds].sort((a, b) => a - b));
    expect(Math.max(...bounds)).toBeLessThan(0.9);
    expect(lowerBound(0, 10, 0.05)).toBe(0);
  });

  it('the shares of what is reviewed are of the rows at or above', () => {
    const rows = [
      ...[judged(0.9, true), judged(0.8, false, { grade: 2 })],
      ...[judged(0.7, false), judged(0.2, false)],
    ];
    expect(reviewedAt(rows, 0.7)).toMatchObject({ coverage: 0.75, right: 1 / 3, acceptable: 2 / 3, absurd: 1 / 3 });
  });
});

describe('thresholds', () => {
  const many = (share: number, probability: number): Judged[] =>
    Array.from({ length: 300 }, (_, at) => judged(probability, at < 300 * share, { group: `${probability} ${at}` }));

  it('are null where nothing is good enough', () => {
    expect(suggestFrom(many(0.5, 0.9), 0.92, 0.05)).toBeNull();
    expect(reviewFrom(many(0.5, 0.9))).toBeNull();
    expect(suggestFrom([judged(0.9, true)], 0.92, 0.05)).toBeNull();
  });

  it('go down as far as the bounds hold, and no further', () => {
    const rows = [...many(1, 0.95), ...many(0.2, 0.4)];
    expect(suggestFrom(rows, 0.92, 0.05)?.probability).toBeCloseTo(0.41, 10);
    expect(reviewFrom(rows)).toBeCloseTo(0.41, 10);
  });

  it('of what is worth a look go lower where too little would be shown, not below the least bounds', () => {
    const worse = (share: number, probability: number): Judged[] =>
      many(share, probability).map((one, at) => ({ ...one, grade: one.right ? 3 : at % 30 === 0 ? 0 : 2 }));
    // 60 rows that are right, 300 of which six in ten are, 840 without an equivalent.
    const none = [...many(0, 0.1), ...many(0, 0.1), ...many(0, 0.1).slice(60)];
    expect(reviewFrom([...many(1, 0.95).slice(0, 60), ...worse(0.62, 0.6), ...none])).toBeCloseTo(0.6, 10);
    expect(reviewFrom([...many(1, 0.95).slice(0, 60), ...worse(0.4, 0.6), ...none])).toBeCloseTo(0.61, 10);
  });
});
