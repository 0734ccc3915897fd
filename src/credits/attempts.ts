/** The attempts at one course told apart: one result a course. The same rule for rows of a host and for the student's record at home. */
import { compareTitles, daysBetween, groupBy, type Policy, type Reason, reason, titleKey } from '../domain/index.ts';
import { rowKey } from './join-transcripts.ts';
import { isBetter } from './parse-grade.ts';
import { byKeys, type ReadRow } from './read-rows.ts';

/** Rows of which a person says whether they are one course, or which attempt counts. */
export interface AskedRows {
  readonly rows: readonly ReadRow[];
  readonly reason: Reason;
}

export interface Attempts {
  /** Rows that stand for a course of their own, those that are asked about among them. */
  readonly counting: readonly ReadRow[];
  /** Rows that another one has taken the place of. */
  readonly replaced: ReadonlyMap<ReadRow, ReadRow>;
  readonly asked: ReadonlyMap<ReadRow, AskedRows>;
  /** Of a course whose attempts are averaged: all its results, under the row that stands for it. */
  readonly averaged: ReadonlyMap<ReadRow, readonly ReadRow[]>;
}

/**
 * Rows are attempts at one course when code and title are the same and something shows a repetition: numbers of the attempts, a fail before, or two
 * dates of one term. Then the policy says which one counts. Anything else under one code is asked, and nothing is dropped meanwhile. Rows that
 * a person has answered stand for themselves; `isPlanned` tells the rows whose code and title are those of a planned course.
 */
export function separateAttempts(
  rows: readonly ReadRow[],
  { policy, isPlanned = () => false }: { readonly policy: Policy; readonly isPlanned?: (row: ReadRow) => boolean },
): Attempts {
  const replaced = new Map<ReadRow, ReadRow>();
  const asked = new Map<ReadRow, AskedRows>();
  const averaged = new Map<ReadRow, readonly ReadRow[]>();
  const ask = (group: readonly ReadRow[], why: Reason): void => {
    for (const row of group) asked.set(row, { rows: group, reason: why });
  };
  for (const group of groupBy(rows, courseKey).values()) {
    if (group.length === 1) continue;
    const { course, others } = oneCourse(group, isPlanned);
    const open = others.filter(isUnanswered);
    // The last one that nobody has spoken of is what the others are not, unless a planned course stands beside it.
    if (open.length > 1 || course.length > 0) ask(open, sharedCode(group));
    const chosen = course.length < 2 ? null : chooseUnanswered(course, policy);
    if (chosen === null) continue;
    if ('why' in chosen) {
      ask(course.filter(isUnanswered), chosen.why);
      continue;
    }
    for (const row of course) if (row !== chosen.row && isUnanswered(row)) replaced.set(row, chosen.row);
    if (chosen.results) averaged.set(chosen.row, chosen.results);
  }
  return { counting: rows.filter((row) => !replaced.has(row)), replaced, asked, averaged };
}

const sharedCode = (group: readonly ReadRow[]): Reason =>
  reason('row-code-shared', { code: group[0]?.row.code || (group[0]?.title ?? ''), lines: attemptLines(group) });

const isUnanswered = ({ said }: ReadRow): boolean => said === null;

/** The attempt that counts; where that is a question, of the rows that nobody has answered, null for one alone. */
function chooseUnanswered(course: readonly ReadRow[], policy: Policy): ChosenAttempt | null {
  const chosen = chooseAttempt(course, policy);
  const open = course.filter(isUnanswered);
  if ('row' in chosen || open.length === course.length) return chosen;
  return open.length > 1 ? chooseAttempt(open, policy) : null;
}

/**
 * Of the rows under one code, those of the one course that they are; where several titles stand there, of the one that was agreed on, which is
 * beyond doubt, while the others are not.
 */
function oneCourse(
  group: readonly ReadRow[],
  isPlanned: (row: ReadRow) => boolean,
): { readonly course: readonly ReadRow[]; readonly others: readonly ReadRow[] } {
  const courses = byTitle(group);
  if (courses.length === 1) return { course: group, others: [] };
  const [own, second] = courses.filter((course) => course.some(isPlanned));
  if (!own || second) return { course: [], others: group };
  return { course: own, others: group.filter((row) => !own.includes(row)) };
}

const courseKey = ({ key, title }: ReadRow): string => key || `title ${titleKey(title)}`;
const attemptLines = (rows: readonly ReadRow[]): string[] => rows.map(({ row }) => `${row.line}`);

/** Rows of one code by their titles; rows without a title are of the one course, where there is one alone. */
function byTitle(group: readonly ReadRow[]): ReadRow[][] {
  const courses: ReadRow[][] = [];
  const untitled = group.filter(({ row }) => Object.keys(row.titles).length === 0);
  for (const read of group) {
    if (untitled.includes(read)) continue;
    const course = courses.find(([first]) => first && compareTitles(first.row.titles, read.row.titles) === 'same');
    if (course) course.push(read);
    else courses.push([read]);
  }
  const [only] = courses;
  if (courses.length === 0) return [untitled];
  if (untitled.length === 0) return courses;
  return courses.length === 1 && only
    ? [group.filter((row) => only.includes(row) || untitled.includes(row))]
    : [...courses, untitled];
}

