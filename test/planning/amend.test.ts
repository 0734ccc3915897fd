import { describe, expect, it } from 'vitest';
import type { Plan, PlanChange } from '../../src/domain/index.ts';
import { amendPlan, buildPlan, verifyPlan } from '../../src/planning/index.ts';
import { TEXTS } from '../installed.ts';
import { type InputDraft, makeInput, pairs } from './make-input.ts';

/** X serves A and B; when it goes, the best plan of all would exchange both bundles, the smallest change only one. */
const draft: InputDraft = {
  homes: [{ code: 'A' }, { code: 'B' }, { code: 'C' }],
  hosts: [{ code: 'X', languages: ['en'] }, { code: 'Y' }, { code: 'Z' }, { code: 'V', terms: ['autumn', 'spring'] }],
  scores: { A: { X: 0.9, V: 0.4, Y: 0.8 }, B: { Y: 0.85, V: 0.84 }, C: { Z: 0.9 } },
  request: { term: 'autumn', languages: ['en'] },
};

async function amend(changes: PlanChange[], request: InputDraft['request'] = {}) {
  const input = makeInput({ ...draft, request: { ...draft.request, ...request } });
  const plan = await buildPlan(input);
  if (!plan.ok) throw new Error('expected a plan');
  expect(pairs(plan.value)).toEqual(['A=X', 'B=Y', 'C=Z']);
  const amended = await amendPlan(plan.value, input, changes);
  if (!amended.ok) throw new Error(JSON.stringify(amended.problems));
  return amended.value;
}

const shownPairs = (bundles: Plan['bundles']): string[] => pairs({ bundles });

describe('amendPlan', () => {
  it.each<[string, PlanChange]>([
    ['is cancelled', { kind: 'cancelled', host: 'x' }],
    ['is failed', { kind: 'failed', host: 'X' }],
    ['changes to a language that the student lacks', { kind: 'language', host: 'X', languages: ['de'] }],
    ['moves to the other term', { kind: 'term', host: 'X', terms: ['spring'] }],
  ])('when a course %s, holds all other bundles even where exchanging one would score more', async (_, change) => {
    const amendment = await amend([change]);
    expect(pairs(amendment.plan)).toEqual(['A=V', 'B=Y', 'C=Z']);
    expect(shownPairs(amendment.removed)).toEqual(['A=X']);
    expect(shownPairs(amendment.added)).toEqual(['A=V']);
    expect(shownPairs(amendment.kept)).toEqual(['B=Y', 'C=Z']);
    expect(TEXTS.say(amendment.summary, 'en')).toBe(
      '2 bundles kept, 1 removed (X), 1 added (V); −2.5 ECTS expected to be recognised, ±0 host ECTS',
    );
  });

  it('when two courses clash, gives up the one that costs less', async () => {
    const amendment = await amend([{ kind: 'clash', hosts: ['X', 'Z'] }]);
    expect(shownPairs(amendment.removed)).toEqual(['A=X']);
    expect(shownPairs(amendment.added)).toEqual(['A=V']);
  });

  it('answers several changes at once', async () => {
    const amendment = await amend([
      { kind: 'cancelled', host: 'X' },
      { kind: 'cancelled', host: 'Z' },
    ]);
    expect(shownPairs(amendment.kept)).toEqual(['B=Y']);
    expect(amendment.plan.uncovered.map(({ home, reason }) => [home.code, reason])).toEqual([['C', 'banned']]);
  });

  it('releases the pin of a course that is cancelled, and keeps the ban in the plan', async () => {
    const amendment = await amend([{ kind: 'cancelled', host: 'X' }], { pins: [{ home: 'A', host: 'X' }] });
    expect(amendment.plan.request.pins).toEqual([]);
    expect(amendment.plan.request.bans).toEqual(['X']);
  });

  it('remembers what happened, so that the amended plan verifies and a further amendment does not bring it back', async () => {
    const input = makeInput(draft);
    const { plan } = await amend([{ kind: 'term', host: 'X', terms: ['spring'] }]);
    expect(verifyPlan(plan, { ...input, request: plan.request })).toEqual([]);
    const again = await amendPlan(plan, input, [{ kind: 'cancelled', host: 'V' }]);
    expect(again.ok && pairs(again.value.plan)).toEqual(['B=Y', 'C=Z']);
  });

  it('a clash stays a clash in the next amendment', async () => {
    const { plan } = await amend([{ kind: 'clash', hosts: ['X', 'Z'] }]);
    const again = await amendPlan(plan, makeInput(draft), [{ kind: 'cancelled', host: 'V' }]);
    expect(again.ok && pairs(again.value.plan)).toEqual(['B=Y', 'C=Z']);
  });

  it('changes nothing when the change does not matter', async () => {
    const amendment = await amend([{ kind: 'language', host: 'X', languages: ['de', 'en'] }]);
    expect([amendment.removed, amendment.added]).toEqual([[], []]);
  });

  it('names a course that the plan does not have', async () => {
    const input = makeInput(draft);
    const plan = await buildPlan(input);
    const amended = plan.ok ? await amendPlan(plan.value, input, [{ kind: 'cancelled', host: 'V' }]) : plan;
    expect(amended).toMatchObject({ ok: false, problems: [{ code: 'reference-unknown', value: 'V' }] });
  });

  it('says which rules conflict when the plan cannot be mended', async () => {
    const input = makeInput({ ...draft, request: { ...draft.request, minEcts: 15 } });
    const plan = await buildPlan(input);
    const amended = plan.ok ? await amendPlan(plan.value, input, [{ kind: 'cancelled', host: 'Z' }]) : plan;
    expect(amended.ok).toBe(false);
    expect(amended.problems[0]?.reason).toMatchObject({
      values: { rules: [{ code: 'rule-minimum-ects' }, { code: 'rule-bans' }, { code: 'rule-credit-share' }] },
    });
  });
});
