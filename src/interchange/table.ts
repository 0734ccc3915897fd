/** A table file as rows with named columns: limits, header, ragged and empty lines. What a cell means is the caller's matter. */
import { failure, type Problem, type Result, success } from '../domain/index.ts';
import { type Column, type Field, headerKey, recogniseColumn } from './columns.ts';
import { decode } from './decode.ts';
import { withoutNeutralising } from './formulas.ts';
import { ProblemLog } from './problems.ts';
import { type CsvRecord, type Dialect, forEachRecord, type LineEnd, sniffDelimiter, WINDOW } from './records.ts';
import { type Header, Row, type TableColumn } from './row.ts';

/** A file as it came: its name for messages, and its bytes. */
export interface FileInput {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What a table may hold at most; more is refused before it costs memory. */
export interface Limits {
  readonly bytes: number;
  readonly rows: number;
  readonly columns: number;
  /** UTF-16 units of one cell. */
  readonly cellCharacters: number;
}

export const DEFAULT_LIMITS: Limits = {
  bytes: 64 * 1024 * 1024,
  rows: 200_000,
  columns: 400,
  cellCharacters: 1_000_000,
};

/** What was read, and how much of the file that is. `problems` are those of the result. */
export interface Loaded<T> {
  readonly value: T;
  /** Rows below the header, without empty ones. */
  readonly rows: number;
  readonly rejected: number;
  /** Headers that Concord does not know; their cells are kept with the rows. */
  readonly unknownColumns: readonly string[];
  readonly problems: readonly Problem[];
}

/** One kind of table: its columns, those it can not do without (one of each group), and how a row becomes an item. */
export interface TableKind<T> {
  /** For messages: "a course list". */
  readonly name: string;
  /** Where a header fits two fields, the earlier one has it. */
  readonly fields: readonly Field[];
  readonly required: readonly (readonly Field[])[];
  /** The item of a row, or null when the row has been rejected through `row.reject`. */
  readonly readRow: (row: Row) => T | null;
}

/** Reads every row of a table; fails when the file as a whole can not be used or none of its rows can. */
export function readTable<T>(
  file: FileInput,
  kind: TableKind<T>,
  limits: Limits = DEFAULT_LIMITS,
): Result<Loaded<T[]>> {
  const log = new ProblemLog(file.name);
  const reading = new TableReading(kind, limits, log);
  const text = readText(file, limits, log);
  if (text !== null) {
    reading.damaged = text.damaged;
    forEachRecord(text.text, text.dialect(kind.fields), (record) => reading.take(record));
    reading.finish();
  }
  const problems = log.list();
  if (text === null || reading.failed) return failure(...problems);
  const { items, rows, rejected, unknownColumns } = reading;
  return success({ value: items, rows, rejected, unknownColumns, problems }, problems);
}

interface TableText {
  readonly text: string;
  readonly damaged: boolean;
  readonly dialect: (fields: readonly Field[]) => Dialect;
}

/** The file's text, or null with the reason in the log. */
function readText(file: FileInput, limits: Limits, log: ProblemLog): TableText | null {
  const text = decodeFile(file, limits.bytes, log);
  if (text === null) return null;
  const kind = /^\s*(?:<(?:!doctype|html|\?xml)|[{[]\s*["[{\]}])/i.exec(text.text.slice(0, 1000));
  if (kind) {
    const message = `this is ${text.text.trimStart().startsWith('<') ? 'a web page or XML' : 'JSON'}, not a table`;
    log.error('file-malformed', { message, mend: 'Save the table as CSV and load that file' });
    return null;
  }
  const lineEnd: LineEnd = text.text.includes('\n') || !text.text.includes('\r') ? '\n' : '\r';
  const hint = /^sep=([;,\t])\r?(?=[\n\r])/i.exec(text.text);
  const body = hint ? text.text.slice(hint[0].length) : text.text;
  const dialect = (fields: readonly Field[]): Dialect => {
    const hinted = ([',', ';', '\t'] as const).find((delimiter) => delimiter === hint?.[1]);
    const isKnown = (header: string) => recogniseColumn(header, fields) !== null;
    return { lineEnd, delimiter: hinted ?? sniffDelimiter(body, lineEnd, isKnown) };
  };
  return { text: body, damaged: text.damaged, dialect };
}

/** Size, emptiness and encoding of any text file, checked in that order; null with the reason in the log. */
export function decodeFile(
  file: FileInput,
  maxBytes: number,
  log: ProblemLog,
): { text: string; damaged: boolean } | null {
  const { bytes } = file;
  if (bytes.length > maxBytes) {
    const message = `the file has ${bytes.length} bytes, at most ${maxBytes} are read`;
    log.error('file-too-large', { message, mend: 'Split the file' });
    return null;
  }
  const decoded = decode(bytes);
  if ('reason' in decoded) {
    log.error(decoded.code, { message: decoded.reason, mend: decoded.mend });
    return null;
  }
  if (decoded.text.trim() === '') {
    log.error('file-empty', { message: 'the file is empty', mend: 'Check that the right file was saved and sent' });
    return null;
  }
  if (decoded.encoding === 'windows-1252')
    log.warn('file-encoding', {
      message: 'the file is not UTF-8 and was read as Windows-1252 (Western European)',
      mend: 'Look at letters with accents, and save the file as "CSV UTF-8" if they are wrong',
    });
  return decoded;
}

/** The rows as they come; holds the header once it has been seen. */
class TableReading<T> {
  readonly items: T[] = [];
  rows = 0;
  rejected = 0;
  failed = false;
  damaged = false;
  private header: Header | null = null;
  private readonly unknown = new Set<string>();

  private readonly kind: TableKind<T>;
  private readonly limits: Limits;
  private readonly log: ProblemLog;

  constructor(kind: TableKind<T>, limits: Limits, log: ProblemLog) {
    this.kind = kind;
    this.limits = limits;
    this.log = log;
  }

  get unknownColumns(): string[] {
    return [...this.unknown];
  }

  /** Takes one record; false ends the reading. */
  take(record: CsvRecord): boolean {
    if ('fault' in record) return this.takeFault(record.line, record.fault);
    if (record.cells.every((cell) => cell.trim() === '')) return true;
    if (this.header === null) return this.takeHeader(record.cells, record.line);
    if (this.rows === this.limits.rows) {
      const message = `the file has more than ${this.limits.rows} rows`;
      return this.fail('too-many-rows', { message, mend: 'Split the file' });
    }
    this.rows += 1;
    const row = this.checkedRow(record.cells, record.line, this.header);
    const item = row && this.kind.readRow(row);
    if (item === null || row?.rejected) this.rejected += 1;
    else this.items.push(item);
    return true;
  }

  /** Problems of the file as a whole, once its end is reached. */
  finish(): void {
    if (this.failed) return;
    if (this.header === null) this.fail('file-empty', { message: 'the file holds no header', mend: 'Check the file' });
    else if (this.rows === 0)
      this.fail('file-empty', {
        message: 'there are no rows below the header',
        mend: 'Check that the right file was sent',
      });
    else if (this.items.length === 0)
      this.fail('file-malformed', {
        message: `none of the ${this.rows} rows could be used`,
        mend: 'Mend the rows named here',
      });
    for (const name of this.unknown) {
      const mend = 'Rename it if it is one of the columns in docs/file-formats.md; it is kept with the rows as it is';
      this.log.note('column-unknown', { message: 'this column is not known', mend, column: name });
    }
  }

  private fail(code: Problem['code'], place: { message: string; mend: string }): false {
    this.log.error(code, place);
    this.failed = true;
    return false;
  }

  private takeFault(line: number, fault: 'quotes' | 'too-long' | 'given-up'): boolean {
    if (this.header === null) {
      const message = `the header can not be read: ${fault === 'quotes' ? 'a quote is not closed' : 'it is longer than any header may be'}`;
      return this.fail(fault === 'quotes' ? 'file-malformed' : 'header-too-wide', {
        message,
        mend: 'Mend the first line',
      });
    }
    this.rows += 1;
    this.rejected += 1;
    if (fault === 'quotes') {
      const mend = 'Close the quote, and write a quote inside a cell twice';
      this.log.error('row-malformed', { message: 'a quote opens here that is not closed properly', mend, line });
    } else if (fault === 'too-long') {
      const message = `a row longer than ${WINDOW} characters, or a quote that is never closed`;
      this.log.error('cell-too-long', { message, mend: 'Shorten the text or close the quote', line });
    } else {
      const message = 'too many broken quotes, the rest of the file from here on was not read';
      this.log.error('file-malformed', { message, mend: 'Save the table as CSV again', line });
    }
    return true;
  }

  private takeHeader(cells: readonly string[], line: number): boolean {
    const { limits, kind } = this;
    let width = cells.length;
    while (width > 0 && cells[width - 1]?.trim() === '') width -= 1;
    if (width > limits.columns) {
      const message = `the header has ${width} columns, at most ${limits.columns} are read`;
      return this.fail('header-too-wide', { message, mend: 'Keep the columns named in docs/file-formats.md' });
    }
    const columns = this.nameColumns(cells.slice(0, width).map((cell) => withoutNeutralising(cell.trim())));
    const places = new Map<Field, number>();
    columns.forEach(({ column }, index) => {
      if (column && !places.has(column.field)) places.set(column.field, index);
    });
    const missing = kind.required.filter((group) => !group.some((field) => places.has(field)));
    for (const group of missing)
      this.log.error('header-missing-column', {
        message: `${kind.name} needs a column "${group.join('" or "')}"; the header has ${quoted(columns)}`,
        mend: 'Name the column in the first line, in English, Russian or Kazakh',
        line,
      });
    this.failed = missing.length > 0;
    this.header = { columns, places };
    return !this.failed;
  }

  private nameColumns(headers: readonly string[]): TableColumn[] {
    const [names, taken] = [new Set<string>(), new Set<string>()];
    return headers.map((header, index) => {
      const base = header === '' ? `column ${index + 1}` : header;
      let name = base;
      for (let copy = 2; names.has(name); copy += 1) name = `${base} (${copy})`;
      names.add(name);
      const column = recogniseColumn(header, this.kind.fields);
      const key = column && `${column.field}/${column.language}`;
      if (column && key && !taken.has(key)) {
        taken.add(key);
        return { name, column, impliedUnit: impliedUnit(header, column) };
      }
      if (column) {
        const message = `a second column for ${column.field}; the first one is used`;
        this.log.warn('header-duplicate-column', { message, mend: 'Keep one of the two', column: name });
      }
      if (header !== '') this.unknown.add(name);
      return { name, column: null, impliedUnit: null };
    });
  }

  private checkedRow(cells: readonly string[], line: number, header: Header): Row | null {
    const width = header.columns.length;
    const reject = (code: Problem['code'], message: string, mend: string): null => {
      this.log.error(code, { message, mend, line });
      return null;
    };
    const surplus = cells.slice(width).some((cell) => cell.trim() !== '');
    if (cells.length < width || surplus)
      return reject(
        'row-malformed',
        `the row has ${cells.length} cells, the header has ${width}`,
        'Put cells that contain the separator in quotes, and give every row all its separators',
      );
    const long = cells.findIndex((cell) => cell.length > this.limits.cellCharacters);
    if (long !== -1) {
      const message = `a cell of ${cells[long]?.length} characters, at most ${this.limits.cellCharacters} are read`;
      return reject('cell-too-long', message, 'Shorten the text, or close an open quote');
    }
    if (cells.some((cell) => cell.includes('\0') || (this.damaged && cell.includes('\ufffd'))))
      return reject('row-malformed', 'the row holds bytes that are no text', 'Save the file again as "CSV UTF-8"');
    return new Row({ line, header, cells: cells.map((cell) => withoutNeutralising(cell.trim())), log: this.log });
  }
}

const impliedUnit = (header: string, column: Column): string | null =>
  column.field === 'credits' && headerKey(header).split(' ').includes(headerKey('ects')) ? 'ECTS' : null;

const quoted = (columns: readonly TableColumn[]): string => {
  const names = columns.slice(0, 12).map(({ name }) => `"${name.slice(0, 40)}"`);
  return columns.length > 12 ? `${names.join(', ')} and ${columns.length - 12} more` : names.join(', ');
};
