/** When a case has ended: from that day its keeping counts, so that a running one never loses anything. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STATES } from '../../src/domain/index.ts';
import { caseEnd, type WholeCase } from '../../src/mobility/index.ts';
import { TIMES } from './rules.ts';

const NOTHING: WholeCase = { application: null, plans: [], recognitions: [], appeals: [] };
const end = (parts: Partial<WholeCase>) => caseEnd({ ...NOTHING, ...parts }, TIMES);
const application = (state: NonNullable<WholeCase['application']>['state'], changedOn = '2027-03-10') => ({
  application: { state, changedOn, deadline: '2027-04-01' },
});

describe('a case ends', () => {
  it.each([
    ['when it is given up', application('withdrawn'), '2027-03-10'],
    ['ten days after a refusal, when it can not be appealed any more', application('declined'), '2027-03-20'],
    ['as a draft with its call', application('draft'), '2027-04-01'],
    ['as a draft that was touched later, then', application('draft', '2027-05-01'), '2027-05-01'],
    [
      'with the last of its parts',
      {
        ...application('completed'),
        plans: [{ state: 'closed' as const, changedOn: '2028-03-01' }],
        recognitions: [{ state: 'closed' as const, changedOn: '2028-03-01', issuedOn: '2028-02-25' }],
      },
      '2028-03-06',
    ],
    [
      'when the appeal is answered',
      { ...application('ineligible'), appeals: [{ state: 'dismissed' as const, changedOn: '2027-04-30' }] },
      '2027-04-30',
    ],
    [
      'with its application when the plan was never agreed',
      { ...application('declined'), plans: [{ state: 'submitted' as const, changedOn: '2027-03-25' }] },
      '2027-03-25',
    ],
    [
      'as a plan without an application when that is closed',
      { plans: [{ state: 'withdrawn' as const, changedOn: '2027-02-01' }] },
      '2027-02-01',
    ],
  ])('%s', (_, parts, day) => expect(end(parts)).toBe(day));

  it.each([
    ['an application that waits for somebody', application('submitted')],
    ['a stay', application('away')],
    ['an agreed plan of a student who withdrew', { ...application('withdrawn'), plans: [agreed('frozen')] }],
    ['a recognition that is issued', { ...application('completed'), plans: [agreed('closed')], ...issued() }],
    ['an appeal', { ...application('declined'), appeals: [{ state: 'lodged' as const, changedOn: '2027-03-15' }] }],
    ['a draft plan without an application', { plans: [agreed('draft')] }],
  ])('not for %s', (_, parts) => expect(end(parts)).toBeNull());

  function agreed(state: WholeCase['plans'][number]['state']) {
    return { state, changedOn: '2027-03-01' };
  }
  function issued() {
    return { recognitions: [{ state: 'issued' as const, changedOn: '2028-02-25', issuedOn: '2028-02-25' }] };
  }
});

const day = fc
  .integer({ min: 0, max: 4000 })
  .map((days) => new Date(Date.UTC(2024, 8, 1 + days)).toISOString().slice(0, 10));
const part = <S extends string>(states: readonly S[]) =>
  fc.record({ state: fc.constantFrom(...states), changedOn: day });
const cases: fc.Arbitrary<WholeCase> = fc.record({
  application: fc.option(
    fc.record({ state: fc.constantFrom(...STATES.application.options), changedOn: day, deadline: day }),
  ),
  plans: fc.array(part(STATES.plan.options), { maxLength: 3 }),
  recognitions: fc.array(
    fc.record({
      state: fc.constantFrom(...STATES.recognition.options),
      changedOn: day,
      issuedOn: fc.option(day),
    }),
    { maxLength: 3 },
  ),
  appeals: fc.array(part(STATES.appeal.options), { maxLength: 3 }),
});

describe('whatever a case is', () => {
  it('it has not ended before anything in it changed', () =>
    fc.assert(
      fc.property(cases, (one) => {
        const ended = caseEnd(one, TIMES);
        const changes = [one.application, ...one.plans, ...one.recognitions, ...one.appeals];
        expect(ended === null || changes.every((each) => each === null || each.changedOn <= ended)).toBe(true);
      }),
    ));

  it('an open appeal keeps it open', () =>
    fc.assert(
      fc.property(cases, fc.constantFrom('lodged' as const, 'admitted' as const), day, (one, state, changedOn) => {
        const appeals = [...one.appeals, { state, changedOn }];
        expect(caseEnd({ ...one, appeals }, TIMES)).toBeNull();
      }),
    ));
});
