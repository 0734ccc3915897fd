import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cosine } from '../../src/semantic/index.ts';

const vectors = (...numbers: number[][]) => numbers.map((vector) => Float32Array.from(vector));
const pair = fc.integer({ min: 1, max: 20 }).chain((length) => {
  const vector = fc.float32Array({ min: -100, max: 100, noNaN: true, minLength: length, maxLength: length });
  return fc.tuple(vector, vector);
});

describe('the cosine', () => {
  it.each([
    [[1, 0], [5, 0], 1],
    [[1, 0], [0, 2], 0],
    [[1, 1], [-3, -3], -1],
    [[3, 4], [4, 3], 0.96],
    [[0, 0], [1, 0], 0],
  ])('of %j and %j is %d', (a, b, expected) => {
    const [first = new Float32Array(), second = new Float32Array()] = vectors(a, b);
    expect(cosine(first, second)).toBeCloseTo(expected, 12);
  });

  it('is the same from both sides and lies between -1 and 1', () => {
    fc.assert(
      fc.property(pair, ([a, b]) => {
        const value = cosine(a, b);
        expect(cosine(b, a)).toBe(value);
        expect(Math.abs(value)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('of a vector with its multiples is 1 and never more', () => {
    fc.assert(
      fc.property(pair, fc.float({ min: Math.fround(0.1), max: 10, noNaN: true }), ([a], factor) => {
        fc.pre(Math.hypot(...a) > 1e-3);
        const value = cosine(
          a,
          a.map((number) => number * factor),
        );
        expect(value).toBeCloseTo(1, 5);
        expect(value).toBeLessThanOrEqual(1);
      }),
      { numRuns: 1000 },
    );
  });

  it('refuses vectors of two dimensions', () => {
    expect(() => cosine(new Float32Array(2), new Float32Array(3))).toThrow(RangeError);
  });
});
