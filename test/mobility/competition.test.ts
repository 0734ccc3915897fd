import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Application, applicantFactsSchema, type RankedApplicant, Rational } from '../../src/domain/index.ts';
import { type Applicant, proposeSeats, rankApplicants } from '../../src/mobility/index.ts';
import { COMPETITION } from './rules.ts';

const CALL = [{ language: 'en', level: 'B2' as const }];
const applicant = (id: string, facts: object, submittedOn = '2027-03-01'): Applicant => ({
  id,
  submittedOn,
  facts: applicantFactsSchema.parse({
    gpa: '3',
    creditsEarned: '60',
    languages: [{ language: 'en', level: 'B2' }],
    points: { motivation: '50' },
    ...facts,
  }),
});
const rank = (...applicants: Applicant[]) => rankApplicants(COMPETITION, CALL, applicants);
const places = (...applicants: Applicant[]) => rank(...applicants).ranked.map(({ application }) => application);

describe('the ranking', () => {
  it('is the weighted sum of the shares, exactly', () => {
    const [first] = rank(applicant('a', {})).ranked;
    // 0.5 of 3/4, 0.2 of 4/6, 0.3 of 50/100
    expect(first?.score.toString()).toBe('79/120');
    expect(first?.parts.map(({ criterion, share }) => `${criterion} ${share}`)).toEqual([
      'gpa 0.375',
      'language 2/15',
      'motivation 0.15',
    ]);
  });

  it('puts the higher score first', () => {
    expect(places(applicant('a', { gpa: '3.1' }), applicant('b', { gpa: '3.2' }))).toEqual(['b', 'a']);
  });

  it('counts only languages that the call asks for', () => {
    const french = applicant('a', { languages: [{ language: 'fr', level: 'C2' }] });
    expect(places(french, applicant('b', {}))).toEqual(['b', 'a']);
  });

  it('parts equal scores by the declared tie-breaks, and says by which', () => {
    const early = applicant('b', {}, '2027-02-01');
    const { ranked } = rank(applicant('a', {}), early, applicant('c', { creditsEarned: '90' }));
    expect(ranked.map(({ application, rank: place, partedBy }) => [application, place, partedBy])).toEqual([
      ['c', 1, null],
      ['b', 2, 'credits-earned'],
      ['a', 3, 'submitted-on'],
    ]);
  });

  it('gives equal ranks where nothing declared parts two', () => {
    expect(rank(applicant('a', {}), applicant('b', {})).ranked.map((one) => one.rank)).toEqual([1, 1]);
  });

  it('ranks nobody of whom a criterion is not known, and names it', () => {
    const { ranked, incomplete } = rank(applicant('a', { gpa: null, points: {} }), applicant('b', {}));
    expect(ranked).toHaveLength(1);
    expect(incomplete).toEqual([{ application: 'a', missing: ['gpa', 'motivation'] }]);
  });

  it('is the same whatever the order of the applicants', () => {
    const some = fc.uniqueArray(
      fc.record({
        id: fc.string({ minLength: 1, maxLength: 3 }),
        gpa: fc.constantFrom('2.5', '3', '3.5'),
        points: fc.constantFrom('40', '80'),
        day: fc.constantFrom('2027-02-01', '2027-02-02'),
      }),
      { selector: ({ id }) => id, maxLength: 8 },
    );
    fc.assert(
      fc.property(some, fc.infiniteStream(fc.nat()), (people, stream) => {
        const all = people.map(({ id, gpa, points, day }) =>
          applicant(id, { gpa, points: { motivation: points } }, day),
        );
        const mixed = all
          .map((one) => ({ one, key: stream.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one);
        expect(JSON.stringify(rank(...mixed))).toBe(JSON.stringify(rank(...all)));
      }),
    );
  });
});

const ranked = (...ranks: [string, number][]): RankedApplicant[] =>
  ranks.map(([application, place]) => ({ application, rank: place, score: Rational.ZERO, parts: [], partedBy: null }));
const propose = (
  list: RankedApplicant[],
  seats: [number, number, number | null],
  wishes: Record<string, Application['funding']> = {},
) =>
  proposeSeats(list, new Map(Object.entries(wishes)), { places: seats[0], grants: seats[1], reserve: seats[2] }).map(
    ({ application, proposal, funding, reservePlace }) =>
      [application, proposal, funding ?? reservePlace].filter((part) => part !== null).join(' '),
  );

describe('the seats', () => {
  const four = ranked(['a', 1], ['b', 2], ['c', 3], ['d', 4]);

  it('go down the ranking: grants, own expense, reserve, none', () => {
    expect(propose(four, [2, 1, 1])).toEqual(['a award grant', 'b award own-expense', 'c reserve 1', 'd decline']);
  });

  it('whoever wants a grant alone waits when the grants are gone, and the seat goes on', () => {
    expect(propose(four, [2, 1, null], { b: 'grant' })).toEqual([
      'a award grant',
      'b reserve 1',
      'c award own-expense',
      'd reserve 2',
    ]);
  });

  it('whoever goes at own expense leaves the grant to the next', () => {
    expect(propose(four, [2, 1, 0], { a: 'own-expense' })).toEqual([
      'a award own-expense',
      'b award grant',
      'c decline',
      'd decline',
    ]);
  });

  it('equals at the last seat are tied: the commission parts them', () => {
    expect(propose(ranked(['a', 1], ['b', 2], ['c', 2], ['d', 4]), [2, 0, 1])).toEqual([
      'a award own-expense',
      'b tied',
      'c tied',
      'd decline',
    ]);
  });

  it('equals who all get a place are not tied', () => {
    expect(propose(ranked(['a', 1], ['b', 1]), [2, 2, 0])).toEqual(['a award grant', 'b award grant']);
  });

  it('equals on the reserve list share their place', () => {
    expect(propose(ranked(['a', 1], ['b', 1]), [0, 0, null])).toEqual(['a reserve 1', 'b reserve 1']);
  });

  it('are never given twice: awards fit the places and grants', () => {
    const people = fc.array(
      fc.tuple(fc.constantFrom<Application['funding']>('grant', 'own-expense', 'either'), fc.boolean()),
      {
        maxLength: 12,
      },
    );
    fc.assert(
      fc.property(people, fc.nat(6), fc.nat(6), (list, places, grants) => {
        let place = 1;
        const order = list.map(([, isEqual], index) => {
          if (!isEqual) place = index + 1;
          return [`p${index}`, place] as [string, number];
        });
        const wishes = new Map(list.map(([wish], index) => [`p${index}`, wish]));
        const given = proposeSeats(ranked(...order), wishes, { places, grants, reserve: 3 });
        expect(given.filter(({ proposal }) => proposal === 'award').length).toBeLessThanOrEqual(places);
        expect(given.filter(({ funding }) => funding === 'grant').length).toBeLessThanOrEqual(Math.min(grants, places));
        for (const { application, funding } of given) {
          if (wishes.get(application) === 'own-expense') expect(funding).not.toBe('grant');
          if (wishes.get(application) === 'grant') expect(funding).not.toBe('own-expense');
        }
      }),
    );
  });
});
