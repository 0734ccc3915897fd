import { describe, expect, it } from 'vitest';
import { type ApplicantFacts, applicantFactsSchema } from '../../src/domain/index.ts';
import { checkEligibility, type EligibilityCase } from '../../src/mobility/index.ts';
import { ELIGIBILITY, sayIn } from './rules.ts';

const GOOD = {
  studyForm: 'full-time',
  yearOfStudy: 2,
  programmeYears: 4,
  gpa: '3.4',
  grades: { excellent: 9, good: 8, satisfactory: 0, unsatisfactory: 0 },
  languages: [{ language: 'en', level: 'B2', validUntil: '2028-01-01' }],
};
const ask = (facts: object = {}, more: Partial<EligibilityCase> = {}) =>
  checkEligibility(ELIGIBILITY, {
    facts: applicantFactsSchema.parse({ ...GOOD, ...facts }) satisfies ApplicantFacts,
    languages: [
      { language: 'en', level: 'B2' },
      { language: 'de', level: 'B1' },
    ],
    stay: { start: '2027-09-01', end: '2028-01-31' },
    date: '2027-03-01',
    ...more,
  });
const answerTo = (rule: string, ...args: Parameters<typeof ask>) => {
  const answer = ask(...args).answers.find((one) => one.rule === rule);
  return [answer?.answer, sayIn(answer?.explanation)];
};

describe('who may take part', () => {
  it('a full-time second-year student of four years with 3.4, good grades, B2, half a year before', () => {
    expect(ask()).toMatchObject({ answer: 'yes', policy: { id: 'aupet-2024', version: '1' } });
  });

  it.each([
    ['full-time', { studyForm: 'distance' }, 'no', 'the form of study is distance'],
    ['year-of-study', { yearOfStudy: 1 }, 'no', 'the year of study is 1; allowed: 2, 3'],
    ['year-of-study', { yearOfStudy: 4 }, 'no', 'the year of study is 4; allowed: 2, 3'],
    ['year-of-study', { yearOfStudy: 3, programmeYears: 3 }, 'no', 'year 3 of 3 is the last'],
    ['year-of-study', { yearOfStudy: 3 }, 'yes', 'year 3 of 4'],
    ['gpa', { gpa: '3' }, 'yes', 'the GPA is 3; at least 3 is required'],
    ['gpa', { gpa: '2.99' }, 'no', 'the GPA is 2.99; at least 3 is required'],
    ['gpa', { gpa: '8999/3000' }, 'no', 'the GPA is 8999/3000; at least 3 is required'],
    ['grades', { grades: { ...GOOD.grades, satisfactory: 1 } }, 'no', '1 of 18 grades are below “good”'],
    [
      'language',
      { languages: [{ language: 'en', level: 'B1' }] },
      'unknown',
      'one of these languages is required: English B2; German B1; proven: English B1',
    ],
    [
      'language',
      { languages: [{ language: 'de', level: 'C1' }] },
      'yes',
      'one of these languages is required: English B2; German B1; proven: German C1',
    ],
  ])('%s: %j is %s', (rule, facts, answer, explanation) => {
    expect(answerTo(rule, facts)).toEqual([answer, explanation]);
  });

  it('a level below in every language that counts is a no', () => {
    const languages = [{ language: 'en', level: 'B2' as const }];
    expect(answerTo('language', { languages: [{ language: 'en', level: 'B1' }] }, { languages })[0]).toBe('no');
  });

  it('a certificate that ends before the stay begins leaves the question open', () => {
    const languages = [{ language: 'en', level: 'C1', validUntil: '2027-08-31' }];
    expect(answerTo('language', { languages })).toEqual([
      'unknown',
      'the certificate (English, C1) is valid until 31 August 2027; it is needed on 1 September 2027',
    ]);
  });

  it.each([
    ['2027-06-01', 'yes'],
    ['2027-06-02', 'no'],
  ])('submitted on %s for a stay from 1 September: %s', (date, answer) =>
    expect(answerTo('lead-time', {}, { date })[0]).toBe(answer),
  );

  it('what is not known is never a no, and says what to bring', () => {
    const nothing = checkEligibility(ELIGIBILITY, {
      facts: applicantFactsSchema.parse({}),
      languages: null,
      stay: null,
      date: '2027-03-01',
    });
    expect(nothing.answer).toBe('unknown');
    expect(nothing.answers.map(({ answer }) => answer)).toEqual(Array(6).fill('unknown'));
    expect(nothing.answers.every(({ bring }) => bring?.kk && bring.ru && bring.en)).toBe(true);
  });

  it('one no outweighs what is not known; figures and source stand beside every answer', () => {
    const result = ask({ gpa: '2', languages: null });
    expect(result.answer).toBe('no');
    expect(result.answers.find(({ rule }) => rule === 'gpa')).toMatchObject({
      figures: { gpa: '2', minimum: '3' },
      source: 'AUPET brief',
      bring: null,
    });
  });
});

it('no rule of the process is called law: no legal text was read', () => {
  expect(ELIGIBILITY.authority).toBe('institution');
});
