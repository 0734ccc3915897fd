/** What is written into a file of a standard is read from it again: every course, credit, grade, table, date and identifier. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type GradingTable,
  Rational,
  type Recognition,
  recognitionSchema,
  type Transcript,
  type TranscriptRow,
  termOfSemester,
} from '../../../src/domain/index.ts';
import { readTranscript, writeElmo, writeEpvo, writeTor } from '../../../src/interchange/index.ts';
import { sampleRecognition } from '../documents/protocol-sample.ts';
import { FACTS } from './facts.ts';

const RUNS = 100;
const file = (text: string) => ({ name: 'written.xml', bytes: new TextEncoder().encode(text) });

/** What XML can hold, as readers give it: without white space around and runs of it within. */
const text = fc
  .oneof(
    fc.constantFrom('Motors & "drives"', '<Курс> «ещё»', 'Электр машиналары', '电机学', "]]>'&amp;", '0', '-1', 'a/b'),
    fc.string({ unit: 'grapheme', maxLength: 20 }),
  )
  .map((drawn) =>
    drawn
      .replace(/[\p{Cc}\p{Cn}\p{Cs}]|\s+/gu, ' ')
      .replace(/ +/g, ' ')
      .trim(),
  )
  .filter((drawn) => drawn !== '');
const language = fc.constantFrom('en', 'kk', 'ru', 'de', 'zh');
const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2035-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const orNull = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary);
/** Amounts with up to four digits behind the point. */
const amount = fc.tuple(fc.bigInt({ min: 0n, max: 600_000n }), fc.constantFrom(1n, 2n, 10n, 100n, 10_000n));
const credits = amount.map(([num, den]) => Rational.of(num, den));
const counts = fc.uniqueArray(fc.record({ grade: text, count: fc.integer({ min: 0, max: 999_999 }) }), {
  ...{ minLength: 1, maxLength: 6 },
  selector: ({ grade }) => grade,
});
const scheme = fc.constantFrom('de', 'fi-0-5', 'kz_2018');

