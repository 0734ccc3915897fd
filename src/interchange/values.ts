/** Cells to values: credits, dates and counts as real files print them. A cell that cannot be read says why. */
import { foldLookalikes, normaliseText, Rational, type Reason, reason } from '../domain/index.ts';

/** A value, or why the text is none and how to write it. */
export type Parsed<T> = { readonly value: T } | { readonly reason: Reason };

/** How credits are printed: figures with a unit and a rest, an upper bound alone, and what joins two figures. */
const CREDITS = (() => {
  const number = String.raw`(?:\d{1,3}(?: \d{3})+(?:[.,]\d+)?|\d+/\d+(?!-)|\d+(?:[.,]\d+)?|[.,]\d+)`;
  const join = String.raw`\s*(?:-|\.{2,3}|…|(?<=\s)(?:to|or|bis|oder|до|или|немесе)(?=\s))\s*`;
  const unit = String.raw`(?:(?:ects|kz|us|academic|semester|modular|акад\S*)[ -])?(?:credit[ -]?hours?|credit[ -]?points?|credits?|ects|cr|cp|lp|units?|au|mc|кредит\p{L}*|з\. ?е|зе|зач\S* ед\p{L}*|несие|leistungspunkte?)`;
  const figures = String.raw`(?:(?:from|от|von) )?(?<figures>${number}(?:${join}${number})*)(?![\d,.]*\d)`;
  return {
    join: new RegExp(join, 'iu'),
    lead: new RegExp(String.raw`^${figures}\s*(?:${unit}(?![\p{L}\p{N}]))?\.?(?<rest>.*)$`, 'iu'),
    upTo: new RegExp(String.raw`^(?:up to|до|bis zu|дейін)\s+(?<last>${number})\s*(?:${unit})?\.?$`, 'iu'),
  };
})();

/**
 * Credits of a cell: `5`, `7,5`, `1 000`, `4/3`, `3-6`, `1 to 4 credits`, `3 OR 4`, `Up to 30`; `null` when the cell says that they are
 * to be arranged. `remark` is what stood behind the figures and was not read as credits ("per course, not to exceed 12"). Negative, infinite and unreadable credits are refused, and so is a fraction such as `5/150`, which is credits/hours.
 */
