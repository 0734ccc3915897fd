/** A table file as rows with named columns: limits, header, ragged and empty lines. What a cell means is the caller's matter. */
import {
  failure,
  type Problem,
  type ProblemCode,
  type Reason,
  type RejectedRow,
  type Result,
  reason,
  success,
} from '../domain/index.ts';
import { type Field, recogniseColumn } from './columns.ts';
import { decodeFile } from './decode.ts';
import { DEFAULT_LIMITS, type FileInput, type TableLimits } from './grid/grid.ts';
import { type FilePlace, ProblemLog } from './problems.ts';
import { type CsvRecord, type Dialect, forEachRecord, LONGEST, sniffDelimiter } from './records.ts';
import { type Header, TableRow } from './row.ts';
import { wordKey } from './vocabulary.ts';
import { withoutNeutralising } from './write.ts';

/** What was read, and how much of the file that is. `problems` are those of the result. */
export interface Loaded<T> {
  readonly value: T;
  /** Rows below the header, without empty ones. */
  readonly rows: number;
  readonly rejected: number;
  readonly rejectedRows: readonly RejectedRow[];
  /** Headers that Concord does not know; their cells are kept with the rows. */
  readonly unknownColumns: readonly string[];
  readonly problems: readonly Problem[];
}

/** One kind of table: its columns, those it cannot do without (one of each group), and how a row becomes an item. */
interface TableKind<T> {
  /** The kind's name in the sentences of problems. */
  readonly name: 'courses' | 'curriculum' | 'transcript' | 'precedents' | 'calls';
  /** Where a header fits two fields, the earlier one has it. */
  readonly fields: readonly Field[];
  readonly required: readonly (readonly Field[])[];
  /** The item of a row, or null when the row has been rejected through `row.reject`. */
  readonly readRow: (row: TableRow) => T | null;
}

/** Reads every row of a table; fails when the file as a whole cannot be used or none of its rows can. */
export function readTable<T>(
  file: FileInput,
  kind: TableKind<T>,
  limits: TableLimits = DEFAULT_LIMITS,
): Result<Loaded<T[]>> {
  const log = new ProblemLog(file.name);
  const text = readText(file, { log, limits });
  const reading = new TableReading(kind, { limits, log, damaged: text?.damaged ?? false });
  if (text !== null) {
    forEachRecord(text.body, text.dialect, (record) => reading.take(record));
    reading.finish();
  }
  const problems = log.list();
  if (text === null || reading.failed) return failure(...problems);
  const { items, rows, rejectedRows, unknown } = reading;
  const rejected = rejectedRows.length;
  return success({ value: items, rows, rejected, rejectedRows, unknownColumns: [...unknown], problems }, problems);
}

