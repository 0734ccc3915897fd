/** Dates as files print them. What one cell does not tell, whether the day or the month comes first, the column does. */
import words from '../../rules/vocabulary/words.json' with { type: 'json' };
import { normaliseText, type Reason, reason, titleKey } from '../domain/index.ts';

/** A value, or why the text is none and how to write it. */
export type Parsed<T> = { readonly value: T } | { readonly reason: Reason };

export type DateOrder = 'day-first' | 'month-first';

const MONTHS = new Map(
  // By their letters as they are: Kazakh МАУ is June, and no May.
  words.months.flatMap((line, at) => line.split(', ').map((word) => [titleKey(word), at + 1])),
);
const NUMERIC =
  /^(\d{1,2})(?:[./-]|\. )(\d{1,2})(?:[./-]|\. )(\d{2}|\d{4})\.?(?: ?(?:г|ж|р)\.?)?(?:,? \d{1,2}:\d{2}(?::\d{2})?)?$/;

/**
 * The order of day and month in a column, from the dates in it that allow one alone; null when all allow both or they contradict each
 * other. Dates with points do not count: they have the day first everywhere.
 */
export function dateOrderOf(cells: Iterable<string>): DateOrder | null {
  const found = new Set<DateOrder>();
  for (const cell of cells) {
    const [, first, second] = NUMERIC.exec(normaliseText(cell.slice(0, 60))) ?? [];
    if (first === undefined || second === undefined || cell.includes('.')) continue;
    if (Number(first) > 12) found.add('day-first');
    if (Number(second) > 12) found.add('month-first');
  }
  const [order] = found;
  return found.size === 1 && order ? order : null;
}

/**
 * A calendar date as `YYYY-MM-DD`: `2027-05-24`, `24.05.2027`, `24.05.27`, `05/24/2027`, `24 May 2027`, `24 мая 2027 г.`, `2027年5月24日`. A
 * date such as `01/02/2027` needs the order of its column.
 */
export function readDate(text: string, order: DateOrder | null = null): Parsed<string> {
  const cell = normaliseText(text.slice(0, 60)).replace(/^\p{L}{2,9}\.?, /u, '');
  const iso =
    /^(\d{4})(?:[-./]|\. |[年년] ?)(\d{1,2})(?:[-./]|\. |[月월] ?)(\d{1,2})[日일.]?(?:[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/.exec(
      cell,
    );
  if (iso) return calendarDate(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const written = readWritten(cell);
  if (written) return written;
  const [, first, second, year] = NUMERIC.exec(cell) ?? [];
  if (first === undefined || second === undefined || year === undefined)
    return {
      reason: /^[3-5]\d{4}$/.test(cell)
        ? reason('date-serial', { date: serialDay(Number(cell)) })
        : reason('date-unreadable'),
    };
  const [a, b, y] = [Number(first), Number(second), fullYear(year)];
  if (a > 12 || a === b) return calendarDate(y, b, a);
  if (b > 12) return calendarDate(y, a, b);
  if (cell.includes('.')) return calendarDate(y, b, a);
  if (order === null) return { reason: reason('date-order-unknown') };
  return order === 'day-first' ? calendarDate(y, b, a) : calendarDate(y, a, b);
}

/** `24 May 2027`, `May 24, 2027`, `24-Dec-26`, `24 декабря 2027 г.`. */
function readWritten(cell: string): Parsed<string> | null {
  const dayFirst =
    /^(\d{1,2})(?:st|nd|rd|th|\.)?[ -](?:de |d')?(\p{L}+)\.?(?:,? |-| de )(\d{4}|\d{2})(?: ?(?:г|ж|р|m)\.?)?$/u.exec(
      cell,
    );
  const monthFirst = /^(\p{L}+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/u.exec(cell);
  // "2027 жылғы 15 қаңтар", "2027 m. sausio 15 d.", "2027. január 15."
  const yearFirst =
    /^(\d{4})\.?(?: (?:ж|ж\.|жылғы|жылы|г|г\.|год|m\.|metų|gada|yil|йил))? (?:(\d{1,2})\.? ?(\p{L}+)|(\p{L}+) (\d{1,2})\.?(?: d\.?| диена)?)$/u.exec(
      cell,
    );
  const [day, word, year] = dayFirst
    ? [dayFirst[1], dayFirst[2], dayFirst[3]]
    : monthFirst
      ? [monthFirst[2], monthFirst[1], monthFirst[3]]
      : [yearFirst?.[2] ?? yearFirst?.[5], yearFirst?.[3] ?? yearFirst?.[4], yearFirst?.[1]];
  const month = MONTHS.get(titleKey(word ?? ''));
  return month === undefined || !day || !year ? null : calendarDate(fullYear(year), month, Number(day));
}

/** Two digits mean 1970 to 2069. */
const fullYear = (year: string): number =>
  year.length === 4 ? Number(year) : Number(year) + (Number(year) < 70 ? 2000 : 1900);

function calendarDate(year: number, month: number, day: number): Parsed<string> {
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!exists || year < 1900) return { reason: reason('date-unknown') };
  return { value: date.toISOString().slice(0, 10) };
}

/** The day that a spreadsheet counts from 30 December 1899. */
const serialDay = (serial: number): string => new Date(Date.UTC(1899, 11, 30 + serial)).toISOString().slice(0, 10);

/** A code that a spreadsheet took for a date or a large number: `1-Mar`, `02.сен`, `1E+10`. */
export function looksConverted(text: string): boolean {
  if (/^\d(?:[.,]\d+)?E[+-]?\d+$/i.test(text)) return true;
  const [, figure, word] = /^(\d{1,2})[-. ](\p{L}{3,5})\.?$/u.exec(text) ?? [];
  return figure !== undefined && Number(figure) <= 31 && MONTHS.has(titleKey(word ?? ''));
}
