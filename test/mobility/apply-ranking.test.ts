/** What of a ranking can be carried out, and when it no longer says what would be proposed now. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Application, type RankedApplicant, Rational } from '../../src/domain/index.ts';
import { isStillProposed, proposalsAboveTie, proposeSeats, type Seats } from '../../src/mobility/index.ts';

const applicant = (application: string, rank: number): RankedApplicant => ({
  application,
  rank,
  score: Rational.ONE,
  parts: [],
  partedBy: null,
});

function rankingOf(ranks: readonly number[], wishes: readonly Application['funding'][], seats: Seats) {
  const ranked = ranks.map((rank, index) => applicant(`a${index}`, rank));
  const wished = new Map(ranked.map(({ application }, index) => [application, wishes[index] ?? 'either']));
  return { ranked, proposals: proposeSeats(ranked, wished, seats), incomplete: [] as { application: string }[] };
}

const idsOf = (proposals: readonly { application: string }[]) => proposals.map(({ application }) => application);

describe('a ranking', () => {
  it('is carried out as a whole when nothing is tied', () => {
    const ranking = rankingOf([1, 2, 3], [], { places: 1, grants: 1, reserve: 1 });
    expect(proposalsAboveTie(ranking).map(({ proposal }) => proposal)).toEqual(['award', 'reserve', 'decline']);
  });

  it('is carried out above equal ones at the last place, because all below depends on who of them gets it', () => {
    const ranking = rankingOf([1, 2, 2, 4], [], { places: 2, grants: 0, reserve: null });
    expect(ranking.proposals.map(({ proposal }) => proposal)).toEqual(['award', 'tied', 'tied', 'reserve']);
    expect(idsOf(proposalsAboveTie(ranking))).toEqual(['a0']);
  });

  it('holds while those who are open would be proposed the same', () => {
    const seats = { places: 2, grants: 1, reserve: 2 };
    const kept = rankingOf([1, 2, 3, 4], [], seats);
    expect(isStillProposed(kept, kept)).toBe(true);
    // The first was awarded as proposed.
    const [, ...rest] = kept.ranked;
    const left = {
      ranked: rest,
      incomplete: [],
      proposals: proposeSeats(rest, new Map(), { ...seats, places: 1, grants: 0 }),
    };
    expect(isStillProposed(kept, left)).toBe(true);
    // The first has withdrawn, so that the others move up.
    const moved = { ...left, proposals: proposeSeats(rest, new Map(), seats) };
    expect(isStillProposed(kept, moved)).toBe(false);
    expect(isStillProposed(kept, { ...kept, incomplete: [{ application: 'new' }] })).toBe(false);
    const swapped = { ...kept, proposals: [...kept.proposals].reverse() };
    expect(isStillProposed(kept, swapped)).toBe(false);
  });

  const rankings = fc
    .tuple(
      fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }),
      fc.array(fc.constantFrom<Application['funding']>('grant', 'own-expense', 'either'), {
        minLength: 12,
        maxLength: 12,
      }),
      fc.nat(5),
      fc.nat(5),
      fc.option(fc.nat(5)),
    )
    .map(([isEqual, wishes, places, grants, reserve]) => {
      const ranks: number[] = [];
      for (const [index, same] of isEqual.entries()) ranks.push(same ? (ranks[index - 1] ?? 1) : index + 1);
      return { ranking: rankingOf(ranks, wishes, { places, grants, reserve }), places, grants };
    });

  it('never gives more than there is, and whatever it leaves stands below a tie', () =>
    fc.assert(
      fc.property(rankings, ({ ranking, places, grants }) => {
        const carried = proposalsAboveTie(ranking);
        const awards = carried.filter(({ proposal }) => proposal === 'award');
        expect(awards.length).toBeLessThanOrEqual(places);
        expect(awards.filter(({ funding }) => funding === 'grant').length).toBeLessThanOrEqual(grants);
        expect(carried).toEqual(ranking.proposals.slice(0, carried.length));
        const firstTie = ranking.proposals.findIndex(({ proposal }) => proposal === 'tied');
        const rank = ranking.ranked[firstTie]?.rank ?? Number.POSITIVE_INFINITY;
        expect(carried).toHaveLength(ranking.ranked.filter((one) => one.rank < rank).length);
        expect(isStillProposed(ranking, ranking)).toBe(true);
      }),
    ));
});
