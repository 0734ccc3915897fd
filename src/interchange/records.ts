/** Text to records by papaparse, a part of the file at a time, so that a broken quote or a giant cell costs its own line and not the memory. */
import Papa from 'papaparse';

export const DELIMITERS = [',', ';', '\t', '|'] as const;

/** How the records of a file are separated. */
export interface Dialect {
  readonly delimiter: (typeof DELIMITERS)[number];
  readonly lineEnd: '\n' | '\r';
}

/** A record, or why there is none: a quote that does not close, a record longer than {@link LONGEST}, or too many of these. */
export type CsvRecord = { readonly line: number } & (
  | { readonly cells: readonly string[] }
  | { readonly fault: 'quotes' | 'too-long' | 'given-up' }
);

/** Longest record, in UTF-16 units; so much is parsed at a time. */
export const LONGEST = 4 * 1024 * 1024;

/** Calls `visit` with each record and its 1-based first line until it returns false. */
export function forEachRecord(source: string, dialect: Dialect, visit: (record: CsvRecord) => boolean): void {
  const { delimiter, lineEnd } = dialect;
  // Long runs of blanks as one: papaparse looks over such a run again for each stray quote before it, which could take hours.
  const text = source.replace(delimiter === '\t' ? /[^\S\n\r\t]{64,}/g : /[^\S\n\r]{64,}|\r{64,}/g, ' ');
  let [start, line, reread] = [0, 1, 0];
  while (start < text.length) {
    // papaparse drops a byte order mark without counting it.
    if (text.charCodeAt(start) === 0xfeff) start += 1;
    const part = text.slice(start, start + LONGEST);
    const read = readRecords(part, { dialect, line, visit, isLast: start + LONGEST >= text.length });
    if (read.stopped) return;
    start += read.used;
    line += read.lines;
    if (read.faulty === 0 && read.used > 0) continue;
    // So much is read twice to find the next good record after broken ones; beyond it the rest of the file is given up.
    reread += read.faulty || LONGEST;
    const givenUp = reread > 4 * LONGEST;
    const fault = read.faulty > 0 ? 'quotes' : 'too-long';
    if (!visit({ line, fault: givenUp ? 'given-up' : fault }) || givenUp) return;
    const end = text.indexOf(lineEnd, start);
    if (end === -1) return;
    start = end + 1;
    line += 1;
  }
}

/** Visits the whole good records of a part: how many units and lines they fill, and the length of the faulty one behind them, or 0. */
function readRecords(
  part: string,
  {
    dialect,
    line,
    visit,
    isLast,
  }: { dialect: Dialect; line: number; visit: (record: CsvRecord) => boolean; isLast: boolean },
) {
  const read = { used: 0, lines: 0, faulty: 0, stopped: false };
  Papa.parse<string[]>(part, {
    delimiter: dialect.delimiter,
    newline: dialect.lineEnd,
    step: ({ data, errors, meta: { cursor } }, parser) => {
      // What meets the end of the part goes on in the next one.
      if (cursor === part.length && !isLast) return;
      if (errors.length > 0) read.faulty = cursor - read.used;
      else read.stopped = !visit({ line: line + read.lines, cells: data });
      if (read.faulty > 0 || read.stopped) {
        parser.abort();
        return;
      }
      for (let at = part.indexOf(dialect.lineEnd, read.used); at !== -1 && at < cursor; read.lines += 1)
        at = part.indexOf(dialect.lineEnd, at + 1);
      read.used = cursor;
    },
  });
  return read;
}
