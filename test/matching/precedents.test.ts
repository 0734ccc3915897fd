import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { type Match, type Precedent, precedentSchema, Rational } from '../../src/domain/index.ts';
import { buildIndex, matchCourses } from '../../src/matching/index.ts';
import { course, HOST, SUBJECTS } from './courses.ts';

const HOME = course('INF 7', 'Programming Languages', 'Syntax, semantics and data structures.');
const decision = (more: Partial<z.input<typeof precedentSchema>>): Precedent =>
  precedentSchema.parse({
    homeInstitution: 'Home University',
    homeCode: 'INF 7',
    homeTitle: 'Programming Languages',
    hostInstitution: 'Host University',
    hostCode: 'CS 330',
    decision: 'approved',
    ...more,
  });

function matchesWith(precedents: readonly Precedent[], today = '2026-06-01'): Match[] {
  const about = { hostInstitution: 'Host University', subjects: SUBJECTS, everyFeature: true };
  const options = { top: 9, precedents, today, ...about };
  return matchCourses([HOME], buildIndex(HOST), options).results[0]?.matches ?? [];
}
const find = (matches: readonly Match[], code: string): Match | undefined =>
  matches.find(({ hostCode }) => hostCode === code);
/** On a like course and another candidate. */
const NEAR = decision({ homeCode: 'INF 6', homeTitle: 'Programming Tools and Languages', hostCode: 'ECON 100' });
const UNRELATED = decision({ homeCode: 'Q', homeTitle: 'Quilting', hostCode: 'ECON 100' });

describe('precedents', () => {
  it('an exact valid approval ranks first and is cited', () => {
    expect(matchesWith([UNRELATED])[0]?.hostCode).not.toBe('CS 330');
    const [first] = matchesWith([decision({})]);
    expect(first).toMatchObject({ hostCode: 'CS 330', rank: 1 });
    expect(first?.precedents).toMatchObject([{ kind: 'exact', decision: 'approved', counts: true, similarity: 1 }]);
  });

  it('counts all the same when it has crossed to another thread, where figures lose their kind', () => {
    const kept = decision({});
    const credits = { min: Rational.of(5), max: Rational.of(5), unit: 'ECTS' };
    const [course] = kept.home.courses;
    const withFigures = Object.assign({}, course, { code: 'INF 7', credits });
    const stored = { ...kept, home: { ...kept.home, courses: [withFigures] } } as Precedent;
    expect(matchesWith([structuredClone(stored)])).toEqual(matchesWith([stored]));
  });

  it('brings in an approved course that shares no word with the home course', () => {
    expect(find(matchesWith([UNRELATED]), 'HIST 120')).toBeUndefined();
    expect(matchesWith([decision({ hostCode: 'hist-120' })])[0]?.hostCode).toBe('HIST 120');
  });

  it('a similar approval raises a candidate, a refusal lowers it', () => {
    const similar = { homeCode: 'INF 8', homeTitle: 'Programming Language Concepts', hostCode: 'CS 150' };
    const scoreOf = (precedents: readonly Precedent[]): number =>
      find(matchesWith(precedents), 'CS 150')?.score ?? Number.NaN;
    const without = scoreOf([NEAR]);
    expect(scoreOf([NEAR, decision(similar)])).toBeGreaterThan(without);
    expect(scoreOf([NEAR, decision({ ...similar, decision: 'refused' })])).toBeLessThan(without);
    expect(scoreOf([NEAR, decision({ hostCode: 'CS 150', decision: 'refused' })])).toBeLessThan(without);
  });

  it('a like course that was given no course of this catalogue makes every match less likely', () => {
    const refusedAll = { homeInstitution: 'Third University', hostCode: '', decision: 'refused' } as const;
    const bestWith = (home: Parameters<typeof decision>[0]): number =>
      matchesWith([UNRELATED, decision({ ...refusedAll, ...home })])[0]?.probability ?? Number.NaN;
    const alike = { homeCode: 'INF 8', homeTitle: 'Programming Language Concepts' };
    const unlike = { homeCode: 'Q 2', homeTitle: 'Quilting for Beginners' };
    expect(bestWith(alike)).toBeLessThan(bestWith(unlike));
  });

  it('what was approved for something outside this catalogue counts like that only when it is about this host', () => {
    const elsewhereOf = (hostInstitution: string): number | null | undefined =>
      matchesWith([NEAR, decision({ homeCode: 'INF 8', hostCode: 'GEN 1XX', hostInstitution })])[0]?.evidence.find(
        ({ key }) => key === 'precedentElsewhere',
      )?.value;
    expect(elsewhereOf('Host University')).toBeGreaterThan(0.5);
    expect(elsewhereOf('Another University')).toBe(0);
  });

  it('an expired decision is shown and does not count', () => {
    const expired = decision({ validUntil: '2026-05-31' });
    const found = find(matchesWith([expired, NEAR]), 'CS 330');
    expect(found?.precedents).toMatchObject([{ counts: false, reason: { code: 'precedent-expired' } }]);
    const counted = found?.evidence.filter(({ key }) => key.startsWith('precedent')).map(({ value }) => value);
    expect(new Set(counted)).toEqual(new Set([0]));
    expect(matchesWith([expired], '2026-05-31')[0]?.hostCode).toBe('CS 330');
  });

  it('of one institution’s opposite decisions the later counts', () => {
    const approved = decision({ decidedOn: '2024-01-01' });
    const refused = decision({ decision: 'refused', decidedOn: '2025-01-01' });
    expect(matchesWith([approved, refused])[0]?.hostCode).not.toBe('CS 330');
    const found = find(matchesWith([approved, refused]), 'CS 330');
    expect(found?.precedents.map(({ decision: verdict, counts }) => [verdict, counts])).toEqual(
      expect.arrayContaining([
        ['approved', false],
        ['refused', true],
      ]),
    );
  });

  it('a contradiction without dates is reported and settles nothing', () => {
    const found = find(matchesWith([decision({}), decision({ decision: 'refused' }), UNRELATED]), 'CS 330');
    expect(found?.notes.map(({ code }) => code)).toContain('precedents-contradict');
    expect(found?.precedents.every(({ counts }) => !counts)).toBe(true);
  });

  it('a decision on a set of courses, as plans have them, says nothing about one of its courses', () => {
    const one = decision({});
    const other = decision({ homeCode: 'INF 9', homeTitle: 'Compilers', hostCode: 'CS 150' });
    const together = (side: 'home' | 'host'): Precedent => ({
      ...one,
      [side]: { ...one[side], courses: [...one[side].courses, ...other[side].courses] },
    });
    for (const set of [together('home'), together('host')])
      expect(find(matchesWith([set, NEAR]), 'CS 330')?.precedents ?? []).toEqual([]);
  });

  it('a decision about another host with the same code does not count', () => {
    const elsewhere = decision({ hostInstitution: 'Elsewhere College', hostTitle: 'Bookbinding' });
    expect(matchesWith([elsewhere])[0]?.hostCode).not.toBe('CS 330');
  });

  it('the order of the decisions in the file changes nothing', () => {
    const decisions = [decision({}), decision({ hostCode: 'CS 150', homeTitle: 'Programming' }), UNRELATED];
    expect(JSON.stringify(matchesWith([...decisions].reverse()))).toBe(JSON.stringify(matchesWith(decisions)));
  });

  it('the evidence still sums to the score', () => {
    for (const { evidence, score } of matchesWith([
      decision({}),
      decision({ decision: 'refused', hostCode: 'CS 150' }),
    ])) {
      expect(Math.abs(evidence.reduce((sum, { contribution }) => sum + contribution, 0) - score)).toBeLessThan(1e-9);
    }
  });
});

