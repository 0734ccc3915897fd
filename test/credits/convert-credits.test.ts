import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromEcts, resolveUnit, rulesAt, toEcts } from '../../src/credits/index.ts';
import { Rational } from '../../src/domain/index.ts';
import { BOOK, must, policy, RULES, remedyOf, said, unit } from './rules.ts';

const ects = (amount: string, name: string, date?: string) =>
  must(toEcts(Rational.from(amount), unit(name, date), policy())).value.toString();

describe('credit units', () => {
  it.each([
    ['US semester credit', 'us_semester'],
    ['US semester credit hour', 'us_semester'],
    ['ECTS', 'ects'],
    ['ECTS (Leistungspunkte)', 'ects'],
    ['ECTS (CP, 30 h)', 'ects'],
    ['ECTS/AKTS', 'turkey_akts'],
    ['KZ academic credit', 'kz_academic_credit'],
    ['академический кредит', 'kz_academic_credit'],
    ['з.е.', 'russia_ze'],
    ['З.Е.', 'russia_ze'],
    ['BC semester credit', 'bc_semester'],
    ['UBC credit', 'ubc_credit'],
    ['SFU unit', 'sfu_unit'],
    ['NUS modular credit (MC)', 'nus_mc'],
    ['NTU academic unit (AU)', 'ntu_au'],
    ['HKUST credit', 'hkust_credit'],
    // E, C, T and S typed in Cyrillic
    ['ЕСТЅ', 'ects'],
  ])('the printed name "%s" is %s', (printed, id) => {
    expect(unit(printed).id).toBe(id);
  });

  it('is exact: three quarter credits are four ECTS, a third stays a third', () => {
    expect(ects('3', 'us_quarter')).toBe('4');
    expect(ects('1', 'us_quarter')).toBe('4/3');
  });

  it('takes the law of the day: a Latvian credit point was 1.5 ECTS until 10 October 2022', () => {
    expect(ects('4', 'kreditpunkts', '2022-10-10')).toBe('6');
    // The old points ran out with the programmes that counted in them: since then the name alone is a question.
    const later = resolveUnit(rulesAt(BOOK, '2022-10-11'), 'kreditpunkts');
    expect(later.problems[0]?.reason?.code).toBe('name-ambiguous');
  });

  it('says that an old unit is of another time instead of guessing', () => {
    const old = resolveUnit(RULES, 'RK credit (bachelor)');
    expect(old.ok).toBe(false);
    expect(old.problems[0]).toMatchObject({ code: 'unit-unknown', value: 'RK credit (bachelor)' });
    expect(said(old.problems[0]?.reason)).toContain('31 August 2018');
  });

  it('never converts Turkish local credits by a ratio', () => {
    const converted = toEcts(Rational.from(3), unit('yerel kredi'), policy());
    expect(converted.ok).toBe(false);
    expect(converted.problems[0]?.code).toBe('unit-not-convertible');
    expect(remedyOf(converted.problems[0])).toContain('AKTS');
  });

  it('lets the policy choose between two published ratios, or set its own', () => {
    const us = unit('us_semester');
    const with_ = (ratio: string) => ({
      ...policy(),
      credits: { ...policy().credits, ratios: { us_semester: ratio } },
    });
    expect(must(toEcts(Rational.from(3), us, with_('umap-workload'))).value.toString()).toBe('4.5');
    expect(must(toEcts(Rational.from(3), us, with_('5/3'))).value.toString()).toBe('5');
    expect(toEcts(Rational.from(3), us, with_('half')).problems[0]?.code).toBe('policy-invalid');
  });

  it('asks for the unit when none is printed', () => {
    expect(resolveUnit(RULES, null).problems[0]?.code).toBe('unit-unknown');
    expect(resolveUnit(RULES, 'points').problems[0]?.code).toBe('unit-unknown');
  });

  it('shows the ratio and its source beside the figure', () => {
    const { derivation } = must(toEcts(Rational.from(3), unit('us_semester'), policy()));
    expect(derivation).toEqual([
      expect.objectContaining({
        rule: 'credits.ratio',
        output: '6',
        inputs: expect.objectContaining({ ectsPerUnit: '2' }),
      }),
    ]);
    expect(derivation[0]?.source).toContain('arizona');
  });

  it('comes back to the same figure through ECTS, for every convertible unit and amount', () => {
    const amounts = fc.tuple(fc.nat(2000), fc.integer({ min: 1, max: 60 })).map(([n, d]) => Rational.of(n, d));
    const units = fc.constantFrom(...BOOK.units.filter(({ ectsPerUnit }) => ectsPerUnit !== null));
    fc.assert(
      fc.property(amounts, units, (amount, any) => {
        const there = must(toEcts(amount, any, policy())).value;
        expect(must(fromEcts(there, any, policy())).value.eq(amount)).toBe(true);
      }),
    );
  });

  it.each([
    ['US', 'us_semester'],
    ['US Semester Hours', 'us_semester'],
    ['quarter units', 'us_quarter'],
    ['UK CATS', 'uk_cats'],
    ['UK credit points', 'uk_cats'],
    ['ects points', 'ects'],
    ['högskolepoäng', 'ects'],
    ['ЗЕТ', 'russia_ze'],
    ['Kazakhstan', 'kz_academic_credit'],
    ['Japan', 'japan_tani'],
    ['AKTS', 'turkey_akts'],
  ])('%s means %s', (name, id) => {
    expect(unit(name).id).toBe(id);
  });

  it('does not guess where a country has several units', () => {
    for (const name of ['Turkey', 'Australia', 'Canada', 'credit', 'credits'])
      expect(resolveUnit(RULES, name).problems[0]?.code, name).toBe('unit-unknown');
  });

  it('names a source and a basis for every unit, and keeps a ratio inside its published range', () => {
    for (const { id, ectsPerUnit, source, basis } of BOOK.units) {
      expect(source.length, id).toBeGreaterThan(3);
      expect(basis.length, id).toBeGreaterThan(3);
      if (ectsPerUnit?.min) expect(ectsPerUnit.value.gte(ectsPerUnit.min), id).toBe(true);
      if (ectsPerUnit?.max) expect(ectsPerUnit.value.lte(ectsPerUnit.max), id).toBe(true);
    }
  });
});
