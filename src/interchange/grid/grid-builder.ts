/** Collects a sheet's cells within the limits of its file. */
import { reason } from '../../domain/index.ts';
import { FileFault } from './fault.ts';
import { EMPTY_CELL, type Grid, type GridCell, type GridRow, type Merge, type TableLimits } from './grid.ts';

/** Counts over all tables of a file; going beyond a limit ends the reading. */
export class Tally {
  private rows = 0;
  private cells = 0;
  readonly limits: TableLimits;

  constructor(limits: TableLimits) {
    this.limits = limits;
  }

  add(cells: number): void {
    this.rows += 1;
    this.cells += cells;
    const { limits } = this;
    if (this.rows > limits.rows)
      throw new FileFault('too-many-rows', reason('too-many-rows', { most: `${limits.rows}` }));
    if (this.cells > limits.cells)
      throw new FileFault('file-too-large', reason('file-too-many-cells', { most: limits.cells }));
  }
}

/** So many merges of a sheet are kept, and so many cells below them emptied; beyond both a sheet is no table. */
const [MOST_MERGES, MOST_COVERED] = [50_000, 5_000_000];

export class GridBuilder {
  private readonly rows: GridRow[] = [];
  private readonly merges: Merge[] = [];
  private readonly name: string | null;
  private readonly tally: Tally;
  private number = 0;
  private hidden = false;
  private cells: GridCell[] = [];
  private filled = 0;
  private width = 0;

  constructor(name: string | null, tally: Tally) {
    this.name = name;
    this.tally = tally;
  }

  startRow(number: number, hidden = false): void {
    this.number = number;
    this.hidden = hidden;
    this.cells = [];
    this.filled = 0;
    this.width = 0;
  }

  /** Columns from left to right; a cell beyond the last column of the limits makes its row a fault. */
  put(column: number, cell: GridCell): void {
    this.width = Math.max(this.width, column + 1);
    if (column >= this.tally.limits.columns) return;
    while (this.cells.length < column) this.cells.push(EMPTY_CELL);
    this.cells[column] = cell;
    this.filled += 1;
  }

  endRow(): void {
    if (this.width === 0) return;
    this.tally.add(this.filled);
    const fault = this.fault();
    this.rows.push({
      number: this.number,
      cells: this.cells,
      ...(fault && { fault }),
      ...(this.hidden && { hidden: true }),
    });
    this.startRow(this.number + 1);
  }

  merge(merge: Merge): void {
    if (this.merges.length < MOST_MERGES) this.merges.push(merge);
  }

  /** Rows in order, cells below a merge emptied: a person does not see what is left in them. */
  finish(hidden = false, lines: Grid['lines'] = []): Grid {
    this.rows.sort((a, b) => a.number - b.number);
    let budget = MOST_COVERED;
    for (const merge of this.merges) budget = this.coverBelow(merge, budget);
    const rows = this.rows.filter(({ cells, fault }) => fault || cells.some((cell) => cell !== EMPTY_CELL));
    return { name: this.name, rows, merges: this.merges, lines, ...(hidden && { hidden: true }) };
  }

  private coverBelow({ top, left, bottom, right }: Merge, budget: number): number {
    let rest = budget;
    for (let at = this.firstFrom(top); at < this.rows.length && rest > 0; at += 1) {
      const row = this.rows[at];
      if (!row || row.number > bottom) break;
      const cells = row.cells as GridCell[];
      const from = row.number === top ? left + 1 : left;
      for (let column = from; column <= right && column < cells.length; column += 1) cells[column] = EMPTY_CELL;
      rest -= 1 + Math.max(0, Math.min(right, cells.length) - left);
    }
    return rest;
  }

  /** Position of the first row with at least this number. */
  private firstFrom(number: number): number {
    let [low, high] = [0, this.rows.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.rows[middle]?.number ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private fault(): GridRow['fault'] | null {
    const { columns, cellCharacters } = this.tally.limits;
    if (this.width > columns)
      return {
        code: 'header-too-wide',
        reason: reason('row-too-wide', { columns: `${this.width}`, most: `${columns}` }),
      };
    const long = this.cells.find(({ text }) => text.length > cellCharacters);
    if (!long) return null;
    const values = { characters: `${long.text.length}`, most: `${cellCharacters}` };
    return { code: 'cell-too-long', reason: reason('cell-too-long', values) };
  }
}
