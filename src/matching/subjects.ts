/**
 * Which subjects of the host answer to which subjects at home, read from the texts: the candidates of a course vote for their
 * subjects, and the courses of one home subject vote together. No table of subject names is needed.
 */
import type { Candidate } from './candidates.ts';

/** Share of each host subject, 0 to 1, summing to 1 (empty without candidates). */
export type Votes = ReadonlyMap<string, number>;

/** Votes of all courses of a home subject. */
export interface Habit {
  readonly courses: number;
  readonly totals: ReadonlyMap<string, number>;
}
export type Habits = ReadonlyMap<string, Habit>;

const VOTERS = 20;
/** A habit of few courses is mixed with the course's own vote, as if that were this many courses. */
const PRIOR_COURSES = 2;

/** The best candidates vote for their subject with the square of their rough value. */
export function voteSubjects(candidates: readonly Candidate[], subjectOf: (document: number) => string): Votes {
  const best = [...candidates].sort((a, b) => b.rough - a.rough || a.document - b.document).slice(0, VOTERS);
  const votes = new Map<string, number>();
  let total = 0;
  for (const { rough, document } of best) {
    const subject = subjectOf(document);
    votes.set(subject, (votes.get(subject) ?? 0) + rough * rough);
    total += rough * rough;
  }
  return new Map([...votes].map(([subject, vote]) => [subject, total > 0 ? vote / total : 0]));
}

/** Adds the votes of courses with the same home subject together. */
export function collectHabits(courses: readonly { readonly subject: string; readonly votes: Votes }[]): Habits {
  const habits = new Map<string, { courses: number; totals: Map<string, number> }>();
  for (const { subject, votes } of courses) {
    const habit = habits.get(subject) ?? { courses: 0, totals: new Map<string, number>() };
    habits.set(subject, habit);
    habit.courses += 1;
    for (const [host, vote] of votes) habit.totals.set(host, (habit.totals.get(host) ?? 0) + vote);
  }
  return habits;
}

/** Share of a host subject in the habit of the home subject's other courses; `own` is this course's own vote. */
export function habitShare(habit: Habit | undefined, subject: string, own: number): number {
  const others = Math.max(0, (habit?.courses ?? 1) - 1);
  const sum = Math.max(0, (habit?.totals.get(subject) ?? own) - own);
  return (sum + PRIOR_COURSES * own) / (others + PRIOR_COURSES);
}
