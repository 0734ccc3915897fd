/** Cells that a spreadsheet would run: an apostrophe in front turns them into text, and reading takes it off again. */

/**
 * The cell as it may stand in a CSV file that a spreadsheet opens; plain numbers stay. Signs that start a formula count in full width too, and
 * so do the controls that hide one (OWASP, "CSV Injection"). Apostrophes in front belong to the pattern, so that adding one and taking one
 * off are each other's inverse.
 */
export const neutralise = (cell: string): string =>
  /^'*\s*[=+\-@＝＋－＠\t\r\n]/u.test(cell) && !/^[+-]?\d+(?:[.,]\d+)?$/.test(cell) ? `'${cell}` : cell;

/** What {@link neutralise} was given. */
export const withoutNeutralising = (cell: string): string =>
  /^'+\s*[=+\-@＝＋－＠\t\r\n]/u.test(cell) ? cell.slice(1) : cell;
