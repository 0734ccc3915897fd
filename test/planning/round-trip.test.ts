/** A plan file that is opened again is the same plan, and is made again to the same bytes. */
import { describe, expect, it } from 'vitest';
import { planAlternativeSchema, planSchema } from '../../src/domain/index.ts';
import { buildAlternatives, buildPlan, verifyPlan } from '../../src/planning/index.ts';
import { eachTerm, makeInput } from './make-input.ts';

const input = makeInput({
  homes: [
    { code: 'A', ects: '4/3' },
    { code: 'B', component: 'elective', electiveBlock: 'Free' },
    { code: 'C', ects: 6 },
    { code: 'D' },
  ],
  hosts: [
    { code: 'W', ects: '1.5' },
    { code: 'X' },
    { code: 'Y', ects: 3, terms: ['spring'] },
    { code: 'Z', ects: 3 },
    { code: 'V', languages: ['de'] },
  ],
  scores: {
    A: { W: { score: 0.7, probability: 0.61 } },
    B: { X: { score: 0.1, probability: 0.05 } },
    C: {
      Y: { score: 0.5, probability: 0.5, shared: ['a'], missing: ['b'] },
      Z: { score: 0.4, probability: 0.45, shared: ['b'], missing: ['a'] },
    },
  },
  request: { termLimits: eachTerm(0, 20), languages: ['en'], bans: ['V'], pins: [{ home: 'A', host: 'W' }] },
});

describe('a plan file', () => {
  it('re-opens, verifies and re-solves to the same bytes', async () => {
    const made = await buildPlan(input);
    if (!made.ok) throw new Error('expected a plan');
    const bytes = JSON.stringify(made.value);
    const opened = planSchema.parse(JSON.parse(bytes));
    expect(verifyPlan(opened, input)).toEqual([]);
    expect(JSON.stringify(opened)).toBe(bytes);
    const again = await buildPlan({ ...input, request: opened.request });
    expect(again.ok && JSON.stringify(again.value)).toBe(bytes);
  });

  it('alternatives survive the same way', async () => {
    const made = await buildAlternatives(input, { count: 2, minDifference: 1 });
    if (!made.ok) throw new Error('expected plans');
    for (const alternative of made.value) {
      const bytes = JSON.stringify(alternative);
      expect(JSON.stringify(planAlternativeSchema.parse(JSON.parse(bytes)))).toBe(bytes);
    }
  });
});
