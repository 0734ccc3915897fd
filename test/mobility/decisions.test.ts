import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BundleDecision, type Problem, problem, reason } from '../../src/domain/index.ts';

import {
  bundleKey,
  bundlesBeyond,
  checkChange,
  checkDecision,
  decidingInstitute,
  MACHINES,
  nextState,
  planOutcome,
} from '../../src/mobility/index.ts';
import { CASE, DIRECTORATE } from './people.ts';
import { bundle, decide, planOf } from './plans.ts';
import { BOOK, messageOf, TODAY } from './rules.ts';

const A = bundle('b1', ['MAT1'], ['M-10']);
const B = bundle('b2', ['PHY1', 'PHY2'], ['P-20']);
const PLAN = planOf(A, B);
const BROKEN: Problem = problem('plan-invalid', reason('dates-always'));
const outcome = (decisions: BundleDecision[], verification: Problem[] = []) =>
  planOutcome(PLAN, decisions, verification);
const standing = (decisions: BundleDecision[]) => outcome(decisions).standings.map(({ state }) => state);

describe('decisions on bundles', () => {
  it.each([
    ['all approved: the plan is pre-approved', [decide(A, 'approve'), decide(B, 'approve')], 'approve'],
    ['a bridging task approves too', [decide(A, 'approve'), decide(B, 'approve-with-bridge')], 'approve'],
    ['one still open: nothing happens yet', [decide(A, 'approve')], null],
    ['one refused and one open: nothing happens yet', [decide(A, 'refuse')], null],
    ['one refused: back to the draft', [decide(A, 'refuse'), decide(B, 'approve')], 'refuse'],
    ['one refused and one asked: back to the draft', [decide(A, 'refuse'), decide(B, 'ask')], 'refuse'],
    ['one asked: the plan waits', [decide(A, 'ask'), decide(B, 'approve')], 'ask'],
    ['one passed on: it waits for another institute', [decide(A, 'pass-on'), decide(B, 'approve')], 'pass-on'],
  ] as const)('%s', (_, decisions, event) => expect(outcome([...decisions]).event).toBe(event));

  it('the reasons of the refused ones go back with the plan', () => {
    expect(outcome([decide(A, 'refuse'), decide(B, 'approve')]).refusals).toEqual([
      { bundle: 'b1', reason: 'content-differs' },
    ]);
  });

  it('no plan that breaks a hard rule is approved, whatever was decided', () => {
    const result = outcome([decide(A, 'approve'), decide(B, 'approve')], [BROKEN]);
    expect(result.event).toBeNull();
    expect(result.broken).toEqual([BROKEN]);
    const step = nextState(MACHINES.plan, 'submitted', 'approve', {
      actor: DIRECTORATE,
      subject: CASE,
      holds: result.holds,
      reasons: [],
    });
    expect(step.problems.map(({ value }) => value)).toEqual(['no-hard-rule-broken']);
  });

  it('a warning of the verification is no broken rule', () => {
    const note: Problem = { ...BROKEN, severity: 'warning' };
    expect(outcome([decide(A, 'approve'), decide(B, 'approve')], [note]).event).toBe('approve');
  });

  it('a plan without bundles is not approved', () => expect(planOutcome(planOf(), [], []).event).toBeNull());

  it('the last decision on a bundle counts', () => {
    expect(standing([decide(A, 'refuse'), decide(A, 'ask'), decide(A, 'approve')])).toEqual(['approved', 'open']);
  });

  it('a decision falls away when the courses or credits of the bundle change, and that shows', () => {
    const other = bundle('b1', ['MAT1'], ['M-10:6']);
    const [first] = planOutcome(planOf(other, B), [decide(A, 'approve')], []).standings;
    expect(first).toMatchObject({ state: 'open', changedSince: true, decision: null });
  });

  it('a decision stays when the same bundle comes again under another id', () => {
    const again = bundle('b9', ['MAT1'], ['m 10']);
    expect(planOutcome(planOf(again), [decide(A, 'approve')], []).event).toBe('approve');
  });

  it('passed on, the other institute decides', () => {
    const { standings } = outcome([decide(A, 'pass-on')]);
    expect(standings.map((one) => decidingInstitute(one, 'energy'))).toEqual(['mathematics', 'energy']);
  });

  it('the order of courses in a bundle makes no difference, and what is in it does', () => {
    const codes = fc.uniqueArray(fc.constantFrom('A', 'B', 'C', 'D'), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(codes, codes, (home, host) => {
        const key = bundleKey(bundle('x', home, host));
        expect(bundleKey(bundle('y', [...home].reverse(), [...host].reverse()))).toBe(key);
        expect(bundleKey(bundle('x', [...home, 'E'], host))).not.toBe(key);
      }),
    );
  });
});

describe('a question and an appeal', () => {
  it('an answered question leaves the bundle open for the directorate again', () => {
    const asked = [decide(A, 'ask'), decide(B, 'approve')];
    expect(outcome([...asked, decide(A, 'answer')])).toMatchObject({
      event: null,
      holds: { 'questions-answered': true },
    });
    expect(outcome(asked).holds['questions-answered']).toBe(false);
    expect(outcome([...asked, decide(A, 'answer'), decide(A, 'approve')]).event).toBe('approve');
  });

  it('a refusal that an appeal set aside counts no more', () => {
    expect(standing([decide(A, 'refuse'), decide(A, 'set-aside')])).toEqual(['open', 'open']);
  });
});