/** The file's text and how it is separated, or null with the reason in the log. */
function readText(
  file: FileInput,
  { log, limits }: { readonly log: ProblemLog; readonly limits: TableLimits },
): { body: string; damaged: boolean; dialect: Dialect } | null {
  const decoded = decodeFile(file, limits.bytes, log);
  if (decoded === null) return null;
  const { text, damaged } = decoded;
  if (/^\s*(?:<(?:!doctype|html|\?xml)|[{[]\s*["[{\]}])/i.test(text.slice(0, 1000))) {
    const kind = text.trimStart().startsWith('<') ? 'markup' : 'json';
    log.error('file-malformed', reason('file-no-table', { kind }));
    return null;
  }
  const lineEnd = text.includes('\n') || !text.includes('\r') ? '\n' : '\r';
  const hint = /^sep=([;,\t])\r?(?=[\n\r])/i.exec(text);
  const body = hint ? text.slice(hint[0].length) : text;
  const hinted = ([',', ';', '\t'] as const).find((delimiter) => delimiter === hint?.[1]);
  return { body, damaged, dialect: { lineEnd, delimiter: hinted ?? sniffDelimiter(body, lineEnd) } };
}

/** The rows as they come; holds the header once it has been seen. */
class TableReading<T> {
  readonly items: T[] = [];
  readonly unknown = new Set<string>();
  readonly rejectedRows: RejectedRow[] = [];
  rows = 0;
  failed = false;
  private header: Header | null = null;
  private readonly kind: TableKind<T>;
  private readonly limits: TableLimits;
  private readonly log: ProblemLog;
  private readonly damaged: boolean;

  constructor(
    kind: TableKind<T>,
    { limits, log, damaged }: { readonly limits: TableLimits; readonly log: ProblemLog; readonly damaged: boolean },
  ) {
    this.kind = kind;
    this.limits = limits;
    this.log = log;
    this.damaged = damaged;
  }

  /** Takes one record; false ends the reading. */
  take(record: CsvRecord): boolean {
    const { line } = record;
    if ('fault' in record) return this.takeFault(line, record.fault);
    if (record.cells.every((cell) => cell.trim() === '')) return true;
    if (this.header === null) return this.takeHeader(record.cells, line);
    if (this.rows === this.limits.rows)
      return this.fail('too-many-rows', reason('too-many-rows', { most: `${this.limits.rows}` }));
    this.rows += 1;
    const fault = this.faultOf(record.cells, this.header.columns.length);
    if (fault) this.log.error(fault.code, fault.reason, { line });
    const cells = record.cells.map((cell) => withoutNeutralising(cell.trim()));
    const row = fault ? null : new TableRow({ line, header: this.header, cells, log: this.log });
    const item = row && this.kind.readRow(row);
    const why = fault?.reason ?? row?.rejection;
    if (why) this.rejectedRows.push({ place: { line }, cells, reason: why });
    else if (item !== null) this.items.push(item);
    return true;
  }

  /** Problems of the file as a whole, once its end is reached. */
  finish(): void {
    if (this.failed) return;
    if (this.header === null) this.fail('file-empty', reason('file-without-header'));
    else if (this.rows === 0) this.fail('file-empty', reason('file-without-rows'));
    else if (this.items.length === 0)
      this.fail('file-malformed', reason('file-without-good-rows', { rows: this.rows }));
    for (const name of this.unknown) this.log.note('column-unknown', reason('column-unknown'), { column: name });
  }

  private fail(code: ProblemCode, why: Reason, place?: FilePlace): false {
    this.log.error(code, why, place);
    this.failed = true;
    return false;
  }

  private takeFault(line: number, fault: 'quotes' | 'too-long' | 'given-up'): boolean {
    if (this.header === null)
      return fault === 'quotes'
        ? this.fail('file-malformed', reason('header-quote-open'))
        : this.fail('header-too-wide', reason('header-too-long'));
    this.rows += 1;
    const [code, why] = (
      {
        quotes: ['row-malformed', reason('row-quote-open')],
        'too-long': ['cell-too-long', reason('row-too-long', { most: `${LONGEST}` })],
        'given-up': ['file-malformed', reason('file-given-up')],
      } as const
    )[fault];
    this.log.error(code, why, { line });
    this.rejectedRows.push({ place: { line }, cells: [], reason: why });
    return true;
  }

  private takeHeader(cells: readonly string[], line: number): boolean {
    const { limits, kind } = this;
    const width = cells.findLastIndex((cell) => cell.trim() !== '') + 1;
    if (width > limits.columns) {
      const values = { columns: `${width}`, most: `${limits.columns}` };
      return this.fail('header-too-wide', reason('header-too-wide', values));
    }
    const columns = this.nameColumns(cells.slice(0, width).map((cell) => withoutNeutralising(cell.trim())));
    const places = new Map<Field, number>();
    columns.forEach(({ column }, index) => {
      if (column && !places.has(column.field)) places.set(column.field, index);
    });
    this.header = { columns, places };
    const names = columns.map(({ name }) => `"${name.slice(0, 40)}"`);
    const has = names.slice(0, 12).join(', ');
    const more = Math.max(0, names.length - 12);
    for (const group of kind.required.filter((fields) => !fields.some((field) => places.has(field)))) {
      const values = { kind: kind.name, columns: group.map((field) => `"${field}"`).join(' / '), has, more };
      this.fail('header-missing-column', reason('header-missing-column', values), { line });
    }
    return !this.failed;
  }

  /** The columns with names that are unique in the file; the second one for a field counts as unknown. */
  private nameColumns(headers: readonly string[]): Header['columns'] {
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
        const namesEcts = column.field === 'credits' && wordKey(header).split(' ').includes(wordKey('ects'));
        return { name, column, impliedUnit: namesEcts ? 'ECTS' : null };
      }
      if (column)
        this.log.warn('header-duplicate-column', reason('header-duplicate-column', { field: column.field }), {
          column: name,
        });
      if (header !== '') this.unknown.add(name);
      return { name, column: null, impliedUnit: null };
    });
  }

  /** Why the cells are no row of the table; null when they are one. */
  private faultOf(cells: readonly string[], width: number): { code: ProblemCode; reason: Reason } | null {
    const { cellCharacters } = this.limits;
    if (cells.length < width || cells.slice(width).some((cell) => cell.trim() !== '')) {
      const values = { cells: `${cells.length}`, columns: `${width}` };
      return { code: 'row-malformed', reason: reason('row-width', values) };
    }
    const long = cells.find((cell) => cell.length > cellCharacters);
    if (long !== undefined) {
      const values = { characters: `${long.length}`, most: `${cellCharacters}` };
      return { code: 'cell-too-long', reason: reason('cell-too-long', values) };
    }
    const damaged = cells.some((cell) => cell.includes('\0') || (this.damaged && cell.includes('\ufffd')));
    return damaged ? { code: 'row-malformed', reason: reason('row-not-text') } : null;
  }
}
