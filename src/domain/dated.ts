/** Rules have dates: which of them are in force on a day, and what every record of the rules of the process has. */

import { z } from 'zod';
import { ruleCodeSchema, uiLanguageSchema } from './people.ts';
import { failure, problem, type Result, success } from './problem.ts';
import { type Reason, reason } from './reasons/index.ts';
import { datedShape } from './scales.ts';
import { localisedSchema } from './text.ts';

/** ISO dates, both ends inclusive; null: no beginning, no end. */
export interface Dated {
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

export const isInForce = ({ validFrom, validTo }: Dated, day: string): boolean =>
  (validFrom === null || validFrom <= day) && (validTo === null || day <= validTo);

/** Those in force on the day. */
export const validOn = <T extends Dated>(rules: readonly T[], day: string): T[] =>
  rules.filter((rule) => isInForce(rule, day));

/** Two rules are in force together on at least one day. */
export const overlap = (a: Dated, b: Dated): boolean =>
  (a.validFrom === null || b.validTo === null || a.validFrom <= b.validTo) &&
  (b.validFrom === null || a.validTo === null || b.validFrom <= a.validTo);

/** Days from one date to another; negative when `to` comes first. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** The dates of a rule in words. */
export function datesOf({ validFrom: from, validTo: to }: Dated): Reason {
  if (from !== null && to !== null) return reason('dates-from-to', { from, to });
  if (from !== null) return reason('dates-from', { from });
  return to !== null ? reason('dates-until', { to }) : reason('dates-always');
}

/**
 * The version of a policy that is in force on the day. Fails with `policy-unknown`, naming the policies there are or, where the policy
 * has versions of other days alone, their dates.
 */
export function policyOn<T extends Dated & { readonly id: string }>(
  book: readonly T[],
  id: string,
  day: string,
): Result<T> {
  const versions = book.filter((policy) => policy.id === id);
  const [inForce] = validOn(versions, day);
  if (inForce) return success(inForce);
  const known = [...new Set(book.map((policy) => policy.id))];
  const why =
    versions.length === 0
      ? reason('policy-unknown', { policy: id, known })
      : reason('policy-not-on-day', { policy: id, day, versions: versions.map(datesOf) });
  return failure(problem('policy-unknown', why));
}

/** What people read in the application, in all of its languages. */
export const inThreeSchema = localisedSchema.refine(
  (texts) => uiLanguageSchema.options.every((language) => texts[language]),
  'needed in kk, ru and en',
);

/** Several records of one id are its versions, and no two of them are valid on the same day. */
export const policyShape = {
  id: ruleCodeSchema,
  version: z.string().min(1).default('1'),
  title: inThreeSchema,
  /** `law` only where the text of the law was read. */
  authority: z.enum(['law', 'institution']),
  note: z.string().optional(),
  ...datedShape,
};
