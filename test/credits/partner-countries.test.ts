/** The table of partner countries in rules/README.md says what the rules say. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readGradeOn, resolveScale, resolveUnit, rulesAt, toEcts } from '../../src/credits/index.ts';
import { type GradeScale, type Level, levelSchema, Rational, uiLanguageSchema } from '../../src/domain/index.ts';
import { ROOT } from '../installed.ts';
import { BOOK, must, policy, RULES } from './rules.ts';

const README = readFileSync(path.join(ROOT, 'rules/README.md'), 'utf8');
const section = README.split('## Partner countries')[1]?.split('\n## ')[0] ?? '';
const list = (cell: string | undefined): string[] => (cell === '-' || !cell ? [] : cell.split(', '));
const COUNTRIES = section
  .split('\n')
  .filter((line) => /^\| (?!country|-+ )/.test(line))
  .map((line) => {
    const [, country = '', scales, units, bachelor, master, doctorate, open = ''] = line
      .split('|')
      .map((cell) => cell.trim());
    const marks: Record<Level, string[]> = {
      bachelor: list(bachelor),
      master: list(master),
      doctorate: list(doctorate),
    };
    return { country, scales: list(scales), units: list(units), marks, open };
  });
const scaleOf = (id: string) => {
  const found = BOOK.scales.find((scale) => scale.id === id);
  if (!found) throw new Error(`no scale ${id}`);
  return found;
};

/** The grade below a mark: the next symbol, or one step of the numbers; null where the scale has none. */
function nextBelow({ kind, grades, step, direction }: GradeScale, mark: string): string | null {
  if (kind === 'symbols') return grades[grades.findIndex(({ symbol }) => symbol === mark) + 1]?.symbol ?? null;
  const by = step ?? Rational.ONE;
  return Rational.from(mark)
    .add(direction === 'higher-is-better' ? by.neg() : by)
    .toString();
}

describe('partner countries', () => {
  it('are sixty at least, each with a scale, a unit and pass marks, or with the reason why not', () => {
    expect(COUNTRIES.length).toBeGreaterThanOrEqual(60);
    for (const { country, scales, units, open } of COUNTRIES)
      if (scales.length === 0 || units.length === 0) expect(open, country).not.toBe('');
  });

  const claims = COUNTRIES.flatMap(({ scales, marks }) =>
    scales.flatMap((id, at) => levelSchema.options.map((level) => [id, level, marks[level][at] ?? ''] as const)),
  );
  it.each(claims)('on %s the lowest pass of a %s is %s', (id, level, mark) => {
    const known = scaleOf(id);
    const statusOf = (printed: string) => {
      const read = readGradeOn([known], printed, { level, rounding: 'half-up' });
      return read.ok ? read.value.grade.status : null;
    };
    expect(statusOf(mark)).toBe('graded');
    const worse = nextBelow(known, mark);
    if (worse !== null) expect(statusOf(worse), worse).not.toBe('graded');
  });

  it.each(COUNTRIES.map((one) => [one.country, one] as const))(
    '%s: its units convert, or say that they have no ratio',
    (_, one) => {
      for (const id of one.units) {
        const unit = BOOK.units.find((candidate) => candidate.id === id);
        if (!unit) throw new Error(`no unit ${id}`);
        const ects = toEcts(Rational.of(30), unit, policy());
        expect(ects.ok, id).toBe(unit.ectsPerUnit !== null);
        if (!ects.ok) expect(ects.problems[0]?.code).toBe('unit-not-convertible');
      }
    },
  );

  it('has every scale and unit of the rules in it, but for conventions and dated members', () => {
    const named = new Set(COUNTRIES.flatMap(({ scales, units }) => [...scales, ...units]));
    const countryless = new Set(['ects_old', 'kz_2011', 'credit', 'lithuania_old', 'umap_ucts_2013', 'umap_ucts_old']);
    const left = [...BOOK.scales, ...BOOK.units]
      .map(({ id }) => id)
      .filter((id) => !named.has(id) && !countryless.has(id) && !id.startsWith('kz_credit_old'));
    expect(left).toEqual([]);
  });
});

