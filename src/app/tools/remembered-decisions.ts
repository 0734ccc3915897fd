/** Remembered decisions as the matching reads them. */
import type { BundlePrecedent, Precedent } from '../../domain/index.ts';
import { asMatchPrecedents } from '../../mobility/index.ts';

const known = new WeakMap<readonly BundlePrecedent[], Precedent[]>();

/** Those of a request with those that were remembered; the same list for the same memory alone, so that what is made of it is kept. */
export function decisionsFor(given: readonly Precedent[], decided: readonly BundlePrecedent[]): readonly Precedent[] {
  const remembered = known.get(decided) ?? asMatchPrecedents(decided);
  known.set(decided, remembered);
  return given.length === 0 ? remembered : [...given, ...remembered];
}
