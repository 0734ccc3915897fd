/** What a pair of courses is weighed by. Each feature is a number with a sentence, so that nothing scores unexplained. */
import { distance } from 'fastest-levenshtein';
import type { Course, CourseCredits } from '../domain/index.ts';
import type { Candidate } from './candidates.ts';
import type { CourseMarks } from './read-course.ts';

/** A home course beside one candidate. */
export interface Pair {
  readonly candidate: Candidate;
  readonly home: { readonly course: Course; readonly marks: CourseMarks; readonly sortedTitle: string };
  readonly host: { readonly course: Course; readonly marks: CourseMarks; readonly sortedTitle: string };
}

export interface Feature {
  readonly key: string;
  /** The measured value; its range is part of the label. */
  readonly measure: (pair: Pair) => number;
  readonly label: (value: number, pair: Pair) => string;
}

const percent = (value: number): string => `${Math.round(value * 100)} %`;
const cosine = (key: keyof Candidate['cosines'], words: string): Feature => ({
  key,
  measure: ({ candidate }) => candidate.cosines[key],
  label: (value) => `${words}: ${percent(value)} alike`,
});

/** Longer titles are cut: the edit distance is quadratic. */
const LONGEST_TITLE = 200;

function titleSpelling({ home, host }: Pair): number {
  const [a, b] = [home.sortedTitle.slice(0, LONGEST_TITLE), host.sortedTitle.slice(0, LONGEST_TITLE)];
  const longer = Math.max(a.length, b.length);
  return longer === 0 || a === '' || b === '' ? 0 : 1 - distance(a, b) / longer;
}

type Agreement = 'same' | 'differ' | 'one-sided' | 'none';

/** How the part numbers of two titles agree. "Physics" beside "Physics 1" is one-sided. */
export function compareNumerals(home: readonly number[], host: readonly number[]): Agreement {
  if (home.length === 0 && host.length === 0) return 'none';
  if (home.length === 0 || host.length === 0) return 'one-sided';
  return home.some((numeral) => host.includes(numeral)) ? 'same' : 'differ';
}

const numerals = ({ home, host }: Pair): Agreement => compareNumerals(home.marks.numerals, host.marks.numerals);
const list = (values: readonly number[]): string => values.join(', ') || 'none';

/** Host credits as a share of home credits, the smaller by the larger; null when the units differ or are not printed. */
export function creditShare(home: CourseCredits | null, host: CourseCredits | null): number | null {
  if (!home || !host || home.unit?.trim().toLowerCase() !== host.unit?.trim().toLowerCase()) return null;
  const [a, b] = [home.max.toNumber(), host.max.toNumber()];
  return a > 0 && b > 0 ? Math.min(a, b) / Math.max(a, b) : null;
}

/** All features of the model in the order of their evidence. */
export const FEATURES: readonly Feature[] = [
  cosine('words', 'Title and description together'),
  cosine('title', 'Titles by words'),
  cosine('letters', 'Titles by spelling of parts'),
  {
    key: 'titleSpelling',
    measure: titleSpelling,
    label: (value) => `Titles letter by letter: ${percent(value)} alike`,
  },
  cosine('body', 'Descriptions'),
  cosine('titleInBody', 'Home title in host description'),
  cosine('bodyInTitle', 'Home description in host title'),
  {
    key: 'numeralsDiffer',
    measure: (pair) => (numerals(pair) === 'differ' ? 1 : 0),
    label: (value, { home, host }) =>
      value
        ? `Part ${list(home.marks.numerals)} is not part ${list(host.marks.numerals)}`
        : 'Part numbers do not disagree',
  },
  {
    key: 'numeralsOneSided',
    measure: (pair) => (numerals(pair) === 'one-sided' ? 1 : 0),
    label: (value) => (value ? 'Only one of the titles has a part number' : 'Part numbers on both sides or on none'),
  },
  {
    key: 'yearGap',
    measure: ({ home, host }) =>
      home.marks.yearDigit === null || host.marks.yearDigit === null
        ? 0
        : Math.min(4, Math.abs(home.marks.yearDigit - host.marks.yearDigit)),
    label: (value) =>
      value ? `Course numbers are ${value} level(s) apart` : 'Course numbers are of one level, or show none',
  },
  {
    key: 'cycleDiffers',
    measure: ({ home, host }) =>
      home.marks.graduate !== null && host.marks.graduate !== null && home.marks.graduate !== host.marks.graduate
        ? 1
        : 0,
    label: (value) => (value ? 'One is for graduates, the other is not' : 'No difference of cycle is known'),
  },
  {
    key: 'kindDiffers',
    measure: ({ home, host }) =>
      Number(home.marks.laboratory !== host.marks.laboratory) + Number(home.marks.seminar !== host.marks.seminar),
    label: (value) =>
      value ? 'Only one is a laboratory, seminar, thesis or project' : 'Both are of one kind of course',
  },
  {
    key: 'subject',
    measure: ({ home, host }) => (home.marks.subject !== '' && home.marks.subject === host.marks.subject ? 1 : 0),
    label: (value, { home }) => (value ? `Both codes begin with ${home.marks.subject}` : 'Codes begin differently'),
  },
  {
    key: 'creditGap',
    measure: ({ home, host }) => 1 - (creditShare(home.course.credits, host.course.credits) ?? 1),
    label: (value, { home, host }) =>
      creditShare(home.course.credits, host.course.credits) === null
        ? 'Credits are not comparable here'
        : `The smaller course lacks ${percent(value)} of the larger one's credits`,
  },
];
