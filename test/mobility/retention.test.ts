import { describe, expect, it } from 'vitest';
import { retainedSchema } from '../../src/domain/index.ts';
import { disposalsOn, eraseOnRequest, type Held } from '../../src/mobility/index.ts';
import { RETENTION } from './rules.ts';

const held = (of: Held['of'], more: Partial<Held> = {}): Held => ({
  of,
  id: of,
  created: '2027-01-10',
  caseClosed: '2027-06-30',
  lastUse: '2027-07-01',
  ...more,
});
const due = (record: Held, today: string) => disposalsOn([record], RETENTION, today).map(({ action }) => action);

describe('what is kept and for how long', () => {
  it('is said of everything', () => {
    expect(RETENTION.rules.map(({ of }) => of).sort()).toEqual([...retainedSchema.options].sort());
  });

  it.each([
    ['a document file goes a year after the case', held('document-file'), '2028-06-29', '2028-06-30', 'erase'],
    ['a medical certificate goes with the case', held('medical-certificate-file'), '2027-06-29', '2027-06-30', 'erase'],
    ['a plan loses its person after five years', held('study-plan'), '2032-06-29', '2032-06-30', 'detach'],
    ['an account goes five years after its last use', held('user'), '2032-06-30', '2032-07-01', 'erase'],
  ] as const)('%s', (_, record, before, day, action) => {
    expect(due(record, before)).toEqual([]);
    expect(due(record, day)).toEqual([action]);
  });

  it('a recognition, an audit event and a precedent stay', () => {
    for (const of of ['recognition', 'audit-event', 'precedent'] as const)
      expect(due(held(of), '2099-01-01')).toEqual([]);
  });

  it('nothing of a running case goes, however old', () => {
    expect(due(held('document-file', { caseClosed: null }), '2099-01-01')).toEqual([]);
  });
});

describe('a person asks to be erased', () => {
  const ask = (...records: Held[]) => {
    const { now, later } = eraseOnRequest(records, RETENTION, '2027-08-01');
    return { now: now.map(({ of }) => of), later: later.map(({ of, due: day }) => `${of} ${day}`) };
  };

  it('what need not be kept goes at once; the rest says until when and why', () => {
    expect(ask(held('document-file'), held('notice'), held('user'), held('study-plan'), held('recognition'))).toEqual({
      now: ['document-file', 'notice', 'user'],
      later: ['study-plan 2032-06-30', 'recognition null'],
    });
    const [plan] = eraseOnRequest([held('study-plan')], RETENTION, '2027-08-01').later;
    expect(plan?.why.ru).toBe('Основание перезачёта');
  });

  it('a case that can still be appealed keeps its papers and the account too', () => {
    expect(ask(held('application', { caseClosed: '2027-08-02' }), held('user'))).toEqual({
      now: [],
      later: ['application 2030-08-02', 'user 2032-07-01'],
    });
  });

  it('a running case keeps its papers and the account', () => {
    expect(ask(held('application', { caseClosed: null }), held('user'), held('notice'))).toEqual({
      now: ['notice'],
      later: ['application null', 'user 2032-07-01'],
    });
  });
});
