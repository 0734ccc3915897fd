/** One code in two semesters of the curriculum is two home courses: each is owed, planned and credited for itself. */
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/domain/index.ts';
import { amendPlan, buildPlan, explainConflict, verifyPlan } from '../../src/planning/index.ts';
import { TEXTS } from '../installed.ts';
import { decided, type InputDraft, makeInput } from './make-input.ts';

const draft: InputDraft = {
  homes: [
    { code: 'KAZ', semester: 1 },
    { code: 'KAZ', semester: 2 },
    { code: 'B', semester: 2 },
  ],
  hosts: [{ code: 'X' }, { code: 'Y' }, { code: 'Z' }],
  scores: { KAZ: { X: 0.9, Y: 0.8 }, B: { Z: 0.9 } },
};

async function planOf(request: InputDraft['request'] = {}, more: Partial<InputDraft> = {}): Promise<Plan> {
  const input = makeInput({ ...draft, ...more, request });
  const result = await buildPlan(input);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  expect(verifyPlan(result.value, input)).toEqual([]);
  return result.value;
}

const shown = ({ bundles }: Plan): string[] =>
  bundles.map(({ home, host }) => {
    const homes = home.map(({ code, semester }) => `${code}@${semester}`);
    return `${homes.join('+')}=${host.map(({ code }) => code).join('+')}`;
  });

describe('one code in two semesters', () => {
  it('both are covered, each by a host course of its own', async () => {
    expect(shown(await planOf())).toEqual(['KAZ@1=X', 'KAZ@2=Y', 'B@2=Z']);
  });

  it('one may stay uncovered while the other is covered, and counts as difference', async () => {
    const plan = await planOf({ bans: ['Y'] });
    expect(plan.uncovered.map(({ home }) => [home.code, home.semester])).toEqual([['KAZ', 2]]);
    expect(plan.totals.uncoveredEcts.toString()).toBe('5');
  });

  it('a pin names the semester', async () => {
    expect(shown(await planOf({ pins: [{ home: 'kaz@2', host: 'X' }] }))).toEqual(['KAZ@1=Y', 'KAZ@2=X', 'B@2=Z']);
  });

  it('a pin without it is asked which one it means', async () => {
    const result = await buildPlan(makeInput({ ...draft, request: { pins: [{ home: 'KAZ', host: 'X' }] } }));
    expect(result.ok).toBe(false);
    expect(result.problems[0]).toMatchObject({
      code: 'pin-conflict',
      reason: { code: 'pin-ambiguous', values: { semesters: [1, 2], names: ['KAZ@1', 'KAZ@2'] } },
    });
  });

  it('a pin on a semester that there is not names nothing', async () => {
    const result = await buildPlan(makeInput({ ...draft, request: { pins: [{ home: 'KAZ@3', host: 'X' }] } }));
    expect(result.problems.map(({ code }) => code)).toEqual(['pin-unknown']);
  });

  it('what is passed in one semester is owed in the other', async () => {
    const plan = await planOf({ passed: { home: ['KAZ@1'], host: [] } });
    expect(shown(plan)).toEqual(['KAZ@2=X', 'B@2=Z']);
    expect(plan.uncovered.map(({ home, reason }) => [home.semester, reason])).toEqual([[1, 'already-passed']]);
  });

  it('an earlier approval counts for either', async () => {
    const plan = await planOf({ bans: ['X', 'Y'] }, { more: { precedents: [decided(['KAZ'], ['Z'], 'approved')] } });
    expect(shown(plan)).toEqual(['KAZ@1=Z']);
  });

  it('both may go together into one bundle', async () => {
    const plan = await planOf({}, { hosts: [{ code: 'X', ects: 10 }], scores: { KAZ: { X: 0.9 } } });
    expect(shown(plan)).toEqual(['KAZ@1+KAZ@2=X']);
  });

  it('an amendment keeps the one that nothing happened to', async () => {
    const input = makeInput(draft);
    const plan = await planOf();
    const amended = await amendPlan(plan, input, [{ kind: 'cancelled', host: 'Y' }]);
    expect(amended.ok && shown({ ...amended.value.plan, bundles: amended.value.kept })).toEqual(['KAZ@1=X', 'B@2=Z']);
  });

  it('a pin that gives way is named with its semester', async () => {
    const pins = [{ home: 'KAZ@2', host: 'X' }];
    const conflict = await explainConflict(makeInput({ ...draft, request: { pins, maxEcts: 4 } }));
    expect(
      conflict.ok && conflict.value.relaxations.map(({ explanation }) => TEXTS.say(explanation, 'en')).join(),
    ).toContain('KAZ@2 = X');
  });
});
