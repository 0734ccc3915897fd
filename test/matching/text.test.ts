import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeKey } from '../../src/domain/index.ts';
import { readMarks, tellYears } from '../../src/matching/read-course.ts';
import { resolveStubs } from '../../src/matching/stubs.ts';
import { boilerplateOf } from '../../src/matching/text/boilerplate.ts';
import { numeralsOf } from '../../src/matching/text/numerals.ts';
import { endOfWord } from '../../src/matching/text/scan.ts';
import { readDescription, readText, readTitle } from '../../src/matching/text/words.ts';
import { course } from './courses.ts';

const terms = (title: string, language = 'en'): string[] => readTitle(title, language).map(({ term }) => term);

describe('words', () => {
  it('abbreviations of titles are spelt out', () => {
    expect(terms('Intro to Elec Eng')).toEqual(terms('Introduction to Electrical Engineering'));
    expect(terms('AI')).toEqual(terms('Artificial Intelligence'));
  });

  it.each([
    ['en', 'IT Economics', 'Information Technology Economics'],
    ['en', 'IS Audit', 'Information Systems Audit'],
    ['en', 'Modern US History', 'Modern United States History'],
    ['en', 'IT', 'Information Technology'],
    ['ru', 'Разработка ПО', 'Разработка программного обеспечения'],
    ['ru', 'Экономика ИТ-проектов', 'Экономика проектов информационных технологий'],
    ['kk', 'ДҚ жобалау', 'Деректер қорын жобалау'],
    ['de', 'Recht der IT', 'Recht der Informationstechnologie'],
  ])('%s "%s": an acronym in capitals is spelt out', (language, title, spelt) => {
    expect(terms(title, language).sort()).toEqual(terms(spelt, language).sort());
  });

  it('a word of grammar stays one, in small letters and where all is in capitals', () => {
    expect(terms('Energy and how it is used by us')).toEqual(terms('Energy'));
    expect(terms('ENERGY AS IT IS')).toEqual(terms('Energy'));
    expect(terms('Практикум по физике', 'ru')).toEqual(terms('Практикум физике', 'ru'));
    expect(terms('ПРАКТИКУМ ПО ФИЗИКЕ', 'ru')).toEqual(terms('Практикум физике', 'ru'));
  });

  it('a word has one stem in its forms, in each language', () => {
    expect(terms('Electrical machines')).toEqual(terms('electrical machine'));
    expect(terms('Электрические машины', 'ru')).toEqual(terms('Электрических машин', 'ru'));
    expect(terms('Elektrische Maschinen', 'de')).toEqual(terms('elektrischen Maschine', 'de'));
  });

  it('accents and look-alike letters do not part equal words', () => {
    expect(terms('Poincaré')).toEqual(terms('Poincare'));
    expect(terms('Рhysics')).toEqual(terms('Physics'));
  });

  it('apostrophes are the same however they are typed', () => {
    for (const title of ['Oʻzbekiston', 'Oʼzbekiston', 'O’zbekiston', 'O‘zbekiston', 'O`zbekiston'])
      expect(terms(title, 'uz')).toEqual(terms("O'zbekiston", 'uz'));
  });

  it('a word keeps its place in the text', () => {
    const text = 'Studies of electric circuits.';
    expect(readText(text, 'en').map(({ start, end }) => text.slice(start, end))).toEqual(['electric', 'circuits']);
  });
});

describe('part numbers', () => {
  it.each([
    ['Physics 2', [2]],
    ['Physics II', [2]],
    ['Real Analysis Ii', [2]],
    ['Calculus I: Limits', [1]],
    ['Calculus III Laboratory', [3]],
    ['Физика ІІ', [2]],
    ['What Should I Read', []],
    ['Visual Basic for VI Users', []],
    ['World Literature 1900', []],
    ['I, Robot', []],
  ])('%s has %j', (title, expected) => {
    expect(numeralsOf(title)).toEqual(expected);
  });
});

