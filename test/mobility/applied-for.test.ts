import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plan, Stay } from '../../src/domain/index.ts';
import { checkAppliedFor } from '../../src/mobility/index.ts';
import { HOST, planOf } from './plans.ts';

const AUTUMN = { start: '2027-09-01', end: '2028-01-31' };
const APPLIED = { hosts: [HOST], stay: AUTUMN };

const planAt = (institution: string, request: Partial<Plan['request']> = {}): Plan => {
  const plan = planOf();
  return { ...plan, host: { ...plan.host, institution }, request: { ...plan.request, ...request } };
};
const told = (plan: Plan, stay: Stay = AUTUMN, applied = APPLIED) =>
  checkAppliedFor(plan, stay, applied).map(({ severity, reason }) => [severity, reason.code]);

describe('a plan that names an application', () => {
  it.each<[string, string, string[], [string, string][]]>([
    ['is of the host as the call names it', HOST, [HOST], []],
    ['or as the call names it in other letters', 'Beloozersk University', ['Университет Белоозерск'], []],
    ['or as the agreement names it', HOST, ['NTNF', HOST], []],
    [
      'is refused at another host',
      HOST,
      ['Hochschule Lindenwerder (erfunden)'],
      [['error', 'plan-host-not-applied-for']],
    ],
    [
      'is left to a person where two names may be of one host',
      'Fjordgate University College of Applied Sciences',
      [HOST],
      [['warning', 'plan-host-to-compare']],
    ],
    ['and where the list of courses names no host', '', [HOST], [['warning', 'plan-host-unnamed']]],
  ])('%s', (_, planned, hosts, expected) => {
    expect(told(planAt(planned), AUTUMN, { hosts, stay: AUTUMN })).toEqual(expected);
  });

  it.each<[string, Stay, [string, string][]]>([
    ['of the same days', AUTUMN, []],
    ['of days within them', { start: '2027-09-15', end: '2027-12-20' }, []],
    ['that begins earlier', { ...AUTUMN, start: '2027-08-31' }, [['error', 'plan-stay-not-applied-for']]],
    ['that ends later', { ...AUTUMN, end: '2028-02-01' }, [['error', 'plan-stay-not-applied-for']]],
  ])('may be of a stay %s', (_, stay, expected) => {
    expect(told(planAt(HOST), stay)).toEqual(expected);
  });

  it.each<[string, 'autumn' | 'spring' | null, Stay, string[]]>([
    ['an autumn in Kazakhstan', 'autumn', AUTUMN, []],
    ['a winter in Germany', 'autumn', { start: '2027-10-01', end: '2028-03-31' }, []],
    ['a spring in Korea', 'spring', { start: '2028-03-02', end: '2028-06-20' }, []],
    [
      'a spring for courses of the autumn',
      'autumn',
      { start: '2028-02-01', end: '2028-06-30' },
      ['plan-autumn-not-in-stay'],
    ],
    ['an autumn for courses of the spring', 'spring', AUTUMN, ['plan-spring-not-in-stay']],
    ['a whole year for courses of the spring', 'spring', { start: '2027-09-01', end: '2028-06-30' }, []],
    ['a summer school, which is of neither term', 'autumn', { start: '2028-07-01', end: '2028-08-15' }, []],
    ['a spring for courses of no said term', null, { start: '2028-02-01', end: '2028-06-30' }, []],
  ])('is asked for its term: %s', (_, term, stay, expected) => {
    expect(told(planAt(HOST, { term }), stay, { hosts: [HOST], stay }).map(([, code]) => code)).toEqual(expected);
  });

  it('of two terms may be of any stay', () => {
    const limits = planAt(HOST).request;
    const termLimits = { autumn: limits, spring: limits };
    const stay = { start: '2028-02-01', end: '2028-06-30' };
    expect(told(planAt(HOST, { term: 'autumn', termLimits }), stay, { hosts: [HOST], stay })).toEqual([]);
  });

  it('is never refused for days within the application', () => {
    const day = fc
      .integer({ min: 0, max: 152 })
      .map((days) => new Date(Date.UTC(2027, 8, 1 + days)).toISOString().slice(0, 10));
    const within = fc.tuple(day, day).map(([a, b]) => (a < b ? { start: a, end: b } : { start: b, end: a }));
    fc.assert(
      fc.property(within, (stay) => {
        expect(told(planAt(HOST), stay)).toEqual([]);
      }),
    );
  });
});