describe('decisions that do not count, or are not near', () => {
  it('one dated after today counts nowhere', () => {
    const future = decision({ decidedOn: '2026-06-02' });
    expect(moved([future], [])).toEqual([]);
    const found = find(matchesWith([future, decision({ hostCode: 'CS 150' })]), 'CS 330');
    expect(found?.precedents).toMatchObject([{ counts: false, reason: { code: 'precedent-not-yet' } }]);
    expect(matchesWith([future], '2026-06-02')[0]?.hostCode).toBe('CS 330');
  });

  it('one about nothing like the course moves no figure, though it counts', () => {
    expect(moved([UNRELATED], [])).toEqual([]);
  });

  it('whatever is over or to come, near or far, no figure moves', () => {
    const counting = [decision({ hostCode: 'CS 150' }), decision({ homeCode: 'INF 8', hostCode: 'ECON 100' })];
    const idle = fc.record({
      homeCode: fc.constantFrom('Q', 'INF 9', 'INF 7'),
      homeTitle: fc.constantFrom('Quilting', 'Watercolour', 'Programming Languages'),
      hostCode: fc.constantFrom('CS 330', 'HIST 120', 'GEN 1XX', ''),
      hostInstitution: fc.constantFrom('Host University', 'Third College'),
      decision: fc.constantFrom('approved' as const, 'refused' as const),
      decidedOn: fc.constantFrom(null, '2027-01-01'),
    });
    fc.assert(
      fc.property(fc.array(idle, { maxLength: 4 }), fc.constantFrom([], counting), (drafts, others) => {
        const over = drafts.map((draft) => decision({ ...draft, validUntil: '2002-06-30' }));
        expect(moved([...over, ...others], others)).toEqual([]);
      }),
    );
  });
});

/** The matches with their figures that some decisions change. A candidate that is there only to show a decision has none that others had. */
function moved(precedents: readonly Precedent[], without: readonly Precedent[]): string[] {
  const figures = (matches: readonly Match[]): Map<string, string> =>
    new Map(
      matches.map(({ hostCode, score, verdict, model }) => [hostCode, `${hostCode} ${score} ${verdict} ${model}`]),
    );
  const [before, after] = [figures(matchesWith(without)), figures(matchesWith(precedents))];
  return [...before].filter(([code, figure]) => after.get(code) !== figure).map(([, figure]) => figure);
}
