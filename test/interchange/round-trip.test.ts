/** Laws of reading and writing: parse(write(x)) = x, and the form of a file does not change what it says. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Catalogue,
  type Curriculum,
  catalogueSchema,
  codeKey,
  curriculumSchema,
  Rational,
  type Transcript,
  transcriptSchema,
} from '../../src/domain/index.ts';
import { recogniseColumn } from '../../src/interchange/columns.ts';
import {
  readCatalogue,
  readCurriculum,
  readTranscript,
  writeCatalogue,
  writeCurriculum,
  writeTranscript,
} from '../../src/interchange/index.ts';
import { bytesOf, file, loaded, utf16 } from './files.ts';

/** Text as a reader gives it: trimmed and not empty, else anything, formulas and apostrophes first of all. */
const words = fc.constantFrom(
  '=1+1',
  "'=x",
  "''-",
  'Қазақстан тарихы',
  'a, b; c',
  '"quoted"',
  'line\nbreak',
  '\tx',
  '-5',
  '5" disk',
  '__proto__',
);
const text = fc
  .oneof(
    words,
    fc.string({ unit: 'grapheme' }),
    fc.tuple(words, fc.string({ unit: 'grapheme' })).map((parts) => parts.join(' ')),
  )
  .map((value) => value.replaceAll('\0', '').trim())
  .filter((value) => value !== '');
/** A text that is one item of a list: without the signs that separate items. */
const item = text.map((value) => value.replace(/[|;]/g, '/').trim()).filter((value) => value !== '');
const orNull = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null });
const language = fc.constantFrom('en', 'ru', 'kk', 'de', 'fr', 'zh', 'no');
const byLanguage = <T>(arbitrary: fc.Arbitrary<T>, minKeys: number): fc.Arbitrary<Record<string, T>> =>
  fc.dictionary(language, arbitrary, { minKeys, maxKeys: 3, noNullPrototype: true });
const rational = fc
  .tuple(fc.bigInt({ min: 0n, max: 500n }), fc.bigInt({ min: 1n, max: 40n }))
  .map(([num, den]) => Rational.of(num, den));
const credits = fc
  .tuple(rational, rational, orNull(text))
  .map(([one, other, unit]) => ({ min: one.min(other), max: one.max(other), unit }));
const languages = fc.uniqueArray(language, { maxLength: 3 });
/** Headers that no field of the tables bears, and that say something: a dash is none. */
const extra = fc
  .dictionary(text, text, { maxKeys: 2, noNullPrototype: true })
  .map((record) =>
    Object.fromEntries(
      Object.entries(record).filter(
        ([header]) => recogniseColumn(header, ALL_FIELDS) === null && !/^[-–—]+$/.test(header),
      ),
    ),
  );
const ALL_FIELDS = [
  'code',
  'title',
  'description',
  'outcomes',
  'credits',
  'credit_system',
  'level',
  'language',
  'terms',
  'term',
  'prerequisites',
  'meetings',
  'isced_f',
  'url',
  'institution',
  'academic_year',
  'programme',
  'semester',
  'cycle',
  'component',
  'elective_block',
  'taken_at',
  'grade',
  'grade_scale',
  'completed_on',
  'attempt',
  'student',
] as const;

const terms = fc.subarray(['autumn', 'spring', 'year'] as const);
const course = fc.record({
  code: text.filter((value) => codeKey(value) !== ''),
  titles: byLanguage(text, 1),
  descriptions: byLanguage(text, 0),
  outcomes: byLanguage(fc.array(item, { minLength: 1, maxLength: 3 }), 0),
  credits: orNull(credits),
  level: orNull(text),
  terms,
  languages,
  prerequisites: fc.array(item, { maxLength: 3 }),
  meetings: fc.constantFrom(undefined, [{ term: 'autumn', day: 1, start: 540, end: 630 }]),
  iscedF: orNull(fc.constantFrom('07', '071', '0713')),
  url: orNull(fc.webUrl()),
  source: extra.map((columns) => ({ file: 'courses.csv', line: 2, extra: columns })),
});
const curriculumCourse = fc
  .tuple(
    course,
    fc.record({
      semester: orNull(fc.integer({ min: 1, max: 12 })),
      cycle: orNull(fc.constantFrom('GED', 'BD', 'PD')),
      component: orNull(fc.constantFrom('compulsory', 'university', 'elective')),
      electiveBlock: orNull(text),
    }),
  )
  .map(([shared, own]) => ({ ...shared, ...own }));
const distinct = { minLength: 1, maxLength: 4, selector: ({ code }: { code: string }) => codeKey(code) };
const catalogue = fc
  .record({ institution: text, academicYear: orNull(text), courses: fc.uniqueArray(course, distinct) })
  .map((value): Catalogue => catalogueSchema.parse(serialised(value)));
