/** What a write can come to besides success, as problems that the API turns into 404, 409 and 422. */
import { failure, type ProblemCode, type Result, success } from '../domain/index.ts';

export const refuse = (code: ProblemCode, message: string, mend: string): Result<never> =>
  failure({ code, severity: 'error', message, mend });

/** Nothing has this id, or the caller may not know that it has. */
export const notFound = (what: string, id: string): Result<never> =>
  refuse('not-found', `there is no ${what} "${id}"`, 'Check the id; it may have been removed');

/** Somebody else wrote in between. */
export const versionConflict = (what: string, id: string, current: number): Result<never> =>
  refuse(
    'version-conflict',
    `the ${what} "${id}" was changed by somebody else and is now at revision ${current}`,
    'Load it again, look at what changed, and decide anew',
  );

/** The SQLSTATE of a database error, or an empty text. */
export const sqlState = (error: unknown): string => fieldOf(error, 'code');

const fieldOf = (error: unknown, field: 'code' | 'constraint'): string => {
  const value: unknown = error instanceof Error ? Reflect.get(error, field) : undefined;
  return typeof value === 'string' ? value : '';
};

/** unique_violation, foreign_key_violation, check_violation */
const [DUPLICATE, REFERENCE, CHECK] = ['23505', '23503', '23514'];

/**
 * Answers what a constraint of the database refused as a problem. The failed statement has ended its transaction, so the caller
 * answers the failure at once, and `transact` undoes the rest.
 */
export async function constrained<T>(what: string, id: string, write: () => Promise<T>): Promise<Result<T>> {
  try {
    return success(await write());
  } catch (error) {
    const [state, constraint] = [sqlState(error), fieldOf(error, 'constraint')];
    if (state === DUPLICATE)
      return refuse('already-exists', `there is already such ${what} (${constraint})`, 'Use the one that is there');
    if (state === REFERENCE)
      return refuse(
        'reference-unknown',
        `the ${what} refers to something that is not there, or is still referred to (${constraint})`,
        'Check the ids that it names',
      );
    if (state === CHECK && constraint.startsWith('calls_'))
      return refuse(
        'no-seat-left',
        `the call "${id}" can not have fewer places than seats that are given`,
        'Release seats first, or keep as many places and grants',
      );
    throw error;
  }
}
