/** The competition: applicants ranked by a policy, seats proposed, and a ranking applied. */

import {
  type Application,
  type Call,
  type CompetitionPolicy,
  groupBy,
  type RankedApplicant,
  Rational,
  type SeatProposal,
} from '../domain/index.ts';

import { levelRank } from './eligibility.ts';

export type Applicant = Pick<Application, 'id' | 'facts' | 'submittedOn'>;
export interface Ranking {
  /** Best first. Applicants of equal rank stand in the order of their ids, which means nothing. */
  readonly ranked: readonly RankedApplicant[];
  /** Those who cannot be compared yet, with the criteria of which nothing is known. */
  readonly incomplete: readonly { readonly application: string; readonly missing: readonly string[] }[];
}

/** An applicant with everything that is compared. */
interface Measured {
  readonly applicant: Applicant;
  readonly figures: Readonly<Record<Exclude<CompetitionPolicy['criteria'][number]['of'], 'points'>, Rational | null>>;
  readonly score: Rational;
  readonly parts: RankedApplicant['parts'];
  readonly missing: readonly string[];
}

/** Ranks the applicants; the order in which they are given makes no difference. `languages`: those of the call. */
export function rankApplicants(
  policy: CompetitionPolicy,
  languages: Call['languages'],
  applicants: readonly Applicant[],
): Ranking {
  const rows = [...applicants]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((applicant) => readRow(policy.criteria, languages, applicant));
  const complete = rows.filter(({ missing }) => missing.length === 0).sort((a, b) => part(policy, a, b).sign);
  let rank = 0;
  const ranked = complete.map((row, index): RankedApplicant => {
    const before = complete[index - 1];
    const parted = before ? part(policy, before, row) : { sign: -1, by: null };
    if (parted.sign !== 0) rank = index + 1;
    return { application: row.applicant.id, rank, score: row.score, parts: row.parts, partedBy: parted.by };
  });
  const incomplete = rows.filter(({ missing }) => missing.length > 0);
  return { ranked, incomplete: incomplete.map(({ applicant, missing }) => ({ application: applicant.id, missing })) };
}

function readRow(
  criteria: readonly CompetitionPolicy['criteria'][number][],
  languages: Call['languages'],
  applicant: Applicant,
): Measured {
  const { facts } = applicant;
  const figures = {
    gpa: facts.gpa,
    'credits-earned': facts.creditsEarned,
    'language-level': bestLevel(facts.languages, languages),
  };
  const weights = Rational.sum(criteria.map(({ weight }) => weight));
  const measured = criteria.map((criterion) => ({
    criterion,
    value: criterion.of === 'points' ? (facts.points[criterion.id] ?? null) : figures[criterion.of],
  }));
  const parts = measured.flatMap(({ criterion: { id, weight, worst, best }, value }) => {
    if (value === null) return [];
    const way = value.sub(worst).div(best.sub(worst)).max(Rational.ZERO).min(Rational.ONE);
    return [{ criterion: id, value, weight, share: way.mul(weight).div(weights) }];
  });
  const missing = measured.filter(({ value }) => value === null).map(({ criterion }) => criterion.id);
  return { applicant, figures, score: Rational.sum(parts.map(({ share }) => share)), parts, missing };
}

/** Rank of the best level in a language that the call asks for, 0 without one; a call that asks for none takes any. */
function bestLevel(own: Applicant['facts']['languages'], languages: Call['languages']): Rational | null {
  if (own === null) return null;
  const asked = new Set((languages ?? []).map(({ language }) => language));
  const counted = own.filter(({ language }) => asked.size === 0 || asked.has(language));
  return Rational.of(Math.max(0, ...counted.map(({ level }) => levelRank(level))));
}

/** Which of two comes first (negative: `a`), and the tie-break that said so; null when the score did or nothing does. */
function part({ tieBreaks }: CompetitionPolicy, a: Measured, b: Measured): { sign: number; by: string | null } {
  const byScore = b.score.cmp(a.score);
  if (byScore !== 0) return { sign: byScore, by: null };
  const day = ({ applicant }: Measured): string => applicant.submittedOn ?? '9999';
  // The higher figure first; what is not known last.
  const compare = (left: Rational | null, right: Rational | null): number =>
    left && right ? right.cmp(left) : (left === null ? 1 : 0) - (right === null ? 1 : 0);
  for (const by of tieBreaks) {
    const sign = by === 'submitted-on' ? day(a).localeCompare(day(b)) : compare(a.figures[by], b.figures[by]);
    if (sign !== 0) return { sign, by };
  }
  return { sign: 0, by: null };
}

