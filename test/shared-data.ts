/** Real data to measure on lies beside the repository and is never part of it. */
import { existsSync } from 'node:fs';
import path from 'node:path';

const ROOT = process.env.CONCORD_SHARED ?? path.resolve(import.meta.dirname, '../../shared');

/**
 * Path of a file of the shared data, or null where there is none (a fresh clone): then the test says that it did not run.
 * In CI (`CI=true`) absence is a failure. @throws Error in CI when the file is missing.
 */
export function sharedData(name: string): string | null {
  const file = path.join(ROOT, 'data', name);
  if (existsSync(file)) return file;
  if (process.env.CI === 'true') throw new Error(`shared data is missing: ${file} (set CONCORD_SHARED)`);
  return null;
}
