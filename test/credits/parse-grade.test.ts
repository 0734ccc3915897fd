import { describe, expect, it } from 'vitest';
import { parseGrade } from '../../src/credits/index.ts';
import { BOOK, must, scale } from './rules.ts';

const read = (name: string, printed: string, date?: string) => must(parseGrade(scale(name, date), printed));
const isUnknown = (name: string, printed: string) => {
  const result = parseGrade(scale(name), printed);
  return !result.ok && result.problems[0]?.code === 'grade-unknown';
};

describe('reading a printed grade', () => {
  it.each([
    ['kz', 'B+', 'B+'],
    ['kz', 'В+', 'B+'], // Cyrillic letter
    ['kz', 'A−', 'A-'], // U+2212
    ['kz', 'А–', 'A-'], // Cyrillic letter and an en dash
    ['kz', 'D-', 'D'], // the same row as D on the national scale
    ['kz', 'Д-', 'D'],
    ['kz', '92', 'A-'],
    ['kz', '92%', 'A-'],
    ['kz', '3,67', 'A-'],
    ['kz', 'A- (92)', 'A-'],
    ['kz', '87 B+ 3.33', 'B+'],
    ['de', '1,3', '1.3'],
    ['de', '5,0', '5.0'],
    ['it', '30 e lode', '30L'],
    ['it', '30/30', '30'],
    ['ru', 'отл.', '5'],
    ['pl', 'db+', '4.5'],
    ['dk', '02', '02'],
    ['cz', '1', 'A'],
    ['us', 'a-', 'A-'],
    ['cz', 'velmi dobře (B)', 'B'],
    ['cz', 'velmi dobře (C)', 'C'],
    ['cz', '3 dobře', 'E'],
    ['cz', 'dobře (C)', 'C'],
    ['fi', '4 (hyvä)', '4'],
    ['fi', 'hyvä 3', '3'],
    ['in_s', 'A', 'A'],
  ])('on %s, "%s" is %s', (name, printed, symbol) => {
    expect(read(name, printed).symbol).toBe(symbol);
  });

  it.each([
    ['de', '2.0', 'graded'],
    ['de', '4,0', 'graded'],
    ['de', '4,1', 'failed'],
    ['nl', '5.5', 'graded'],
    ['nl', '5.4', 'failed'],
    ['uk', '40', 'graded'],
    ['uk', '39', 'failed'],
    ['kz', '50', 'graded'],
    ['kz', '49', 'failed'],
    ['de', 'bestanden', 'passed-without-grade'],
    ['de', 'nicht bestanden', 'failed'],
    ['ru', 'зачтено', 'passed-without-grade'],
    ['us', 'W', 'withdrawn'],
    ['us', 'I', 'incomplete'],
    ['us', 'AU', 'not-assessed'],
    ['tr', 'DD', 'conditional'],
    ['jp', 'G', 'transferred'],
    ['dk', '00', 'failed'],
  ])('on %s, "%s" is %s', (name, printed, status) => {
    expect(read(name, printed).status).toBe(status);
  });

  it('knows FX as three different things', () => {
    expect(read('kz', 'FX')).toMatchObject({ status: 'failed', symbol: 'FX' });
    expect(read('kz', 'FX').value?.toString()).toBe('0.5');
    expect(read('ects_old', 'FX')).toMatchObject({ status: 'failed', value: null });
    expect(read('tr', 'FX')).toMatchObject({ status: 'failed', symbol: 'FX' });
    expect(parseGrade(scale('kz', '2015-01-01'), 'FX').ok).toBe(false);
  });

  it('takes the Kazakh scale of the day: 45 % is FX since 2018 and F before', () => {
    expect(read('kz', '45', '2026-01-01').symbol).toBe('FX');
    expect(read('kz', '45', '2018-08-31').symbol).toBe('F');
  });

  it('keeps the D- of a university that has its own one', () => {
    expect(read('kz_kimep', 'D-').value?.toString()).toBe('0.67');
  });

  it.each([
    ['kz', 'E'],
    ['kz', 'A+'],
    ['kz', '5'], // five points, or five per cent
    ['kz', '101'],
    ['de', '0,7'],
    ['de', '2'.repeat(3)],
    ['de', 'sehr gut'], // a range of numbers
    ['ru', '02'],
    ['dk', '2'],
    ['us', '85'],
    ['it', '17.5'],
    ['it', '15/20'],
    ['kz', 'A (50)'], // two notations that disagree
    ['us', 'see note'],
  ])('on %s, "%s" is unknown and not guessed', (name, printed) => {
    expect(isUnknown(name, printed)).toBe(true);
  });

  it('does not take an empty cell for a fail', () => {
    expect(parseGrade(scale('de'), '  ').problems[0]?.code).toBe('grade-missing');
    expect(parseGrade(scale('de'), null).problems[0]?.code).toBe('grade-missing');
  });

  it('reads a percentage between two bands only with a declared rounding', () => {
    expect(isUnknown('kz', '89.5')).toBe(true);
    expect(must(parseGrade(scale('kz'), '89.5', 'half-up')).symbol).toBe('A-');
    expect(must(parseGrade(scale('kz'), '89.5', 'floor')).symbol).toBe('B+');
    expect(must(parseGrade(scale('kz'), '49.5', 'half-up')).status).toBe('graded');
  });

  it('reads every symbol and alias of every scale back to its own row', () => {
    for (const known of BOOK.scales) {
      for (const { symbol, aliases } of [...known.grades, ...known.special])
        for (const name of [symbol, ...aliases])
          expect(must(parseGrade(known, name)).symbol, `${known.id} ${name}`).toBe(symbol);
    }
  });

  it('has bands without gaps or overlaps on every scale with bands', () => {
    for (const known of BOOK.scales.filter(({ grades }) => grades.some(({ percent }) => percent))) {
      const bands = known.grades.flatMap(({ percent }) => (percent ? [percent] : []));
      expect(bands[0]?.[1].toString(), known.id).toBe('100');
      bands.slice(1).forEach((band, index) => {
        const above = bands[index];
        expect(above?.[0].toNumber(), known.id).toBe(band[1].toNumber() + 1);
      });
      expect(bands.at(-1)?.[0].toNumber(), known.id).toBeLessThanOrEqual(1);
    }
  });
});
