/** What the places of a call allow, down the ranking. */
import type { FundingWish, RankedApplicant, SeatProposal } from '../domain/index.ts';

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
  wishes: ReadonlyMap<string, FundingWish>,
  seats: Seats,
): SeatProposal[] {
  const wishOf = ({ application }: RankedApplicant): FundingWish => wishes.get(application) ?? 'either';
  let left: Left = { places: seats.places, grants: Math.min(seats.grants, seats.places), reserved: 0 };
  return groupsOf(ranked).flatMap((group) => {
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

function take(wish: FundingWish, { places, grants, reserved }: Left, seats: Seats) {
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

function groupsOf(ranked: readonly RankedApplicant[]): RankedApplicant[][] {
  const groups: RankedApplicant[][] = [];
  for (const one of ranked) {
    const last = groups.at(-1);
    if (last?.[0]?.rank === one.rank) last.push(one);
    else groups.push([one]);
  }
  return groups;
}
