import { describe, expect, it } from 'vitest';
import { parseGrade, resolveScale, rulesAt } from '../../src/credits/index.ts';
import { Rational } from '../../src/domain/index.ts';
import { BOOK, must, RULES, remedyOf, said, scale } from './rules.ts';

describe('the installed scales', () => {
  it.each(BOOK.scales.map((known) => [known.id, known] as const))(
    '%s reads every symbol of its own as itself',
    (_, known) => {
      for (const { symbol, aliases } of [...known.grades, ...known.special])
        for (const printed of [symbol, ...aliases])
          expect(must(parseGrade(known, printed)).symbol, printed).toBe(symbol);
    },
  );

  it.each(BOOK.scales.map((known) => [known.id, known] as const))(
    '%s lists its grades from best to worst',
    (_, known) => {
      const values = known.kind === 'symbols' ? known.grades.flatMap(({ value }) => value ?? []) : [];
      expect(values.filter((value, at) => values[at + 1]?.gt(value))).toEqual([]);
      const firstFail = known.grades.findIndex(({ passing }) => !passing);
      const afterFail = firstFail < 0 ? [] : known.grades.slice(firstFail);
      expect(afterFail.filter(({ passing }) => passing)).toEqual([]);
      const bands = known.grades.flatMap(({ percent }) => (percent ? [percent] : []));
      // Each band ends where the one above it begins, from 100 down to 0.
      expect(bands.map(([, high]) => `${high}`)).toEqual(
        bands.map((_band, at) => `${bands[at - 1]?.[0].sub(Rational.ONE) ?? 100}`),
      );
      expect(`${bands.at(-1)?.[0] ?? 0}`).toBe('0');
    },
  );

  it('share a name on a day only where each is one university’s own: then the name is a question', () => {
    const days = BOOK.scales.flatMap(({ validFrom, validTo }) => [validFrom ?? [], validTo ?? []].flat());
    for (const day of [...new Set(days), '2000-01-01', RULES.date])
      for (const [name, found] of rulesAt(BOOK, day).scalesByName)
        if (found.length > 1)
          for (const { id, institutions } of found) expect(institutions, `${name}: ${id} on ${day}`).not.toEqual([]);
  });

  it.each([
    ['de', 'de'],
    ['DE', 'de'],
    ['german', 'de'],
    ['Germany 1-5', 'de'],
    ['Deutschland', 'de'],
    ['ECTS grade', 'ects_old'],
    ['ECTS', 'ects_old'],
    ['Danish 7-point', 'dk'],
    ['France 0-20', 'fr'],
    ['Italian 30', 'it'],
    ['Spanish 10-point', 'es'],
    ['United Kingdom', 'uk'],
    ['UK classes', 'uk_class'],
    ['GPA 4.0', 'us'],
    ['Korean 4.3', 'kr_43'],
    ['Korea', 'kr'],
    ['AA-FF', 'tr'],
    ['Казахстан', 'kz_2018'],
    ['Россия', 'ru'],
  ])('%s means %s', (name, id) => {
    expect(scale(name).id).toBe(id);
  });

  it('name the member of a family that is valid on the day', () => {
    expect(scale('Kazakhstan', '2015-01-01').id).toBe('kz_2011');
  });

  it('answer an unknown name with those that there are', () => {
    const [problem] = resolveScale(RULES, 'mars').problems;
    expect(remedyOf(problem)).toContain('at, au, az, az_bhos, be');
    expect(resolveScale(RULES, 'kz_2011').problems[0]?.reason?.code).toBe('name-not-on-day');
    expect(said(resolveScale(RULES, ' - ').problems[0]?.reason)).toBe('no grade scale is given');
  });
});
