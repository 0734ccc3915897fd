/** The credits of a row with their unit: the cell's own, the one of its column or the header's, and what to do when they contradict. */
import { type Course, parseAmountWithUnit, type Rational, reason } from '../domain/index.ts';
import type { ReadOptions } from './grid/grid.ts';
import type { TableRow } from './row.ts';
import { type PrintedCredits, readCredits } from './values.ts';

type Units = ReadOptions['units'];

/** The credits of a course: one figure or a range; a remark is kept aside with a warning, unreadable credits reject the row. */
export function readPrintedCredits(row: TableRow, units: Units): NonNullable<Course['credits']> | null {
  const read = row.read('credits', (text) => readCredits(text, units));
  if (row.text('credits') !== '' && !row.rejected && read === null)
    row.keep('credits', reason('credits-to-be-arranged'));
  if (read === null) return null;
  if (read.remark !== '') {
    const credits = read.max.eq(read.min) ? read.min : `${read.min}–${read.max}`;
    row.keep('credits', reason('credits-with-remark', { credits }));
  }
  const unit = unitOf(row, read, units);
  return unit === 'contradicted' ? null : { min: read.min, max: read.max, unit };
}

/** Earned credits are one number: a range or a remark is no statement of what was earned. */
export function readEarnedCredits(row: TableRow, units: Units): { credits: Rational | null; unit: string | null } {
  const read = row.read('credits', (text) => {
    const parsed = readCredits(text, units);
    if (!('value' in parsed)) return parsed;
    const isOne =
      parsed.value && /^(?:\(.*\)|\*+)?$/.test(parsed.value.remark) && parsed.value.min.eq(parsed.value.max);
    return isOne ? { value: parsed.value } : { reason: reason('credits-not-one-number') };
  });
  if (read === null) return { credits: null, unit: row.text('credit_system') || row.impliedUnit };
  const unit = unitOf(row, read, units);
  return unit === 'contradicted' ? { credits: null, unit: null } : { credits: read.min, unit };
}

/**
 * The unit as printed. The cell knows best; where its unit and that of the column or header have no meaning in common, the credits are a
 * question and are kept aside.
 */
function unitOf(row: TableRow, { unit: own }: PrintedCredits, units: Units): string | null {
  const column = row.text('credit_system') || row.impliedUnit;
  if (own === null || !column) return own ?? (column || null);
  const meanings = (name: string): readonly string[] => parseAmountWithUnit(`1 ${name}`, units ?? [])?.candidates ?? [];
  const [ofCell, ofColumn] = [meanings(own), meanings(column)];
  if (ofCell.length === 0 || ofColumn.length === 0 || ofCell.some((id) => ofColumn.includes(id))) return column;
  row.keep('credits', reason('unit-contradicted', { unit: own, other: column }));
  return 'contradicted';
}
