/**
 * What a pair of courses is weighed by: one table. Each feature is a number under the name that the models know it by, with a sentence
 * for every value, so that nothing scores unexplained.
 */
import { distance } from 'fastest-levenshtein';
import { type Course, type Reason, type ReasonCode, reason } from '../domain/index.ts';
import type { Candidate } from './candidates.ts';
import type { PrecedentMeasure } from './precedent-evidence.ts';
import type { CourseMarks } from './read-course.ts';
import type { ComparedTitle, Relations } from './subjects/index.ts';

/** A home course beside one candidate. */
export interface Pair
  extends Readonly<
    Record<'home' | 'host', { readonly course: Course; readonly marks: CourseMarks; readonly sortedTitle: string }>
  > {
  readonly candidate: Candidate;
  /** Cosines of the meanings of whole texts and of titles, -1 to 1. */
  readonly meaning: Readonly<Record<'text' | 'title' | 'usual' | 'usualTitle', number>>;
  readonly precedent: PrecedentMeasure;
  /** Share of the candidate's department among the best of the home department's other courses; null where codes name none. */
  readonly habit: number | null;
  /** How their subjects stand to one another. */
  readonly subjects: Relations;
  /** The host's title beside the usual titles of the home course's subject. */
  readonly titles: ComparedTitle;
  /** Share of the home course's words that could be read in the host's language. */
  readonly understood: number;
}

/** What an adviser is told together: one line each. */
export const GROUPS = ['subject', 'texts', 'titles', 'form', 'decisions'] as const;
export type Group = (typeof GROUPS)[number];

/** Why a pair is no match whatever else is alike. */
export type BarCode = 'bar-part' | 'bar-laboratory' | 'bar-language' | 'bar-national' | 'bar-home-only';

export interface Feature {
  /** Name of its weight in the models. */
  readonly key: string;
  readonly group: Group;
  readonly measure: (pair: Pair) => number;
  readonly reason: (value: number, pair: Pair) => Reason;
}

const percent = (value: number): { percent: number } => ({ percent: Math.round(Math.max(0, value) * 100) });

/** A likeness, said in percent. */
const likeness = (group: Group, key: string, code: ReasonCode, measure: Feature['measure']): Feature => ({
  ...{ key, group, measure },
  reason: (value) => ({ code, values: percent(value) }),
});

/** A feature that is there or not, with a sentence for each. */
const flag = (
  key: string,
  is: (pair: Pair) => boolean,
  [yes, no]: readonly [yes: ReasonCode, no: ReasonCode],
  valuesOf: (pair: Pair) => Reason['values'] = () => ({}),
): Feature => ({
  ...{ key, group: 'form' },
  measure: (pair) => Number(is(pair)),
  reason: (value, pair) => (value ? { code: yes, values: valuesOf(pair) } : { code: no, values: {} }),
});

