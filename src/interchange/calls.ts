/** Mobility calls of the international office. */
import type { MobilityCall, Result } from '../domain/index.ts';
import type { Field } from './columns.ts';
import type { Row } from './row.ts';
import { type FileInput, type Limits, type Loaded, readTable } from './table.ts';
import { readCount, readDate, readUrl } from './values.ts';

const FIELDS = [
  'university',
  'city',
  'country',
  'specialty',
  'requirements',
  'tuition_payment',
  'costs',
  'quantity',
  'catalogue_links',
  'deadline',
] as const satisfies readonly Field[];

/** Reads mobility calls. University, number of places and deadline are required; a link that is no web address is left out with a warning. */
export function readCalls(file: FileInput, limits?: Limits): Result<Loaded<MobilityCall[]>> {
  const required = [['university'], ['quantity'], ['deadline']] as const;
  return readTable(file, { name: 'a list of mobility calls', fields: FIELDS, required, readRow: readCall }, limits);
}

function readCall(row: Row): MobilityCall | null {
  for (const field of ['university', 'quantity', 'deadline'] as const)
    if (row.text(field) === '')
      row.reject('value-missing', { field, message: 'this cell must not be empty', mend: 'Fill it in' });
  const quantity = row.read('quantity', readCount(0));
  const deadline = row.read('deadline', readDate);
  if (quantity === null || deadline === null || row.rejected) return null;
  return {
    university: row.text('university'),
    city: row.text('city'),
    country: row.text('country'),
    specialty: row.text('specialty'),
    requirements: row.text('requirements'),
    tuitionPayment: row.text('tuition_payment'),
    costs: row.text('costs'),
    quantity,
    catalogueLinks: readLinks(row),
    deadline,
  };
}

/** Addresses separated by white space, semicolons or bars. */
function readLinks(row: Row): string[] {
  const links: string[] = [];
  for (const part of row.text('catalogue_links').split(/[\s;|]+/)) {
    if (part === '') continue;
    const parsed = readUrl(part);
    if ('value' in parsed) links.push(parsed.value);
    else
      row.warn('value-invalid', {
        field: 'catalogue_links',
        message: `${parsed.reason}; it is left out`,
        mend: parsed.mend,
        value: part,
      });
  }
  return links;
}
