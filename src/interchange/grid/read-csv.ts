/** Separated text as a grid. */
import { reason } from '../../domain/index.ts';
import type { ProblemLog } from '../problems.ts';
import { type CsvRecord, DELIMITERS, type Dialect, forEachRecord, LONGEST } from '../records.ts';
import { withoutNeutralising } from '../write.ts';
import { sniffDelimiter } from './delimiter.ts';
import { isErrorValue } from './error-value.ts';
import { FileFault } from './fault.ts';
import { EMPTY_CELL, type FileGrids, type GridRow, type TableLimits } from './grid.ts';
import { noteSheets } from './note-sheets.ts';

/** The one table of the text. `damaged`: U+FFFD stands for bytes that are no text. */
export function readCsv(
  { text, damaged }: { readonly text: string; readonly damaged: boolean },
  limits: TableLimits,
  log: ProblemLog,
): FileGrids {
  const lineEnd = text.includes('\n') || !text.includes('\r') ? '\n' : '\r';
  // What a spreadsheet program reads as the separator.
  const hint = /^sep=([;,\t|])\r?(?=[\n\r])/i.exec(text);
  const body = hint ? text.slice(hint[0].length) : text;
  const hinted = DELIMITERS.find((delimiter) => delimiter === hint?.[1]);
  const dialect: Dialect = { lineEnd, delimiter: hinted ?? sniffDelimiter(body, lineEnd) };
  const rows: GridRow[] = [];
  forEachRecord(body, dialect, (record) => {
    if ('cells' in record && record.cells.every((cell) => cell.trim() === '')) return true;
    rows.push(rowOf(record, damaged, limits));
    return rows.length <= limits.rows;
  });
  if (rows.length > limits.rows)
    throw new FileFault('too-many-rows', reason('too-many-rows', { most: `${limits.rows}` }));
  const grids = [{ name: null, rows, merges: [], lines: [] }];
  noteSheets(grids, log);
  return { kind: 'csv', grids };
}

function rowOf(record: CsvRecord, damaged: boolean, limits: TableLimits): GridRow {
  const { line: number } = record;
  const fault = faultOf(record, damaged, limits);
  if (fault && !('cells' in record)) return { number, cells: [], fault };
  const cells = 'cells' in record ? record.cells.slice(0, limits.columns) : [];
  return {
    number,
    cells: cells.map((raw) => {
      const text = withoutNeutralising(raw.slice(0, limits.cellCharacters).trim());
      if (text === '') return EMPTY_CELL;
      return isErrorValue(text) ? { text, stored: { kind: 'error', value: text } } : { text };
    }),
    ...(fault && { fault }),
  };
}

function faultOf(record: CsvRecord, damaged: boolean, limits: TableLimits): GridRow['fault'] | null {
  if ('fault' in record) {
    if (record.fault === 'quotes') return { code: 'row-malformed', reason: reason('row-quote-open') };
    if (record.fault === 'given-up') return { code: 'file-malformed', reason: reason('file-given-up') };
    return { code: 'cell-too-long', reason: reason('row-too-long', { most: `${LONGEST}` }) };
  }
  const { cells } = record;
  const width = cells.findLastIndex((cell) => cell.trim() !== '') + 1;
  if (width > limits.columns) {
    const values = { columns: `${width}`, most: `${limits.columns}` };
    return { code: 'header-too-wide', reason: reason('row-too-wide', values) };
  }
  const long = cells.find((cell) => cell.length > limits.cellCharacters);
  if (long !== undefined) {
    const values = { characters: `${long.length}`, most: `${limits.cellCharacters}` };
    return { code: 'cell-too-long', reason: reason('cell-too-long', values) };
  }
  const unread = cells.some((cell) => cell.includes('\0') || (damaged && cell.includes('\ufffd')));
  return unread ? { code: 'row-malformed', reason: reason('row-not-text') } : null;
}
