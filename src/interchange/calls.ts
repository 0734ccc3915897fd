/** Mobility calls of the international office. */
import { type MobilityCall, type Result, reason } from '../domain/index.ts';
import type { FileInput, ReadOptions } from './grid/grid.ts';
import { LIST_FIELDS } from './list-fields.ts';
import type { Loaded } from './loaded.ts';
import type { TableRow } from './row.ts';
import { readTable } from './table.ts';
import { readCount, readUrl } from './values.ts';

/** Reads mobility calls. University, number of places and deadline are required; a link that is no web address is left out with a warning. */
export function readCalls(file: FileInput, options: ReadOptions = {}): Result<Loaded<MobilityCall[]>> {
  const required = [['university'], ['quantity'], ['deadline']] as const;
  return readTable(
    file,
    {
      name: 'calls',
      fields: LIST_FIELDS.calls,
      required,
      readRow: readMobilityCall,
    },
    { ...file.reading, ...options },
  );
}

function readMobilityCall(row: TableRow): MobilityCall | null {
  for (const field of ['university', 'quantity', 'deadline'] as const)
    if (row.text(field) === '') row.reject('value-missing', field, reason('cell-empty'));
  const quantity = row.read('quantity', readCount(0));
  const deadline = row.readNeededDay('deadline');
  if (quantity === null || deadline === null || row.rejected) return null;
  const catalogueLinks: string[] = [];
  // Addresses are separated by white space, semicolons or bars.
  for (const part of row.text('catalogue_links').split(/[\s;|]+/)) {
    if (part === '') continue;
    const parsed = readUrl(part);
    if ('value' in parsed) catalogueLinks.push(parsed.value);
    else row.warn('value-invalid', 'catalogue_links', reason('left-out-of-list', { why: parsed.reason }), part);
  }
  return {
    university: row.text('university'),
    city: row.text('city'),
    country: row.text('country'),
    specialty: row.text('specialty'),
    requirements: row.text('requirements'),
    tuitionPayment: row.text('tuition_payment'),
    costs: row.text('costs'),
    quantity,
    catalogueLinks,
    deadline,
  };
}
