/** Which of the chosen candidates are weighed: all of a few, the likeliest of many. */
import type { Pair } from './features.ts';

/** Candidates that are looked at closely: reading their subjects is what takes time. */
const CLOSEST = 80;

/** The likeliest of the chosen by title and text, in the order that they came in; those that decisions brought always stay. */
export function closest<T extends Pick<Pair, 'candidate' | 'meaning'>>(found: readonly T[]): readonly T[] {
  if (found.length <= CLOSEST) return found;
  const likeness = ({ candidate: { cosines }, meaning }: T): number =>
    Math.max(cosines.title, cosines.usualTitle, meaning.title) +
    Math.max(meaning.text, meaning.usual) +
    cosines.usual +
    cosines.words;
  const values = found.map(likeness);
  const least = values.toSorted((a, b) => b - a)[CLOSEST - 1] ?? 0;
  return found.filter(({ candidate }, at) => candidate.certain || (values[at] ?? 0) >= least);
}
