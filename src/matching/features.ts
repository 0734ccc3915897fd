/** What a pair of courses is weighed by. Each feature is a number with a sentence, so that nothing scores unexplained. */
import { distance } from 'fastest-levenshtein';
import { type Course, type MatchText, type MatchTextKey, matchText } from '../domain/index.ts';
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
  /** The measured value; its range is part of the text. */
  readonly measure: (pair: Pair) => number;
  readonly text: (value: number, pair: Pair) => MatchText;
}

const percent = (value: number): MatchText['values'] => ({ percent: Math.round(Math.max(0, value) * 100) });
const cosine = (key: keyof Candidate['cosines']): Feature => ({
  key,
  measure: ({ candidate }) => candidate.cosines[key],
  text: (value) => matchText(key, percent(value)),
});
/** A feature that is there or not, with a sentence for each. */
const flag = (
  key: string,
  measure: (pair: Pair) => boolean,
  [yes, no]: readonly [MatchTextKey, MatchTextKey],
): Feature => ({
  key,
  measure: (pair) => Number(measure(pair)),
  text: (value, { home, host }) =>
    value
      ? matchText(yes, {
          home: list(home.marks.numerals),
          host: list(host.marks.numerals),
          subject: home.marks.subject,
        })
      : matchText(no),
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

/** By how many years the second course number is above the first, 0 to 4; 0 when one does not tell. */
function yearGap(lower: CourseMarks, higher: CourseMarks): number {
  if (lower.yearDigit === null || higher.yearDigit === null) return 0;
  return Math.min(4, Math.max(0, higher.yearDigit - lower.yearDigit));
}

const unnamed = (subject: string): string => subject || '–';

/** All features of the model in the order of their evidence. */
export const FEATURES: readonly Feature[] = [
  cosine('words'),
  cosine('title'),
  cosine('letters'),
  { key: 'titleSpelling', measure: titleSpelling, text: (value) => matchText('titleSpelling', percent(value)) },
  cosine('body'),
  { key: 'meaning', measure: ({ meaning }) => meaning.text, text: (value) => matchText('meaning', percent(value)) },
  {
    key: 'meaningTitle',
    measure: ({ meaning }) => meaning.title,
    text: (value) => matchText('meaningTitle', percent(value)),
  },
  cosine('titleInBody'),
  cosine('bodyInTitle'),
  flag('numeralsDiffer', (pair) => numerals(pair) === 'differ', ['numerals-differ', 'numerals-no-conflict']),
  flag('numeralsSame', (pair) => numerals(pair) === 'same', ['numerals-same', 'numerals-none']),
  flag('numeralsOneSided', (pair) => numerals(pair) === 'one-sided', ['numerals-one', 'numerals-both-or-none']),
  flag('laterPartAlone', (pair) => numerals(pair) === 'one-sided' && isLaterPart(pair), [
    'later-part-alone',
    'later-part-none',
  ]),
  {
    key: 'hostHigher',
    measure: ({ home, host }) => yearGap(home.marks, host.marks),
    text: (years) => (years ? matchText('host-higher', { years }) : matchText('host-not-higher')),
  },
  {
    key: 'homeHigher',
    measure: ({ home, host }) => yearGap(host.marks, home.marks),
    text: (years) => (years ? matchText('home-higher', { years }) : matchText('home-not-higher')),
  },
  flag('hostGraduate', ({ home, host }) => host.marks.graduate === true && home.marks.graduate !== true, [
    'host-graduate',
    'cycles-agree',
  ]),
  flag('homeGraduate', ({ home, host }) => home.marks.graduate === true && host.marks.graduate !== true, [
    'home-graduate',
    'cycles-agree',
  ]),
  flag('laboratoryDiffers', ({ home, host }) => home.marks.laboratory !== host.marks.laboratory, [
    'laboratory-differs',
    'laboratory-agrees',
  ]),
  flag('hostOpen', ({ home, host }) => host.marks.open && !home.marks.open, ['host-open', 'kind-agrees']),
  flag('homeOpen', ({ home, host }) => home.marks.open && !host.marks.open, ['home-open', 'kind-agrees']),
  flag('subject', ({ home, host }) => home.marks.subject !== '' && home.marks.subject === host.marks.subject, [
    'subject-same',
    'subject-differs',
  ]),
  {
    key: 'subjectVote',
    measure: ({ subjectVotes }) => subjectVotes.own,
    text: (value, { host }) => matchText('subject-vote', { ...percent(value), host: unnamed(host.marks.subject) }),
  },
  {
    key: 'subjectHabit',
    measure: ({ subjectVotes }) => subjectVotes.subject,
    text: (value, { home, host }) =>
      matchText('subject-habit', {
        ...percent(value),
        home: unnamed(home.marks.subject),
        host: unnamed(host.marks.subject),
      }),
  },
  {
    key: 'precedentApproved',
    measure: ({ precedent }) => precedent.approved,
    text: (value) => (value ? matchText('precedent-approved', percent(value)) : matchText('precedent-not-approved')),
  },
  {
    key: 'precedentShare',
    measure: ({ precedent }) => precedent.share,
    text: (value) => matchText('precedent-share', percent(value)),
  },
  {
    key: 'precedentCount',
    measure: ({ precedent }) => precedent.count,
    text: (value) => matchText('precedent-count', { count: Math.round(Math.expm1(value)) }),
  },
  {
    key: 'precedentRefused',
    measure: ({ precedent }) => precedent.refused,
    text: (value) => (value ? matchText('precedent-refused', percent(value)) : matchText('precedent-not-refused')),
  },
  {
    key: 'precedentElsewhere',
    measure: ({ precedent }) => precedent.elsewhere,
    text: (value) => (value ? matchText('precedent-elsewhere', percent(value)) : matchText('precedent-not-elsewhere')),
  },
  {
    key: 'precedentElsewhereKnown',
    measure: ({ precedent }) => precedent.elsewhereKnown,
    text: (value) => matchText(value ? 'precedent-elsewhere-known' : 'precedent-elsewhere-unknown'),
  },
  {
    key: 'precedentExact',
    measure: ({ precedent }) => precedent.exact,
    text: (value) =>
      matchText(
        value > 0 ? 'precedent-exact-approved' : value < 0 ? 'precedent-exact-refused' : 'precedent-exact-none',
      ),
  },
];
