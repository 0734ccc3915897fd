/** What a write can come to besides success, as problems that the API turns into 404, 409 and 422. */
import { type Result, reason, refuse, success } from '../domain/index.ts';

/** Nothing of the kind has this id, or the caller may not know that it has. */
export const notFound = (kind: string, id: string): Result<never> =>
  refuse('not-found', reason('store-not-found', { kind, id }));

/** Somebody else wrote in between. */
export const versionConflict = (kind: string, id: string, revision: number): Result<never> =>
  refuse('version-conflict', reason('store-changed-meanwhile', { kind, id, revision }));

/** A field of a database's error, or an empty text: `code` is the SQLSTATE. */
export const errorField = (error: unknown, field: 'code' | 'constraint'): string => {
  const value: unknown = error instanceof Error ? Reflect.get(error, field) : undefined;
  return typeof value === 'string' ? value : '';
};

/**
 * Answers what a constraint of the database refused as a problem. The failed statement has ended its transaction, so the caller
 * answers the failure at once, and `transact` undoes the rest.
 */
export async function constrained<T>(kind: string, id: string, write: () => Promise<T>): Promise<Result<T>> {
  try {
    return success(await write());
  } catch (error) {
    const constraint = errorField(error, 'constraint');
    switch (errorField(error, 'code')) {
      case '23505': // unique_violation
        return refuse('already-exists', reason('store-already-exists', { kind, constraint }));
      case '23503': // foreign_key_violation
        return refuse('reference-unknown', reason('store-reference-unknown', { kind, constraint }));
      case '23514': // check_violation
        if (constraint.startsWith('calls_')) return refuse('no-seat-left', reason('store-seats-given', { call: id }));
    }
    throw error;
  }
}
