/** Parts of a list of home courses that can be matched apart from one another, each beside the whole list. */
import type { Course } from '../domain/index.ts';
import { readCode } from './read-course.ts';

/**
 * At most `count` parts of about equal size, as positions. Courses of one subject stay together: the habit of a subject is read from
 * the candidates of all its courses, so that apart they would be sought twice.
 */
export function partsOf(home: readonly Course[], count: number): number[][] {
  const subjects = new Map<string, number[]>();
  home.forEach(({ code }, position) => {
    const { subject } = readCode(code);
    const positions = subjects.get(subject) ?? [];
    subjects.set(subject, positions);
    positions.push(position);
  });
  const parts = Array.from({ length: Math.max(1, count) }, (): number[] => []);
  for (const positions of [...subjects.values()].sort((a, b) => b.length - a.length)) {
    const smallest = parts.reduce((a, b) => (b.length < a.length ? b : a));
    smallest.push(...positions);
  }
  return parts.filter((part) => part.length > 0).map((part) => part.sort((a, b) => a - b));
}
