/** What a spreadsheet hides or could not calculate is said once for the file, with the first place of it. */
import { type Reason, reason } from '../../domain/index.ts';
import type { ProblemLog } from '../problems.ts';
import { cellName, type Grid, type GridCell, type GridRow } from './grid.ts';

export function noteSheets(grids: readonly Grid[], log: ProblemLog): void {
  const hidden = grids.filter((grid) => grid.hidden && grid.rows.length > 0);
  if (hidden.length > 0) {
    const sheets = hidden.map(({ name }) => `“${name ?? ''}”`).join(', ');
    log.note('file-malformed', reason('sheets-hidden', { count: hidden.length, sheets }));
  }
  const rows = foundPlaces(grids, (row) => (row.hidden ? [0] : []));
  if (rows.count > 0) log.note('file-malformed', reason('rows-hidden', rows));
  const warn = (
    code: 'value-missing' | 'value-invalid',
    holds: (cell: GridCell) => boolean,
    why: (places: FoundPlaces) => Reason,
  ) => {
    const places = foundPlaces(grids, ({ cells }) => cells.flatMap((cell, column) => (holds(cell) ? [column] : [])));
    if (places.count > 0) log.warn(code, why(places));
  };
  const isUncalculated = ({ text, stored }: GridCell): boolean => text === '' && stored?.kind === 'formula';
  warn('value-missing', isUncalculated, (places) => reason('formulas-uncalculated', places));
  warn(
    'value-invalid',
    ({ stored }) => stored?.kind === 'error',
    (places) => reason('cells-in-error', places),
  );
}

/** How many there are, and the first by sheet and cell: `Plan!B12`. */
type FoundPlaces = { readonly count: number; readonly first: string };

function foundPlaces(grids: readonly Grid[], columnsIn: (row: GridRow) => readonly number[]): FoundPlaces {
  let [count, first] = [0, ''];
  for (const { name, rows } of grids)
    for (const row of rows) {
      const columns = columnsIn(row);
      count += columns.length;
      const [column] = columns;
      if (first === '' && column !== undefined)
        first = `${name === null ? '' : `${name}!`}${cellName(column, row.number)}`;
    }
  return { count, first };
}