describe('a decision is taken', () => {
  const check = (decision: BundleDecision, before: BundleDecision[] = []) =>
    checkDecision(decision, {
      plan: PLAN,
      institute: 'energy',
      decisions: before,
      reasons: BOOK.reasons,
      date: TODAY,
    }).map((problem) => `${problem.code}: ${messageOf(problem)}`);

  it('when it is about a bundle of the plan as it is now, by the institute whose turn it is, with a reason for it', () => {
    for (const kind of ['approve', 'approve-with-bridge', 'refuse', 'ask', 'pass-on'] as const)
      expect(check(decide(A, kind))).toEqual([]);
  });

  it.each([
    [
      'about no bundle',
      decide(bundle('b7', ['X'], ['Y']), 'approve'),
      ['reference-unknown: the plan has no bundle “b7”'],
    ],
    [
      'about what the bundle was',
      decide(bundle('b1', ['MAT1'], ['M-11']), 'approve'),
      ['version-conflict: the bundle “b1” has changed since it was decided on'],
    ],
    [
      'with a reason for something else',
      decide(A, 'refuse', { reason: 'not-legible' }),
      ['reason-missing: “not-legible” is not a reason for this'],
    ],
    [
      'by an institute whose turn it is not',
      decide(A, 'approve', { institute: 'mathematics' }),
      ['not-permitted: the institute “energy” decides on the bundle “b1”'],
    ],
    [
      'passed on to where it is',
      decide(A, 'pass-on', { to: 'energy' }),
      ['value-invalid: the bundle “b1” is already with this institute'],
    ],
  ])('and not %s', (_, decision, problems) => expect(check(decision)).toEqual(problems));

  it('after it was passed on by the other institute, or taken back by the own one', () => {
    const passedOn = [decide(A, 'pass-on')];
    expect(check(decide(A, 'approve', { institute: 'mathematics' }), passedOn)).toEqual([]);
    expect(check(decide(A, 'approve'), passedOn)).toEqual([]);
    expect(check(decide(A, 'approve', { institute: 'physics' }), passedOn)).toHaveLength(1);
  });
});

describe('a proposal of change', () => {
  const C = bundle('b3', ['PHY1', 'PHY2'], ['P-99']);
  const changed = planOf(A, C);
  const items = [
    { status: 'deleted' as const, bundle: 'b2', reason: 'not-available' },
    { status: 'inserted' as const, bundle: 'b3', reason: 'substituting-deleted' },
  ];
  const check = (change: object = {}, number = 1) =>
    checkChange(
      { baseVersion: 1, items, plan: changed, ...change },
      { number, plan: PLAN },
      { reasons: BOOK.reasons, date: TODAY },
    );

  it('differs from the plan by whole bundles, whatever their ids', () => {
    const ids = (one: typeof PLAN, other: typeof PLAN) => bundlesBeyond(one, other).map(({ id }) => id);
    expect(ids(changed, PLAN)).toEqual(['b3']);
    expect(ids(PLAN, changed)).toEqual(['b2']);
    expect(ids(planOf({ ...A, id: 'other' }), PLAN)).toEqual([]);
  });

  it('says what is taken out and put in, each with its reason', () => {
    expect(check()).toEqual({
      holds: { 'base-current': true, 'base-moved': false, 'reasons-given': true },
      problems: [],
    });
  });

  it('to another host is refused: that is another stay', () => {
    const host = { ...changed.host, institution: 'Hochschule Lindenwerder (erfunden)' };
    expect(check({ plan: { ...changed, host } }).problems).toMatchObject([
      { code: 'value-invalid', reason: { code: 'change-to-another-host', values: { after: host.institution } } },
    ]);
    // The same host under another spelling is the same stay.
    const spelt = { ...changed.host, institution: 'Fjordgate, University of Technology' };
    expect(check({ plan: { ...changed, host: spelt } }).problems).toEqual([]);
  });

  it('against an older version is a conflict', () => {
    expect(check({}, 2)).toMatchObject({
      holds: { 'base-current': false, 'base-moved': true },
      problems: [{ code: 'version-conflict', reason: { code: 'change-base-moved', values: { base: 1, version: 2 } } }],
    });
  });

  it.each([
    ['that hides a difference', items.slice(0, 1), 'bundle b3 is added, but the proposal does not say so'],
    ['that names one there is not', [...items, { ...items[0], bundle: 'b1' }], 'bundle b1 is not removed'],
    [
      'with a reason meant for something else',
      [{ ...items[0], reason: 'substituting-deleted' }, items[1]],
      '“substituting-deleted” is not a reason for removing a bundle',
    ],
  ])('%s is not complete', (_, wrong, message) => {
    const result = check({ items: wrong });
    expect(result.holds['reasons-given']).toBe(false);
    expect(result.problems.map(messageOf)).toEqual([message]);
  });

  it('keeps the decisions on bundles that it leaves alone', () => {
    const result = planOutcome(changed, [decide(A, 'approve'), decide(B, 'approve'), decide(C, 'approve')], []);
    expect(result.event).toBe('approve');
  });
});
