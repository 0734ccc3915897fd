import { failure, type Result, success } from '../../domain/index.ts';

/** What was looked up by its id, or the problem that there is no such thing. */
export const found = <T>(what: string, id: string, value: T | null): Result<T> =>
  value !== null
    ? success(value)
    : failure({
        code: 'not-found',
        severity: 'error',
        message: `there is no ${what} "${id}"`,
        mend: 'Check the id; it may have been removed',
      });
