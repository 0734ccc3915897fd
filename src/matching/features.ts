/**
 * What a pair of courses is weighed by: one table. Each feature is a number under the name that the models know it by, with a sentence
 * for every value, so that nothing scores unexplained.
 */
import { distance } from 'fastest-levenshtein';
import { type Course, type Reason, type ReasonCode, reason } from '../domain/index.ts';
import type { Candidate } from './candidates.ts';
import type { PrecedentMeasure } from './precedent-evidence.ts';
import type { CourseMarks } from './read-course.ts';

/** A home course beside one candidate. */
export interface Pair
  extends Readonly<
    Record<'home' | 'host', { readonly course: Course; readonly marks: CourseMarks; readonly sortedTitle: string }>
  > {
  readonly candidate: Candidate;
  /** Cosines of the meanings of whole texts and of titles, -1 to 1. */
  readonly meaning: { readonly text: number; readonly title: number };
  readonly precedent: PrecedentMeasure;
  /** Shares of the candidate's subject among the best of this home course, and among those of its subject's other courses. */
  readonly subjectVotes: { readonly own: number; readonly subject: number };
}

export interface Feature {
  /** Name of its weight in the models. */
  readonly key: string;
  readonly measure: (pair: Pair) => number;
  readonly reason: (value: number, pair: Pair) => Reason;
}

const percent = (value: number): { percent: number } => ({ percent: Math.round(Math.max(0, value) * 100) });

/** A likeness, said in percent. */
const likeness = (key: string, code: ReasonCode, measure: Feature['measure']): Feature => ({
  key,
  measure,
  reason: (value) => ({ code, values: percent(value) }),
});

/** A feature that is there or not, with a sentence for each. */
const flag = (
  key: string,
  is: (pair: Pair) => boolean,
  [yes, no]: readonly [yes: ReasonCode, no: ReasonCode],
  valuesOf: (pair: Pair) => Reason['values'] = () => ({}),
): Feature => ({
  key,
  measure: (pair) => Number(is(pair)),
  reason: (value, pair) => (value ? { code: yes, values: valuesOf(pair) } : { code: no, values: {} }),
});

/** By how many years one course number is above the other, 0 to 4; 0 when one does not tell. */
const yearGap = (
  key: string,
  [higher, lower]: readonly ['host' | 'home', 'host' | 'home'],
  [yes, no]: readonly [yes: ReasonCode, no: ReasonCode],
): Feature => ({
  key,
  measure: (pair) => {
    const [above, below] = [pair[higher].marks.yearDigit, pair[lower].marks.yearDigit];
    return above === null || below === null ? 0 : Math.min(4, Math.max(0, above - below));
  },
  reason: (years) => (years ? { code: yes, values: { years } } : { code: no, values: {} }),
});

/** Nearness of a decision, 0 without one. */
const nearness = (
  key: string,
  part: 'approved' | 'refused' | 'elsewhere',
  [yes, no]: readonly [yes: ReasonCode, no: ReasonCode],
): Feature => ({
  key,
  measure: ({ precedent }) => precedent[part],
  reason: (value) => (value ? { code: yes, values: percent(value) } : { code: no, values: {} }),
});

function titleSpelling({ home, host }: Pair): number {
  const longest = 200; // longer titles are cut: the edit distance is quadratic
  const [a, b] = [home.sortedTitle.slice(0, longest), host.sortedTitle.slice(0, longest)];
  const longer = Math.max(a.length, b.length);
  return longer === 0 || a === '' || b === '' ? 0 : 1 - distance(a, b) / longer;
}

/** How the part numbers of two titles agree. "Physics" beside "Physics 1" is one-sided. */
export function compareNumerals({
  home,
  host,
}: Readonly<Record<'home' | 'host', { readonly marks: CourseMarks }>>): 'same' | 'differ' | 'one-sided' | 'none' {
  const [mine, theirs] = [home.marks.numerals, host.marks.numerals];
  if (mine.length === 0 && theirs.length === 0) return 'none';
  if (mine.length === 0 || theirs.length === 0) return 'one-sided';
  return mine.some((numeral) => theirs.includes(numeral)) ? 'same' : 'differ';
}

