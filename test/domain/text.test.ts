import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  codeKey,
  detectLanguage,
  levelOf,
  localisedSchema,
  normaliseText,
  textIn,
  titleKey,
} from '../../src/domain/index.ts';

describe('text for comparison', () => {
  it('takes a code typed in Cyrillic look-alikes as the Latin one', () => {
    expect(codeKey('СМРТ 120')).toBe(codeKey('cmpt-120'));
    expect(codeKey('МАТ1101')).toBe('MAT1101');
  });

  it('keeps codes of different letters apart', () => expect(codeKey('ЭМШ101')).not.toBe(codeKey('EMS101')));

  it('takes every minus and dash as one', () => expect(normaliseText('A\u2212 \u2013 B')).toBe('A- - B'));

  it('drops invisible characters and runs of space', () =>
    expect(normaliseText('\ufeff Linear\u00a0\u00a0alge\u00adbra\u200b ')).toBe('Linear algebra'));

  it('normalising twice is normalising once', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(normaliseText(normaliseText(text))).toBe(normaliseText(text));
        expect(titleKey(titleKey(text))).toBe(titleKey(text));
      }),
    ));

  it.each([
    ['Электр машиналары және жетектер негіздері', 'kk'],
    ['Электрические машины', 'ru'],
    ['Elektrische Maschinen und Antriebe', 'de'],
    ['Electrical machines', 'en'],
    ['Grundlagen der Informatik', 'de'],
    ['12345 !', null],
  ])('finds the language of "%s": %s', (text, language) => expect(detectLanguage(text)).toBe(language));

  it('gives the wanted language, else the first there is', () => {
    expect(textIn({ ru: 'Физика', en: 'Physics' }, 'kk', 'en')).toBe('Physics');
    expect(textIn({ ru: 'Физика' }, 'en')).toBe('Физика');
  });

  it('wants at least one language', () => expect(localisedSchema.safeParse({}).success).toBe(false));
});

describe('levelOf', () => {
  it.each([
    ['UGRD', 'bachelor'],
    ['UG lower-division', 'bachelor'],
    ['бакалавриат', 'bachelor'],
    ['undergraduate', 'bachelor'],
    ['GRAD', 'master'],
    ['PG', 'master'],
    ['магистратура', 'master'],
    ['докторантура', 'doctorate'],
    ['Ph.D.', 'doctorate'],
    ['аспирантура', 'doctorate'],
    ['M.Sc.', 'master'],
    ['MSc', 'master'],
    ['M. Eng.', 'master'],
    ["Master's", 'master'],
    ['Graduate', 'master'],
    ['500-level', 'master'],
    ['Yüksek Lisans', 'master'],
    ['Máster universitario', 'master'],
    ['Grado', 'bachelor'],
    ['studia II stopnia', 'master'],
    ['studia I stopnia', 'bachelor'],
    ['Avancerad nivå', 'master'],
    ['修士課程', 'master'],
    ['upper division', 'bachelor'],
    // A course of two cycles is of neither alone: a wish for one of them may not take it out.
    ['BA/MA', null],
    ['Bachelor or Master', null],
    ['магистратура/бакалавриат', null],
    ['magisterskie (II stopnia)', 'master'],
    ['Magistrė', 'master'],
    ['7M07104', 'master'],
    ['B.Sc.', 'bachelor'],
    ['BEng (Hons)', 'bachelor'],
    ['Bakalářský', 'bachelor'],
    ['Bakkalaureat', 'bachelor'],
    ['Lisans', 'bachelor'],
    ['licencjackie', 'bachelor'],
    ['300-level', 'bachelor'],
    ['6B07101', 'bachelor'],
    ['Academic', null],
    ['common', null],
    ['basic', null],
    ['something', null],
    [null, null],
  ])('reads %s as %s', (printed, level) => expect(levelOf(printed)).toBe(level));
});
