/** What of a ranking can be carried out as it stands, and whether it still says what would be proposed now. */
import type { RankedApplicant, SeatProposal } from '../domain/index.ts';

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
