/** The one kind of table that the protocol prints: fixed widths, a header repeated on every page, rows kept whole. */
import type { Content, CustomTableLayout, TableCell } from 'pdfmake';
import { printable } from './fonts.ts';

/** Measures in points. */
export const LAYOUT = {
  /** Left, top, right and bottom; the bottom one holds the running foot. */
  margins: [28, 28, 28, 34] as [number, number, number, number],
  /** Landscape A4 without its margins. */
  pageWidth: 841.89 - 28 - 28,
  padding: 2.5,
  rule: 0.5,
  ruleColour: '#8a8a8a',
  headerFill: '#ececec',
  /** A generous width of one character at the table's font size. */
  character: 6,
  /** Rows estimated to be taller than this many lines may break over a page; they would not fit on one. */
  tallRowLines: 25,
};

export interface TableRequest {
  /** Title of the section, in a row above the grid: it stays with the table and is repeated on every page. */
  readonly title?: string;
  /** A first header row over all columns. */
  readonly caption?: string;
  /** A header row whose cells span several columns; the spans add up to the columns. */
  readonly groups?: readonly { readonly label: string; readonly span: number }[];
  /** The width stands between the rules; a column without one takes the rest of the page (one such column a table). */
  readonly columns: readonly (readonly [label: string, width?: number, alignment?: 'right' | 'center'])[];
  /** `null` continues the cell above: left empty, without a rule between the two. */
  readonly rows: readonly (readonly (string | null)[])[];
}

/** Builds the table; every text in it is made {@link printable}. */
export function buildTable({ title, caption, groups, columns, rows }: TableRequest): Content {
  const { padding, rule, pageWidth, character, tallRowLines } = LAYOUT;
  const taken = columns.reduce((total, [, width = 0]) => total + width + 2 * padding + rule, rule);
  const widths = columns.map(([, width]) => width ?? pageWidth - taken);
  const header = [
    ...(title === undefined ? [] : [titleRow(title, columns.length)]),
    ...(caption === undefined ? [] : [spannedRow([{ label: caption, span: columns.length }], 'left')]),
    ...(groups ? [spannedRow(groups, 'center')] : []),
    columns.map(([label, , alignment = 'left' as const]) => ({ text: printable(label), bold: true, alignment })),
  ];
  const whole = !rows.some((row) =>
    widths.some((width, index) => ((row[index] ?? '').length * character) / width > tallRowLines),
  );
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
  hLineWidth: (line) => (line < first ? 0 : LAYOUT.rule),
  vLineWidth: () => LAYOUT.rule,
  hLineColor: () => LAYOUT.ruleColour,
  vLineColor: () => LAYOUT.ruleColour,
  paddingLeft: () => LAYOUT.padding,
  paddingRight: () => LAYOUT.padding,
  paddingTop: () => 2,
  paddingBottom: () => 2,
  fillColor: (row) => (row >= first && row < headerRows ? LAYOUT.headerFill : null),
});

function titleRow(title: string, span: number): TableCell[] {
  const border: [boolean, boolean, boolean, boolean] = [false, false, false, true];
  const rest = Array.from({ length: span - 1 }, () => ({ text: '', border }));
  const margin: [number, number, number, number] = [-LAYOUT.padding, 4, 0, 0];
  return [{ text: printable(title), style: 'heading', margin, colSpan: span, border }, ...rest];
}

const spannedRow = (groups: NonNullable<TableRequest['groups']>, alignment: 'left' | 'center'): TableCell[] =>
  groups.flatMap(({ label, span }) => [
    { text: printable(label), bold: true, alignment, colSpan: span },
    ...Array.from({ length: span - 1 }, () => ({})),
  ]);

const bodyRow = (
  row: TableRequest['rows'][number],
  next: TableRequest['rows'][number] | undefined,
  columns: TableRequest['columns'],
): TableCell[] =>
  columns.map(([, , alignment = 'left' as const], index): TableCell => {
    const cell = row[index] ?? null;
    const continues = next !== undefined && next[index] === null;
    const text = cell === null ? '' : printable(cell);
    return { text, alignment, border: [true, cell !== null, true, !continues] };
  });
