/** What the cells of a column look like: the ground for telling columns whose header says too little. */
import type { Field } from '../columns.ts';
import { readSemester } from '../values.ts';
import { readTerms } from '../vocabulary.ts';

/** Shares are of the filled cells, 0 to 1. */
export interface Content {
  readonly filled: number;
  /** Different cells, of the filled ones. */
  readonly distinct: number;
  readonly numbers: number;
  /** Numbers from above 0 to 60 with at most two digits behind the decimal sign, a unit or a second figure beside them allowed. */
  readonly amounts: number;
  readonly codes: number;
  readonly dates: number;
  readonly grades: number;
  readonly semesters: number;
  readonly terms: number;
  /** A word or abbreviation of capitals, such as `CS`. */
  readonly prefixes: number;
  /** Whole numbers that rise by one from row to row. */
  readonly running: boolean;
  /** Mean count of letters, and of words. */
  readonly letters: number;
  readonly words: number;
  readonly largest: number;
}

const NUMBER = /^[-+]?\d+(?:[.,]\d+)?\*?$/;
const AMOUNT = /^(?:\d{1,2}(?:[.,]\d{1,2})?|[½¼¾]|\d{1,2}\s?[½¼¾])(?:\s*[-–/+]\s*\d{1,2})?(?:\s?[\p{L}.* ()]{0,24})$/u;
const CODE = /^(?=.*\d)(?=.*[\p{L}.\-_/])[\p{L}\d][\p{L}\d.\-_/&]*(?: [\p{L}\d.\-_/&]+){0,2}$/u;
const DATE =
  /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?:\s|$)|^\d{1,2}[.\s-]+\p{L}{3,}[.\s-]+\d{2,4}|^\p{L}{3,} \d{1,2},? \d{4}$/u;
const GRADE =
  /^(?:[A-FА-Д][+-]?|[A-F]{2}|[1-6](?:[.,]\d{1,2})?|\d{2,3}(?:[.,]\d{1,2})?%?|\d{1,2}\/\d{2,3}|HD|CR|P|F|S|U|pass(?:ed)?|fail(?:ed)?|зач(?:т|ет|тено)?\.?|отл.*|хор.*|удовл.*|сынақ.*|[\p{L} .]{2,24}\s?\(\d+(?:[.,]\d+)?\)|\d+(?:[.,]\d+)?\s?\([\p{L} .+-]{1,24}\))$/iu;

export function contentOf(cells: readonly string[]): Content {
  const filled = cells.filter((cell) => cell !== '');
  const share = (test: (cell: string) => boolean): number =>
    filled.length === 0 ? 0 : filled.filter(test).length / filled.length;
  const mean = (measure: (cell: string) => number): number =>
    filled.length === 0 ? 0 : filled.reduce((sum, cell) => sum + measure(cell), 0) / filled.length;
  const figures = filled.filter((cell) => NUMBER.test(cell)).map((cell) => Number.parseFloat(cell.replace(',', '.')));
  const rises = filled.slice(1).filter((cell, at) => Number(cell) === Number(filled[at]) + 1).length;
  return {
    filled: filled.length,
    distinct: new Set(filled).size,
    numbers: share((cell) => NUMBER.test(cell)),
    amounts: share((cell) => AMOUNT.test(cell) && Number.parseFloat(cell.replace(',', '.')) !== 0),
    codes: share((cell) => cell.length <= 24 && CODE.test(cell) && !AMOUNT.test(cell) && !DATE.test(cell)),
    dates: share((cell) => DATE.test(cell)),
    grades: share((cell) => GRADE.test(cell)),
    semesters: share((cell) => 'value' in readSemester(cell)),
    terms: share((cell) => cell.length < 60 && readTerms(cell).value.length > 0),
    prefixes: share((cell) => /^\p{Lu}{2,6}$/u.test(cell)),
    running:
      filled.length > 1 && share((cell) => /^\d{1,4}\.?$/.test(cell)) > 0.9 && rises >= (filled.length - 1) * 0.8,
    letters: mean((cell) => cell.match(/\p{L}/gu)?.length ?? 0),
    words: mean((cell) => cell.split(/\s+/).length),
    largest: figures.reduce((most, figure) => Math.max(most, figure), 0),
  };
}

/** Whether the content may be that of a field; null when the field says nothing of its content, or there is none. */
export function fits(field: Field, content: Content): boolean | null {
  if (content.filled === 0) return null;
  const { numbers, letters, words, distinct, filled } = content;
  switch (field) {
    case 'code':
      return !content.running && (content.codes > 0.5 || (words < 3 && letters < 16 && distinct > filled * 0.8));
    case 'title':
      return (
        numbers < 0.2 &&
        content.dates < 0.2 &&
        (letters >= 5 || /* 数据结构 */ (letters >= 2 && content.codes === 0)) &&
        distinct > filled * 0.3
      );
    case 'description':
      return letters > 30;
    case 'credits':
      return content.amounts > 0.6 && content.largest <= 240;
    case 'grade':
      return content.grades > 0.6;
    case 'completed_on':
    case 'decided_on':
    case 'deadline':
      return content.dates > 0.5;
    case 'semester':
      return content.semesters > 0.6;
    case 'terms':
      return content.terms > 0.5;
    case 'row_number':
      return content.running;
    case 'subject_prefix':
      return content.prefixes > 0.6;
    case 'subject_number':
      return numbers > 0.6 && content.largest < 10000;
    case 'hours':
    case 'weekly_hours':
      return numbers > 0.5;
    case 'study_year':
      return letters > 3 || content.largest <= 7;
    default:
      return null;
  }
}
