/** Transcripts that once went wrong, as they came (fixtures/cases/files): what is right of each. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type RecogniseInput, readHomeRecord, recognise } from '../../src/credits/index.ts';
import { type Plan, Rational, type Recognition, type Transcript } from '../../src/domain/index.ts';
import { readTranscript } from '../../src/interchange/index.ts';
import { type BundleWords, planOf } from './recognition.ts';
import { BOOK, must, policy, RULES } from './rules.ts';

const FILES = path.resolve(import.meta.dirname, '../../fixtures/cases/files');
const file = (name: string) => ({ name, bytes: readFileSync(path.join(FILES, name)) });
const read = (name: string): Transcript => must(readTranscript(file(name), { units: BOOK.units })).value;
const run = (plan: Plan, transcript: Transcript, rest: Partial<RecogniseInput> = {}): Recognition =>
  must(recognise({ plan, transcript, rules: RULES, policy: policy(), matcher: () => null, ...rest }));

const bundle = (code: string, title = code, ects = 5): BundleWords => ({
  bundle: `b-${code}`,
  home: [{ code: `H-${code}`, title, ects }],
  host: [{ code, title, ects }],
});
const plan = (...bundles: BundleWords[]): Plan => planOf(bundles);
const rowsOf = ({ rows }: Recognition) => rows.map(({ code, ects, outcome }) => [code, `${ects}`, outcome]);
const grades = ({ credited }: Recognition) => credited.map(({ homeCode, grade }) => [homeCode, grade.letter]);

describe('a value that is not known is asked for', () => {
  it('the unit of an undated row that meant two things, d18', () => {
    const found = run(plan(bundle('X1', 'A', 4.5), bundle('X2', 'B', 4.5)), read('d18_old_kz_nodate.csv'));
    expect(rowsOf(found)).toEqual([
      ['X1', 'null', 'needs-person'],
      ['X2', '4.5', 'as-approved'],
    ]);
    expect(found.questions).toMatchObject([{ kind: 'credits', asks: [2] }]);
    expect(found.difference).toEqual([]);
  });

  it('a grade that its scale does not have, 22: the row is no missing course', () => {
    const courses = ['IN-2110', 'MA-2110', 'IN-2310'].map((code) => bundle(code, code, code === 'IN-2110' ? 6 : 5));
    const transcript = read('22_bad_date.csv');
    expect(transcript.rejectedRows).toBeUndefined();
    expect(transcript.rows.map(({ completedOn }) => completedOn)).toEqual(['2028-02-03', '2028-02-14', null]);
    const found = run(plan(...courses), transcript);
    expect(found).toMatchObject({ draft: true, difference: [], undecided: [{ homeCode: 'H-IN-2310' }] });
    expect(found.questions.some(({ asks }) => asks.includes(4))).toBe(true);
  });
});

it('days written in three ways on one transcript are one day, tr_baddate', () => {
  const days = read('tr_baddate.csv').rows.map(({ completedOn }) => completedOn);
  expect(days).toEqual(['2026-12-14', '2026-12-14', '2026-12-14']);
});

describe('grades', () => {
  it('are rounded once, at the end, e01: 89.67 % is an A-', () => {
    const both = {
      bundle: 'b',
      home: [{ code: 'H', ects: 10 }],
      host: [
        { code: 'X1', title: 'A', ects: 8 },
        { code: 'X2', title: 'B', ects: 2 },
      ],
    };
    expect(grades(run(plan(both), read('e01_bundle_double_rounding.csv')))).toEqual([['H', 'A-']]);
  });

  it('below the pass of a master course are fails, e03', () => {
    const found = run(plan(bundle('X1'), bundle('X2'), bundle('X3')), read('e03_graduate_fails_that_pass.csv'));
    expect(found.rows.map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'failed']);
    expect(found.difference).toHaveLength(3);
  });

  it('in letters with printed bands stay grades, e04', () => {
    const found = run(plan(bundle('X1'), bundle('X2'), bundle('X3')), read('e04_letters_without_numbers.csv'));
    expect(grades(found)).toEqual([
      ['H-X1', 'A-'],
      ['H-X2', 'D+'],
      ['H-X3', 'A-'],
    ]);
    expect(found.gpa.value?.toString()).toBe('2.89');
  });

  it('in two notations that agree are one grade, usos', () => {
    const courses = ['EE301', 'EE302', 'EE303'].map((code) => bundle(code, code, 6));
    const found = run(plan(...courses), read('usos_tr.csv'));
    expect(found.rows.map(({ ects }) => `${ects}`)).toEqual(['6', '6', '6']);
    expect(grades(found)).toEqual([
      ['H-EE301', 'A'],
      ['H-EE302', 'A'],
      ['H-EE303', 'A'],
    ]);
  });
});

it('the averages before and after a stay have one result a course, d23', () => {
  const record = readHomeRecord(read('d23_gpa_before_repeats.sofar.csv'), { rules: RULES, policy: policy() });
  const { average, courses } = must(record);
  expect(average.value?.toString()).toBe('3.5');
  const standing = { gpa: average.value ?? Rational.ZERO, credits: Rational.of(10), courses };
  const found = run(plan(bundle('X1', 'A')), read('d23_gpa_before_repeats.csv'), { standing });
  expect([found.gpa.before?.toString(), found.gpa.after?.toString()]).toEqual(['3.5', '3.67']);
});

it('a unit in the cell is the unit of the credits, unit_tr', () => {
  const us = (code: string, title: string): BundleWords => ({
    bundle: code,
    home: [{ code: `H-${code}`, ects: 6 }],
    host: [{ code, title, ects: 6, credits: { min: 3, max: 3, unit: 'US semester credit' } }],
  });
  const found = run(
    plan(
      us('EE301', 'Signals and Systems'),
      us('EE302', 'Digital Signal Processing'),
      us('EE303', 'Control Engineering'),
    ),
    read('unit_tr.csv'),
  );
  expect(rowsOf(found)).toEqual([
    ['EE301', '6', 'as-approved'],
    ['EE302', '3', 'needs-person'],
    ['EE303', '6', 'as-approved'],
  ]);
  expect(found.questions).toMatchObject([{ kind: 'shortfall', asks: [3] }]);
});

it('every code of a cross-listed course is the course, xlist', () => {
  const made = plan(bundle('EE/CS 301', 'Signals and Systems', 6), bundle('EE302 / MATH402', 'Advanced Topics', 6));
  const found = run(made, read('xlist_tr.csv'));
  expect(found.rows.map(({ bundle: of }) => of)).toEqual(['b-EE/CS 301', 'b-EE302 / MATH402', null]);
});

describe('a report of two issuers, elmo_two_issuers', () => {
  const report = {
    name: 'elmo_two_issuers.xml',
    bytes: readFileSync(path.join(FILES, '../../files/found/elmo_two_issuers.xml')),
  };

  it('is two transcripts', () => {
    const asked = readTranscript(report);
    expect(asked.problems.map(({ reason }) => reason?.code)).toEqual(['xml-several-transcripts']);
  });

  it.each([
    ['Uni of Nowhere (invented)', 'EE301'],
    ['Uni of Elsewhere (invented)', 'EE302'],
  ])('of which that of %s has its own courses alone', (part, code) => {
    const { value } = must(readTranscript(report, { part }));
    expect(value).toMatchObject({ institution: part, student: 'S1', rows: [{ code }] });
  });
});
