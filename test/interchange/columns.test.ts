import { describe, expect, it } from 'vitest';
import { type Field, recogniseColumn } from '../../src/interchange/columns.ts';

const COURSE: readonly Field[] = [
  'code',
  'title',
  'description',
  'outcomes',
  'credits',
  'credit_system',
  'level',
  'language',
  'terms',
  'institution',
];
const CURRICULUM: readonly Field[] = ['semester', 'cycle', 'component', ...COURSE];

describe('recogniseColumn', () => {
  it.each([
    ['code', 'code'],
    ['Course Code', 'code'],
    ['  CODE ', 'code'],
    ['Код дисциплины', 'code'],
    ['Пән коды', 'code'],
    ['credit_system', 'credit_system'],
    ['Количество кредитов', 'credits'],
    ['Кол-во кредитов', 'credits'],
    ['Объём в кредитах', 'credits'],
    ['З.Е.', 'credits'],
    ['ECTS', 'credits'],
    ['Кредиттер саны', 'credits'],
    ['Язык обучения', 'language'],
    ['Оқыту тілі', 'language'],
    ['Учреждение', 'institution'],
    ['Деңгейі', 'level'],
  ])('%s is %s', (header, field) => {
    expect(recogniseColumn(header, COURSE)).toEqual({ field, language: null });
  });

  it.each([
    ['title_en', 'title', 'en'],
    ['title_fr', 'title', 'fr'],
    ['title_no', 'title', 'no'],
    ['Title (RU)', 'title', 'ru'],
    ['English title', 'title', 'en'],
    ['Название (рус)', 'title', 'ru'],
    ['Название на русском языке', 'title', 'ru'],
    ['Наименование дисциплины (каз.)', 'title', 'kk'],
    ['Пән атауы (қазақша)', 'title', 'kk'],
    ['Атауы (қаз)', 'title', 'kk'],
    ['Пән атауы қазақ тілінде', 'title', 'kk'],
    ['description_kz', 'description', 'kk'],
    ['Описание (англ.)', 'description', 'en'],
    ['outcomes_de', 'outcomes', 'de'],
  ])('%s is %s in %s', (header, field, language) => {
    expect(recogniseColumn(header, COURSE)).toEqual({ field, language });
  });

  it('reads look-alike letters of the other script: "сode" and "OПИСАНИЕ"', () => {
    expect(recogniseColumn('\u0441\u043ede', COURSE)?.field).toBe('code');
    expect(recogniseColumn('OПИСАНИЕ', COURSE)?.field).toBe('description');
  });

  it.each(['note', 'credits_en', 'module number of seats', '', '__proto__', 'constructor', 'title_xx'])(
    '%s means nothing here',
    (header) => {
      expect(recogniseColumn(header, COURSE)).toBeNull();
    },
  );

  it('"module no" is a number, not a Norwegian module', () => {
    expect(recogniseColumn('module no', COURSE)).toEqual({ field: 'code', language: null });
  });

  it('"semester" is the semester of a curriculum and the term of a catalogue', () => {
    expect(recogniseColumn('Семестр', CURRICULUM)?.field).toBe('semester');
    expect(recogniseColumn('Семестр', COURSE)?.field).toBe('terms');
  });
});
