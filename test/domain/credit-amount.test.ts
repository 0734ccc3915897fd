import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAmountWithUnit, Rational } from '../../src/domain/index.ts';
import { RULES } from '../installed.ts';

const read = (text: string) => parseAmountWithUnit(text, RULES.units);
const figures = (text: string): string | null => {
  const { amount } = read(text) ?? {};
  return amount ? `${amount.min}${amount.min.eq(amount.max) ? '' : `-${amount.max}`}` : null;
};

describe('an amount of credits with its unit', () => {
  it.each([
    ['6 EC', '6', 'ects'],
    ['6 ECTS', '6', 'ects'],
    ['6ECTS', '6', 'ects'],
    ['ECTS: 6', '6', 'ects'],
    ['6 credits (ECTS)', '6', 'ects'],
    ['6 ECTS credits', '6', 'ects'],
    ['6 ЕСТS', '6', 'ects'], // three Cyrillic letters
    ['7,5 hp', '7.5', 'ects'],
    ['2½ LP', '2.5', 'ects'],
    ['6 CFU', '6', 'italy'],
    ['5 AKTS', '5', 'turkey_akts'],
    ['5 op', '5', 'finland'],
    ['15 CATS', '15', 'uk_cats'],
    ['3 US credits', '3', 'us_semester'],
    ['3学分', '3', 'china'],
    ['2単位', '2', 'japan_tani'],
    ['3학점', '3', 'korea'],
    ['4 з.е.', '4', 'russia_ze'],
    ['4 ЗЕТ / 144 ч', '4', 'russia_ze'],
    ['3-6 ECTS', '3-6', 'ects'],
    ['1 to 4 US credit hours', '1-4', 'us_semester'],
  ])('%s is %s of %s', (text, amount, unit) => {
    expect(figures(text)).toBe(amount);
    expect(read(text)?.unit).toBe(unit);
  });

  it.each(['5', '5 credits', '5 кр.', '5 кредитов', '5 Kredit', '5 кр', '5 units', '5.0 cr.'])(
    '%s names no unit',
    (text) => {
      expect(read(text)).toMatchObject({ unit: null, candidates: [], printedUnit: null, rest: '' });
      expect(figures(text)).toBe('5');
    },
  );

  it('keeps the printed name and every meaning of one that changed in time', () => {
    expect(read('4 KP')).toMatchObject({
      unit: null,
      candidates: ['latvia_kp_old', 'latvia_kp_new'],
      printedUnit: 'KP',
    });
  });

  it('leaves what it does not read as the rest', () => {
    expect(read('6 ECTS (3 US credits)')).toMatchObject({ unit: 'ects', rest: '(3 US credits)' });
    expect(read('6 ECTS / 180 h')?.rest).toBe('/ 180 h');
    expect(read('3 hours')).toMatchObject({ unit: null, rest: 'hours' });
    expect(read('6 ECTSX')).toMatchObject({ unit: null, rest: 'ECTSX' });
  });

  it.each(['', 'ECTS', 'to be arranged', '1,2,3', '-3 ECTS', '5/150'])('"%s" is no amount', (text) => {
    expect(read(text)).toBeNull();
  });

  it('reads every printed name of every unit behind a figure and before it', () => {
    // A name that ends in a year reads on into the figure behind it.
    for (const { id, name, aliases, general } of RULES.units)
      for (const printed of [...aliases, ...Object.values(name)].filter((text) => !/\d$/.test(text))) {
        for (const text of [`7 ${printed}`, `${printed}: 7`]) {
          const found = read(text);
          expect(found && `${found.amount.min}`, text).toBe('7');
          if (!general) expect(found?.candidates, text).toContain(id);
        }
      }
  });

  it('never reads another figure than the one that is printed', () => {
    const amount = fc.tuple(fc.integer({ min: 0, max: 999 }), fc.integer({ min: 0, max: 99 }));
    const unit = fc.constantFrom(...RULES.units.flatMap(({ aliases }) => aliases));
    fc.assert(
      fc.property(amount, fc.constantFrom('.', ','), unit, ([whole, part], point, name) => {
        const found = read(`${whole}${point}${part} ${name}`);
        expect(found?.amount.min.eq(Rational.from(`${whole}.${part}`))).toBe(true);
      }),
    );
  });
});
