/** What another policy, or another version of one, would make of a past transcript: the differences, and nothing is changed. */
import type { HomeGrade, Rational, Recognition } from '../domain/index.ts';

/** One figure that would differ. */
export interface RecognitionDifference {
  readonly kind: 'row' | 'credited' | 'additional' | 'difference' | 'gpa';
  /** Transcript line, or bundle and home course. */
  readonly what: string;
  /** Null = it was not there, or will not be. */
  readonly before: string | null;
  readonly after: string | null;
}

/** Compares two recognitions of one transcript, figure by figure, in a fixed order. Empty when a signed result would stay as it is. */
export function compareRecognitions(before: Recognition, after: Recognition): RecognitionDifference[] {
  return [
    ...compare('row', before.rows.map(rowOf), after.rows.map(rowOf)),
    ...compare('credited', before.credited.map(creditedOf), after.credited.map(creditedOf)),
    ...compare('additional', before.additional.map(additionalOf), after.additional.map(additionalOf)),
    ...compare('difference', before.difference.map(openOf), after.difference.map(openOf)),
    ...compare('gpa', [['gpa', text(before.gpa.value)]], [['gpa', text(after.gpa.value)]]),
  ];
}

type Entry = readonly [what: string, figures: string];

function compare(kind: RecognitionDifference['kind'], before: Entry[], after: Entry[]): RecognitionDifference[] {
  const [old, fresh] = [new Map(before), new Map(after)];
  const names = [...new Set([...old.keys(), ...fresh.keys()])];
  return names.flatMap((what) => {
    const figures = { kind, what, before: old.get(what) ?? null, after: fresh.get(what) ?? null };
    return figures.before === figures.after ? [] : [figures];
  });
}

const text = (value: Rational | null): string => value?.toString() ?? 'none';

const gradeText = ({ letter, points, percent, status }: HomeGrade): string =>
  status === 'graded'
    ? `${letter ?? 'no letter'}, ${text(points)} points, ${percent === null ? 'no percentage' : `${percent}%`}`
    : status;

const rowOf = ({ line, outcome, ects }: Recognition['rows'][number]): Entry => [
  `line ${line}`,
  `${outcome}, ${text(ects)} ECTS`,
];

const creditedOf = ({ bundle, homeCode, credits, grade }: Recognition['credited'][number]): Entry => [
  `${bundle} ${homeCode}`,
  `${credits} credits, ${gradeText(grade)}`,
];

const additionalOf = ({ line, title, ects, block, grade }: Recognition['additional'][number]): Entry => [
  `line ${line} ${title}`,
  `${ects} ECTS, ${block ?? 'no block'}, ${grade ? gradeText(grade) : 'no grade'}`,
];

const openOf = ({ homeCode, credits }: Recognition['difference'][number]): Entry => [homeCode, `${credits} credits`];
