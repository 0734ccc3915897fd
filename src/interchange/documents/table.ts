/** The one kind of table that documents print: rules between rows, a header repeated on every page, rows kept whole. */
import type { Content, CustomTableLayout, Table, TableCell } from 'pdfmake';
import { print } from './fonts.ts';

export const INK = { grey: '#5a5a5a', rule: '#333333', hair: '#bdbdbd' } as const;

const MEASURES = {
  padding: 3,
  /** A generous width of one character at the table's font size. */
  character: 6,
  /** The same of a character of a header. */
  headerCharacter: 4.4,
  /** Rows estimated to be taller than this many lines may break over a page; they would not fit on one. */
  tallRowLines: 25,
};

export interface PaperColumn {
  readonly label: string;
  /** Points between the paddings; a column without one takes its share of the rest of the page. */
  readonly width?: number;
  /** Its share beside other columns without a width; 1 when left out. */
  readonly grow?: number;
  readonly align?: 'right' | 'center';
  /** A rule on its left, where another side begins. */
  readonly divide?: true;
}

/** A cell: a text, two lines of which the second is paler, or `null`, which goes on with the cell above. */
export type PaperCell = string | { readonly text: string; readonly below: string } | null;

export interface TableRequest {
  /** Title of the section, in a row above the grid: it stays with the table and is repeated on every page. */
  readonly title?: string;
  /** A header row whose cells span several columns; the spans add up to the columns. */
  readonly groups?: readonly { readonly label: string; readonly span: number }[];
  readonly columns: readonly PaperColumn[];
  readonly rows: readonly (readonly PaperCell[])[];
  /** A last row in bold. */
  readonly sum?: readonly string[];
  /** Index of a row above which a heavy line is drawn. */
  readonly lineAbove?: number | undefined;
}

/** Where a table stands in its document, and rows that begin a page so that what belongs together stays together. */
export interface Placing {
  readonly name: string;
  /** Points between the margins. */
  readonly pageWidth: number;
  readonly breaks: readonly number[];
}

interface TablePiece {
  readonly table: Table;
  readonly layout: CustomTableLayout;
  readonly margin: [number, number, number, number];
  readonly pageBreak?: 'before';
}

/** The name under which the layout tells on which page a row stands. */
export const rowId = (table: string, row: number): string => `${table}/${row}`;

/** The rows of a table that begin something: the others go on with the one above. */
export const startsGroup = (row: readonly PaperCell[]): boolean => row.every((cell) => cell !== null);

/** Builds the table, in several pieces where a row has to begin a page. */
export function buildTable(request: TableRequest, { name, pageWidth, breaks }: Placing): Content {
  const rows = [...request.rows, ...(request.sum ? [request.sum] : [])];
  const starts = [0, ...breaks];
  const pieces = starts.map((start, at): TablePiece => {
    const end = starts[at + 1] ?? rows.length;
    const piece = rows.slice(start, end);
    const body = piece.map((row, index) =>
      bodyRow(row, {
        next: piece[index + 1],
        columns: request.columns,
        isSum: request.sum !== undefined && start + index === rows.length - 1,
        id: rowId(name, start + index),
      }),
    );
    const lineAbove = request.lineAbove === undefined ? undefined : request.lineAbove - start;
    const table = tablePiece({ ...request, lineAbove, rows: piece }, body, pageWidth);
    return at === 0 ? table : { ...table, pageBreak: 'before' };
  });
  return pieces.length === 1 && pieces[0] ? pieces[0] : { stack: pieces };
}

function tablePiece(request: TableRequest, body: TableCell[][], pageWidth: number): TablePiece {
  const { title, groups, columns, rows, lineAbove } = request;
  const widths = widthsOf(columns, pageWidth);
  const header = [
    ...(title === undefined ? [] : [titleRow(title, columns.length)]),
    ...(groups ? [groupRow(groups)] : []),
    columns.map(({ label, align = 'left' as const }) =>
      print(label, { bold: true, alignment: align, color: INK.grey, fontSize: 7 }),
    ),
  ];
  const isWhole = !rows.some((row) => widths.some((width, index) => isTall(row[index] ?? null, width)));
  return {
    table: {
      headerRows: header.length,
      dontBreakRows: isWhole,
      keepWithHeaderRows: isWhole ? Math.min(rows.length, 2) : 0,
      widths,
      body: [...header, ...body],
    },
    layout: rules({ first: title === undefined ? 0 : 1, header: header.length, lineAbove, columns }),
    margin: [0, 3, 0, 9],
  };
}

