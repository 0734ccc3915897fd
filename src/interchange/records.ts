/** Text to records by papaparse, in windows, so that a broken quote or a giant cell costs its own line and not the memory. */
import Papa from 'papaparse';

export type Delimiter = ',' | ';' | '\t';
export type LineEnd = '\n' | '\r';

/** A record, or why there is none: a quote that does not close, a record longer than a window, or too many of these. */
export type CsvRecord = { readonly line: number } & (
  | { readonly cells: readonly string[] }
  | { readonly fault: 'quotes' | 'too-long' | 'given-up' }
);

/** Longest record, in UTF-16 units. */
export const WINDOW = 4 * 1024 * 1024;
/** Text that may be read twice to find the next good record after broken ones; beyond it the rest of the file is given up. */
const RESCAN = 4 * WINDOW;

/** What papaparse hands to `step`; its low-level parser is not typed. */
interface ParserStep {
  readonly data: readonly (readonly string[])[];
  readonly errors: readonly unknown[];
  readonly meta: { readonly cursor: number };
}

interface WindowResult {
  /** Units of the window that hold whole good records. */
  readonly used: number;
  readonly line: number;
  /** Length of the faulty record that ended the reading, or null. */
  readonly faulty: number | null;
  readonly stopped: boolean;
}

export interface Dialect {
  readonly delimiter: Delimiter;
  readonly lineEnd: LineEnd;
}

/** Calls `visit` with each record and its 1-based first line until it returns false. */
export function forEachRecord(source: string, dialect: Dialect, visit: (record: CsvRecord) => boolean): void {
  const text = squeezeBlanks(source, dialect.delimiter);
  let [start, line, rescanned] = [0, 1, 0];
  while (start < text.length) {
    const window = text.slice(start, start + WINDOW);
    const isLast = start + WINDOW >= text.length;
    const result = readWindow({ window, isLast, line, dialect, visit });
    if (result.stopped) return;
    start += result.used;
    line = result.line;
    const tooLong = result.faulty === null && result.used === 0;
    if (result.faulty === null && !tooLong) continue;
    rescanned += result.faulty ?? WINDOW;
    const fault = rescanned > RESCAN ? 'given-up' : tooLong ? 'too-long' : 'quotes';
    if (!visit({ line, fault }) || fault === 'given-up') return;
    const end = text.indexOf(dialect.lineEnd, start);
    if (end === -1) return;
    start = end + 1;
    line += 1;
  }
}

function readWindow(request: {
  window: string;
  isLast: boolean;
  line: number;
  dialect: Dialect;
  visit: (record: CsvRecord) => boolean;
}): WindowResult {
  const { window, isLast, dialect, visit } = request;
  let { line } = request;
  let used = 0;
  let faulty: number | null = null;
  let stopped = false;
  const step = (result: ParserStep): void => {
    const { cursor } = result.meta;
    if (result.errors.length > 0) faulty = cursor - used;
    else stopped = !visit({ line, cells: result.data[0] ?? [] });
    if (faulty !== null || stopped) {
      parser.abort();
      return;
    }
    line += countLines(window, dialect.lineEnd, [used, cursor]);
    used = cursor;
  };
  const parser = new Papa.Parser({ delimiter: dialect.delimiter, newline: dialect.lineEnd, step });
  parser.parse(window, 0, !isLast);
  return { used, line, faulty, stopped };
}

/** Long runs of blanks as one: papaparse looks over such a run again for each stray quote before it, which could take hours. */
const squeezeBlanks = (text: string, delimiter: Delimiter): string =>
  text.replace(delimiter === '\t' ? /[^\S\n\r\t]{64,}/g : /[^\S\n\r]{64,}|\r{64,}/g, ' ');

function countLines(text: string, lineEnd: LineEnd, [from, to]: readonly [number, number]): number {
  let lines = 0;
  for (let at = text.indexOf(lineEnd, from); at !== -1 && at < to; at = text.indexOf(lineEnd, at + 1)) lines += 1;
  return lines;
}

/**
 * The separator under which the first line shows most of the columns that the caller knows, then most columns.
 * Counting separators alone fails on descriptions full of commas.
 */
export function sniffDelimiter(text: string, lineEnd: LineEnd, isKnown: (header: string) => boolean): Delimiter {
  const sample = text.slice(0, 32 * 1024);
  const scores = ([',', ';', '\t'] as const).map((delimiter) => {
    let cells: readonly string[] = [];
    forEachRecord(sample, { delimiter, lineEnd }, (record) => {
      cells = 'cells' in record ? record.cells : [];
      return cells.length === 1 && cells[0]?.trim() === '';
    });
    return { delimiter, known: cells.filter(isKnown).length, width: cells.length };
  });
  const best = scores.reduce((top, next) =>
    next.known > top.known || (next.known === top.known && next.width > top.width) ? next : top,
  );
  return best.delimiter;
}
