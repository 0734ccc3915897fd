/** The lines of a ranking as the commission reads them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cutOf,
  levelOf,
  type RankedApplication,
  type RankingLine,
  rankingLines,
  type ShownRanking,
  toCarryOut,
} from '../../src/web/screens/ranking/lines.ts';

const applicant = (id: string, more: Partial<RankedApplication> = {}): RankedApplication =>
  ({ id, state: 'eligible', award: null, reservePlace: null, facts: { points: {} }, ...more }) as RankedApplication;

type Ranking = NonNullable<ShownRanking['ranking']>;
type Proposal = Ranking['proposals'][number];

const ranking = (proposals: readonly (readonly [string, Proposal['proposal'], Proposal['funding']?])[]): Ranking =>
  ({
    ranked: proposals.map(([application], at) => ({
      application,
      rank: at + 1,
      score: '1/2',
      parts: [],
      partedBy: null,
    })),
    proposals: proposals.map(([application, proposal, funding = null]) => ({
      application,
      proposal,
      funding,
      reservePlace: proposal === 'reserve' ? 1 : null,
    })),
    incomplete: [],
  }) as unknown as Ranking;

const said = (lines: readonly RankingLine[]): string[] => lines.map(({ applicant: { id }, fate }) => `${id} ${fate}`);

describe('the lines of a ranking', () => {
  it('say what is proposed, with whom nobody could compare and who came later at the end', () => {
    const made = {
      ...ranking([
        ['a', 'award', 'grant'],
        ['b', 'award', 'own-expense'],
        ['c', 'reserve'],
      ]),
      incomplete: [{ application: 'd', missing: ['motivation'] }],
    };
    const lines = rankingLines(
      { ranking: made },
      ['d', 'e', 'c', 'b', 'a'].map((id) => applicant(id)),
    );
    expect(said(lines)).toEqual(['a grant', 'b own-expense', 'c reserve', 'd incomplete', 'e unranked']);
    expect(cutOf(lines)).toBe(2);
    expect(lines[3]?.missing).toEqual(['motivation']);
  });

  it('say what was decided in place of what was proposed, and keep those whom an earlier ranking has decided', () => {
    const lines = rankingLines(
      {
        ranking: ranking([
          ['a', 'award', 'grant'],
          ['b', 'reserve'],
        ]),
      },
      [
        applicant('a', { state: 'declined' }),
        applicant('b', { state: 'awarded', award: { funding: 'own-expense', decidedOn: '2027-04-06', rank: 2 } }),
        applicant('x', { state: 'reserved', reservePlace: 4 }),
        applicant('y', { state: 'submitted' }),
      ],
    );
    expect(said(lines)).toEqual(['x reserve', 'a decline', 'b own-expense']);
    expect(lines.every(({ isDecided }) => isDecided)).toBe(true);
    expect(lines[0]?.reservePlace).toBe(4);
    expect(toCarryOut(lines)).toEqual([]);
  });

  it('are carried out down to the first equals at the last place', () => {
    const lines = rankingLines(
      {
        ranking: ranking([
          ['a', 'award', 'grant'],
          ['b', 'tied'],
          ['c', 'reserve'],
        ]),
      },
      ['a', 'b', 'c'].map((id) => applicant(id)),
    );
    expect(toCarryOut(lines).map(({ applicant: { id } }) => id)).toEqual(['a']);
  });

  it('have no cut where everybody gets a place, or nobody', () => {
    const of = (proposal: Proposal['proposal']) =>
      cutOf(
        rankingLines(
          {
            ranking: ranking([
              ['a', proposal],
              ['b', proposal],
            ]),
          },
          [applicant('a'), applicant('b')],
        ),
      );
    expect([of('award'), of('reserve')]).toEqual([null, null]);
  });

  it('name everybody of the ranking once, and whoever is eligible beside it', () => {
    const states = ['draft', 'submitted', 'eligible', 'awarded', 'reserved', 'declined', 'withdrawn'] as const;
    const people = fc.uniqueArray(
      fc.record({
        id: fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 1, maxLength: 4 }),
        state: fc.constantFrom(...states),
        isRanked: fc.boolean(),
      }),
      { selector: ({ id }) => id },
    );
    fc.assert(
      fc.property(people, (all) => {
        const ranked = all.filter(({ isRanked }) => isRanked).map(({ id }) => [id, 'reserve'] as const);
        const applicants = all.map(({ id, state }) => applicant(id, { state }));
        const lines = rankingLines({ ranking: ranking(ranked) }, applicants).map((line) => line.applicant.id);
        expect(new Set(lines).size).toBe(lines.length);
        const wanted = all.filter(({ isRanked, state }) => isRanked || state === 'eligible').map(({ id }) => id);
        expect(lines).toEqual(expect.arrayContaining(wanted));
      }),
    );
  });

  it('know the level of those who could not be compared: none is not unknown', () => {
    const own = [
      { language: 'ru', level: 'C1', validUntil: null },
      { language: 'en', level: 'B2', validUntil: null },
    ] as const;
    const of = (...asked: string[]) =>
      levelOf(
        [...own],
        asked.map((language) => ({ language })),
      );
    expect([of('en'), of('de'), of(), levelOf([...own], null), levelOf(null, null)]).toEqual([4, 0, 5, 5, null]);
  });
});