export interface Seats {
  /** Free places of the call, and how many of them carry a grant. */
  readonly places: number;
  readonly grants: number;
  /** Longest reserve list; null = no limit. */
  readonly reserve: number | null;
}

interface Left {
  readonly places: number;
  readonly grants: number;
  readonly reserved: number;
}

/**
 * A grant as long as there is one for those who wish it, then a place at own expense for those who take one, then the reserve list,
 * then none. Of applicants of equal rank, those for whom it would matter who is taken first are `tied`: the commission parts them, and
 * what stands below them is provisional. Equals on the reserve list share their place.
 */
export function proposeSeats(
  ranked: readonly RankedApplicant[],
  wishes: ReadonlyMap<string, Application['funding']>,
  seats: Seats,
): SeatProposal[] {
  const wishOf = ({ application }: RankedApplicant): Application['funding'] => wishes.get(application) ?? 'either';
  let left: Left = { places: seats.places, grants: Math.min(seats.grants, seats.places), reserved: 0 };
  return [...groupBy(ranked, ({ rank }) => rank).values()].flatMap((group) => {
    const before = left;
    const proposals = group.map((one) => {
      const first = take(wishOf(one), before, seats);
      const others = group.filter((other) => other !== one);
      const last = take(
        wishOf(one),
        others.reduce((rest, other) => take(wishOf(other), rest, seats).left, before),
        seats,
      );
      const isSame = first.proposal === last.proposal && first.funding === last.funding;
      const proposal = isSame ? first.proposal : ('tied' as const);
      return {
        application: one.application,
        proposal,
        funding: isSame ? first.funding : null,
        reservePlace: proposal === 'reserve' ? before.reserved + 1 : null,
      };
    });
    left = group.reduce((rest, one) => take(wishOf(one), rest, seats).left, before);
    return proposals;
  });
}

function take(wish: Application['funding'], { places, grants, reserved }: Left, seats: Seats) {
  const funding = wish !== 'own-expense' && grants > 0 ? 'grant' : wish === 'grant' ? null : 'own-expense';
  if (places > 0 && funding !== null) {
    const rest = places - 1;
    // A grant needs a place to go with it.
    const left = { places: rest, grants: Math.min(funding === 'grant' ? grants - 1 : grants, rest), reserved };
    return { proposal: 'award', funding, left } as const;
  }
  if (seats.reserve !== null && reserved >= seats.reserve)
    return { proposal: 'decline', funding: null, left: { places, grants, reserved } } as const;
  return { proposal: 'reserve', funding: null, left: { places, grants, reserved: reserved + 1 } } as const;
}

export interface Proposed {
  readonly ranked: readonly Pick<RankedApplicant, 'application' | 'rank'>[];
  readonly proposals: readonly SeatProposal[];
  readonly incomplete: readonly { readonly application: string }[];
}

/**
 * Whether a ranking made now proposes for those who are still to be decided on what the kept one does. Not so when a figure has moved
 * somebody, an applicant has come, or a place was given, freed or declined otherwise than proposed.
 */
export function isStillProposed(kept: Proposed, now: Proposed): boolean {
  const open = new Set([...now.ranked, ...now.incomplete].map(({ application }) => application));
  return sayingOf(kept, open) === sayingOf(now, open);
}

const sayingOf = ({ proposals, incomplete }: Proposed, open: ReadonlySet<string>): string =>
  JSON.stringify([
    proposals
      .filter(({ application }) => open.has(application))
      .map(({ application, proposal, funding }) => [application, proposal, funding]),
    incomplete
      .map(({ application }) => application)
      .filter((application) => open.has(application))
      .sort(),
  ]);

/** Down to the first applicants whom nothing parts: who of them gets the place decides on all that follows. */
export function proposalsAboveTie({ ranked, proposals }: Pick<Proposed, 'ranked' | 'proposals'>): SeatProposal[] {
  const tied = new Set(proposals.filter(({ proposal }) => proposal === 'tied').map(({ application }) => application));
  const rank = Math.min(...ranked.filter(({ application }) => tied.has(application)).map((one) => one.rank));
  const above = new Set(ranked.filter((one) => one.rank < rank).map(({ application }) => application));
  return proposals.filter(({ application }) => above.has(application));
}
