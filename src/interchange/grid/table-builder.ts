/** Builds a grid from rows of cells that span rows and columns, as HTML and word processors write them. */
import type { Grid } from './grid.ts';
import { GridBuilder, type Tally } from './grid-builder.ts';

interface OpenCell {
  readonly column: number;
  readonly columns: number;
  readonly rows: number;
  text: string;
}

export class TableBuilder {
  private readonly builder: GridBuilder;
  private readonly limits: Tally['limits'];
  private row = 0;
  private inRow = false;
  private column = 0;
  private cell: OpenCell | null = null;
  /** Rows that a cell above still covers, by column. */
  private covered: number[] = [];

  constructor(tally: Tally) {
    this.builder = new GridBuilder(null, tally);
    this.limits = tally.limits;
  }

  startRow(): void {
    this.endRow();
    this.inRow = true;
    this.row += 1;
    this.column = 0;
    this.builder.startRow(this.row);
  }

  startCell(columns = 1, rows = 1): void {
    if (!this.inRow) this.startRow();
    this.endCell();
    while ((this.covered[this.column] ?? 0) > 0) this.column += 1;
    // Beyond the last column of the limits a span tells nothing more.
    const most = Math.max(1, this.limits.columns + 1 - this.column);
    this.cell = { column: this.column, columns: Math.min(columns, most), rows, text: '' };
  }

  /** Text of the open cell; between cells it is dropped. */
  take(text: string): void {
    if (this.cell && this.cell.text.length <= this.limits.cellCharacters) this.cell.text += text;
  }

  finish(lines: Grid['lines'] = []): Grid {
    this.endRow();
    return this.builder.finish(false, lines);
  }

  private endCell(): void {
    const { cell } = this;
    if (!cell) return;
    this.cell = null;
    const { column, columns, rows } = cell;
    const text = cell.text
      .replace(/[^\S\n]+/g, ' ')
      .replace(/ ?\n ?/g, '\n')
      .trim();
    if (text !== '') this.builder.put(column, { text });
    if (columns > 1 || rows > 1)
      this.builder.merge({ top: this.row, left: column, bottom: this.row + rows - 1, right: column + columns - 1 });
    for (let at = column; at < column + columns; at += 1) this.covered[at] = rows;
    this.column = column + columns;
  }

  private endRow(): void {
    if (!this.inRow) return;
    this.endCell();
    this.inRow = false;
    this.builder.endRow();
    this.covered = this.covered.map((rows) => Math.max(0, rows - 1));
  }
}