describe('what is not read', () => {
  it('administrative sentences and codes, and nothing beside them', () => {
    const text = 'Covers heat transfer. Prerequisite: MATH 101 or consent of instructor. Builds on PHYS 101 results.';
    const read = readDescription(text, 'en').map(({ start, end }) => text.slice(start, end));
    expect(read).toEqual(['heat', 'transfer', 'Builds', 'results']);
  });
});

describe('shortcuts of reading', () => {
  const WORD = /[\p{L}\p{M}\p{N}]+(?:\+\+|#)?/gu;
  const mixed = fc.string({
    unit: fc.constantFrom(...'aZ9 -.#+é́Ёқ一', '\u{1d400}', '\ud800', '٣', '_', 'ß', "'"),
    maxLength: 40,
  });

  it('words end where the pattern of letters, marks and digits ends', () => {
    fc.assert(
      fc.property(mixed, (text) => {
        const found: string[] = [];
        for (let at = 0; at < text.length; at += 1) {
          const end = endOfWord(text, at);
          if (end > at) found.push(text.slice(at, end));
          at = Math.max(at, end - 1);
        }
        expect(found).toEqual(text.match(WORD) ?? []);
      }),
    );
  });

  const WORDS =
    'pre requisites minimum of a grade no academic credit will students who have taken may be repeated not receive graded on pass / fail s/u ' +
    'permission from instructor approval undergraduate hours per week additional fees class schedule crosslisted formerly same as section in the ' +
    'currently 3 sections attribute transferable csu gen ed general education registration is restricted to open exclusions offered each ' +
    'completion of year standing equivalent to math counts towards degree requirement satisfies an heat transfer fields learn used can energy';
  const sentence = fc
    .array(
      fc.tuple(
        fc.constantFrom(...WORDS.split(' ')),
        fc.constantFrom(' ', ' ', ' ', '-', ', ', '. ', '; ', '\n', '# ', 'é '),
      ),
      {
        maxLength: 25,
      },
    )
    .map((parts) => parts.flat().join(''));

  it('no administrative sentence is read because its words gave no hint', () => {
    fc.assert(
      fc.property(sentence, fc.boolean(), (text, isUpper) => {
        const printed = isUpper ? text.toUpperCase() : text;
        const skipped = boilerplateOf(printed);
        const asked = readText(printed, 'en').filter(
          ({ start }) => !skipped.some(([from, to]) => start >= from && start < to),
        );
        expect(readDescription(printed, 'en')).toEqual(asked);
      }),
      { numRuns: 2000 },
    );
  });

  it('a plain code has the key that any code has', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'aB3 -'), maxLength: 12 }), (code) => {
        expect(codeKey(code)).toBe(codeKey(`\u00a0${code}`));
      }),
    );
  });
});

