import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, ageOn, daysBetween, isLongerThan, monthsBegun } from '../../src/domain/index.ts';

const dates = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2090-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('calendar', () => {
  it.each([
    ['2027-05-31', -3, '2027-02-28'],
    ['2028-05-31', -3, '2028-02-29'],
    ['2027-09-01', -3, '2027-06-01'],
    ['2027-01-15', -1, '2026-12-15'],
    ['2027-12-31', 2, '2028-02-29'],
  ])('%s and %i months is %s', (date, months, expected) => expect(addMonths(date, months)).toBe(expected));

  it.each([
    ['two months to the day', { start: '2027-09-01', end: '2027-10-31' }, false],
    ['two months and a day', { start: '2027-09-01', end: '2027-11-01' }, true],
    ['from the middle of a month', { start: '2027-09-15', end: '2027-11-14' }, false],
    ['one day', { start: '2027-09-01', end: '2027-09-01' }, false],
  ])('longer than two months: %s', (_, stay, expected) => expect(isLongerThan(stay, 2)).toBe(expected));

  it('counts every month begun', () => {
    expect(monthsBegun({ start: '2027-09-01', end: '2027-09-01' })).toBe(1);
    expect(monthsBegun({ start: '2027-09-01', end: '2028-01-31' })).toBe(5);
    expect(monthsBegun({ start: '2027-09-01', end: '2028-02-01' })).toBe(6);
  });

  it('counts full years of age', () => {
    expect(ageOn('2009-09-01', '2027-08-31')).toBe(17);
    expect(ageOn('2009-09-01', '2027-09-01')).toBe(18);
  });

  it('goes forth and back by days', () =>
    fc.assert(
      fc.property(dates, fc.integer({ min: -5000, max: 5000 }), (date, days) => {
        expect(daysBetween(date, addDays(date, days))).toBe(days);
        expect(addDays(addDays(date, days), -days)).toBe(date);
      }),
    ));

  it('never leaves the month that was asked for', () =>
    fc.assert(
      fc.property(dates, fc.integer({ min: -60, max: 60 }), (date, months) => {
        const index = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
        expect(index(addMonths(date, months)) - index(date)).toBe(months);
      }),
    ));
});