describe('the name of a country', () => {
  it.each([
    ['Germany', 'Германия', 'ФРГ'],
    ['Russia', 'Российская Федерация', 'Ресей'],
    ['China', 'Китай', 'Қытай'],
    ['Türkiye', 'Турция', 'Түркия'],
    ['South Korea', 'Корея', 'Оңтүстік Корея'],
    ['United States', 'Соединенные Штаты Америки', 'АҚШ'],
    ['United Kingdom', 'Великобритания', 'Ұлыбритания'],
    ['Uzbekistan', 'Узбекистан', 'Өзбекстан'],
    ['Kazakhstan', 'РК', 'Қазақстан Республикасы'],
    ['Hungary', 'Венгрия', 'Мажарстан'],
  ])('%s means one scale in English, Russian and Kazakh', (...names) => {
    expect(new Set(names.map((name) => must(resolveScale(RULES, name)).id)).size).toBe(1);
  });

  it.each([
    ['Malaysia', 'Малайзия', 'Universiti Malaya', 'my'],
    ['Canada', 'Канада', 'University of Toronto', 'ca'],
    ['Azerbaijan', 'Әзербайжан', 'Baku Higher Oil School', 'az_bhos'],
    ['United Arab Emirates', 'БАӘ', 'Al Ain University', 'ae'],
  ])('%s is a question, unless the university is known', (english, other, institution, id) => {
    for (const name of [english, other]) {
      expect(resolveScale(RULES, name).problems[0]?.reason?.code).toBe('scale-of-country');
      expect(must(resolveScale(RULES, name, { institution })).id).toBe(id);
    }
  });

  it('is known of every scale', () => {
    const answered = (name: string) => {
      const found = resolveScale(RULES, name);
      return found.ok || found.problems[0]?.reason?.code === 'scale-of-country';
    };
    const countries = BOOK.scales
      .map(({ country }) => country)
      .filter((name) => name !== 'European Higher Education Area');
    expect(countries.filter((name) => !answered(name))).toEqual([]);
  });
});

it('every scale, unit and table is called by a name in each language of the documents', () => {
  const named = [...BOOK.scales, ...BOOK.units, ...BOOK.conversions];
  const lacking = named.filter(({ name }) => uiLanguageSchema.options.some((language) => !name[language]));
  expect(lacking.map(({ id }) => id)).toEqual([]);
  for (const records of [BOOK.scales, BOOK.units])
    for (const language of uiLanguageSchema.options)
      expect(new Set(records.map(({ name }) => name[language])).size, language).toBe(records.length);
});

describe('names of units', () => {
  it('have two meanings on a day only where the two are a question', () => {
    const questions = ['azerbaijan_credit,khazar_credit', 'latvia_kp_old,latvia_kp_new'];
    const days = new Set(BOOK.units.flatMap(({ validFrom, validTo }) => [validFrom ?? [], validTo ?? []].flat()));
    for (const day of [...days, '2000-01-01', '2026-11-20'])
      for (const [name, found] of rulesAt(BOOK, day).unitsByName)
        if (found.length > 1) expect(questions, `${name} on ${day}`).toContain(found.map(({ id }) => id).join());
  });

  it('that are general stand for no unit', () => {
    expect(resolveUnit(RULES, 'кредитов').problems[0]?.reason?.code).toBe('unit-general');
    const general = BOOK.units.filter((unit) => unit.general).flatMap(({ aliases }) => aliases);
    for (const word of general) expect(resolveUnit(RULES, word).ok, word).toBe(false);
  });

  it('of Latvia are asked about since the two credit points overlap, and were one before', () => {
    expect(must(resolveUnit(rulesAt(BOOK, '2020-01-01'), 'KP')).id).toBe('latvia_kp_old');
    expect(resolveUnit(RULES, 'KP').problems[0]?.reason?.code).toBe('name-ambiguous');
    expect(resolveScale(RULES, 'Latvia').ok).toBe(true);
  });
});
