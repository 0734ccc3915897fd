/** Bodies are counted over their bytes before anything is made of them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shapeOf } from '../../src/api/body.ts';

const ANY = { depth: 1000, values: 1e9, items: 1e9 };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Objects, lists and the commas between members, counted on the value itself. */
function counted(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const members = Object.values(value);
  return 1 + Math.max(0, members.length - 1) + members.reduce((sum: number, one) => sum + counted(one), 0);
}

function deepest(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(deepest));
}

const longest = (value: unknown): number =>
  typeof value !== 'object' || value === null
    ? 0
    : Math.max(Object.values(value).length, ...Object.values(value).map(longest));

describe('the shape of a body', () => {
  it('is that of the value, whatever stands in its texts', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(0, 2), (value, indent) => {
        const json = bytes(JSON.stringify(value, null, indent));
        expect(shapeOf(json, ANY)).toBe(counted(value));
        const [depth, items] = [deepest(value), longest(value)];
        expect(shapeOf(json, { ...ANY, depth, items: items + 1 })).toBe(counted(value));
        if (depth > 0) expect(shapeOf(json, { ...ANY, depth: depth - 1 })).toBe('too-deep');
        if (items > 1) expect(shapeOf(json, { ...ANY, items: items - 1 })).toBe('too-long');
      }),
    );
  });

  it.each([
    ['a text full of brackets', '"[[[[{{{{,,,,"', 0],
    ['an escaped quote before brackets', '"\\"[[[["', 0],
    ['a backslash before the end', '["\\\\",[]]', 3],
    ['a text without an end', '"[[[[', 0],
    ['nothing', '', 0],
    ['closing brackets alone', ']]]]}}', 0],
  ])('of %s', (_, json, count) => {
    expect(shapeOf(bytes(json), ANY)).toBe(count);
  });

  it('of sixteen megabytes of brackets is known at once', () => {
    const json = new Uint8Array(16 * 1024 ** 2).fill(0x5b);
    expect(shapeOf(json, { depth: 32, values: 300_000, items: 10_000 })).toBe('too-deep');
  });

  it('of a million empty objects ends at the longest list that is taken', () => {
    const json = bytes(`[${'{},'.repeat(1e6)}{}]`);
    expect(shapeOf(json, { depth: 32, values: 1e9, items: 10_000 })).toBe('too-long');
    expect(shapeOf(json, { depth: 32, values: 300_000, items: 1e9 })).toBe('too-many');
  });
});
