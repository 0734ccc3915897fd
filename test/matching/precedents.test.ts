import { describe, expect, it } from 'vitest';
import { type Match, type Precedent, precedentSchema } from '../../src/domain/index.ts';
import { buildIndex, matchCourses } from '../../src/matching/index.ts';
import { course, HOST } from './courses.ts';

const HOME = course('INF 7', 'Programming Languages', 'Syntax, semantics and data structures.');
const decision = (more: Partial<Precedent>): Precedent =>
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
  const options = { top: 9, precedents, today, hostInstitution: 'Host University' };
  return matchCourses([HOME], buildIndex(HOST), options).results[0]?.matches ?? [];
}
const find = (matches: readonly Match[], code: string): Match | undefined =>
  matches.find(({ hostCode }) => hostCode === code);
/** Takes part in no decision about the course, so that the model for queries with precedents is used. */
const UNRELATED = decision({ homeCode: 'Q', homeTitle: 'Quilting', hostCode: 'ECON 100' });

describe('precedents', () => {
  it('an exact valid approval ranks first and is cited', () => {
    expect(matchesWith([UNRELATED])[0]?.hostCode).not.toBe('CS 330');
    const [first] = matchesWith([decision({})]);
    expect(first).toMatchObject({ hostCode: 'CS 330', rank: 1 });
    expect(first?.precedents).toMatchObject([{ kind: 'exact', decision: 'approved', counts: true, similarity: 1 }]);
  });

  it('brings in an approved course that shares no word with the home course', () => {
    expect(find(matchesWith([UNRELATED]), 'HIST 120')).toBeUndefined();
    expect(matchesWith([decision({ hostCode: 'hist-120' })])[0]?.hostCode).toBe('HIST 120');
  });

  it('a similar approval raises a candidate, a refusal lowers it', () => {
    const similar = { homeCode: 'INF 8', homeTitle: 'Programming Language Concepts', hostCode: 'CS 150' };
    const scoreOf = (precedents: readonly Precedent[]): number =>
      find(matchesWith(precedents), 'CS 150')?.score ?? Number.NaN;
    const without = scoreOf([UNRELATED]);
    expect(scoreOf([decision(similar)])).toBeGreaterThan(without);
    expect(scoreOf([decision({ ...similar, decision: 'refused' })])).toBeLessThan(without);
    expect(scoreOf([decision({ hostCode: 'CS 150', decision: 'refused' })])).toBeLessThan(without);
  });

  it('a like course that was given no course of this catalogue makes every match less likely', () => {
    const refusedAll = { homeInstitution: 'Third University', hostCode: '', decision: 'refused' } as const;
    const bestWith = (home: Partial<Precedent>): number =>
      matchesWith([UNRELATED, decision({ ...refusedAll, ...home })])[0]?.probability ?? Number.NaN;
    const alike = { homeCode: 'INF 8', homeTitle: 'Programming Language Concepts' };
    const unlike = { homeCode: 'Q 2', homeTitle: 'Quilting for Beginners' };
    expect(bestWith(alike)).toBeLessThan(bestWith(unlike));
  });

  it('what was approved for something outside this catalogue counts like that only when it is about this host', () => {
    const elsewhereOf = (hostInstitution: string): number | null | undefined =>
      matchesWith([UNRELATED, decision({ homeCode: 'INF 8', hostCode: 'GEN 1XX', hostInstitution })])[0]?.evidence.find(
        ({ key }) => key === 'precedentElsewhere',
      )?.value;
    expect(elsewhereOf('Host University')).toBeGreaterThan(0.5);
    expect(elsewhereOf('Another University')).toBe(0);
  });

  it('an expired decision is shown and does not count', () => {
    const expired = decision({ validUntil: '2026-05-31' });
    const found = find(matchesWith([expired, UNRELATED]), 'CS 330');
    expect(found?.precedents).toMatchObject([{ counts: false, reason: expect.stringContaining('expired') }]);
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
    expect(found?.notes.map(({ key }) => key)).toContain('precedents-contradict');
    expect(found?.precedents.every(({ counts }) => !counts)).toBe(true);
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