type ChosenAttempt = { readonly row: ReadRow; readonly results?: readonly ReadRow[] } | { readonly why: Reason };

/** The attempt that counts, or what is not clear. */
function chooseAttempt(course: readonly ReadRow[], { recognition: { repeats } }: Policy): ChosenAttempt {
  const lines = attemptLines(course);
  const unclear = { why: reason('row-attempts-unclear', { lines }) };
  if (course.some(({ grade }) => grade === null)) return unclear;
  const results = course.filter((row) => rankOf(row) >= 0);
  const passes = results.filter((row) => rankOf(row) < FAILED);
  const byResult = [...(results.length > 0 ? results : course)].sort(bestFirst);
  const [best] = byResult;
  if (!best) return unclear;
  if (passes.length === 0) return { row: unfinished(course, best) ?? best };
  if (passes.length > 1 && !isRepetition(course, passes))
    return { why: reason('row-passed-twice', { lines: attemptLines(passes) }) };
  if (repeats === 'best') return areComparable(passes) ? { row: best } : unclear;
  if (repeats === 'average') return { row: best, results };
  const ends = results.filter((row) =>
    results.every((other) => {
      const order = row === other ? 1 : compareTimes(row, other);
      return repeats === 'latest' ? order > 0 : row === other || order < 0;
    }),
  );
  const [end] = ends;
  if (!end) return unclear;
  // What was passed is not lost because a later attempt failed, unless somebody who knows the host's rules says so.
  if (repeats === 'latest' && rankOf(end) === FAILED) return { why: reason('row-failed-after-pass', { lines }) };
  return { row: end };
}

/** A repetition that has no result yet, unless it is known to have come before the result that there is. */
const unfinished = (course: readonly ReadRow[], best: ReadRow): ReadRow | undefined =>
  course.filter((row) => row.grade?.status === 'incomplete' && compareTimes(row, best) >= 0).sort(bestFirst)[0];

/** Passes of one title are one course when their attempts are numbered, or when they lie on different days of one term. */
function isRepetition(course: readonly ReadRow[], passes: readonly ReadRow[]): boolean {
  const numbers = course.map(({ row }) => row.attempt);
  if (numbers.every((number) => number !== null) && new Set(numbers).size === course.length) return true;
  const days = passes.flatMap(({ row }) => row.completedOn ?? []).sort();
  if (days.length < passes.length || new Set(days).size < days.length) return false;
  const terms = new Set(passes.map(({ row }) => titleKey(row.term ?? '')));
  const [first = '', last = ''] = [days[0], days.at(-1)];
  const isOneTerm = terms.size === 1 && !terms.has('');
  return terms.size === 1 && daysBetween(first, last) <= (isOneTerm ? YEAR_DAYS : SITTING_DAYS);
}

/** Days within which the exams of one term and their repetitions lie. */
const SITTING_DAYS = 122;
/** A term of the same name comes again after a year. */
const YEAR_DAYS = 240;

/** Earlier attempt first; 0 where nothing tells, or number and day contradict one another. */
function compareTimes(a: ReadRow, b: ReadRow): number {
  const byDay = compareKnown(a.row.completedOn, b.row.completedOn);
  const byNumber = compareKnown(a.row.attempt, b.row.attempt);
  const isContradiction = byDay !== 0 && byNumber !== 0 && byDay !== byNumber;
  return isContradiction ? 0 : byDay || byNumber;
}

const compareKnown = <T extends string | number>(a: T | null, b: T | null): number =>
  a === null || b === null || a === b ? 0 : a < b ? -1 : 1;

const RANKS: readonly string[] = ['graded', 'conditional', 'passed-without-grade', 'failed'];
const FAILED = RANKS.indexOf('failed');

/** A grade, then a pass without one, then a fail; -1 for what is no result. */
const rankOf = ({ grade }: ReadRow): number => RANKS.indexOf(grade?.status ?? '');

/** Grades of several scales have no order of their own. */
const areComparable = (passes: readonly ReadRow[]): boolean =>
  new Set(passes.filter((row) => rankOf(row) === 0).map(({ hostScale }) => hostScale)).size <= 1;

/** Better result first; of equal ones the later attempt, and at last an order that their content gives, so that none of lines matters. */
const bestFirst = (a: ReadRow, b: ReadRow): number =>
  compareResults(a, b) || compareTimes(b, a) || byKeys([rowKey(b.row)], [rowKey(a.row)]);

/** Better result first; among grades by the host scale. */
function compareResults(a: ReadRow, b: ReadRow): number {
  const order = compareKnown(rankOf(a), rankOf(b));
  const [left, right] = [a.grade?.value, b.grade?.value];
  if (order !== 0 || !left || !right || !a.hostScale || a.hostScale !== b.hostScale || left.eq(right)) return order;
  return isBetter(a.hostScale, left, right) ? -1 : 1;
}
