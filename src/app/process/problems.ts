/** What the actions of the process refuse, and small things that they share. */
import { failure, type Problem, type Result, success } from '../../domain/index.ts';

/** The day of an instant, in UTC, as `context().today` is. */
export const dayOf = (at: string): string => at.slice(0, 10);

export const invalid = (message: string, mend: string, column?: string): Problem => ({
  code: 'request-invalid',
  severity: 'error',
  message,
  mend,
  ...(column !== undefined && { column }),
});

/** The state of things does not allow it. */
export const notPossible = (message: string, mend: string): Problem => ({
  code: 'event-not-possible',
  severity: 'error',
  message,
  mend,
});

/** A record at the revision that a change is based on; said first, because what is refused of a newer one would only confuse. */
export const current = <R extends { readonly id: string; readonly revision: number }>(
  what: string,
  record: R,
  revision: number,
): Result<R> =>
  record.revision === revision
    ? success(record)
    : failure({
        code: 'version-conflict',
        severity: 'error',
        message: `the ${what} "${record.id}" was changed by somebody else and is now at revision ${record.revision}`,
        mend: 'Load it again, look at what changed, and decide anew',
      });
