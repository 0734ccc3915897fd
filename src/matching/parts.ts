/** A long list of home courses in parts, for threads. */
import type { Course } from '../domain/index.ts';

/** At most `count` parts of about equal size, as positions, each to be matched beside the whole list. */
export function partsOf(home: readonly Course[], count: number): number[][] {
  const size = Math.max(1, Math.ceil(home.length / Math.max(1, count)));
  const parts: number[][] = [];
  for (let start = 0; start < home.length; start += size)
    parts.push(Array.from({ length: Math.min(size, home.length - start) }, (_, at) => start + at));
  return parts;
}
