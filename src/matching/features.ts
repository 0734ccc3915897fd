/**
 * What a pair of courses is weighed by: one table. Each feature is a number under the name that the models know it by, with a sentence
 * for every value, so that nothing scores unexplained.
 */
import { distance } from 'fastest-levenshtein';
import { type Course, type MatchText, type MatchTextKey, matchText } from '../domain/index.ts';
import type { Candidate, Channel } from './candidates.ts';
import type { PrecedentMeasure } from './precedent-evidence.ts';
import type { CourseMarks } from './read-course.ts';

interface Side {
  readonly course: Course;
  readonly marks: CourseMarks;
  readonly sortedTitle: string;
}

/** A home course beside one candidate. */
export interface Pair {
  readonly candidate: Candidate;
  /** Cosines of the meanings of whole texts and of titles, -1 to 1. */
  readonly meaning: { readonly text: number; readonly title: number };
  readonly precedent: PrecedentMeasure;
  /** Shares of the candidate's subject among the best of this home course, and among those of its subject's other courses. */
  readonly subjectVotes: { readonly own: number; readonly subject: number };
  readonly home: Side;
  readonly host: Side;
}

export interface Feature {
  /** Name of its weight in the models. */
  readonly key: string;
  readonly measure: (pair: Pair) => number;
  readonly text: (value: number, pair: Pair) => MatchText;
}

const percent = (value: number): MatchText['values'] => ({ percent: Math.round(Math.max(0, value) * 100) });

/** A likeness, said in percent. */
const likeness = (key: MatchTextKey, measure: Feature['measure']): Feature => ({
  key,
  measure,
  text: (value) => matchText(key, percent(value)),
});
const cosine = (key: Channel): Feature => likeness(key, ({ candidate }) => candidate.cosines[key]);

/** A feature that is there or not, with a sentence for each. */
function flag(key: string, is: (pair: Pair) => boolean, yes: MatchTextKey, no: MatchTextKey): Feature {
  const list = (values: readonly number[]): string => values.join(', ') || 'none';
  return {
    key,
    measure: (pair) => Number(is(pair)),
    text: (value, { home, host }) =>
      value
        ? matchText(yes, {
            home: list(home.marks.numerals),
            host: list(host.marks.numerals),
            subject: home.marks.subject,
          })
        : matchText(no),
  };
}

/** By how many years one course number is above the other, 0 to 4; 0 when one does not tell. */
function yearGap(key: string, [higher, lower]: readonly ['host', 'home'] | readonly ['home', 'host']): Feature {
  return {
    key,
    measure: (pair) => {
      const [above, below] = [pair[higher].marks.yearDigit, pair[lower].marks.yearDigit];
      return above === null || below === null ? 0 : Math.min(4, Math.max(0, above - below));
    },
    text: (years) =>
      years
        ? matchText(`${higher}-higher` as MatchTextKey, { years })
        : matchText(`${higher}-not-higher` as MatchTextKey),
  };
}

/** Nearness of a decision, 0 without one. */
const nearness = (key: string, part: 'approved' | 'refused' | 'elsewhere'): Feature => ({
  key,
  measure: ({ precedent }) => precedent[part],
  text: (value) =>
    value
      ? matchText(`precedent-${part}` as MatchTextKey, percent(value))
      : matchText(`precedent-not-${part}` as MatchTextKey),
});

/** Longer titles are cut: the edit distance is quadratic. */
const LONGEST_TITLE = 200;

function titleSpelling({ home, host }: Pair): number {
  const [a, b] = [home.sortedTitle.slice(0, LONGEST_TITLE), host.sortedTitle.slice(0, LONGEST_TITLE)];
  const longer = Math.max(a.length, b.length);
  return longer === 0 || a === '' || b === '' ? 0 : 1 - distance(a, b) / longer;
}

/** How the part numbers of two titles agree. "Physics" beside "Physics 1" is one-sided. */
export function compareNumerals(
  home: readonly number[],
  host: readonly number[],
): 'same' | 'differ' | 'one-sided' | 'none' {
  if (home.length === 0 && host.length === 0) return 'none';
  if (home.length === 0 || host.length === 0) return 'one-sided';
  return home.some((numeral) => host.includes(numeral)) ? 'same' : 'differ';
}
const numerals = ({ home, host }: Pair): ReturnType<typeof compareNumerals> =>
  compareNumerals(home.marks.numerals, host.marks.numerals);
const isLaterPart = ({ home, host }: Pair): boolean => Math.min(...home.marks.numerals, ...host.marks.numerals) > 1;

const unnamed = ({ marks }: Side): string => marks.subject || '–';

/** All features of the models in the order of their evidence. */
export const FEATURES: readonly Feature[] = [
  cosine('words'),
  cosine('title'),
  cosine('letters'),
  likeness('titleSpelling', titleSpelling),
  cosine('body'),
  likeness('meaning', ({ meaning }) => meaning.text),
  likeness('meaningTitle', ({ meaning }) => meaning.title),
  cosine('titleInBody'),
  cosine('bodyInTitle'),
  flag('numeralsDiffer', (pair) => numerals(pair) === 'differ', 'numerals-differ', 'numerals-no-conflict'),
  flag('numeralsSame', (pair) => numerals(pair) === 'same', 'numerals-same', 'numerals-none'),
  flag('numeralsOneSided', (pair) => numerals(pair) === 'one-sided', 'numerals-one', 'numerals-both-or-none'),
  flag(
    'laterPartAlone',
    (pair) => numerals(pair) === 'one-sided' && isLaterPart(pair),
    'later-part-alone',
    'later-part-none',
  ),
  yearGap('hostHigher', ['host', 'home']),
  yearGap('homeHigher', ['home', 'host']),
  flag(
    'hostGraduate',
    ({ home, host }) => host.marks.graduate === true && home.marks.graduate !== true,
    'host-graduate',
    'cycles-agree',
  ),
  flag(
    'homeGraduate',
    ({ home, host }) => home.marks.graduate === true && host.marks.graduate !== true,
    'home-graduate',
    'cycles-agree',
  ),
  flag(
    'laboratoryDiffers',
    ({ home, host }) => home.marks.laboratory !== host.marks.laboratory,
    'laboratory-differs',
    'laboratory-agrees',
  ),
  flag('hostOpen', ({ home, host }) => host.marks.open && !home.marks.open, 'host-open', 'kind-agrees'),
  flag('homeOpen', ({ home, host }) => home.marks.open && !host.marks.open, 'home-open', 'kind-agrees'),
  flag(
    'subject',
    ({ home, host }) => home.marks.subject !== '' && home.marks.subject === host.marks.subject,
    'subject-same',
    'subject-differs',
  ),
  {
    key: 'subjectVote',
    measure: ({ subjectVotes }) => subjectVotes.own,
    text: (value, { host }) => matchText('subject-vote', { ...percent(value), host: unnamed(host) }),
  },
  {
    key: 'subjectHabit',
    measure: ({ subjectVotes }) => subjectVotes.subject,
    text: (value, { home, host }) =>
      matchText('subject-habit', { ...percent(value), home: unnamed(home), host: unnamed(host) }),
  },
  nearness('precedentApproved', 'approved'),
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
  nearness('precedentRefused', 'refused'),
  nearness('precedentElsewhere', 'elsewhere'),
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
