/** Cells to values: credits and counts as real files print them. A cell that cannot be read says why. */
import { foldLookalikes, normaliseText, parseAmountWithUnit, Rational, reason, spellHalves } from '../domain/index.ts';
import { looksConverted, type Parsed } from './dates.ts';
import { headerWords } from './header-words.ts';
import { readTerms, wordKey } from './vocabulary.ts';

export type { Parsed } from './dates.ts';

type NamedUnits = Parameters<typeof parseAmountWithUnit>[1];

/** Credits of a cell: an amount or a range, the unit printed with it, and what stood behind and was not read as credits. */
export interface PrintedCredits {
  readonly min: Rational;
  readonly max: Rational;
  /** As printed; null when none stands there or a word that names none ("credits"). */
  readonly unit: string | null;
  /** "per course, not to exceed 12"; empty when there is nothing. */
  readonly remark: string;
}

/** How credits are printed: figures with a unit and a rest, and an upper bound alone. */
const CREDITS = (() => {
  const number = String.raw`(?:\d{1,3}(?: \d{3})+(?:[.,]\d+)?|\d+/\d+(?!-)|\d+(?:[.,]\d+)?|[.,]\d+)`;
  // Units that are known without the rules.
  const unit = String.raw`(?:(?:(?:ects|kz|us|academic|semester|modular|акад\S*)[ -])?(?:credit[ -]?hours?|credit[ -]?points?|credits?|ects|cr|cp|lp|units?|au|mc|кредит\p{L}*|з\. ?е|зе|зач\S* ед\p{L}*|несие|leistungspunkte?)(?![\p{L}\p{N}])\.?)`;
  return {
    unit: new RegExp(String.raw`^\s*${unit}`, 'iu'),
    upTo: new RegExp(String.raw`^(?:up to|до|bis zu|дейін)\s+(?<last>${number})\s*(?:${unit})?\.?$`, 'iu'),
  };
})();

/**
 * Credits of a cell: `5`, `7,5 hp`, `1 000`, `4/3`, `3-6`, `1 to 4 credits`, `3 OR 4`, `Up to 30`; `null` when the cell says that they are
 * to be arranged. Negative, infinite and unreadable credits are refused, and so is a fraction such as `5/150`, which is credits/hours.
 * `units`: those of the rules, by whose names a unit in the cell is known.
 */
export function readCredits(text: string, units: NamedUnits = []): Parsed<PrintedCredits | null> {
  if (text.length > 300) return { reason: reason('credits-too-long') };
  const cell = spellHalves(text)
    // A figure that stands in brackets as a whole.
    .replace(/^\((\d+(?:[.,]\d+)?)\)$/, '$1')
    // "4/5/6" is a choice, as no fraction has three parts.
    .replace(/^\d+(?:[.,]\d+)?(?:\/\d+(?:[.,]\d+)?){2,}$/, (choice) => choice.replaceAll('/', ';'))
    .replace(/−/g, '-')
    .replace(/^(\d+) 1\/2/, '$1.5')
    .replace(/\*+$/, (marks) => ` ${marks}`);
  // Catalogues say in words that credits are agreed later.
  if (
    /^(?:to be (?:arranged|announced|determined)|arranged|variable|varies|tba|tbd|n\/?a|-+|none|нет|жоқ|\.)\.?$/i.test(
      cell,
    )
  )
    return { value: null };
  if (/^-\s*[\d.,]/.test(cell)) return { reason: reason('credits-negative') };
  if (/^\+?(?:nan|-?inf(?:inity)?|∞)$/i.test(cell)) return { reason: reason('credits-not-finite') };
  if (looksConverted(cell) || isDaySerial(cell)) return { reason: reason('credits-converted') };
  const { last } = CREDITS.upTo.exec(cell)?.groups ?? {};
  const upper = last && parseAmountWithUnit(last, units);
  if (upper) return { value: { min: Rational.ZERO, max: upper.amount.max, unit: null, remark: '' } };
  const alternatives = cell.split(/\s*;\s*/).map((part) => readAmount(part, units));
  if (alternatives.length > 1 && alternatives.every((part) => part !== null && /^\D*$/.test(part.remark))) {
    const known = alternatives.filter((part) => part !== null);
    const [first] = known;
    if (first) return { value: { ...joinRanges(known, first), unit: first.unit, remark: '' } };
  }
  const amount = withUnknownUnit(readAmount(cell, units));
  if (!amount || !isRemark(amount))
    return { reason: reason(/^\d+\/\d+|^\d{41}/.test(cell) ? 'credits-no-number' : 'credits-unreadable') };
  const [, from, to] = /^(\d+(?:[.,]\d+)?)\s*-\s*(\d+(?:[.,]\d+)?)/.exec(cell) ?? [];
  if (from && to && Number(from.replace(',', '.')) > Number(to.replace(',', '.')))
    return { reason: reason('credits-falling') };
  return { value: amount };
}