/** All features of the models in the order of their evidence. */
export const FEATURES: readonly Feature[] = [
  likeness('words', 'words-alike', ({ candidate }) => candidate.cosines.words),
  likeness('title', 'titles-alike', ({ candidate }) => candidate.cosines.title),
  likeness('letters', 'letters-alike', ({ candidate }) => candidate.cosines.letters),
  likeness('titleSpelling', 'spelling-alike', titleSpelling),
  likeness('body', 'descriptions-alike', ({ candidate }) => candidate.cosines.body),
  likeness('meaning', 'meaning-alike', ({ meaning }) => meaning.text),
  likeness('meaningTitle', 'meaning-of-titles-alike', ({ meaning }) => meaning.title),
  likeness('titleInBody', 'title-in-description', ({ candidate }) => candidate.cosines.titleInBody),
  likeness('bodyInTitle', 'description-in-title', ({ candidate }) => candidate.cosines.bodyInTitle),
  flag(
    'numeralsDiffer',
    (pair) => compareNumerals(pair) === 'differ',
    ['numerals-differ', 'numerals-no-conflict'],
    ({ home, host }) => ({ home: home.marks.numerals, host: host.marks.numerals }),
  ),
  flag(
    'numeralsSame',
    (pair) => compareNumerals(pair) === 'same',
    ['numerals-same', 'numerals-none'],
    ({ home }) => ({ home: home.marks.numerals }),
  ),
  flag('numeralsOneSided', (pair) => compareNumerals(pair) === 'one-sided', ['numerals-one', 'numerals-both-or-none']),
  flag(
    'laterPartAlone',
    (pair) =>
      compareNumerals(pair) === 'one-sided' && Math.min(...pair.home.marks.numerals, ...pair.host.marks.numerals) > 1,
    ['later-part-alone', 'later-part-none'],
  ),
  yearGap('hostHigher', ['host', 'home'], ['host-higher', 'host-not-higher']),
  yearGap('homeHigher', ['home', 'host'], ['home-higher', 'home-not-higher']),
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
  flag(
    'subject',
    ({ home, host }) => home.marks.subject !== '' && home.marks.subject === host.marks.subject,
    ['subject-same', 'subject-differs'],
    ({ home }) => ({ subject: home.marks.subject }),
  ),
  {
    key: 'subjectVote',
    measure: ({ subjectVotes }) => subjectVotes.own,
    reason: (value, { host }) => reason('subject-vote', { ...percent(value), host: host.marks.subject || '–' }),
  },
  {
    key: 'subjectHabit',
    measure: ({ subjectVotes }) => subjectVotes.subject,
    reason: (value, { home, host }) =>
      reason('subject-habit', { ...percent(value), home: home.marks.subject || '–', host: host.marks.subject || '–' }),
  },
  nearness('precedentApproved', 'approved', ['precedent-approved', 'precedent-not-approved']),
  likeness('precedentShare', 'precedent-share', ({ precedent }) => precedent.share),
  {
    key: 'precedentCount',
    measure: ({ precedent }) => precedent.count,
    reason: (value) => reason('precedent-count', { count: Math.round(Math.expm1(value)) }),
  },
  nearness('precedentRefused', 'refused', ['precedent-refused', 'precedent-not-refused']),
  nearness('precedentElsewhere', 'elsewhere', ['precedent-elsewhere', 'precedent-not-elsewhere']),
  flag('precedentElsewhereKnown', ({ precedent }) => precedent.elsewhereKnown > 0, [
    'precedent-elsewhere-known',
    'precedent-elsewhere-unknown',
  ]),
  {
    key: 'precedentExact',
    measure: ({ precedent }) => precedent.exact,
    reason: (value) =>
      reason(value > 0 ? 'precedent-exact-approved' : value < 0 ? 'precedent-exact-refused' : 'precedent-exact-none'),
  },
];
