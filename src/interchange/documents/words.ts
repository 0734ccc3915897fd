/** What documents say in their language, and how credits and grades are written in it: exact, with the decimal sign of the language. */
import {
  type HomeGrade,
  isReason,
  type Localised,
  type Rational,
  type REASON_AREAS,
  type Reason,
  type Recognition,
  reason,
  type Stay,
  type Texts,
  textIn,
  type UiLanguage,
  uiLanguageSchema,
} from '../../domain/index.ts';
import { figuresText } from '../texts.ts';

type Codes = typeof REASON_AREAS.documents;

/** What stands as it is, in several languages, or as a reason. */
export type Said = string | Localised | Reason;

/** The words of one document. */
export interface Words {
  readonly language: UiLanguage;
  readonly say: (said: Said) => string;
  /** A fixed word of the document. */
  readonly word: (code: { [C in keyof Codes]: Codes[C]['length'] extends 0 ? C : never }[keyof Codes]) => string;
  /** A day in figures, for tables, and in words. */
  readonly day: (isoDate: string) => string;
  readonly dayInWords: (isoDate: string) => string;
  readonly stay: (stay: Stay) => string;
  /** An exact figure. */
  readonly figure: (figure: Rational | string) => string;
  /** Points and averages with two decimals at least (`3.00`), more only where rounding would change the figure. */
  readonly points: (points: Rational) => string;
  /** The four words of the Kazakh traditional scale, known in all languages, in the document's own; any other word as it stands. */
  readonly traditional: (word: string) => string;
}

export function wordsIn(texts: Texts, language: UiLanguage): Words {
  const say = (said: Said): string => {
    if (typeof said === 'string') return said;
    return isReason(said) ? texts.say(said, language) : textIn(said as Localised, language, 'ru', 'kk', 'en');
  };
  const dated = (code: 'print-day' | 'print-day-in-words', isoDate: string): string => {
    const [year = '', month = '', day = ''] = isoDate.split('-');
    return say(reason(code, { year, month, day: code === 'print-day' ? day : String(Number(day)) }));
  };
  const day = (isoDate: string): string => dated('print-day', isoDate);
  return {
    language,
    say,
    word: (code) => texts.say({ code, values: {} }, language),
    day,
    dayInWords: (isoDate) => dated('print-day-in-words', isoDate),
    stay: ({ start, end }) => `${day(start)} – ${day(end)}`,
    figure: (figure) => figuresText(String(figure), language),
    points: (points) => figuresText(pointsText(points), language),
    traditional(word) {
      const grades = ['excellent', 'good', 'satisfactory', 'unsatisfactory'].map((grade) =>
        reason('traditional-grade', { grade }),
      );
      const known = grades.find((grade) =>
        uiLanguageSchema.options.some((other) => texts.say(grade, other) === word.toLowerCase()),
      );
      return known ? say(known) : word;
    },
  };
}

function pointsText(points: Rational): string {
  const exact = points.toString();
  const decimals = exact.split('.')[1] ?? '';
  return exact.includes('/') || decimals.length > 2 ? exact : points.toFixed(2);
}

/** Letter, points, percent and traditional grade; a credit without a grade says so instead. */
export function homeGradeCells({ letter, points, percent, traditional, status }: HomeGrade, words: Words): string[] {
  const inWords =
    status === 'passed-without-grade'
      ? words.word('print-without-grade')
      : traditional !== null
        ? words.traditional(traditional)
        : status === 'failed'
          ? words.word('print-failed')
          : '—';
  return [letter ?? '—', points ? words.points(points) : '—', percent ? words.figure(percent) : '—', inWords];
}

/** Credits with their unit as the host printed them, and its grade with the scale it was read on. */
export function originalCells(row: Recognition['rows'][number] | undefined, { word, say, figure }: Words): string[] {
  const unknown = word('print-not-stated');
  if (!row) return [unknown, unknown];
  const { credits, unit, grade, scale, scaleName } = row;
  return [
    credits === null ? unknown : `${figure(credits)} ${unit ?? `(${unknown})`}`,
    grade === null ? word('print-no-grade') : `${grade} (${scaleName ? say(scaleName) : (scale ?? unknown)})`,
  ];
}
