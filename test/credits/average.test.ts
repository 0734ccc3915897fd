import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gpa } from '../../src/credits/index.ts';
import { Rational } from '../../src/domain/index.ts';
import { policy, said } from './rules.ts';

const row = (points: string | null, credits: number, failed = false) => ({
  title: 'x',
  points: points === null ? null : Rational.from(points),
  credits: Rational.of(credits),
  failed,
});
const rule = { ...policy(), gpa: { ...policy().gpa, digits: 3 } };
const average = (...rows: ReturnType<typeof row>[]) => gpa(rows, rule).value?.toString() ?? null;

describe('GPA', () => {
  it('is the sum of points times credits over the credits, a fail in the denominator', () => {
    expect(average(row('4', 3), row('3', 2), row('0', 3, true))).toBe('2.25');
    expect(average(row('4', 10), row('2', 1), row('2', 0))).toBe('3.818');
  });

  it('leaves out a pass without a grade', () => {
    expect(average(row('4', 3), row(null, 3))).toBe('4');
  });

  it('is nothing, not zero, when nothing counts', () => {
    expect(average()).toBeNull();
    expect(average(row(null, 5))).toBeNull();
  });

  it('leaves fails out where the policy says so', () => {
    const lenient = { ...rule, gpa: { ...rule.gpa, failedCount: false } };
    expect(gpa([row('4', 3), row('0', 3, true)], lenient).value?.toString()).toBe('4');
  });

  it('shows its sum', () => {
    expect(said(gpa([row('4', 3), row('3', 2)], rule).derivation[0]?.reason)).toBe(
      '(4 × 3 + 3 × 2) / 5 = 3.6, rounded half-up to 3.6',
    );
  });

  it('lies between the lowest and the highest points and does not depend on the order', () => {
    const rows = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 30 })).map(([points, credits]) => ({
        ...row('0', credits),
        points: Rational.of(points, 100),
      })),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(rows, (any) => {
        const { value } = gpa(any, rule);
        expect(gpa([...any].reverse(), rule).value?.toString()).toBe(value?.toString());
        const points = any.map((one) => one.points.toNumber());
        expect(value?.toNumber()).toBeGreaterThanOrEqual(Math.min(...points) - 0.0005);
        expect(value?.toNumber()).toBeLessThanOrEqual(Math.max(...points) + 0.0005);
      }),
    );
  });
});
