/**
 * Which subjects of the host answer to which subjects at home, read from the texts: the candidates of a course vote for their
 * subjects, and the courses of one home subject vote together. No table of subject names is needed.
 */
import { type Course, groupBy } from '../domain/index.ts';
import type { Candidate } from './candidates.ts';
import { readCode } from './read-course.ts';

/** Share of each host subject, 0 to 1, summing to 1 (empty without candidates). */
export type Votes = ReadonlyMap<string, number>;

/** The twenty best candidates by the rough order vote for their subject with the square of their rough value. */
export function voteSubjects(candidates: readonly Candidate[], subjectOf: (document: number) => string): Votes {
  const best = [...candidates].sort((a, b) => b.rough - a.rough || a.document - b.document).slice(0, 20);
  const votes = new Map<string, number>();
  let total = 0;
  for (const { rough, document } of best) {
    const subject = subjectOf(document);
    votes.set(subject, (votes.get(subject) ?? 0) + rough * rough);
    total += rough * rough;
  }
  return new Map([...votes].map(([subject, vote]) => [subject, total > 0 ? vote / total : 0]));
}

/** The share of a host subject in the votes of a home subject's other courses; `own` is the asking course's own vote for it. */
export type HabitShare = (subject: string, own: number) => number;

/** Of the votes of all courses of a home subject. */
export function habitOf(peers: readonly Votes[]): HabitShare {
  const totals = new Map<string, number>();
  for (const votes of peers) for (const [host, vote] of votes) totals.set(host, (totals.get(host) ?? 0) + vote);
  const prior = 2; // a habit of few courses is mixed with the course's own vote, as if that were this many courses
  return (subject, own) => {
    const others = Math.max(0, peers.length - 1);
    const sum = Math.max(0, (totals.get(subject) ?? own) - own);
    return (sum + prior * own) / (others + prior);
  };
}

/**
 * At most `count` parts of about equal size of a list of home courses, as positions, each to be matched beside the whole list. Courses of
 * one subject stay together: their habit is read from the candidates of all of them, so that apart they would be sought twice.
 */
export function partsOf(home: readonly Course[], count: number): number[][] {
  const subjects = groupBy(
    home.map((_course, position) => position),
    (position) => readCode(home[position]?.code ?? '').subject,
  );
  const parts = Array.from({ length: Math.max(1, count) }, (): number[] => []);
  for (const positions of [...subjects.values()].sort((a, b) => b.length - a.length)) {
    const smallest = parts.reduce((a, b) => (b.length < a.length ? b : a));
    smallest.push(...positions);
  }
  return parts.filter((part) => part.length > 0).map((part) => part.sort((a, b) => a - b));
}
