/** What a pair of courses is weighed by. Each feature is a number with a sentence, so that nothing scores unexplained. */
import { distance } from 'fastest-levenshtein';
import type { Course, CourseCredits } from '../domain/index.ts';
import type { Candidate } from './candidates.ts';
import type { PrecedentMeasure } from './precedents.ts';
import type { CourseMarks } from './read-course.ts';

/** A home course beside one candidate. */
export interface Pair {
  readonly candidate: Candidate;
  /** Cosines of the meanings of whole texts and of titles, -1 to 1. */
  readonly meaning: { readonly text: number; readonly title: number };
  readonly precedent: PrecedentMeasure;
  /** Shares of the candidate's subject among the best of this home course, and among those of its subject's other courses. */
  readonly subjectVotes: { readonly own: number; readonly subject: number };
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
const isLaterPart = ({ home, host }: Pair): boolean => Math.min(...home.marks.numerals, ...host.marks.numerals) > 1;
const list = (values: readonly number[]): string => values.join(', ') || 'none';

/** Host credits as a share of home credits, the smaller by the larger; null when the units differ or are not printed. */
export function creditShare(home: CourseCredits | null, host: CourseCredits | null): number | null {
  if (!home || !host || home.unit?.trim().toLowerCase() !== host.unit?.trim().toLowerCase()) return null;
  const [a, b] = [home.max.toNumber(), host.max.toNumber()];
  return a > 0 && b > 0 ? Math.min(a, b) / Math.max(a, b) : null;
}

/** By how many years the second course number is above the first, 0 to 4; 0 when one does not tell. */
function yearGap(lower: CourseMarks, higher: CourseMarks): number {
  if (lower.yearDigit === null || higher.yearDigit === null) return 0;
  return Math.min(4, Math.max(0, higher.yearDigit - lower.yearDigit));
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
  {
    key: 'meaning',
    measure: ({ meaning }) => meaning.text,
    label: (value) => `Meaning of title and description: ${percent(Math.max(0, value))} alike`,
  },
  {
    key: 'meaningTitle',
    measure: ({ meaning }) => meaning.title,
    label: (value) => `Meaning of the titles: ${percent(Math.max(0, value))} alike`,
  },
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
    key: 'numeralsSame',
    measure: (pair) => (numerals(pair) === 'same' ? 1 : 0),
    label: (value, { home }) => (value ? `Both are part ${list(home.marks.numerals)}` : 'No common part number'),
  },
  {
    key: 'numeralsOneSided',
    measure: (pair) => (numerals(pair) === 'one-sided' ? 1 : 0),
    label: (value) => (value ? 'Only one of the titles has a part number' : 'Part numbers on both sides or on none'),
  },
  {
    key: 'laterPartAlone',
    measure: (pair) => (numerals(pair) === 'one-sided' && isLaterPart(pair) ? 1 : 0),
    label: (value) => (value ? 'One title names a later part, the other none' : 'No later part stands alone'),
  },
  {
    key: 'hostHigher',
    measure: ({ home, host }) => yearGap(home.marks, host.marks),
    label: (value) =>
      value ? `The host course number is ${value} level(s) higher` : 'The host course number is not higher',
  },
  {
    key: 'homeHigher',
    measure: ({ home, host }) => yearGap(host.marks, home.marks),
    label: (value) =>
      value ? `The home course number is ${value} level(s) higher` : 'The home course number is not higher',
  },
  {
    key: 'hostGraduate',
    measure: ({ home, host }) => (host.marks.graduate === true && home.marks.graduate !== true ? 1 : 0),
    label: (value) =>
      value ? 'The host course is for graduates, the home course is not' : 'The cycles agree as far as known',
  },
  {
    key: 'homeGraduate',
    measure: ({ home, host }) => (home.marks.graduate === true && host.marks.graduate !== true ? 1 : 0),
    label: (value) =>
      value ? 'The home course is for graduates, the host course is not' : 'The cycles agree as far as known',
  },
  {
    key: 'laboratoryDiffers',
    measure: ({ home, host }) => Number(home.marks.laboratory !== host.marks.laboratory),
    label: (value) => (value ? 'Only one is a laboratory course' : 'Both or neither are laboratory courses'),
  },
  {
    key: 'hostOpen',
    measure: ({ home, host }) => Number(host.marks.open && !home.marks.open),
    label: (value) =>
      value ? 'The host course is a seminar, project, thesis or special topic' : 'No difference of course kind',
  },
  {
    key: 'homeOpen',
    measure: ({ home, host }) => Number(home.marks.open && !host.marks.open),
    label: (value) =>
      value ? 'The home course is a seminar, project, thesis or special topic' : 'No difference of course kind',
  },
  {
    key: 'subject',
    measure: ({ home, host }) => (home.marks.subject !== '' && home.marks.subject === host.marks.subject ? 1 : 0),
    label: (value, { home }) => (value ? `Both codes begin with ${home.marks.subject}` : 'Codes begin differently'),
  },
  {
    key: 'subjectVote',
    measure: ({ subjectVotes }) => subjectVotes.own,
    label: (value, { host }) => `${percent(value)} of the closest texts are ${host.marks.subject || 'of this subject'}`,
  },
  {
    key: 'subjectHabit',
    measure: ({ subjectVotes }) => subjectVotes.subject,
    label: (value, { home, host }) =>
      `${percent(value)} of what is close to ${home.marks.subject || 'such'} courses is ${host.marks.subject || 'of this subject'}`,
  },
  {
    key: 'creditGap',
    measure: ({ home, host }) => 1 - (creditShare(home.course.credits, host.course.credits) ?? 1),
    label: (value, { home, host }) =>
      creditShare(home.course.credits, host.course.credits) === null
        ? 'Credits are not comparable here'
        : `The smaller course lacks ${percent(value)} of the larger one's credits`,
  },
  {
    key: 'precedentApproved',
    measure: ({ precedent }) => precedent.approved,
    label: (value) => (value ? `Approved before for a course ${percent(value)} alike` : 'No approval of a like course'),
  },
  {
    key: 'precedentShare',
    measure: ({ precedent }) => precedent.share,
    label: (value) => `${percent(value)} of the approvals of like courses went to this one`,
  },
  {
    key: 'precedentCount',
    measure: ({ precedent }) => precedent.count,
    label: (value) => `${Math.round(Math.expm1(value))} approvals of courses more than half alike`,
  },
  {
    key: 'precedentRefused',
    measure: ({ precedent }) => precedent.refused,
    label: (value) => (value ? `Refused before for a course ${percent(value)} alike` : 'No refusal of a like course'),
  },
  {
    key: 'precedentElsewhere',
    measure: ({ precedent }) => precedent.elsewhere,
    label: (value) =>
      value
        ? `A course ${percent(value)} alike was given no course of this catalogue`
        : 'No like course was left without a course of this catalogue',
  },
  {
    key: 'precedentElsewhereKnown',
    measure: ({ precedent }) => precedent.elsewhereKnown,
    label: (value) =>
      value
        ? 'The decisions hold courses that were given none of this catalogue'
        : 'The decisions hold only courses that were given one of this catalogue',
  },
  {
    key: 'precedentExact',
    measure: ({ precedent }) => precedent.exact,
    label: (value) =>
      value > 0
        ? 'This very pair was approved'
        : value < 0
          ? 'This very pair was refused'
          : 'This very pair was not decided on',
  },
];
