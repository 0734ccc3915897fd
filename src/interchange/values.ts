/** Cells to values: credits, dates and counts as real files print them. A cell that can not be read says why. */
import { foldLookalikes, normaliseText, Rational } from '../domain/index.ts';

/** A value, or why the text is none and how to write it. */
export type Parsed<T> = { readonly value: T } | { readonly reason: string; readonly mend: string };

export interface CreditRange {
  readonly min: Rational;
  readonly max: Rational;
  /** What stood behind the figures and was not read as credits ("per course, not to exceed 12"); empty for a plain cell. */
  readonly remark: string;
}

const CREDITS_MEND = 'Write a number such as 5 or 7,5, or a range such as 3-6';
const no = (reason: string): { reason: string; mend: string } => ({ reason, mend: CREDITS_MEND });

const VULGAR: Readonly<Record<string, string>> = { '¼': '.25', '½': '.5', '¾': '.75' };
/** Catalogues say in words that credits are agreed later. */
const ARRANGED =
  /^(?:to be (?:arranged|announced|determined)|arranged|variable|varies|tba|tbd|n\/?a|-+|none|нет|жоқ)\.?$/i;
const NUMBER = String.raw`(?:\d{1,3}(?: \d{3})+(?:[.,]\d+)?|\d+/\d+(?!-)|\d+(?:[.,]\d+)?|[.,]\d+)`;
const JOIN = String.raw`\s*(?:-|\.{2,3}|…|(?<=\s)(?:to|or|bis|oder|до|или|немесе)(?=\s))\s*`;
const UNIT_WORD = String.raw`(?:(?:ects|kz|us|academic|semester|modular|акад\S*)[ -])?(?:credit[ -]?hours?|credit[ -]?points?|credits?|ects|cr|cp|lp|units?|au|mc|кредит\p{L}*|з\. ?е|зе|зач\S* ед\p{L}*|несие|leistungspunkte?)`;
const LEAD = new RegExp(
  String.raw`^(?:(?:from|от|von) )?(?<figures>${NUMBER}(?:${JOIN}${NUMBER})*)(?![\d,.]*\d)\s*(?:${UNIT_WORD}(?![\p{L}\p{N}]))?\.?(?<rest>.*)$`,
  'iu',
);
const UP_TO = new RegExp(String.raw`^(?:up to|до|bis zu|дейін)\s+(?<last>${NUMBER})\s*(?:${UNIT_WORD})?\.?$`, 'iu');
/** What may follow the figures without changing them: punctuation, or words that say for whom or how often. */
const REMARK = /^\s*(?:$|[,;:(*[/]|(?:per|each|every|for|undergraduate|graduate)\b)/i;

/**
 * Credits of a cell: `5`, `7,5`, `1 000`, `4/3`, `3-6`, `1 to 4 credits`, `3 OR 4`, `Up to 30`; `null` when the cell says that they are
 * to be arranged. Negative, infinite and unreadable credits are refused, and so is a fraction such as `5/150`, which is credits/hours.
 */
export function readCredits(text: string): Parsed<CreditRange | null> {
  if (text.length > 300) return no('this is too long for credits');
  const cell = creditText(text);
  if (ARRANGED.test(cell)) return { value: null };
  if (/^-\s*[\d.,]/.test(cell)) return no('credits can not be negative');
  if (/^\+?(?:nan|-?inf(?:inity)?|∞)$/i.test(cell)) return no('credits must be a finite number');
  const { last } = UP_TO.exec(cell)?.groups ?? {};
  if (last) return rangeOf([Rational.ZERO, readNumber(last)], '');
  const alternatives = cell.split(/\s*;\s*/).map((part) => LEAD.exec(part)?.groups);
  if (alternatives.length > 1 && alternatives.every((part) => part && /^\D*$/.test(part.rest ?? '')))
    return rangeOf(
      alternatives.flatMap((part) => numbersIn(part?.figures ?? '')),
      '',
    );
  const { figures, rest = '' } = LEAD.exec(cell)?.groups ?? {};
  if (figures === undefined || !REMARK.test(rest)) return no('this can not be read as credits');
  const numbers = numbersIn(figures);
  if (!/\p{L}/u.test(figures) && isFalling(numbers)) return no('this range falls, its first number is the greater one');
  return rangeOf(numbers, rest.trim());
}

/** Compatibility forms unified, but never so that "2½" becomes 21/2 or a footnote mark a digit. */
const creditText = (text: string): string =>
  normaliseText(
    text
      .replace(/(\d*)\s*([¼½¾])/g, (_, whole: string, part: string) => `${whole || '0'}${VULGAR[part] ?? ''}`)
      .replace(/[⁰¹²³⁴-⁹]+/g, '*'),
  ).replace(/−/g, '-');

const numbersIn = (figures: string): (Rational | null)[] => figures.split(new RegExp(JOIN, 'iu')).map(readNumber);

const isFalling = ([first, second]: readonly (Rational | null)[]): boolean => Boolean(first && second?.lt(first));

function rangeOf(numbers: readonly (Rational | null)[], remark: string): Parsed<CreditRange> {
  const known = numbers.filter((number) => number !== null);
  const [first] = known;
  if (!first || known.length < numbers.length)
    return no('this is not a number of credits; a fraction such as 5/150 would be credits and hours');
  const min = known.reduce((least, next) => least.min(next), first);
  return { value: { min, max: known.reduce((most, next) => most.max(next), first), remark } };
}

/** A decimal with point or comma and spaced thousands, or a fraction that no decimal can say (`4/3`, but not `5/150`). */
function readNumber(printed: string): Rational | null {
  const plain = printed.trim().replace(/ /g, '').replace(',', '.').replace(/^\./, '0.');
  const number = Rational.parse(plain);
  return number && plain.includes('/') && number.toString() !== plain ? null : number;
}

const DATE_MEND = 'Write the date as YYYY-MM-DD or DD.MM.YYYY';

/** A calendar date as `YYYY-MM-DD`; dates with slashes that could be day or month first are refused. */
export function readDate(text: string): Parsed<string> {
  const cell = normaliseText(text.slice(0, 60));
  const iso =
    /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/.exec(cell);
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?: ?(?:г\.?|ж\.?))?(?: \d{1,2}:\d{2}(?::\d{2})?)?$/.exec(cell);
  const [year, month, day] = iso ? iso.slice(1, 4).map(Number) : (dotted?.slice(1, 4).reverse().map(Number) ?? []);
  if (year === undefined || month === undefined || day === undefined)
    return { reason: 'this can not be read as a date', mend: DATE_MEND };
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!exists || year < 1900) return { reason: 'there is no such date', mend: DATE_MEND };
  return { value: date.toISOString().slice(0, 10) };
}