describe('codes', () => {
  const yearOf = (code: string): number | null => readMarks(course(code, 'A'), true).yearDigit;
  const numbered = (form: (year: number, number: number) => string, years = 4): string[] =>
    Array.from({ length: 24 }, (_, at) => form(1 + (at % years), at));

  it('tell the year by a number of three or four digits, nothing else', () => {
    expect(['MATH 1010', 'СМРТ-225W', 'PHYS-4A', '003663', '20-00-0004-iv', 'M-WIWI-100950', '-'].map(yearOf)).toEqual([
      1,
      2,
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it('tell it only where those of the whole list do', () => {
    expect(tellYears(numbered((year, number) => `MATH ${year}${10 + number}`))).toBe(true);
    expect(tellYears(numbered((year, number) => `CS${year}${100 + number}`))).toBe(true);
    expect(tellYears(numbered((year, number) => `MATH ${year}${10 + number}`).slice(0, 19))).toBe(false);
    expect(tellYears(numbered((_, number) => `GRT33${10 + number}`))).toBe(false);
    expect(tellYears(numbered((_, number) => `BEC07${10 + number}`))).toBe(false);
    expect(tellYears(numbered((_, number) => `0036${10 + number}`))).toBe(false);
    expect(tellYears(numbered((_, number) => `20-00-00${10 + number}-iv`))).toBe(false);
    expect(tellYears([])).toBe(false);
    expect(readMarks(course('MATH 101', 'A'), false)).toMatchObject({ yearDigit: null, graduate: null });
  });

  it('say less of the cycle than the level does', () => {
    const graduate = (code: string, level: string | null): boolean | null =>
      readMarks(course(code, 'A', '', { level }), true).graduate;
    expect([graduate('CS 640', null), graduate('CS 140', null), graduate('Ж', null)]).toEqual([true, false, null]);
    expect([graduate('CS 640', 'bachelor'), graduate('CS 140', 'магистратура')]).toEqual([false, true]);
  });
});

describe('kinds of courses', () => {
  const isLaboratory = (language: string, title: string): boolean =>
    readMarks(course('X', '', '', { titles: { [language]: title } }), false).laboratory;

  it.each([
    ['en', 'Physics Laboratory'],
    ['en', 'Circuits Lab'],
    ['de', 'Praktikum Regelungstechnik'],
    ['de', 'Labor Regelungstechnik'],
    ['de', 'Physiklabor'],
    ['de', 'Laborpraktikum Chemie'],
    ['de', 'Elektronik-Labor'],
    ['en', 'Chemistry - Laboratory'],
    ['ru', 'Геология – лабораторные работы'],
    ['ru', 'Геология - лабораторные работы'],
    ['ru', 'Лабораторный практикум по физике'],
    ['kk', 'Физика бойынша зертханалық жұмыс'],
  ])('%s "%s" is a laboratory', (language, title) => {
    expect(isLaboratory(language, title)).toBe(true);
  });

  it.each([
    ['en', 'Physics (without lab)'],
    ['en', 'Physics with Laboratory'],
    ['en', 'Circuits and Lab'],
    ['en', 'Chemistry/Lab'],
    ['en', 'Labor Law'],
    ['en', 'Physics Lecture-Lab'],
    ['ru', 'Лекционно-лабораторный курс физики'],
    ['de', 'Kollaborative Robotik'],
    ['de', 'Elektronik mit Labor'],
    ['de', 'Physik mit Praktikum'],
    ['ru', 'Физика с лабораторным практикумом'],
    ['ru', 'Теоретическая физика'],
  ])('%s "%s" is none', (language, title) => {
    expect(isLaboratory(language, title)).toBe(false);
  });
});

describe('stubs', () => {
  const catalogue = [
    course('CS 1', 'A', 'See CS 10.'),
    course('CS 10', 'A', 'Same as CS 20. See CS 20.'),
    course('CS 20', 'A', 'Graphs and trees.'),
    course('CS 30', 'B', 'See CS 40.'),
    course('CS 40', 'B', 'See CS 30.'),
    course('CS 50', 'C', 'Sorting, searching and hashing of large data; for the theory of complexity see CS 20.'),
    course('CS 60', 'D', 'See CS 999.'),
  ];
  const resolved = resolveStubs(catalogue);

  it('are followed to the text, also in two steps', () => {
    expect([resolved.get(0)?.code, resolved.get(1)?.code]).toEqual(['CS 20', 'CS 20']);
  });

  it('have forty letters of their own at most', () => {
    const text = (letters: number) => `${'x'.repeat(letters)} see CS 20.`;
    const own = [40, 41].map((letters, at) => course(`CS ${70 + at}`, 'E', text(letters)));
    const found = resolveStubs([course('CS 20', 'A', 'Graphs and trees.'), ...own]);
    expect([1, 2].map((position) => found.has(position))).toEqual([true, false]);
  });

  it('that lead in a circle or nowhere stay as they are, and so does a course with a text of its own', () => {
    expect([3, 4, 5, 6].map((position) => resolved.has(position))).toEqual([false, false, false, false]);
  });
});
