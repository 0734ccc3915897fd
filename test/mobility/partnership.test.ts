import { describe, expect, it } from 'vitest';
import { type Agreement, agreementSchema, costItemSchema } from '../../src/domain/index.ts';
import { callConcerns, costsOf, partnershipOn } from '../../src/mobility/index.ts';

const agreement = (validFrom: string, validTo: string | null): Agreement =>
  agreementSchema.parse({
    id: validFrom,
    revision: 1,
    institution: 'Hochschule Lindenwerder (erfunden)',
    country: 'Germany',
    kind: 'external',
    number: '1',
    validFrom,
    validTo,
    tuitionWaived: true,
  });

describe('a host', () => {
  const standing = (agreements: Agreement[], date: string, host = 'Hochschule Lindenwerder (erfunden)') =>
    partnershipOn(agreements, host, date);
  const agreements = [agreement('2025-01-01', '2026-12-31'), agreement('2027-06-01', null)];

  it.each([
    ['2026-12-31', 'in-force'],
    ['2027-01-01', 'not-yet'],
    ['2027-06-01', 'in-force'],
    ['2024-01-01', 'not-yet'],
  ])('with agreements of 2025-26 and from June 2027 on, on %s: %s', (date, expected) =>
    expect(standing(agreements, date)).toBe(expected),
  );

  it('whose only agreement has ended', () => expect(standing(agreements.slice(0, 1), '2027-01-01')).toBe('ended'));

  it('without an agreement needs negotiation', () =>
    expect(standing(agreements, '2026-01-01', 'Fjordgate')).toBe('negotiation-needed'));
});

describe('what a stay costs', () => {
  const stay = { start: '2027-09-01', end: '2028-01-31' };
  const items = [
    { kind: 'tuition', amount: '6450', currency: 'USD', per: 'stay', paidBy: 'grant' },
    { kind: 'housing', amount: '340.5', currency: 'EUR', per: 'month', paidBy: 'grant' },
    { kind: 'food', amount: '280', currency: 'EUR', per: 'month', paidBy: 'student' },
    { kind: 'insurance', amount: '100', currency: 'EUR', per: 'stay', paidBy: 'host' },
  ].map((item) => costItemSchema.parse(item));
  const text = (funding: 'grant' | 'own-expense') =>
    costsOf(items, stay, funding).map(
      ({ currency, student, grant, host }) => `${currency} ${student} ${grant} ${host}`,
    );

  it('with a grant: five months, exact, each currency by itself', () =>
    expect(text('grant')).toEqual(['EUR 1400 1702.5 100', 'USD 0 6450 0']));
  it('at own expense the student pays what the grant would have', () =>
    expect(text('own-expense')).toEqual(['EUR 3102.5 0 100', 'USD 6450 0 0']));
});

describe('a call beside its agreement', () => {
  const call = { kind: 'external', deadline: '2027-03-01', stay: { start: '2027-09-01', end: '2028-01-31' } } as const;
  const keys = (parts: Partial<Agreement>, places = 2): string[] =>
    callConcerns(call, { ...agreement('2027-01-01', null), ...parts }, places).map(({ key }) => key);

  it.each([
    ['holds during the whole stay', {}, []],
    ['begins after the first day of the stay', { validFrom: '2027-09-02' }, ['agreement-begins-later']],
    ['ends on the last day of the stay', { validTo: '2028-01-31' }, []],
    ['ends before the last day of the stay', { validTo: '2028-01-30' }, ['agreement-ends-earlier']],
    ['has as many places as the calls of the year', { quota: 2 }, []],
    ['has fewer places', { quota: 1 }, ['over-quota']],
    ['is about mobility within the country', { kind: 'internal' as const }, ['other-kind']],
  ])('that %s', (_what, parts, expected) => expect(keys(parts)).toEqual(expected));

  it('without one needs negotiation, and nothing else can be said', () => {
    expect(callConcerns(call, null, 5).map(({ key }) => key)).toEqual(['negotiation-needed']);
  });

  it('without a fixed stay is looked at on its deadline', () => {
    const open = { ...call, stay: null };
    const ended = { ...agreement('2026-01-01', '2027-02-28') };
    expect(callConcerns(open, ended, 1).map(({ key }) => key)).toEqual(['agreement-ends-earlier']);
  });
});
