/** How far the case of a student is said to be. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STATES } from '../../src/domain/index.ts';
import { stagesOf } from '../../src/web/screens/student/stages.ts';

const said = (application: string | null, plan: string | null, recognition: string | null = null): string[] => {
  const as = (state: string | null) => (state === null ? null : { state });
  return stagesOf({ application: as(application), plan: as(plan), recognition: as(recognition) }).map(
    ({ name, is }) => `${name} ${is}`,
  );
};

describe('the stages of a case', () => {
  it('begin with the application and go on with the plan', () => {
    expect(said('draft', null)).toEqual(
      expect.arrayContaining(['apply now', 'check later', 'plan later', 'stay later', 'result later']),
    );
    expect(said('accepted', null)).toEqual(expect.arrayContaining(['accept done', 'plan now', 'approval later']));
    expect(said('accepted', 'submitted')).toEqual(expect.arrayContaining(['plan done', 'approval now', 'stay later']));
    expect(said('accepted', 'frozen')).toEqual(expect.arrayContaining(['approval done', 'stay now', 'result later']));
    expect(said('completed', 'closed', 'closed').filter((stage) => !stage.endsWith(' done'))).toEqual([]);
  });

  it('are not said to be done by a plan whose application is not that far, or is not there', () => {
    expect(said('reserved', 'asked')).toEqual(
      expect.arrayContaining(['check done', 'place now', 'accept later', 'plan done', 'approval now']),
    );
    expect(said(null, 'asked').map((stage) => stage.split(' ')[0])).toEqual(['plan', 'approval', 'stay', 'result']);
  });

  it('are not to come for somebody who got no place', () => {
    expect(said('declined', null)).toEqual([]);
    expect(said('ineligible', null)).toEqual([]);
  });

  it('are done only where everything before them in their own part is', () => {
    const state = <T extends string>(states: { readonly options: readonly T[] }) =>
      fc.option(fc.constantFrom(...states.options));
    fc.assert(
      fc.property(state(STATES.application), state(STATES.plan), state(STATES.recognition), (a, p, r) => {
        const is = new Map(said(a, p, r).map((stage) => stage.split(' ') as [string, string]));
        for (const part of [
          ['apply', 'check', 'place', 'accept'],
          ['plan', 'approval'],
          ['stay', 'result'],
        ]) {
          const order = part.flatMap((name) => is.get(name) ?? []);
          expect(order).toEqual([...order].sort((x, y) => RANK.indexOf(x) - RANK.indexOf(y)));
          expect(order.filter((one) => one === 'now').length).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

const RANK = ['done', 'now', 'later'];
