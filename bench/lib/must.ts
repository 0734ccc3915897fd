import type { Result } from '../../src/domain/index.ts';

/** The value of a result that a benchmark cannot do without. @throws Error that names the problems. */
export function must<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(result.problems.map((problem) => JSON.stringify(problem)).join('; '));
}
