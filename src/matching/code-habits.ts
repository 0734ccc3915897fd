/**
 * Which departments of the host answer to which at home, read from codes and texts: the candidates of a course vote for the letters of their
 * codes, and the courses of one home department vote together. No table of names is needed.
 */
import { codeKey } from '../domain/index.ts';
import type { Candidate } from './candidates.ts';

/** Letters before the first digit of a code, upper case: `MATH` of `MATH 101`. */
export const departmentOf = (code: string): string => /^\p{L}+/u.exec(codeKey(code))?.[0] ?? '';

/** A list whose codes name departments has at least so many courses, mostly in departments of some size, and several of these. */
const CODE_SCHEME = { courses: 30, inDepartment: 4, share: 0.7, departments: 3 } as const;

/** Whether the letters of a list's codes name departments: in many lists each course has letters of its own, or none. */
export function tellDepartments(codes: readonly string[]): boolean {
  const counts = new Map<string, number>();
  for (const code of codes) {
    const department = departmentOf(code);
    if (department !== '') counts.set(department, (counts.get(department) ?? 0) + 1);
  }
  const sizes = [...counts.values()].filter((size) => size >= CODE_SCHEME.inDepartment);
  const covered = sizes.reduce((sum, size) => sum + size, 0);
  return (
    codes.length >= CODE_SCHEME.courses &&
    sizes.length >= CODE_SCHEME.departments &&
    covered >= CODE_SCHEME.share * codes.length
  );
}

/** Share of each host department, 0 to 1, summing to 1 (empty without candidates). */
export type Votes = ReadonlyMap<string, number>;

/** The twenty best candidates by the rough order vote for their department with the square of their rough value. */
export function voteDepartments(candidates: readonly Candidate[], departmentAt: (document: number) => string): Votes {
  const best = [...candidates].sort((a, b) => b.rough - a.rough || a.document - b.document).slice(0, 20);
  const votes = new Map<string, number>();
  let total = 0;
  for (const { rough, document } of best) {
    const department = departmentAt(document);
    votes.set(department, (votes.get(department) ?? 0) + rough * rough);
    total += rough * rough;
  }
  return new Map([...votes].map(([department, vote]) => [department, total > 0 ? vote / total : 0]));
}

/** The share of a host department in the votes of a home department's other courses; `own` is the asking course's own vote for it. */
export type HabitShare = (department: string, own: number) => number;

/** Of the votes of all courses of a home department. */
export function habitOf(peers: readonly Votes[]): HabitShare {
  const totals = new Map<string, number>();
  for (const votes of peers) for (const [host, vote] of votes) totals.set(host, (totals.get(host) ?? 0) + vote);
  const prior = 2; // a habit of few courses is mixed with the course's own vote, as if that were this many courses
  return (department, own) => {
    const others = Math.max(0, peers.length - 1);
    const sum = Math.max(0, (totals.get(department) ?? own) - own);
    return (sum + prior * own) / (others + prior);
  };
}
