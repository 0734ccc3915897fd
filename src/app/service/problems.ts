/** What the actions of the process refuse before anything is looked at. */
import { type Problem, type Result, success } from '../../domain/index.ts';
import { problem, refuse } from '../moves/step.ts';

/** A field of the request that can not be used. */
export const invalid = (message: string, mend: string, column: string): Problem => ({
  ...problem('request-invalid', message, mend),
  column,
});

/** A record at the revision that a change is based on; asked first, because what is refused of a newer one would only confuse. */
export const current = <R extends { readonly id: string; readonly revision: number }>(
  what: string,
  record: R,
  revision: number,
): Result<R> =>
  record.revision === revision
    ? success(record)
    : refuse(
        'version-conflict',
        `the ${what} "${record.id}" was changed by somebody else and is now at revision ${record.revision}`,
        'Load it again, look at what changed, and decide anew',
      );
