import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Course, courseMatchesSchema, courseSchema } from '../../src/domain/index.ts';
import { buildIndex, matchCourses } from '../../src/matching/index.ts';
import { course, HOST, SUBJECTS } from './courses.ts';

const bestOf = (home: Course, host: readonly Course[] = HOST): string | undefined =>
  matchCourses([home], buildIndex(host), { top: 3, subjects: SUBJECTS }).results[0]?.matches[0]?.hostCode;

const word = fc.constantFrom(
  ...'physics algebra matrices energy data systems history steppe circuits loops SQL series II 2 design theory'.split(
    ' ',
  ),
);
const anyCourse = fc
  .record({
    code: fc.stringMatching(/^[A-Z]{2,4} \d{3}$/),
    title: fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' ')),
    description: fc.oneof(
      fc.constant(''),
      fc.array(word, { maxLength: 12 }).map((words) => words.join(' ')),
    ),
  })
  .map(({ code, title, description }) => course(code, title, description));

describe('matches', () => {
  it('finds the course of the same topic under another title', () => {
    expect(bestOf(course('A1', 'Introduction to Databases', 'The relational model, SQL and transactions.'))).toBe(
      'CS 330',
    );
    expect(bestOf(course('A2', 'Intro to Prog', 'Loops, variables and functions.'))).toBe('CS 150');
  });

  it('keeps the parts of a sequence apart', () => {
    expect(bestOf(course('P2', 'Physics II'))).toBe('PHYS 102');
    expect(bestOf(course('P1', 'Physics I'))).toBe('PHYS 101');
  });

  it('reads the description of the course that a stub refers to, and says so', () => {
    const home = course('D', 'Data Management', 'Relational model, SQL, transactions, normalisation.');
    const found = matchCourses([home], buildIndex(HOST), { top: 9, subjects: SUBJECTS }).results[0]?.matches;
    const stub = found?.find(({ hostCode }) => hostCode === 'CS 331');
    expect(stub?.shared.map(({ term }) => term)).toContain('sql');
    expect(stub?.notes.map(({ code }) => code)).toContain('stub-resolved-host');
  });

  it('says when a course has no description', () => {
    const found = matchCourses([course('E', 'Microeconomics')], buildIndex(HOST), { top: 1, subjects: SUBJECTS })
      .results[0]?.matches[0];
    expect(found?.hostCode).toBe('ECON 100');
    expect(found?.notes.map(({ code }) => code)).toEqual(['no-description-home', 'no-description-host']);
  });

  it('gives no match, and says that none is safe, when nothing is shared', () => {
    const found = matchCourses([course('Z', 'Xylophone')], buildIndex(HOST), { top: 5, subjects: SUBJECTS }).results[0];
    expect(found).toMatchObject({ matches: [], verdict: 'no-safe-match' });
  });

  it('quotes a topic twice at most, where it stands first', () => {
    const home = course('S', 'Nomads', 'Steppe and desert; steppe and forest; steppe and sea.');
    const [found] = matchCourses([home], buildIndex(HOST), { top: 1, subjects: SUBJECTS }).results[0]?.matches ?? [];
    const steppe = [...(found?.shared ?? []), ...(found?.missing ?? [])].find(({ term }) => term === 'steppe');
    expect(steppe?.quotes.filter(({ side }) => side === 'home').map(({ start }) => start)).toEqual([0, 19]);
  });

  it('never uses the code as a whole: renaming a code of the same subject and level changes no score', () => {
    const scores = (code: string): number[] | undefined => {
      const home = course(code, 'Linear Algebra', 'Matrices and vector spaces.');
      return matchCourses([home], buildIndex(HOST), { top: 9, subjects: SUBJECTS }).results[0]?.matches.map(
        ({ score }) => score,
      );
    };
    expect(scores('MATH 201')).toEqual(scores('MATH 277'));
  });

  it('keeps codes as they stand and courses with equal codes apart', () => {
    const host = [course(' cs-1 ', 'Algebra'), course(' cs-1 ', 'Botany')];
    const { results } = matchCourses([course('СМРТ', 'Botany')], buildIndex(host), { top: 5, subjects: SUBJECTS });
    expect(results[0]).toMatchObject({ homeCode: 'СМРТ' });
    expect(results[0]?.matches[0]).toMatchObject({ hostCode: ' cs-1 ', hostTitle: 'Botany' });
  });

  it('survives texts of any kind', () => {
    const odd = fc.record({
      title: fc.string({ minLength: 1, unit: 'grapheme' }),
      text: fc.string({ unit: 'binary' }),
    });
    fc.assert(
      fc.property(fc.array(odd, { minLength: 1, maxLength: 6 }), (texts) => {
        const courses = texts.map(({ title, text }, at) => course(`X${at}`, title, text));
        const { results } = matchCourses(courses, buildIndex(courses), { top: 3, subjects: SUBJECTS });
        for (const result of results) courseMatchesSchema.parse(result);
      }),
      { numRuns: 60 },
    );
  });
});

