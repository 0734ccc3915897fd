/** Cells that a spreadsheet would run: an apostrophe in front turns them into text, and reading takes it off again. */

/**
 * Signs that start a formula in a spreadsheet, also in full width, and the controls that hide one (OWASP, "CSV Injection").
 * Apostrophes in front belong to the pattern, so that adding one and taking one off are each other's inverse.
 */
const FORMULA = /^'*\s*[=+\-@＝＋－＠\t\r\n]/u;
const NEUTRALISED = /^'+\s*[=+\-@＝＋－＠\t\r\n]/u;
const PLAIN_NUMBER = /^[+-]?\d+(?:[.,]\d+)?$/;

/** The cell as it may stand in a CSV file that a spreadsheet opens; plain numbers stay. */
export const neutralise = (cell: string): string =>
  FORMULA.test(cell) && !PLAIN_NUMBER.test(cell) ? `'${cell}` : cell;

/** What {@link neutralise} was given. */
export const withoutNeutralising = (cell: string): string => (NEUTRALISED.test(cell) ? cell.slice(1) : cell);
