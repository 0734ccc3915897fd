/** Which of the dated rules count on a day. */
import { failure, type ReasonUse, type Result, type StatedReason, success } from '../domain/index.ts';

interface Dated {
  readonly id: string;
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

/** Those valid on the day, both ends inclusive. */
export const validOn = <T extends Dated>(rules: readonly T[], date: string): T[] =>
  rules.filter(({ validFrom, validTo }) => (validFrom ?? '') <= date && date <= (validTo ?? '9999'));

/** The version of a policy that is valid on the day; `policy-unknown` names those there are. */
export function policyOn<T extends Dated>(policies: readonly T[], id: string, date: string): Result<T> {
  const valid = validOn(policies, date);
  const policy = valid.find((candidate) => candidate.id === id);
  if (policy) return success(policy);
  return failure({
    code: 'policy-unknown',
    severity: 'error',
    message: `there is no policy "${id}" on ${date}`,
    mend: `Choose one of: ${valid.map((known) => known.id).join(', ') || 'none is valid on this day'}`,
  });
}

/** The reasons that may be given for something on a day. */
export const reasonsFor = (reasons: readonly StatedReason[], use: ReasonUse, date: string): StatedReason[] =>
  validOn(reasons, date).filter(({ uses }) => uses.includes(use));