const row: fc.Arbitrary<Omit<TranscriptRow, 'line'>> = fc
  .record({
    code: text,
    codes: fc.option(fc.uniqueArray(text, { minLength: 1, maxLength: 3 }), { nil: undefined }),
    titles: fc.dictionary(language, text, { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
    credits: orNull(credits),
    unit: orNull(fc.constantFrom('ECTS', 'CFU', 'US semester hour', 'з.е.')),
    result: fc.oneof(
      fc.record({ grade: text, status: fc.constantFrom('passed' as const, 'failed' as const, undefined) }),
      fc.record({
        grade: fc.constant(null),
        status: fc.constantFrom('passed' as const, 'failed' as const, 'in-progress' as const),
      }),
    ),
    scheme: orNull(scheme),
    completedOn: orNull(day),
    languages: fc.subarray(['en', 'kk', 'de'], { maxLength: 1 }),
    iscedF: orNull(fc.constantFrom('07', '071', '0713')),
    level: orNull(fc.constantFrom('EQF 6', 'EQF 7')),
    distribution: fc.option(counts, { nil: undefined }),
  })
  .map(({ codes, distribution, scheme: local, result: { grade, status }, ...more }) => ({
    ...more,
    ...(codes && { codes: codes.filter((code) => code !== more.code) }),
    ...{ grade, scale: null, term: null, attempt: null, extra: local ? { grading_scheme: local } : {} },
    ...(status && { status }),
    ...(distribution && { distribution }),
  }));

const transcript: fc.Arbitrary<Transcript> = fc
  .record({
    institution: text,
    student: orNull(fc.stringMatching(/^[A-Z]{1,3}-?\d{3,9}$/)),
    issuedOn: day,
    rows: fc.uniqueArray(row, { minLength: 1, maxLength: 6, selector: ({ code }) => code }),
  })
  .map(({ rows, ...head }) => ({ ...head, rows: rows.map((each, at) => ({ line: at + 1, ...each })) }));

/** Plain values, without what is absent: an empty list of further codes is none. */
const plain = (given: Transcript): unknown =>
  JSON.parse(
    JSON.stringify({
      institution: given.institution,
      student: given.student,
      issuedOn: given.issuedOn,
      rows: given.rows.map(({ codes = [], ...more }) => ({ ...more, ...(codes.length > 0 && { codes }) })),
    }),
  );

describe('read(write(x)) = x', () => {
  it('of ELMO 2.1.1', () => {
    fc.assert(
      fc.property(transcript, (given) => {
        const read = readTranscript(file(writeElmo(given, { date: '2027-02-15' }).text));
        if (!read.ok) throw new Error(JSON.stringify(read.problems));
        expect(plain(read.value.value)).toEqual(plain(given));
      }),
      { numRuns: RUNS },
    );
  });

  it('of the transcript of records of EWP, with its grading tables', () => {
    // Shares of a hundred in whole per cent, so that what is read is what was counted.
    const shares = fc.uniqueArray(text, { minLength: 1, maxLength: 5 }).chain((grades) =>
      fc
        .array(fc.integer({ min: 0, max: 100 }), { minLength: grades.length - 1, maxLength: grades.length - 1 })
        .map((cuts) => {
          const edges = [0, ...[...cuts].sort((a, b) => a - b), 100];
          return grades.map((grade, at) => ({ grade, count: (edges[at + 1] ?? 0) - (edges[at] ?? 0) }));
        }),
    );
    const tables = fc.uniqueArray(fc.record({ iscedF: fc.constantFrom('061', '0713', '0714', '07'), counts: shares }), {
      ...{ minLength: 1, maxLength: 3 },
      selector: ({ iscedF }) => iscedF,
    });
    const tableOf = (institution: string, { iscedF, counts: all }: Pick<GradingTable, 'iscedF' | 'counts'>) => ({
      ...{ id: 't', institution, scale: 'de', iscedF, level: null, years: null, sampleStated: false },
      ...{ validFrom: null, validTo: null, counts: all, source: 'invented', confidence: 'high' as const },
    });
    fc.assert(
      fc.property(transcript, tables, (given, drawn) => {
        const institution = given.institution ?? '';
        const made = writeTor(
          { ...given, gradingTables: drawn.map((table) => tableOf(institution, table)) },
          { date: '2027-02-15', facts: { mobility: FACTS.mobility } },
        );
        if (!made.ok) throw new Error(JSON.stringify(made.problems));
        const read = readTranscript(file(made.value.text), { scale: 'de' });
        if (!read.ok) throw new Error(JSON.stringify(read.problems));
        const { value } = read.value;
        const unscaled = { ...value, rows: value.rows.map((each) => ({ ...each, scale: null })) };
        expect(plain(unscaled)).toEqual(plain(given));
        const told = (value.gradingTables ?? []).map((table) => [table.iscedF, table.scale, table.counts]);
        expect(told).toEqual(drawn.map((table) => [table.iscedF, 'de', table.counts]));
      }),
      { numRuns: RUNS },
    );
  });

  it('of the rows of EPVO: every credited course with its credits and three marks, and every difference', () => {
    const sample = sampleRecognition();
    const [credited, difference] = [sample.credited[0], sample.difference[0]];
    if (!credited || !difference) throw new Error('the sample has both');
    const titles = fc.dictionary(fc.constantFrom('kk', 'ru', 'en', 'de'), text, { minKeys: 1, noNullPrototype: true });
    const semester = orNull(fc.integer({ min: 1, max: 10 }));
    const mark = fc.record({
      letter: orNull(fc.constantFrom('A', 'B+', 'FX')),
      points: orNull(fc.constantFrom('4', '3.33', '0')),
      percent: orNull(fc.integer({ min: 0, max: 100 }).map(String)),
      status: fc.constantFrom('graded', 'passed-without-grade', 'failed'),
    });
    const course = fc.record({ homeCode: text, homeTitles: titles, credits: fc.constantFrom('1', '2.5', '5', '12') });
    const drawn = fc.record({
      credited: fc.array(fc.tuple(course, mark, semester), { maxLength: 5 }),
      difference: fc.array(fc.tuple(course, semester), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(drawn, (parts) => {
        const recognition: Recognition = recognitionSchema.parse({
          ...JSON.parse(JSON.stringify(sample)),
          credited: parts.credited.map(([one, grade]) => ({
            ...JSON.parse(JSON.stringify(credited)),
            ...one,
            grade: { ...JSON.parse(JSON.stringify(credited.grade)), ...grade },
          })),
          difference: parts.difference.map(([one]) => ({ ...JSON.parse(JSON.stringify(difference)), ...one })),
        });
        const semesters = new Map(
          [...parts.credited, ...parts.difference].flatMap((each) => {
            const at = each.at(-1) as number | null;
            return at === null ? [] : [[each[0].homeCode, at] as const];
          }),
        );
        const rows = JSON.parse(writeEpvo(recognition, semesters).text) as Record<string, unknown>[];
        const back = rows.map((read) => ({
          ...{ code: read.subjectCode, kk: read.subjectNameKz, ru: read.subjectNameRu, en: read.subjectNameEn },
          ...{ credits: read.credits, ects: read.ects, letter: read.alphaMark, points: read.numeralMark },
          ...{ percent: read.totalMark, passed: read.isPassed, difference: read.type === 7 },
          ...{ year: read.courseNumber, term: read.term },
        }));
        const figure = (value: string | null): number | null => (value === null ? null : Number(value));
        const common = ({ homeCode, homeTitles, credits: own }: (typeof parts.credited)[number][0]) => {
          const at = semesters.get(homeCode) ?? null;
          return {
            ...{ code: homeCode, kk: homeTitles.kk ?? null, ru: homeTitles.ru ?? null, en: homeTitles.en ?? null },
            ...{ credits: Number(own), ects: Number(own), year: at === null ? null : Math.ceil(at / 2) },
            term: at === null ? null : termOfSemester(at) === 'autumn' ? 1 : 2,
          };
        };
        const marked = parts.credited.map(([one, grade]) => ({
          ...common(one),
          ...{ letter: grade.letter, points: figure(grade.points), percent: figure(grade.percent) },
          ...{ passed: grade.status !== 'failed', difference: false },
        }));
        const owed = parts.difference.map(([one]) => ({
          ...common(one),
          ...{ letter: null, points: null, percent: null, passed: false, difference: true },
        }));
        expect(back).toEqual([...marked, ...owed]);
      }),
      { numRuns: RUNS },
    );
  });
});
