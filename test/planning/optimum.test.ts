/** Against trying everything, on generated small instances; `npm run bench:proof` tries a thousand. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildPlan, type PlanInput } from '../../src/planning/index.ts';
import { checkAgainstTrying } from './check-by-trying.ts';
import { inputArbitrary } from './random-input.ts';

describe('buildPlan', () => {
  it('is as good as the best plan found by trying everything, keeps every rule, finds none only where there is none, and names the fewest rules in conflict', async () => {
    await fc.assert(
      fc.asyncProperty(inputArbitrary, async (input) => {
        expect(await checkAgainstTrying(input)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('gives the same bytes for the same input, in whatever order its courses and matches come', async () => {
    await fc.assert(
      fc.asyncProperty(inputArbitrary, async (input) => {
        const shuffled: PlanInput = {
          ...input,
          host: { ...input.host, courses: [...input.host.courses].reverse() },
          matches: [...input.matches].reverse().map((found) => ({ ...found, matches: [...found.matches].reverse() })),
        };
        expect(JSON.stringify(await buildPlan(shuffled))).toBe(JSON.stringify(await buildPlan(input)));
      }),
      { numRuns: 40 },
    );
  });
});