const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'];

/** A semester of the programme, 1 to 12: `7`, `VII`, `7 семестр`, `semester 7`. */
export function readSemester(text: string): Parsed<number> {
  const word = String.raw`(?:semester|sem|семестр|сем)\.?`;
  const cell = normaliseText(text.slice(0, 60)).replace(new RegExp(`^${word}\\s*|[\\s-]*${word}$`, 'giu'), '');
  const roman = ROMAN.indexOf(foldLookalikes(cell.toUpperCase())) + 1;
  const semester = roman || (/^\d{1,2}(?:[.,]0+)?$/.test(cell) ? Number.parseInt(cell, 10) : 0);
  if (semester >= 1 && semester <= 12) return { value: semester };
  const mend = 'Write one number from 1 to 12; a course over several semesters has a row for each';
  return { reason: 'a semester is a number from 1 to 12', mend };
}

/** A whole number of at least `least`, and at most a million: places, attempts. */
export const readCount =
  (least: number) =>
  (text: string): Parsed<number> => {
    const cell = normaliseText(text.slice(0, 60));
    const count = /^\d{1,7}(?:[.,]0+)?$/.test(cell) ? Number.parseInt(cell, 10) : -1;
    if (count >= least && count <= 1_000_000) return { value: count };
    return { reason: `expected a whole number of at least ${least}`, mend: 'Write the number in digits' };
  };

/** An address that a browser may be sent to: http and https alone. */
export function readUrl(text: string): Parsed<string> {
  if (text.length <= 2000 && /^https?:\/\/[^\s/]/i.test(text) && URL.canParse(text)) return { value: text };
  return { reason: 'this is not a web address', mend: 'Write it in full, with https:// in front' };
}

/** ISCED-F 2013 code, 2 to 4 digits. */
export function readIscedF(text: string): Parsed<string> {
  if (/^\d{2,4}$/.test(text)) return { value: text };
  return { reason: 'an ISCED-F code has 2 to 4 digits', mend: 'Write it like 0713, as text so that the zero stays' };
}
