/** Cells that hold for several rows: merged ones, and those that are left blank below the first of their group. */
import type { Field } from '../columns.ts';
import type { GridCell, GridRow } from '../grid/grid.ts';
import type { FoundTable } from './find-tables.ts';
import type { ProposedColumn } from './proposal.ts';

export interface Filled {
  readonly rows: readonly GridRow[];
  /** Columns in which cells were filled, with the number of their cells. */
  readonly filled: ReadonlyMap<number, number>;
}

/** Fields whose value may hold for a group of rows. */
const OF_GROUPS: readonly Field[] = [
  'semester',
  'terms',
  'term',
  'programme',
  'cycle',
  'component',
  'elective_block',
  'institution',
  'academic_year',
  'student',
  'study_year',
  'department',
];

/** The body with the cells of groups filled, where the pattern is clear. */
export function fillGroups({ body, grid }: FoundTable, columns: readonly ProposedColumn[]): Filled {
  const filled = new Map<number, number>();
  const copies = new Map<number, Map<number, GridCell>>();
  const put = (row: number, column: number, cell: GridCell): void => {
    const cells = copies.get(row) ?? new Map<number, GridCell>();
    cells.set(column, cell);
    copies.set(row, cells);
    filled.set(column, (filled.get(column) ?? 0) + 1);
  };
  const at = new Map(body.map((row, index) => [row.number, index]));
  for (const { top, bottom, left } of grid.merges) {
    const first = at.get(top);
    const cell = first === undefined ? undefined : body[first]?.cells[left];
    if (!cell || cell.text === '' || bottom - top > 200) continue;
    for (let number = top + 1; number <= bottom; number += 1) {
      const row = at.get(number);
      if (row !== undefined && (body[row]?.cells[left]?.text ?? '') === '') put(row, left, cell);
    }
  }
  if (grid.merges.length === 0) for (const column of blankColumns(body, columns)) fillDown(body, column, put);
  const rows = body.map((row, index) => {
    const changed = copies.get(index);
    if (!changed) return row;
    const width = Math.max(row.cells.length, ...[...changed.keys()].map((column) => column + 1));
    return {
      ...row,
      cells: Array.from({ length: width }, (_, column) => changed.get(column) ?? row.cells[column] ?? { text: '' }),
    };
  });
  return { rows, filled };
}

/**
 * Columns left of code and title whose value stands in the first row of each group alone: the first row has one, most are blank, no value
 * comes twice in a row or again later.
 */
function blankColumns(body: readonly GridRow[], columns: readonly ProposedColumn[]): number[] {
  const named = columns.filter(({ field }) => field === 'code' || field === 'title').map(({ index }) => index);
  const edge = Math.min(...named);
  const items = body.filter(({ cells, fault }) => !fault && named.some((index) => (cells[index]?.text ?? '') !== ''));
  if (items.length < 3) return [];
  return columns
    .filter(({ index, field }) => index < edge && field !== null && OF_GROUPS.includes(field))
    .map(({ index }) => index)
    .filter((index) => {
      const values = items.map(({ cells }) => cells[index]?.text ?? '');
      const heads = values.filter((value) => value !== '');
      return values[0] !== '' && heads.length <= values.length * 0.6 && new Set(heads).size === heads.length;
    });
}

function fillDown(
  body: readonly GridRow[],
  column: number,
  put: (row: number, column: number, cell: GridCell) => void,
): void {
  let above: GridCell | null = null;
  body.forEach((row, at) => {
    const cell = row.cells[column];
    if (cell && cell.text !== '') above = cell;
    else if (above && row.cells.filter(({ text }) => text !== '').length > 1) put(at, column, above);
  });
}