describe('laws of matching', () => {
  it('the evidence sums to the score, and the probability is its log-odds read back', () => {
    fc.assert(
      fc.property(fc.array(anyCourse, { minLength: 1, maxLength: 8 }), anyCourse, (host, home) => {
        for (const found of matchCourses([home], buildIndex(host), { top: 8, subjects: SUBJECTS }).results[0]
          ?.matches ?? []) {
          const sum = found.evidence.reduce((total, { contribution }) => total + contribution, 0);
          expect(Math.abs(sum - found.score)).toBeLessThan(1e-9);
          expect(found.probability).toBeCloseTo(1 / (1 + Math.exp(-found.score)), 12);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('the same input gives the same bytes, in whatever order the catalogue lists its courses', () => {
    const hosts = fc.uniqueArray(anyCourse, { minLength: 2, maxLength: 8, selector: ({ code }) => code });
    fc.assert(
      fc.property(hosts, anyCourse, (host, home) => {
        const run = (courses: readonly Course[]): string =>
          JSON.stringify(matchCourses([home], buildIndex(courses), { top: 8, subjects: SUBJECTS }));
        expect(run([...host].reverse())).toBe(run(host));
      }),
      { numRuns: 60 },
    );
  });

  it('ranks count from 1 and quotes are found where they say', () => {
    fc.assert(
      fc.property(fc.array(anyCourse, { minLength: 1, maxLength: 6 }), anyCourse, (host, home) => {
        const matches =
          matchCourses([home], buildIndex(host), { top: 4, subjects: SUBJECTS }).results[0]?.matches ?? [];
        expect(matches.map(({ rank }) => rank)).toEqual(matches.map((_found, at) => at + 1));
        const quotes = matches.flatMap(({ missing }) => missing.flatMap((topic) => topic.quotes));
        for (const { field, start, end, text } of quotes) {
          const source = field === 'title' ? home.titles.en : home.descriptions.en;
          expect(source?.slice(start, end)).toBe(text);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('matches across languages', () => {
  it('finds a Russian and a Kazakh course in an English catalogue and quotes both sides', () => {
    const home = courseSchema.parse({
      code: 'Л1',
      titles: { ru: 'Линейная алгебра' },
      descriptions: { ru: 'Векторные пространства, матрицы и определители.' },
    });
    const found = matchCourses([home], buildIndex(HOST), { top: 1, subjects: SUBJECTS }).results[0]?.matches[0];
    expect(found?.hostCode).toBe('MATH 201');
    expect(found?.notes.map(({ code }) => code)).toContain('compared-across-languages');
    const algebra = found?.shared.find(({ term }) => term === 'алгебра');
    expect(algebra?.quotes.map(({ text }) => text)).toEqual(expect.arrayContaining(['алгебра', 'Algebra']));
    const kazakh = courseSchema.parse({ code: 'К1', titles: { kk: 'Орталық Азия тарихы' } });
    expect(bestOf(kazakh)).toBe('HIST 120');
  });

  it('compares in a common language when there is one', () => {
    const home = courseSchema.parse({ code: 'Л2', titles: { ru: 'Базы данных', en: 'Database Systems' } });
    const found = matchCourses([home], buildIndex(HOST), { top: 1, subjects: SUBJECTS }).results[0]?.matches[0];
    expect(found?.hostCode).toBe('CS 330');
    expect(found?.notes.map(({ code }) => code)).not.toContain('compared-across-languages');
  });

  it('never suggests in translation', () => {
    const home = courseSchema.parse({ code: 'Л3', titles: { ru: 'Линейная алгебра' } });
    const verdicts = matchCourses([home], buildIndex(HOST), { top: 9, subjects: SUBJECTS }).results[0]?.matches.map(
      ({ verdict }) => verdict,
    );
    expect(verdicts).not.toContain('suggest');
  });
});
