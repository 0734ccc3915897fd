/** Why not this course, and what of a plan that a person moved by hand. */
import { describe, expect, it } from 'vitest';
import { Rational } from '../../src/domain/index.ts';
import {
  buildAlternatives,
  buildPlan,
  compareHost,
  compareHosts,
  evaluatePlan,
  whyNot,
} from '../../src/planning/index.ts';
import { makeInput, pairs } from './make-input.ts';

const input = makeInput({
  homes: [{ code: 'A' }, { code: 'B' }],
  hosts: [{ code: 'X' }, { code: 'Y' }, { code: 'Z', ects: 20 }, { code: 'FAR' }],
  scores: { A: { X: 0.9, Y: 0.7, Z: 0.8 }, B: { X: 0.8 } },
});
const ask = async (asked: Parameters<typeof whyNot>[1]) => {
  const result = await whyNot(input, asked);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
};

describe('whyNot', () => {
  it.each([
    ['what the plan has', { host: 'X' }, 'already-in-plan'],
    ['a pair that costs', { home: 'A', host: 'X' }, 'against-best'],
    ['a course that a rule refuses, with the rule', { host: 'Z' }, 'size-differs'],
    ['a course that nothing leads to', { host: 'FAR' }, 'no-home-course-for'],
    ['two that share nothing', { home: 'B', host: 'Y' }, 'no-topic-of-pair'],
  ])('%s', async (_, asked, code) => {
    expect((await ask(asked)).why.code).toBe(code);
  });

  it('gives the best plan that has it', async () => {
    const { plan } = await ask({ home: 'A', host: 'X' });
    expect(plan && pairs(plan)).toEqual(['A=X']);
  });

  it('names what there is not', async () => {
    const result = await whyNot(input, { home: 'NO', host: 'NEITHER' });
    expect(result.problems.map(({ value }) => value)).toEqual(['NO', 'NEITHER']);
  });

  it('asks what it is about when nothing is named', async () => {
    const result = await whyNot(input, {});
    expect(result.problems.map(({ reason }) => reason?.code)).toEqual(['nothing-asked']);
  });
});

describe('evaluatePlan', () => {
  it('says nothing against the best plan, and the difference and the broken rules of one that was moved', async () => {
    const best = await buildPlan(input);
    if (!best.ok) throw new Error('expected a plan');
    const same = await evaluatePlan(best.value, input);
    expect(same.ok && [same.value.broken, same.value.trade?.code]).toEqual([[], 'best-plan']);
    const [first] = best.value.bundles;
    if (!first) throw new Error('expected a bundle');
    const [z] = first.host.map((host) => ({ ...host, code: 'Z' }));
    const moved = { ...best.value, bundles: [{ ...first, host: z ? [z] : [] }] };
    const result = await evaluatePlan(moved, input);
    if (!result.ok) throw new Error('expected an evaluation');
    expect(result.value.plan.solver.status).toBe('by-hand');
    expect(result.value.broken.map(({ reason }) => reason?.code)).toEqual(['share-outside']);
    expect(result.value.trade?.code).toBe('against-best');
  });

  it('says of what it leaves out that it could be covered, or that there is no room', async () => {
    const own = makeInput({
      homes: [{ code: 'A' }, { code: 'B' }],
      hosts: [{ code: 'X' }, { code: 'Y' }],
      scores: { A: { X: 0.9 }, B: { Y: 0.8 } },
    });
    const best = await buildPlan(own);
    if (!best.ok) throw new Error('expected a plan');
    const leftOut = async (maxEcts: Rational) => {
      const asked = { ...own, request: { ...own.request, maxEcts } };
      const result = await evaluatePlan({ ...best.value, bundles: best.value.bundles.slice(1) }, asked);
      return result.ok
        ? result.value.plan.uncovered.map(({ reason, explanation }) => [reason, explanation.code])
        : null;
    };
    expect(await leftOut(own.request.maxEcts)).toEqual([['not-taken', 'not-taken-by-hand']]);
    expect(await leftOut(Rational.of(9))).toEqual([['credit-maximum', 'no-room-left']]);
  });

  it('names the pair of a match that is not safe', async () => {
    const floor = makeInput({
      homes: [{ code: 'A' }],
      hosts: [{ code: 'X' }, { code: 'W' }],
      scores: { A: { X: 0.9, W: { score: 0.4, verdict: 'no-safe-match' } } },
    });
    const best = await buildPlan(floor);
    if (!best.ok) throw new Error('expected a plan');
    const [first] = best.value.bundles;
    const [w] = (first?.host ?? []).map((host) => ({ ...host, code: 'W' }));
    const result = await evaluatePlan({ ...best.value, bundles: first && w ? [{ ...first, host: [w] }] : [] }, floor);
    expect(result.ok && result.value.broken.map(({ reason }) => [reason?.code, reason?.values.hosts])).toEqual([
      ['not-safe', ['W']],
    ]);
  });
});

describe('alternatives', () => {
  it('are other courses, never the best plan without one', async () => {
    const lone = makeInput({ homes: [{ code: 'A' }], hosts: [{ code: 'X' }], scores: { A: { X: 0.9 } } });
    const none = await buildAlternatives(lone, { count: 3 });
    expect(none.ok && none.value).toHaveLength(1);
    const result = await buildAlternatives(input, { count: 3 });
    if (!result.ok) throw new Error('expected plans');
    for (const { added } of result.value.slice(1)) expect(added.length).toBeGreaterThan(0);
  });
});

describe('hosts that cannot be told apart', () => {
  it('have the same rank, an interval, and what their catalogues leave out', async () => {
    const at = (institution: string, score: number) => ({
      ...makeInput({ homes: [{ code: 'A' }], hosts: [{ code: 'X' }], scores: { A: { X: score } } }),
      host: { ...makeInput({ homes: [], hosts: [{ code: 'X' }], scores: {} }).host, institution },
    });
    const result = await compareHosts(
      [at('One', 0.9), at('Two', 0.88), at('Three', 0.5)].map((one) => () => compareHost(one)),
    );
    const rows = result.ok ? result.value : [];
    expect(rows.map(({ rank, host }) => [rank, host.institution])).toEqual([
      [1, 'One'],
      [1, 'Two'],
      [3, 'Three'],
    ]);
    expect(rows[0]?.interval).toEqual({ low: 4.25, high: 4.75 });
    expect(rows[0]?.notes.map(({ code }) => code)).toEqual(['host-without-descriptions', 'host-without-languages']);
  });
});