const curriculum = fc
  .record({ institution: text, programme: orNull(text), courses: fc.uniqueArray(curriculumCourse, distinct) })
  .map((value): Curriculum => curriculumSchema.parse(serialised(value)));
const transcriptRow = fc.record({
  line: fc.constant(2),
  code: text,
  titles: byLanguage(text, 0),
  credits: orNull(rational),
  unit: orNull(text),
  grade: orNull(text),
  scale: orNull(text),
  completedOn: orNull(
    fc
      .date({ min: new Date('1950-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10)),
  ),
  term: orNull(text),
  languages,
  attempt: orNull(fc.integer({ min: 1, max: 9 })),
  iscedF: orNull(fc.constantFrom('07', '071', '0713')),
  level: orNull(text),
  extra,
});
const transcript = fc
  .record({
    institution: orNull(text),
    student: orNull(text),
    rows: fc.array(transcriptRow, { minLength: 1, maxLength: 4 }),
  })
  .map((value): Transcript => transcriptSchema.parse(serialised(value)));

/** Rationals as text, as the schemas take them. */
const serialised = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** Lines move when a cell has line breaks; everything else must come back. */
function withoutLines<T extends { source?: { line: number } | null }>(courses: readonly T[]): unknown[] {
  return courses.map((entry) => ({ ...entry, source: entry.source && { ...entry.source, line: 0 } }));
}

describe('parse(write(x)) = x', () => {
  it('for catalogues', () => {
    fc.assert(
      fc.property(catalogue, (value) => {
        const read = loaded(readCatalogue(file(writeCatalogue(value)))).value;
        expect({ ...read, courses: withoutLines(read.courses) }).toEqual({
          ...value,
          courses: withoutLines(value.courses),
        });
      }),
    );
  });

  it('for curricula', () => {
    fc.assert(
      fc.property(curriculum, (value) => {
        const read = loaded(readCurriculum(file(writeCurriculum(value)))).value;
        expect({ ...read, courses: withoutLines(read.courses) }).toEqual({
          ...value,
          courses: withoutLines(value.courses),
        });
      }),
    );
  });

  it('for transcripts', () => {
    fc.assert(
      fc.property(transcript, (value) => {
        const read = loaded(readTranscript(file(writeTranscript(value)))).value;
        const rows = (table: Transcript) => table.rows.map((row) => ({ ...row, line: 0 }));
        expect({ ...read, rows: rows(read) }).toEqual({ ...value, rows: rows(value) });
      }),
    );
  });

  it('what a known column could not read goes back into that column', () => {
    const source = 'code,title_en,url,credits\nA,T,ftp://x,TBA\n';
    const first = loaded(readCatalogue(file(source))).value;
    const second = loaded(readCatalogue(file(writeCatalogue(first)))).value;
    expect(withoutLines(second.courses)).toEqual(withoutLines(first.courses));
    expect(writeCatalogue(second)).toBe(writeCatalogue(first));
  });
});

describe('the form of a file does not change what it says', () => {
  const csv = (rows: readonly (readonly string[])[], separator: string, lineEnd: string): string =>
    rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(separator)).join(lineEnd) + lineEnd;
  const table = fc
    .uniqueArray(fc.tuple(text, text, text), { minLength: 1, maxLength: 5, selector: ([code]) => codeKey(code) })
    .filter((rows) => rows.every(([code]) => codeKey(code) !== ''));
  const utf8 = (content: string) => new TextEncoder().encode(content);
  const coursesOf = (bytes: Uint8Array) => {
    const { courses } = loaded(readCatalogue({ name: 'courses.csv', bytes })).value;
    return courses.map(({ code, titles, descriptions }) => ({ code, titles, descriptions }));
  };

  it('a row of single letters is a row, and those below it are too', () => {
    const rows = [
      ['AB12', 'Algebra', 'All of it'],
      ['k', 't', 'n'],
      ['AC12', 'Geometry', 'All of that'],
    ];
    const read = coursesOf(utf8(csv([['code', 'title_en', 'description_en'], ...rows], ',', '\n')));
    expect(read.map(({ code }) => code)).toEqual(['AB12', 'k', 'AC12']);
  });

  it('in any encoding, with any separator and line end', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const all = [['code', 'title_en', 'description_en'], ...rows];
        const plain = csv(all, ',', '\n');
        const expected = coursesOf(utf8(plain));
        expect(expected).toHaveLength(rows.length);
        for (const separator of [',', ';', '\t'])
          for (const lineEnd of ['\n', '\r\n']) expect(coursesOf(utf8(csv(all, separator, lineEnd)))).toEqual(expected);
        expect(coursesOf(utf8(`\ufeff${plain}`))).toEqual(expected);
        expect(coursesOf(bytesOf([0xff, 0xfe], [...utf16(plain, 'le')]))).toEqual(expected);
        expect(coursesOf(bytesOf([0xfe, 0xff], [...utf16(plain, 'be')]))).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });
});
