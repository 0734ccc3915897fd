/** Cells that a person wrote anew, in the place of those of the file. */
import type { MendedRow, RowPlace } from '../../domain/index.ts';
import { EMPTY_CELL, type FileGrids, type GridRow } from './grid.ts';

const rowKey = ({ line, sheet = '', page = 0 }: RowPlace): string => `${page} ${line} ${sheet}`;

/** The tables of a file with those rows as a person wrote them. Of several rows that bear one place the first is meant. */
export function mendGrids(file: FileGrids, mended: readonly MendedRow[] = []): FileGrids {
  if (mended.length === 0) return file;
  const waiting = new Map(mended.map((row) => [rowKey(row.place), row]));
  const mendRow = (row: GridRow, sheet: string | null): GridRow => {
    const place = {
      line: row.number,
      ...(sheet !== null && { sheet }),
      ...(row.page !== undefined && { page: row.page }),
    };
    const written = waiting.get(rowKey(place));
    if (!written) return row;
    waiting.delete(rowKey(place));
    return withCells(row, written.cells);
  };
  const grids = file.grids.map((grid) => ({ ...grid, rows: grid.rows.map((row) => mendRow(row, grid.name)) }));
  return { ...file, grids };
}

/** What was wrong with the row as it stood is judged anew; what a person looked at is confirmed. */
function withCells({ fault: _, scanned: __, ...row }: GridRow, written: MendedRow['cells']): GridRow {
  const cells = [...row.cells];
  for (const [letter, text] of Object.entries(written)) {
    const at = columnOf(letter);
    while (cells.length < at) cells.push(EMPTY_CELL);
    cells[at] = { text: text.trim() };
  }
  return { ...row, cells };
}

/** 0-based, of `C` as spreadsheets name it. */
const columnOf = (letter: string): number =>
  [...letter].reduce((sum, sign) => sum * 26 + sign.charCodeAt(0) - 64, 0) - 1;
