import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeKey, type Plan } from '../../src/domain/index.ts';
import { buildAlternatives, buildPlan, verifyPlan } from '../../src/planning/index.ts';
import { TEXTS } from '../installed.ts';
import { makeInput, pairs } from './make-input.ts';

/** Two home courses with three matches each, a little weaker one after the other. */
const input = makeInput({
  homes: [{ code: 'A', component: 'compulsory' }, { code: 'B' }],
  hosts: [{ code: 'U' }, { code: 'V' }, { code: 'W' }, { code: 'X' }, { code: 'Y' }, { code: 'Z', ects: 4 }],
  scores: { A: { U: 0.9, V: 0.8, W: 0.7 }, B: { X: 0.9, Y: 0.8, Z: 0.7 } },
});

async function alternativesOf(count: number, minDifference?: number) {
  const result = await buildAlternatives(input, { count, ...(minDifference !== undefined && { minDifference }) });
  if (!result.ok) throw new Error('expected plans');
  return result.value;
}

const hosts = (plan: Plan): Set<string> =>
  new Set(plan.bundles.flatMap(({ host }) => host.map(({ code }) => codeKey(code))));

describe('buildAlternatives', () => {
  it('begins with the best plan and goes on with the next best that share no course, each with what it trades', async () => {
    const alternatives = await alternativesOf(3);
    expect(alternatives.map(({ plan }) => pairs(plan))).toEqual([
      ['A=U', 'B=X'],
      ['A=V', 'B=Y'],
      ['A=W', 'B=Z'],
    ]);
    expect(alternatives.map(({ trade }) => TEXTS.say(trade, 'en'))).toEqual([
      'the best plan',
      'against the best plan: −1 ECTS expected to be recognised',
      'against the best plan: −2 ECTS expected to be recognised; −1 host ECTS',
    ]);
    expect(alternatives[1]).toMatchObject({
      added: ['V', 'Y'],
      dropped: ['U', 'X'],
      figures: { owedCovered: 1, courses: 2 },
    });
  });

  it('with a difference of one course exchanges the cheaper one first', async () => {
    const [, second, third] = await alternativesOf(3, 1);
    expect(pairs(second?.plan ?? { bundles: [] })).toEqual(['A=U', 'B=Y']);
    expect(pairs(third?.plan ?? { bundles: [] })).toEqual(['A=V', 'B=X']); // the compulsory course weighs double
    if (!second) throw new Error('expected a second plan');
    expect(TEXTS.say(second.trade, 'en')).toBe('against the best plan: −0.5 ECTS expected to be recognised');
    expect(TEXTS.say(second.trade, 'ru')).toContain('−0,5');
    expect(TEXTS.say(second.trade, 'kk')).toContain('−0,5 ECTS');
  });

  it('ends when there are no more', async () => {
    expect((await alternativesOf(50)).length).toBeLessThan(50);
  });

  it('gives the same first plan as buildPlan, sound plans, falling worth and the difference asked for', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 30, max: 99 }), { minLength: 12, maxLength: 12 }),
        fc.integer({ min: 1, max: 3 }),
        async (drawn, difference) => {
          const codes = ['U', 'V', 'W', 'X'];
          const row = (at: number) =>
            Object.fromEntries(codes.map((code, index) => [code, (drawn[at * 4 + index] ?? 0) / 100]));
          const generated = makeInput({
            homes: [{ code: 'A' }, { code: 'B' }, { code: 'C' }],
            hosts: codes.map((code) => ({ code })),
            scores: { A: row(0), B: row(1), C: row(2) },
          });
          const best = await buildPlan(generated);
          const result = await buildAlternatives(generated, { count: 3, minDifference: difference });
          if (!best.ok || !result.ok) throw new Error('expected plans');
          const plans = result.value.map(({ plan }) => plan);
          expect(plans[0]).toEqual(best.value);
          plans.forEach((plan, index) => {
            expect(verifyPlan(plan, generated)).toEqual([]);
            for (const better of plans.slice(0, index)) {
              expect(better.solver.objective).toBeGreaterThanOrEqual(plan.solver.objective);
              expect([...hosts(better)].filter((key) => !hosts(plan).has(key)).length).toBeGreaterThanOrEqual(
                difference,
              );
            }
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('fails with the conflict when there is no plan at all', async () => {
    const result = await buildAlternatives(
      { ...input, request: { ...input.request, minEcts: input.request.maxEcts } },
      { count: 2 },
    );
    expect(result.ok).toBe(false);
    expect(result.problems[0]?.code).toBe('plan-infeasible');
  });
});
