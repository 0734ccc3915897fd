/** A file as tables of cells with their places, whatever its format: what every reader of files rests on. What a row or cell means is decided behind it. */
import type { MendedRow, ProblemCode, parseAmountWithUnit, Reason } from '../../domain/index.ts';

/** A file as it came: its name for messages, and its bytes. */
export interface FileInput {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Its tables, when they have been read; separated text needs no reading before. */
  readonly grids?: FileGrids | undefined;
  /** What is known of it besides. */
  readonly reading?: ReadOptions | undefined;
}

/** What a file does not say by itself, or says in a way that a person corrected. */
export interface ReadOptions {
  readonly limits?: TableLimits | undefined;
  /** Columns that a person named: field to letter, number from 1, or header. */
  readonly columns?: Readonly<Record<string, string>> | undefined;
  /** The day on which a person chose `columns` for a file of the same form; left out: now. */
  readonly chosenOn?: string | undefined;
  /** The sheets of a workbook to read; those that are shown when left out. */
  readonly sheet?: string | undefined;
  /** The credit units of the rules, by whose names units in cells and headers are known. */
  readonly units?: Parameters<typeof parseAmountWithUnit>[1] | undefined;
  /** Of a list that does not name its institution or year. */
  readonly institution?: string | undefined;
  readonly academicYear?: string | undefined;
  /** Of a transcript: the scale of rows that name none, and whose transcript is meant in a file of several. */
  readonly scale?: string | undefined;
  readonly part?: string | undefined;
  /** Number of the student who is meant, if the file is of several and no `part` is named. */
  readonly student?: string | undefined;
  /** Rows of which a person wrote cells anew. */
  readonly mended?: readonly MendedRow[] | undefined;
  /** Told now and then how many rows of those that may be items are read. */
  readonly onRows?: ((done: number, total: number) => void) | undefined;
  /** To be shown and not used: what was read of a file of which nothing can be used is answered too. */
  readonly toShow?: boolean | undefined;
}

/** What a file may hold at most; more is refused before it costs memory. */
export interface TableLimits {
  readonly bytes: number;
  /** Of all tables of the file. */
  readonly rows: number;
  readonly columns: number;
  /** UTF-16 units of one cell. */
  readonly cellCharacters: number;
  /** Cells with content, of all tables. */
  readonly cells: number;
  /** Of all parts of a packed file. */
  readonly unpackedBytes: number;
  readonly sheets: number;
  readonly pages: number;
}

export const DEFAULT_LIMITS: TableLimits = {
  bytes: 64 * 1024 * 1024,
  rows: 200_000,
  columns: 400,
  cellCharacters: 1_000_000,
  cells: 3_000_000,
  unpackedBytes: 192 * 1024 * 1024,
  sheets: 200,
  pages: 1000,
};

export interface GridCell {
  /** As a person sees it, without white space around; empty for a cell without content. */
  readonly text: string;
  /** What a spreadsheet keeps behind the text: an ISO date, a number with all its digits, `true` or `false`, a formula, an error. */
  readonly stored?: {
    readonly kind: 'number' | 'date' | 'boolean' | 'formula' | 'error';
    readonly value: string;
  };
}

export const EMPTY_CELL: GridCell = { text: '' };

export interface GridRow {
  /** 1-based: row of the sheet, line of the text, running number of the table row elsewhere. */
  readonly number: number;
  /** 1-based, in formats that have pages. */
  readonly page?: number;
  /** Column by column from the first one; trailing empty cells may be missing. */
  readonly cells: readonly GridCell[];
  /** Why the row cannot be used; it is listed as rejected, and its cells may be missing. */
  readonly fault?: { readonly code: ProblemCode; readonly reason: Reason };
  /** The spreadsheet does not show it. */
  readonly hidden?: true;
  /** Read from a picture: every value is to be confirmed. */
  readonly scanned?: true;
}

/** A rectangle of cells shown as one: rows by their numbers, columns 0-based, both ends included. Its text is in its first cell alone. */
export interface Merge {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** One table. Rows without any text are left out. */
export interface Grid {
  /** Of the sheet; null where tables have no names. */
  readonly name: string | null;
  readonly rows: readonly GridRow[];
  readonly merges: readonly Merge[];
  /** Text that stands above the table and outside of it (PDF, DOCX, HTML), in order. */
  readonly lines: readonly { readonly text: string; readonly number: number; readonly page?: number }[];
  /** The spreadsheet does not show the sheet. */
  readonly hidden?: true;
}

export interface FileGrids {
  readonly kind: 'csv' | 'xlsx' | 'ods' | 'html' | 'pdf' | 'docx' | 'picture';
  readonly grids: readonly Grid[];
}

/** Where a cell is, for a person: `B12` is column 1 of row 12. */
export const cellName = (column: number, row: number): string => `${columnLetter(column)}${row}`;

/** A column as spreadsheets name it: `C` for the third, `AA` behind `Z`. */
export function columnLetter(column: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}
