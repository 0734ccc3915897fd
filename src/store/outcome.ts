/** What a write can come to besides success, as problems that the API turns into 404 and 409. */
import { failure, type ProblemCode, type Result, success } from '../domain/index.ts';
import { sqlState } from './connection.ts';

const problem = (code: ProblemCode, message: string, mend: string) =>
  failure({ code, severity: 'error', message, mend });

/** Nothing has this id, or the caller may not know that it has. */
export const notFound = (what: string, id: string): Result<never> =>
  problem('not-found', `there is no ${what} "${id}"`, 'Check the id; it may have been removed');

/** Somebody else wrote in between. */
export const staleVersion = (what: string, id: string, current: number): Result<never> =>
  problem(
    'conflict-version',
    `the ${what} "${id}" was changed by somebody else and is now at version ${current}`,
    'Load it again, look at what changed, and decide anew',
  );

export const conflict = (code: Extract<ProblemCode, `conflict-${string}`>, message: string, mend: string) =>
  problem(code, message, mend);

/** unique_violation */
const DUPLICATE = '23505';

/**
 * Answers a violated uniqueness of `write` as a conflict. The failed statement has ended its transaction, so the caller answers the
 * failure at once, which `transact` undoes.
 */
export async function uniquely<T>(what: string, write: () => Promise<T>): Promise<Result<T>> {
  try {
    return success(await write());
  } catch (error) {
    if (sqlState(error) !== DUPLICATE) throw error;
    return conflict(
      'conflict-duplicate',
      `there is already ${what}`,
      'Use the one that is there, or choose another name',
    );
  }
}
