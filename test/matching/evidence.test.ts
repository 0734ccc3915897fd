/** Why a match has its figure: a few lines for an adviser, or every feature, which sum to it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Course, courseSchema, type Match, precedentSchema } from '../../src/domain/index.ts';
import { buildIndex, FEATURES, matchCourses } from '../../src/matching/index.ts';
import { TEXTS } from '../installed.ts';
import { course, HOST, SUBJECTS } from './courses.ts';

const LINES = ['base', 'subject', 'texts', 'titles', 'form', 'decisions', 'rivals'];
const TITLES = [
  ...['Physics II', 'Linear Algebra', 'Databases', 'History of Kazakhstan', 'Quilting', 'Physics Laboratory'],
  ...['Физика II', 'Линейная алгебра', 'Базы данных', 'История Казахстана', 'Иностранный язык', 'ТОЭ'],
  ...['Сызықтық алгебра', 'Қазақ тілі', 'Lineare Algebra', 'Datenbanken', 'Deutsch', 'Introducción al Derecho'],
];
const TEXTS_OF_COURSES = ['', 'Matrices, determinants and eigenvalues.', 'SQL, transactions; relational model.'];
const anyCourse = fc
  .record({
    code: fc.constantFrom('MATH 201', '003663', '20-00-0004-iv', '-', 'CS 650'),
    language: fc.constantFrom('en', 'ru', 'kk', 'de'),
    title: fc.constantFrom(...TITLES),
    description: fc.constantFrom(...TEXTS_OF_COURSES),
    level: fc.constantFrom(null, 'bachelor', 'master'),
  })
  .map(({ code, language, title, description, level }) =>
    courseSchema.parse({
      ...{ code, level, titles: { [language]: title } },
      descriptions: description ? { [language]: description } : {},
    }),
  );
const PRECEDENTS = [
  precedentSchema.parse({
    ...{ homeInstitution: '', homeCode: 'MATH 201', homeTitle: 'Linear Algebra' },
    ...{ hostInstitution: '', hostCode: 'MATH 201', decision: 'approved' },
  }),
];

function matchesOf(home: Course, host: readonly Course[], everyFeature = false): Match[] {
  const options = { top: 20, subjects: SUBJECTS, precedents: PRECEDENTS, abroad: true, everyFeature };
  return matchCourses([home], buildIndex(host), options).results[0]?.matches ?? [];
}
const sumOf = ({ evidence }: Match): number => evidence.reduce((sum, { contribution }) => sum + contribution, 0);
const lists = fc.array(anyCourse, { minLength: 1, maxLength: 5 });

describe('the lines for an adviser', () => {
  it('are at most seven, each of some weight, which add up in order to the score exactly', () => {
    fc.assert(
      fc.property(anyCourse, lists, (home, host) => {
        for (const match of matchesOf(home, [...host, ...HOST])) {
          const keys = match.evidence.map(({ key }) => key);
          expect(keys).toEqual(LINES.filter((key) => keys.includes(key)));
          expect(match.evidence.every(({ contribution }) => contribution !== 0)).toBe(true);
          expect(sumOf(match)).toBe(match.score);
          const rivals = match.evidence.find(({ key }) => key === 'rivals');
          expect(rivals?.contribution ?? 0).toBeLessThanOrEqual(0);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('can be said in every language', () => {
    fc.assert(
      fc.property(anyCourse, lists, (home, host) => {
        for (const { evidence, notes } of matchesOf(home, [...host, ...HOST]))
          for (const language of ['en', 'ru', 'kk'] as const)
            for (const why of [...evidence.map(({ reason }) => reason), ...notes])
              expect(TEXTS.say(why, language)).not.toMatch(/[{}]|undefined|^$/);
      }),
      { numRuns: 15 },
    );
  });

  const lineOf = (home: Course, host: Course, key: string) =>
    matchesOf(home, [host])[0]?.evidence.find((line) => line.key === key)?.reason;
  const titled = (language: string, title: string): Course =>
    courseSchema.parse({ code: '-', titles: { [language]: title } });

  it('name the subjects in the words of the trade', () => {
    const protection = titled('ru', 'Релейная защита');
    const line = lineOf(protection, titled('en', 'Power System Protection'), 'subject');
    expect(line?.code).toBe('subject-same');
    expect(line && TEXTS.say(line, 'ru')).toContain('елейная защита');
    expect(
      lineOf(titled('en', 'Electric Circuits'), titled('ru', 'Теоретические основы электротехники'), 'subject')?.code,
    ).toBe('subject-part');
    expect(lineOf(titled('ru', 'ТОЭ'), titled('en', 'Electric Circuits'), 'subject')?.code).toBe('subject-whole');
    expect(lineOf(course('A', 'Quilting'), course('B', 'Quilting'), 'subject')?.code).toBe('subject-unknown-home');
  });

  it('count the usual topics that the host names', () => {
    const described = course('B', 'Power System Protection', 'Overcurrent relays, distance protection, selectivity.');
    const line = lineOf(titled('ru', 'Релейная защита'), described, 'texts');
    expect(line).toMatchObject({ code: 'topics-found', values: { found: expect.any(Number), of: expect.any(Number) } });
    expect(Number(line?.values.found)).toBeGreaterThan(0);
    expect(lineOf(titled('ru', 'Релейная защита'), titled('en', 'Power System Protection'), 'texts')?.code).toBe(
      'texts-none',
    );
    expect(lineOf(course('A', 'Quilting', 'Patchwork.'), course('B', 'Quilting', 'Seams.'), 'texts')?.code).toBe(
      'topics-shared',
    );
  });

  it('say the bar, the difference of form, the decision and the nearest other candidate', () => {
    expect(lineOf(course('A', 'Physics II'), course('B', 'Physics I'), 'form')?.code).toBe('bar-part');
    const algebra = course('MATH 201', 'Linear Algebra', '', { level: 'bachelor' });
    expect(lineOf(algebra, algebra, 'form')?.code ?? 'form-agrees').toBe('form-agrees');
    const graduate = course('B', 'Physics', '', { level: 'master' });
    expect(lineOf(course('A', 'Physics', '', { level: 'bachelor' }), graduate, 'form')).toMatchObject({
      code: 'form-differs',
      values: { differences: [expect.objectContaining({ code: 'host-graduate' })] },
    });
    expect(lineOf(course('A', 'Physics'), course('B', 'Physics'), 'rivals')).toBeUndefined();
    expect(lineOf(course('A', 'Physics'), course('B', 'Physics'), 'titles')?.code).toBe('titles-equal');
    expect(lineOf(algebra, algebra, 'decisions')?.code).toBe('precedent-exact-approved');
    const [first] = matchesOf(course('A', 'Physics'), [course('B', 'Physics'), course('C', 'Physics of Metals')]);
    expect(first?.evidence.at(-1)).toMatchObject({ reason: { code: 'rival-nearest', values: { code: 'C' } } });
  });
});

describe('a bar', () => {
  it('is never given as what speaks for a match', () => {
    const homes = ['Physical Education I', 'Physics', 'Organic Chemistry', 'Power Electronics I'].map((title, at) =>
      course(`PRE330${at}`, title),
    );
    const hosts = ['Physics I', 'Physics Laboratory', 'Chemistry Lab', 'Power Electronics II'].map((title, at) =>
      course(`ET-332${at}`, title),
    );
    const forms = homes.flatMap((home) =>
      hosts.flatMap((host) =>
        matchesOf(home, [host]).flatMap(({ evidence }) => evidence.filter(({ key }) => key === 'form')),
      ),
    );
    const ofCode = (begin: string) => forms.filter(({ reason: { code } }) => code.startsWith(begin));
    expect(ofCode('bar-').every(({ contribution }) => contribution < 0)).toBe(true);
    expect(ofCode('form-barred').every(({ contribution }) => contribution > 0)).toBe(true);
    expect([ofCode('bar-').length > 0, ofCode('form-barred').length > 0]).toEqual([true, true]);
  });
});

describe('every feature', () => {
  it('is told on request, in the order of the table, and they sum to the score', () => {
    const order = ['base', ...FEATURES.map(({ key }) => key), 'bar', 'rivals'];
    fc.assert(
      fc.property(anyCourse, lists, (home, host) => {
        const short = matchesOf(home, host);
        matchesOf(home, host, true).forEach((match, at) => {
          const keys = match.evidence.map(({ key }) => key);
          expect(keys).toEqual(order.filter((key) => keys.includes(key)));
          expect(keys.length).toBeGreaterThan(LINES.length);
          expect(Math.abs(sumOf(match) - match.score)).toBeLessThan(1e-9);
          expect({ ...match, evidence: [] }).toEqual({ ...short[at], evidence: [] });
        });
      }),
      { numRuns: 40 },
    );
  });
});
