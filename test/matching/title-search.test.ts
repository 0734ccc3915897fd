import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Course, courseSchema } from '../../src/domain/index.ts';
import { findTitles, marksIn, readQuery, TitleIndex } from '../../src/matching/index.ts';
import { subjects } from '../installed.ts';

const course = (code: string, titles: Course['titles']): Course => courseSchema.parse({ code, titles });
const LIST = new TitleIndex([
  course('FEP3110', { en: 'Electrical Machines' }),
  course('FEP3190', { en: 'Electric Drives' }),
  course('ЭЭ-301', { ru: 'Электрические машины. Часть 1' }),
  course('ET-2310', { de: 'Elektrische Maschinen I' }),
  course('DB 101', { en: 'Introduction to Database Systems', kk: 'Дерекқор жүйелері' }),
  course('MET 110', { en: 'Machine Shop Practice' }),
]);
const search = (text: string) => {
  const reading = readQuery(text, [LIST], subjects());
  return { reading, codes: findTitles(LIST, text, reading, { limit: 10 }).map(({ course: { code } }) => code) };
};

describe('searching courses by what somebody types', () => {
  it('reads mistyped words, and finds what the subject is called in other languages', () => {
    const { reading, codes } = search('electical mashines');
    expect(reading).toMatchObject({ text: 'electrical machines', corrected: true });
    expect(reading.also.map(({ language }) => language)).toEqual(['en', 'ru', 'kk', 'de']);
    expect(codes.slice(0, 3).sort()).toEqual(['ET-2310', 'FEP3110', 'ЭЭ-301'].sort());
    expect(codes[0]).toBe('FEP3110');
  });

  it.each([
    ['a word that is only begun', 'databa', 'DB 101'],
    ['a code, however it is spaced', 'db101', 'DB 101'],
    ['the beginning of a code in Cyrillic', 'ээ-3', 'ЭЭ-301'],
    ['another language than the catalogue’s', 'электр машиналары', 'FEP3110'],
    ['Kazakh as it is written', 'дерекқор', 'DB 101'],
  ])('finds %s', (_name, text, code) => {
    expect(search(text).codes).toContain(code);
  });

  it('marks the words that were found, where they stand in the title', () => {
    const reading = readQuery('machines electr', [LIST], subjects());
    const [first] = findTitles(LIST, 'machines electr', reading, { limit: 1 });
    const marked =
      first && marksIn(first.course, reading).en?.map(([start, end]) => 'Electrical Machines'.slice(start, end));
    expect(marked).toEqual(['Electrical', 'Machines']);
  });

  it('finds nothing for what nothing is called, and corrects no word beyond recognition', () => {
    expect(search('zzyzx qwrtp')).toMatchObject({ codes: [], reading: { corrected: false } });
  });

  it('answers any text, and marks inside of the title alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const reading = readQuery(text, [LIST], subjects());
        for (const { course: found } of findTitles(LIST, text, reading, { limit: 10 }))
          for (const [language, ranges] of Object.entries(marksIn(found, reading)))
            for (const [start, end] of ranges) {
              expect(start).toBeLessThan(end);
              expect(end).toBeLessThanOrEqual((found.titles[language] ?? '').length);
            }
      }),
      { numRuns: 200 },
    );
  });
});
