/** Numbers of a spreadsheet as it shows them, by the number formats of Excel (ECMA-376 part 1, 18.8.30). */
import type * as NumFmt from 'numfmt';
import { memoise } from '../../../domain/index.ts';
import { EMPTY_CELL, type GridCell } from '../grid.ts';

/** The cell of a stored number under a format pattern. */
export type ShowNumber = (raw: string, pattern: string) => GridCell;

/** Formats that every reader's system shows in its own way: dates in them are written as ISO, which nobody misreads. */
const OF_THE_SYSTEM = /^(?:m\/d\/yyyy(?: h:mm)?|\[\$-(?:F800|F400|x-sysdate|x-systime)\].*)$/i;

/** Loads the formats; cells of the same number and pattern are one object, because most of a large sheet's numbers are few. */
export async function numberShower(date1904: boolean): Promise<ShowNumber> {
  const numfmt = await import('numfmt');
  // A pattern longer than Excel allows, or one that it would not take, shows as General.
  const usable = (pattern: string): string =>
    pattern.length <= 255 && numfmt.isValidFormat(pattern) ? pattern : 'General';
  const known = new Map<string, { readonly pattern: string; readonly cells: Map<string, GridCell> }>();
  return (raw, asked) => {
    const { pattern, cells } = memoise(known, asked, () => ({ pattern: usable(asked), cells: new Map() }));
    const cell = cells.get(raw) ?? show(numfmt, { raw, pattern, date1904 });
    if (cells.size < 10_000) cells.set(raw, cell);
    return cell;
  };
}

function show(
  numfmt: typeof NumFmt,
  { raw, pattern, date1904 }: { readonly raw: string; readonly pattern: string; readonly date1904: boolean },
): GridCell {
  if (raw.trim() === '') return EMPTY_CELL;
  const number = Number(raw);
  if (!Number.isFinite(number)) return { text: raw.trim() };
  const serial = date1904 ? number + 1462 : number;
  const dated = printsDay(numfmt, pattern);
  const date = dated ? isoDate(numfmt, serial) : null;
  if (date !== null && OF_THE_SYSTEM.test(pattern)) return { text: date, stored: { kind: 'date', value: date } };
  // A day that there is not is shown as its number.
  const used = dated && date === null ? 'General' : pattern;
  const printed = numfmt.format(used, date === null ? number : serial, { throws: false }).trim();
  // What does not fit its format is shown as number signs: then the number itself tells more.
  const text = /^#+$/.test(printed) ? numfmt.format('General', number, { throws: false }) : printed;
  return { text, stored: date === null ? { kind: 'number', value: String(number) } : { kind: 'date', value: date } };
}

function printsDay(numfmt: typeof NumFmt, pattern: string): boolean {
  if (!numfmt.isDateFormat(pattern)) return false;
  const { year, month, day } = numfmt.getFormatDateInfo(pattern);
  return Boolean(year || month || day);
}

/** ISO date, with the time where it is not midnight; null where the calendar of spreadsheets (1900 to 9999) has no such day. */
function isoDate(numfmt: typeof NumFmt, serial: number): string | null {
  if (serial < 0 || serial >= 2_958_466) return null;
  const [y, m, d, ...time] = numfmt.dateFromSerial(serial) as number[];
  const two = (part = 0): string => String(part).padStart(2, '0');
  const clock = time.some((part) => part > 0) ? `T${time.map((part) => two(part)).join(':')}` : '';
  return `${String(y).padStart(4, '0')}-${two(m)}-${two(d)}${clock}`;
}
