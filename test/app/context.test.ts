/** The day of the home institution, and the version of a policy that a plan keeps. */
import { describe, expect, it } from 'vitest';
import { dayIn } from '../../src/app/index.ts';
import { type AppContext, findPolicy, policyOfPlan } from '../../src/app/tools/context.ts';
import type { Plan, Policy } from '../../src/domain/index.ts';
import { HOME_UNIVERSITY, RULES, TEXTS } from '../installed.ts';

const [SHIPPED] = RULES.policies.filter(({ id }) => id === 'aupet-2024');
if (!SHIPPED) throw new Error('the shipped policy is gone');

const version = (number: string, validFrom: string | null, validTo: string | null): Policy => ({
  ...SHIPPED,
  version: number,
  validFrom,
  validTo,
});
const contextOn = (today: string): AppContext => ({
  rules: { ...RULES, policies: [version('1', null, '2026-08-31'), version('2', '2026-09-01', null)] },
  texts: TEXTS,
  home: HOME_UNIVERSITY,
  today,
});
const basis = (policyVersion: string) => ({ policy: 'aupet-2024', policyVersion }) as Plan['basis'];
const versionOf = (result: ReturnType<typeof policyOfPlan>) => (result.ok ? result.value.version : null);

describe('the day of an instant', () => {
  it.each([
    ['UTC', '2026-11-29T20:00:00.000Z', '2026-11-29'],
    ['Asia/Almaty', '2026-11-29T18:59:59.000Z', '2026-11-29'],
    ['Asia/Almaty', '2026-11-29T19:00:00.000Z', '2026-11-30'],
  ])('in %s at %s is %s', (zone, at, day) => expect(dayIn(zone, at)).toBe(day));
});

describe('a policy with versions', () => {
  it('is the one in force on the day', () => {
    expect([versionOf(findPolicy(contextOn('2026-08-31'))), versionOf(findPolicy(contextOn('2026-09-01')))]).toEqual([
      '1',
      '2',
    ]);
  });

  it('stays with a plan in the version that it was made under, and says when another applies', () => {
    const now = policyOfPlan(contextOn('2026-10-01'), basis('1'));
    expect(versionOf(now)).toBe('1');
    expect(now.problems).toMatchObject([
      {
        severity: 'note',
        reason: { code: 'policy-version-differs', values: { version: '1', current: '2', day: '2026-10-01' } },
      },
    ]);
    expect(policyOfPlan(contextOn('2026-10-01'), basis('2')).problems).toEqual([]);
  });

  it('is that of the day where the version of the plan is not installed any more', () => {
    expect(versionOf(policyOfPlan(contextOn('2026-10-01'), basis('0')))).toBe('2');
  });

  it('that has no version on the day is unknown, with its dates', () => {
    const context = { ...contextOn('2026-10-01'), rules: { ...RULES, policies: [version('1', null, '2026-08-31')] } };
    expect(findPolicy(context).problems).toMatchObject([
      { code: 'policy-unknown', reason: { code: 'policy-not-on-day' } },
    ]);
  });
});