/** By how many years one course number is above the other, 0 to 4; 0 when one does not tell. */
const yearGap = (
  key: string,
  [higher, lower]: readonly ['host' | 'home', 'host' | 'home'],
  [yes, no]: readonly [yes: ReasonCode, no: ReasonCode],
): Feature => ({
  ...{ key, group: 'form' },
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
  ...{ key, group: 'decisions' },
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

/** The average among judged courses. */
const UNKNOWN_HABIT = 0.5;

/** The best of several ways to be alike: one of them is enough. */
const titleBest = ({ candidate, titles, meaning }: Pair): number =>
  Math.max(candidate.cosines.title, titles.usual, meaning.title);
const textBest = ({ meaning }: Pair): number => Math.max(meaning.text, meaning.usual);

/** All features of the models in the order of their evidence. */
export const FEATURES: readonly Feature[] = [
  likeness('subject', 'subjectMeaning', 'subject-meaning', ({ subjects }) => subjects.meaning),
  likeness('subject', 'subjectMeaningHigh', 'subject-meaning', ({ subjects }) => Math.max(0, subjects.meaning) ** 3),
  likeness('subject', 'subjectSame', 'subject-share-same', ({ subjects }) => subjects.same),
  likeness('subject', 'subjectPart', 'subject-share-part', ({ subjects }) => subjects.part + subjects.whole),
  likeness('subject', 'subjectNear', 'subject-share-near', ({ subjects }) => subjects.near),
  likeness('subject', 'subjectField', 'subject-share-field', ({ subjects }) => subjects.field),
  likeness('subject', 'subjectFar', 'subject-share-far', ({ subjects }) => subjects.far),
  likeness('subject', 'usual', 'usual-topics', ({ candidate }) => candidate.cosines.usual),
  likeness('subject', 'meaningUsual', 'usual-topics-meaning', ({ meaning }) => meaning.usual),
  likeness('subject', 'meaningUsualTitle', 'usual-topics-title', ({ meaning }) => meaning.usualTitle),
  likeness('texts', 'words', 'words-alike', ({ candidate }) => candidate.cosines.words),
  likeness('texts', 'body', 'descriptions-alike', ({ candidate }) => candidate.cosines.body),
  likeness('texts', 'meaning', 'meaning-alike', ({ meaning }) => meaning.text),
  likeness('texts', 'titleInBody', 'title-in-description', ({ candidate }) => candidate.cosines.titleInBody),
  likeness('texts', 'bodyInTitle', 'description-in-title', ({ candidate }) => candidate.cosines.bodyInTitle),
  likeness('texts', 'textBest', 'text-best', textBest),
  likeness('texts', 'textAndSubject', 'text-best', (pair) => textBest(pair) * Math.max(0, pair.subjects.meaning)),
  likeness('texts', 'understood', 'text-understood', ({ understood }) => understood),
  likeness('titles', 'title', 'titles-alike', ({ candidate }) => candidate.cosines.title),
  likeness('titles', 'letters', 'letters-alike', ({ candidate }) => candidate.cosines.letters),
  likeness('titles', 'titleSpelling', 'spelling-alike', titleSpelling),
  likeness('titles', 'usualTitle', 'usual-title', ({ titles }) => titles.usual),
  likeness('titles', 'usualTitleSame', 'usual-title', ({ titles }) => Math.max(0, 4 * titles.usual - 3)),
  likeness('titles', 'meaningTitle', 'meaning-of-titles-alike', ({ meaning }) => meaning.title),
  likeness('titles', 'titleSurplus', 'title-surplus', ({ titles }) => titles.surplus),
  likeness('titles', 'titleBest', 'title-best', titleBest),
  likeness('titles', 'titleBestHigh', 'title-best', (pair) => titleBest(pair) ** 3),
  likeness('titles', 'titleAndText', 'title-best', (pair) => titleBest(pair) * textBest(pair)),
  likeness('titles', 'titleAndSubject', 'title-best', (pair) => titleBest(pair) * pair.subjects.same),
  flag(
    'numeralsDiffer',
    (pair) => compareNumerals(pair) === 'differ',
    ['numerals-differ', 'numerals-no-conflict'],
    ({ home, host }) => ({ home: home.marks.numerals, host: host.marks.numerals }),
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
  {
    ...{ key: 'codeHabit', group: 'form' },
    // Where codes name no departments it is as usual, and tells nothing.
    measure: ({ habit }) => habit ?? UNKNOWN_HABIT,
    reason: (value, { habit }) =>
      habit === null ? reason('code-habit-unknown') : reason('code-habit', percent(value)),
  },
  nearness('precedentApproved', 'approved', ['precedent-approved', 'precedent-not-approved']),
  {
    ...{ key: 'precedentCount', group: 'decisions' },
    measure: ({ precedent }) => precedent.count,
    reason: (value) => reason('precedent-count', { count: Math.round(Math.expm1(value)) }),
  },
  nearness('precedentRefused', 'refused', ['precedent-refused', 'precedent-not-refused']),
  nearness('precedentElsewhere', 'elsewhere', ['precedent-elsewhere', 'precedent-not-elsewhere']),
  {
    ...{ key: 'precedentExact', group: 'decisions' },
    measure: ({ precedent }) => precedent.exact,
    reason: (value) =>
      reason(value > 0 ? 'precedent-exact-approved' : value < 0 ? 'precedent-exact-refused' : 'precedent-exact-none'),
  },
];