export function readCredits(
  text: string,
): Parsed<{ readonly min: Rational; readonly max: Rational; readonly remark: string } | null> {
  const numbersIn = (figures: string): (Rational | null)[] => figures.split(CREDITS.join).map(readDecimal);
  if (text.length > 300) return { reason: reason('credits-too-long') };
  const cell = creditText(text);
  // Catalogues say in words that credits are agreed later.
  if (
    /^(?:to be (?:arranged|announced|determined)|arranged|variable|varies|tba|tbd|n\/?a|-+|none|нет|жоқ)\.?$/i.test(
      cell,
    )
  )
    return { value: null };
  if (/^-\s*[\d.,]/.test(cell)) return { reason: reason('credits-negative') };
  if (/^\+?(?:nan|-?inf(?:inity)?|∞)$/i.test(cell)) return { reason: reason('credits-not-finite') };
  const { last } = CREDITS.upTo.exec(cell)?.groups ?? {};
  if (last) return rangeOfCredits([Rational.ZERO, readDecimal(last)], '');
  const alternatives = cell.split(/\s*;\s*/).map((part) => CREDITS.lead.exec(part)?.groups);
  if (alternatives.length > 1 && alternatives.every((part) => part && /^\D*$/.test(part.rest ?? '')))
    return rangeOfCredits(
      alternatives.flatMap((part) => numbersIn(part?.figures ?? '')),
      '',
    );
  const { figures, rest = '' } = CREDITS.lead.exec(cell)?.groups ?? {};
  // What may follow the figures without changing them: punctuation, or words that say for whom or how often.
  const isRemark = /^\s*(?:$|[,;:(*[/]|(?:per|each|every|for|undergraduate|graduate)\b)/i.test(rest);
  if (figures === undefined || !isRemark) return { reason: reason('credits-unreadable') };
  const numbers = numbersIn(figures);
  const [first, second] = numbers;
  if (!/\p{L}/u.test(figures) && first && second?.lt(first)) return { reason: reason('credits-falling') };
  return rangeOfCredits(numbers, rest.trim());
}

/** Compatibility forms unified, but never so that "2½" becomes 21/2 or a footnote mark a digit. */
function creditText(text: string): string {
  const parts: Readonly<Record<string, string>> = { '¼': '.25', '½': '.5', '¾': '.75' };
  const spelled = text
    .replace(/(\d*)\s*([¼½¾])/g, (_, whole: string, part: string) => `${whole || '0'}${parts[part] ?? ''}`)
    .replace(/[⁰¹²³⁴-⁹]+/g, '*');
  return normaliseText(spelled).replace(/−/g, '-');
}

function rangeOfCredits(numbers: readonly (Rational | null)[], remark: string): ReturnType<typeof readCredits> {
  const known = numbers.filter((number) => number !== null);
  const [first] = known;
  if (!first || known.length < numbers.length) return { reason: reason('credits-no-number') };
  const min = known.reduce((least, next) => least.min(next), first);
  return { value: { min, max: known.reduce((most, next) => most.max(next), first), remark } };
}

/** A decimal with point or comma and spaced thousands, or a fraction that no decimal can say (`4/3`, but not `5/150`). */
function readDecimal(printed: string): Rational | null {
  const plain = printed.trim().replace(/ /g, '').replace(',', '.').replace(/^\./, '0.');
  const number = Rational.parse(plain);
  return number && plain.includes('/') && number.toString() !== plain ? null : number;
}

/** A calendar date as `YYYY-MM-DD`; dates with slashes that could be day or month first are refused. */
export function readDate(text: string): Parsed<string> {
  const cell = normaliseText(text.slice(0, 60));
  const iso =
    /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/.exec(cell);
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?: ?(?:г\.?|ж\.?))?(?: \d{1,2}:\d{2}(?::\d{2})?)?$/.exec(cell);
  const [year, month, day] = iso ? iso.slice(1, 4).map(Number) : (dotted?.slice(1, 4).reverse().map(Number) ?? []);
  if (year === undefined || month === undefined || day === undefined) return { reason: reason('date-unreadable') };
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!exists || year < 1900) return { reason: reason('date-unknown') };
  return { value: date.toISOString().slice(0, 10) };
}

/** A semester of the programme, 1 to 12: `7`, `VII`, `7 семестр`, `semester 7`. */
export function readSemester(text: string): Parsed<number> {
  const word = String.raw`(?:semester|sem|семестр|сем)\.?`;
  const cell = normaliseText(text.slice(0, 60)).replace(new RegExp(`^${word}\\s*|[\\s-]*${word}$`, 'giu'), '');
  const numerals = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'];
  const roman = numerals.indexOf(foldLookalikes(cell.toUpperCase())) + 1;
  const semester = roman || (/^\d{1,2}(?:[.,]0+)?$/.test(cell) ? Number.parseInt(cell, 10) : 0);
  if (semester >= 1 && semester <= 12) return { value: semester };
  return { reason: reason('semester-unreadable') };
}

/** A whole number of at least `least`, and at most a million: places, attempts. */
export const readCount =
  (least: number) =>
  (text: string): Parsed<number> => {
    const cell = normaliseText(text.slice(0, 60));
    const count = /^\d{1,7}(?:[.,]0+)?$/.test(cell) ? Number.parseInt(cell, 10) : -1;
    if (count >= least && count <= 1_000_000) return { value: count };
    return { reason: reason('count-unreadable', { least: `${least}` }) };
  };

/** An address that a browser may be sent to: http and https alone. */
export function readUrl(text: string): Parsed<string> {
  if (text.length <= 2000 && /^https?:\/\/[^\s/]/i.test(text) && URL.canParse(text)) return { value: text };
  return { reason: reason('url-unreadable') };
}

/** ISCED-F 2013 code, 2 to 4 digits. */
export function readIscedF(text: string): Parsed<string> {
  if (/^\d{2,4}$/.test(text)) return { value: text };
  return { reason: reason('isced-unreadable') };
}
