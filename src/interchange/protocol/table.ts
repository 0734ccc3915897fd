/** The one kind of table that the protocol prints: fixed widths, a header repeated on every page, rows kept whole. */
import type { Content, CustomTableLayout, TableCell } from 'pdfmake';
import { printable } from './fonts.ts';

/** Left, top, right and bottom, in points; the bottom one holds the running foot. */
export const PAGE_MARGINS: [number, number, number, number] = [28, 28, 28, 34];
/** Landscape A4 without its margins, in points. */
const PAGE_WIDTH = 841.89 - PAGE_MARGINS[0] - PAGE_MARGINS[2];
const RULE_COLOUR = '#8a8a8a';
const HEADER_FILL = '#ececec';
const PADDING = 2.5;
const RULE_WIDTH = 0.5;
/** A generous width of one character at the table's font size, in points. */
const CHARACTER_WIDTH = 6;
/** Rows estimated to be taller than this many lines may break over a page; they would not fit on one. */
const TALL_ROW_LINES = 25;

/** `width` between the rules, in points; a column without one takes the rest of the page (one such column a table). */
export interface Column {
  readonly label: string;
  readonly width?: number;
  readonly alignment?: 'right' | 'center';
}

/** `null` continues the cell above: left empty, without a rule between the two. */
export type Row = readonly (string | null)[];

export interface TableRequest {
  /** Title of the section, in a row above the grid: it stays with the table and is repeated on every page. */
  readonly title?: string;
  /** A first header row over all columns. */
  readonly caption?: string;
  /** A header row whose cells span several columns; the spans add up to the columns. */
  readonly groups?: readonly { readonly label: string; readonly span: number }[];
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

/** Builds the table; every text in it is made {@link printable}. */
export function buildTable({ title, caption, groups, columns, rows }: TableRequest): Content {
  const widths = widthsOf(columns);
  const header = [
    ...(title === undefined ? [] : [titleRow(title, columns.length)]),
    ...(caption === undefined ? [] : [spannedRow([{ label: caption, span: columns.length }], 'left')]),
    ...(groups ? [spannedRow(groups, 'center')] : []),
    columns.map(({ label, alignment }) => headerCell(label, alignment)),
  ];
  const whole = !rows.some((row) => isTall(row, widths));
  return {
    table: {
      headerRows: header.length,
      dontBreakRows: whole,
      keepWithHeaderRows: whole && rows.length > 0 ? 1 : 0,
      widths,
      body: [...header, ...rows.map((row, index) => bodyRow(row, rows[index + 1], columns))],
    },
    layout: gridOf(title === undefined ? 0 : 1, header.length),
    margin: [0, 2, 0, 6],
  };
}

/** Rules around every cell; the rows from `first` to the last header row are filled. */
const gridOf = (first: number, headerRows: number): CustomTableLayout => ({
  hLineWidth: (line) => (line < first ? 0 : RULE_WIDTH),
  vLineWidth: () => RULE_WIDTH,
  hLineColor: () => RULE_COLOUR,
  vLineColor: () => RULE_COLOUR,
  paddingLeft: () => PADDING,
  paddingRight: () => PADDING,
  paddingTop: () => 2,
  paddingBottom: () => 2,
  fillColor: (row) => (row >= first && row < headerRows ? HEADER_FILL : null),
});

function titleRow(title: string, span: number): TableCell[] {
  const border: [boolean, boolean, boolean, boolean] = [false, false, false, true];
  const rest = Array.from({ length: span - 1 }, () => ({ text: '', border }));
  return [{ text: printable(title), style: 'heading', margin: [-PADDING, 4, 0, 0], colSpan: span, border }, ...rest];
}

const headerCell = (label: string, alignment: 'left' | 'right' | 'center' = 'left'): TableCell => ({
  text: printable(label),
  bold: true,
  alignment,
});

function spannedRow(
  groups: readonly { readonly label: string; readonly span: number }[],
  alignment: 'left' | 'center',
): TableCell[] {
  return groups.flatMap(({ label, span }) => [
    { text: printable(label), bold: true, alignment, colSpan: span },
    ...Array.from({ length: span - 1 }, () => ({})),
  ]);
}

function bodyRow(row: Row, next: Row | undefined, columns: readonly Column[]): TableCell[] {
  return columns.map((column, index): TableCell => {
    const cell = row[index] ?? null;
    const continues = next !== undefined && next[index] === null;
    return {
      text: cell === null ? '' : printable(cell),
      alignment: column.alignment ?? 'left',
      border: [true, cell !== null, true, !continues],
    };
  });
}

function widthsOf(columns: readonly Column[]): number[] {
  const taken = columns.reduce((total, { width = 0 }) => total + width + 2 * PADDING + RULE_WIDTH, RULE_WIDTH);
  return columns.map(({ width }) => width ?? PAGE_WIDTH - taken);
}

const isTall = (row: Row, widths: readonly number[]): boolean =>
  widths.some((width, index) => ((row[index] ?? '').length * CHARACTER_WIDTH) / width > TALL_ROW_LINES);