function readAmount(cell: string, units: NamedUnits): PrintedCredits | null {
  const printed = parseAmountWithUnit(cell, units);
  if (!printed) return null;
  const { min, max } = printed.amount;
  const word = printed.printedUnit === null ? CREDITS.unit.exec(printed.rest)?.[0] : undefined;
  const unit = printed.printedUnit ?? (word && /ects/i.test(word) ? 'ECTS' : null);
  return {
    min,
    max,
    unit,
    remark: printed.rest
      .slice(word?.length ?? 0)
      .replace(/^\s*\.$/, '')
      .trim(),
  };
}

/** What may follow the figures without changing them: punctuation, words that say for whom or how often, a second word behind the unit ("6 ECTS kr."). */
const isRemark = ({ remark, unit }: PrintedCredits): boolean =>
  /^\s*(?:$|[,;:(*[/]|(?:per|each|every|for|undergraduate|graduate)\b)/i.test(remark) ||
  (unit !== null && /^\p{L}[\p{L}. ]{0,20}$/u.test(remark));

/** A short word behind the figures that names nothing else ("hours", "курс") is a unit that the rules do not know: whoever needs it asks. */
function withUnknownUnit(amount: PrintedCredits | null): PrintedCredits | null {
  if (amount?.unit !== null || !/^\p{L}[\p{L}.]{0,11}(?: \p{L}[\p{L}.]{0,7})?$/u.test(amount.remark)) return amount;
  const isOther = amount.remark.split(' ').some((word) => headerWords(wordKey(word)).length > 0);
  return isOther ? amount : { ...amount, unit: amount.remark, remark: '' };
}

const joinRanges = (parts: readonly PrintedCredits[], first: PrintedCredits): Pick<PrintedCredits, 'min' | 'max'> => ({
  min: parts.reduce((least, { min }) => least.min(min), first.min),
  max: parts.reduce((most, { max }) => most.max(max), first.max),
});

/** A day of the years 1990 to 2063 as spreadsheets count them; no course has so many credits. */
const isDaySerial = (cell: string): boolean => /^\d{5}$/.test(cell) && Number(cell) > 32_800 && Number(cell) < 60_000;

/** A semester of the programme, 1 to 12: `7`, `VII`, `7 семестр`, `semester 7`. */
export function readSemester(text: string): Parsed<number> {
  const word = String.raw`(?:semester|semestr|semestre|sem|семестр|сем|семестру|yar[ıi]y[ıi]l|学期|學期|학기)\.?`;
  const cell = normaliseText(text.slice(0, 60)).replace(new RegExp(`^${word}\\s*|[\\s-]*${word}$`, 'giu'), '');
  const numerals = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'];
  const roman = numerals.indexOf(foldLookalikes(cell.toUpperCase())) + 1;
  const chinese = ['一', '二', '三', '四', '五', '六', '七', '八'].indexOf(cell.replace(/^第/, '')) + 1;
  const semester = roman || chinese || (/^\d{1,2}(?:[.,]0+)?$/.test(cell) ? Number.parseInt(cell, 10) : 0);
  if (semester >= 1 && semester <= 12) return { value: semester };
  // With its term beside it: "1 ZS", "3 (осенний)".
  const [, figure, term] = /^(\d{1,2}|[IVX]+)[.,]?\s*\(?\s*(\p{L}[\p{L}. ]{1,20})\)?$/u.exec(cell) ?? [];
  if (figure && term && readTerms(term).value.length === 1) return readSemester(figure);
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
