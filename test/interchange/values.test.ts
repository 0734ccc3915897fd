import { describe, expect, it } from 'vitest';
import { readDate } from '../../src/interchange/dates.ts';
import { readCount, readCredits, readIscedF, readSemester, readUrl } from '../../src/interchange/values.ts';
import { TEXTS } from '../installed.ts';

/** `[min, max, remark]`, null for "to be arranged", or the reason. */
function credits(text: string): readonly string[] | string | null {
  const parsed = readCredits(text);
  if (!('value' in parsed)) return TEXTS.say(parsed.reason, 'en');
  return parsed.value && [parsed.value.min.toString(), parsed.value.max.toString(), parsed.value.remark];
}

describe('readCredits', () => {
  it.each([
    ['5', '5', '5'],
    ['7,5', '7.5', '7.5'],
    ['7.5', '7.5', '7.5'],
    [',5', '0.5', '0.5'],
    ['0', '0', '0'],
    ['1 000,5', '1000.5', '1000.5'],
    ['1\u00a0000', '1000', '1000'],
    ['4/3', '4/3', '4/3'],
    ['2½', '2.5', '2.5'],
    ['½', '0.5', '0.5'],
    ['3-6', '3', '6'],
    ['3–6', '3', '6'],
    ['1,5 - 3', '1.5', '3'],
    ['1 to 4', '1', '4'],
    ['1.000 TO 6.000', '1', '6'],
    ['3 OR 4', '3', '4'],
    ['4 or 2', '2', '4'],
    ['2 or 3 or 4', '2', '4'],
    ['3...6', '3', '6'],
    ['от 3 до 6', '3', '6'],
    ['3 или 4', '3', '4'],
    ['4 немесе 5', '4', '5'],
    ['1 to 9 credit hours.', '1', '9'],
    ['1 credit hour', '1', '1'],
    ['5 ECTS', '5', '5'],
    ['5 кредитов', '5', '5'],
    ['3 з.е.', '3', '3'],
    ['6 LP', '6', '6'],
    ['Up to 30', '0', '30'],
    ['٣', '3', '3'],
    ['۴٫۵', '4.5', '4.5'],
    ['4 credits undergraduate; 3 credits graduate', '3', '4'],
  ])('%s is %s to %s', (text, min, max) => {
    expect(credits(text)).toEqual([min, max, '']);
  });

  it.each([
    ['3*', '3', '3', '*'],
    ['3²', '3', '3', '*'],
    ['3, repeatable with no maximum.', '3', '3', ', repeatable with no maximum.'],
    ['1 to 4 per course, not to exceed 12', '1', '4', 'per course, not to exceed 12'],
    ['1-4/4-credit version is for majors', '1', '4', '/4-credit version is for majors'],
    ['5 (150 часов)', '5', '5', '(150 часов)'],
  ])('%s is %s to %s with the remark kept', (text, ...expected) => {
    expect(credits(text)).toEqual(expected);
  });

  it.each(['Arranged.', 'to be arranged', 'TBA', '-', '—', 'n/a'])('%s is agreed later', (text) => {
    expect(credits(text)).toBeNull();
  });

  it.each([
    ['-3', /negative/],
    ['−3', /negative/],
    ['- 2,5', /negative/],
    ['NaN', /finite/],
    ['Infinity', /finite/],
    ['-Infinity', /finite|read/],
    ['∞', /finite/],
    ['1e3', /cannot be read/],
    ['1e999', /cannot be read/],
    ['0x10', /cannot be read/],
    ['five', /cannot be read/],
    ['5.0.1', /cannot be read/],
    ['3 4', /cannot be read/],
    ['120 hours', /cannot be read/],
    ['120 часов', /cannot be read/],
    ['6-3', /reversed/],
    ['5/150', /credits and hours/],
    ['1/0', /number/],
    ['9'.repeat(41), /number/],
    ['9'.repeat(400), /too long/],
  ])('%s is refused with the reason', (text, reason) => {
    expect(credits(text)).toMatch(reason);
  });
});

describe('readDate', () => {
  it.each([
    ['2027-05-24', '2027-05-24'],
    ['24.05.2027', '2027-05-24'],
    ['4.5.2027', '2027-05-04'],
    ['24.05.2027 г.', '2027-05-24'],
    ['2027-05-24 00:00:00', '2027-05-24'],
    ['2027-05-24T10:30:00+05:00', '2027-05-24'],
    ['2027/05/24', '2027-05-24'],
    ['05/24/2027', '2027-05-24'],
    ['24/05/2027', '2027-05-24'],
    ['24.05.27', '2027-05-24'],
    ['24 May 2027', '2027-05-24'],
    ['May 24, 2027', '2027-05-24'],
    ['24-Dec-26', '2026-12-24'],
    ['24 декабря 2026 г.', '2026-12-24'],
    ['24 желтоқсан 2026', '2026-12-24'],
    ['24. Dezember 2026', '2026-12-24'],
    ['24 de diciembre de 2026', '2026-12-24'],
    ['2026年12月24日', '2026-12-24'],
    ['05/05/2027', '2027-05-05'],
    ['29.02.2028', '2028-02-29'],
  ])('%s is %s', (text, date) => {
    expect(readDate(text)).toEqual({ value: date });
  });

  it.each(['2027-02-29', '31.04.2027', '00.00.0000', '05/06/2027', '45000', 'May 2027', '1800-01-01', '2027-13-01'])(
    '%s is refused',
    (text) => {
      expect(readDate(text)).toHaveProperty('reason');
    },
  );
});

describe('readSemester', () => {
  it.each([
    ['7', 7],
    ['7.0', 7],
    ['VII', 7],
    ['ХII', 12],
    ['7 семестр', 7],
    ['3-семестр', 3],
    ['Semester 4', 4],
    ['5 сем.', 5],
  ])('%s is %i', (text, semester) => {
    expect(readSemester(text)).toEqual({ value: semester });
  });

  it.each(['0', '13', '-1', '1-2', '1,2', 'autumn', '1e1', '7.5', 'IIII', ''])('%j is refused', (text) => {
    expect(readSemester(text)).toHaveProperty('reason');
  });
});

describe('the other values', () => {
  it.each(['0', '12', '3.0'])('%s places', (text) => {
    expect(readCount(0)(text)).toEqual({ value: Number(text) });
  });

  it.each(['-1', '2.5', 'NaN', '1e3', '99999999', 'many'])('%s is no number of places', (text) => {
    expect(readCount(0)(text)).toHaveProperty('reason');
  });

  it('an attempt is at least 1', () => {
    expect(readCount(1)('0')).toHaveProperty('reason');
  });

  it.each([
    'javascript:alert(1)',
    'file:///etc/passwd',
    'www.example.org',
    'https://',
    'https:// x',
    `https://a.example/${'x'.repeat(3000)}`,
  ])('%s is no web address', (text) => {
    expect(readUrl(text)).toHaveProperty('reason');
  });

  it('keeps a web address as it is written', () => {
    expect(readUrl('HTTPS://A.example/x?q=1#y')).toEqual({ value: 'HTTPS://A.example/x?q=1#y' });
  });

  it('ISCED-F codes have two to four digits', () => {
    expect(readIscedF('0713')).toEqual({ value: '0713' });
    expect(readIscedF('7')).toHaveProperty('reason');
    expect(readIscedF('0713.1')).toHaveProperty('reason');
  });
});