const isTall = (cell: PaperCell, width: number): boolean => {
  const length = cell === null ? 0 : typeof cell === 'string' ? cell.length : cell.text.length + cell.below.length;
  return (length * MEASURES.character) / width > MEASURES.tallRowLines;
};

/** Wide enough for every word of its header, so that none is cut. */
const whole = ({ width, label, ...column }: PaperColumn): PaperColumn =>
  width === undefined
    ? { ...column, label }
    : {
        ...column,
        label,
        width: Math.max(width, ...label.split(/[\s\u00AD-]+/).map((word) => word.length * MEASURES.headerCharacter)),
      };

function widthsOf(given: readonly PaperColumn[], pageWidth: number): number[] {
  const columns = given.map(whole);
  const taken = columns.reduce(
    (total, { width = 0 }, index) => total + width + leftPadding(columns, index) + MEASURES.padding,
    0,
  );
  const shares = columns.reduce((total, { width, grow = 1 }) => total + (width === undefined ? grow : 0), 0);
  return columns.map(({ width, grow = 1 }) => width ?? ((pageWidth - taken - 1) * grow) / shares);
}

/** A text that follows figures stands a little off them. */
const leftPadding = (columns: readonly PaperColumn[], index: number): number =>
  columns[index - 1]?.align === 'right' && columns[index]?.align === undefined ? 9 : MEASURES.padding;

/** Strong lines around header and table, hair lines between rows, and none beside them but where a side begins. */
const rules = ({
  first,
  header,
  lineAbove,
  columns,
}: {
  readonly first: number;
  readonly header: number;
  readonly lineAbove: number | undefined;
  readonly columns: readonly PaperColumn[];
}): CustomTableLayout => ({
  hLineWidth: (line, node) => {
    if (line < first) return 0;
    if (line === first || line === node.table.body.length) return 0.9;
    if (lineAbove !== undefined && line === header + lineAbove) return 1.6;
    return line === header ? 0.6 : 0.35;
  },
  vLineWidth: (line) => (columns[line]?.divide ? 0.35 : 0),
  hLineColor: (line) => (line <= header || line === header + (lineAbove ?? 0) ? INK.rule : INK.hair),
  vLineColor: () => INK.hair,
  paddingLeft: (index) => leftPadding(columns, index),
  paddingRight: () => MEASURES.padding,
  paddingTop: () => 2.2,
  paddingBottom: () => 2.4,
});

function titleRow(title: string, span: number): TableCell[] {
  const border: [boolean, boolean, boolean, boolean] = [false, false, false, true];
  const rest = Array.from({ length: span - 1 }, () => ({ text: '', border }));
  const margin: [number, number, number, number] = [-MEASURES.padding, 4, 0, 1];
  return [{ ...print(title, { style: 'heading' }), margin, colSpan: span, border }, ...rest];
}

const groupRow = (groups: NonNullable<TableRequest['groups']>): TableCell[] =>
  groups.flatMap(({ label, span }): TableCell[] => {
    const border: [boolean, boolean, boolean, boolean] = [true, true, true, label !== ''];
    const first = { ...print(label, { bold: true, alignment: 'center' }), colSpan: span, border };
    return [first, ...Array.from({ length: span - 1 }, () => ({ text: '', border }))];
  });

interface RowPlace {
  readonly next: readonly PaperCell[] | undefined;
  readonly columns: readonly PaperColumn[];
  readonly isSum: boolean;
  readonly id: string;
}

function bodyRow(row: readonly PaperCell[], { next, columns, isSum, id }: RowPlace): TableCell[] {
  const told = row.findIndex((cell) => cell !== null && cell !== '');
  return columns.map(({ align = 'left' as const, divide }, index): TableCell => {
    const cell = row[index] ?? null;
    const goesOn = next !== undefined && next[index] === null;
    const border: [boolean, boolean, boolean, boolean] = [divide === true, cell !== null, true, !goesOn];
    const style = { alignment: align, bold: isSum, ...(index === told && { id }) };
    if (cell === null) return { text: '', border };
    if (typeof cell === 'string') return { ...print(cell, style), border };
    const below = print(cell.below, { alignment: align, color: INK.grey, fontSize: 6.8 });
    return { stack: [print(cell.text, style), below], border };
  });
}
