/** By what a form is known again, so that its columns are said once. */
import { createHash } from 'node:crypto';
import { titleKey } from '../../domain/index.ts';
import type { Loaded } from '../../interchange/index.ts';

/** The header words of the tables of a file, in their order: what two files of one form share. */
export function formOf(loaded: Pick<Loaded<unknown>, 'tables'> | null): string | null {
  const headers = (loaded?.tables ?? []).map(({ columns }) => columns.map(({ name }) => titleKey(name)).join('|'));
  if (headers.length === 0) return null;
  return createHash('sha256')
    .update([...new Set(headers)].join('\n'))
    .digest('hex');
}
