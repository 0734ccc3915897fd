/** What programs on the way did to a table: letters lost, codes made into dates. It cannot be undone, but it can be said. */
import { type Reason, reason } from '../../domain/index.ts';
import { looksConverted } from '../dates.ts';
import { isErrorValue } from '../grid/error-value.ts';
import type { GridRow } from '../grid/grid.ts';

/** A question mark where a letter stood: within a word or at its beginning, among letters beyond ASCII. */
const LOST = /(?:\p{L}\?\p{L}|(?:^|\s)\?+\p{Ll})/u;

/** The loss of letters in a table, with a cell that shows it; null when there is none. */
export function lostLetters(
  rows: readonly GridRow[],
): { readonly reason: Reason; readonly row: GridRow; readonly value: string } | null {
  const found: { row: GridRow; value: string }[] = [];
  for (const row of rows.slice(0, 5000))
    for (const { text } of row.cells) {
      if (!text.includes('?') && !text.includes('\ufffd')) continue;
      const isLost =
        text.includes('\ufffd') ||
        (LOST.test(text) && !/https?:\/\//.test(text) && /\p{Script=Cyrillic}|\?\p{L}.*\?\p{L}/u.test(text));
      if (isLost) found.push({ row, value: text });
    }
  const [first] = found;
  return first && found.length > 1 ? { ...first, reason: reason('letters-lost', { count: found.length }) } : null;
}

/** What a spreadsheet made of a code, or null when it looks whole. */
export function convertedCode(code: string, stored: GridRow['cells'][number]['stored']): Reason | null {
  if (stored?.kind === 'date') return reason('code-converted', { shown: code });
  return looksConverted(code) || isErrorValue(code) ? reason('code-converted', { shown: code }) : null;
}
