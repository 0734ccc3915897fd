/** The rows of a file on its way in: as they would be taken, left out with the reason, or no items at all. */
import { z } from 'zod';
import { type Result, rejectedRowSchema, rowPlaceSchema, success } from '../../domain/index.ts';
import type { Service } from '../service/service.ts';
import { findImport, type Named, openImport } from './reading.ts';

export const importRowSchema = z.object({
  place: rowPlaceSchema.nullable(),
  item: z.record(z.string(), z.unknown()).nullable().describe('as it would be taken; null for a row that is left out'),
  kind: z.string().nullable().describe('of a row that is no item: heading, sum, note'),
  cells: z.array(z.string()).nullable().describe('of a row that is left out, as printed'),
  why: rejectedRowSchema.shape.reason.nullable().describe('why a row is left out'),
});

/** The rows as they would be taken, those that could not be used, or those that are no items; `after` counts rows. */
export async function listImportRows(
  service: Service,
  {
    which,
    after = 0,
    limit,
    ...named
  }: Named & {
    readonly which: 'used' | 'rejected' | 'listed';
    readonly after?: number | undefined;
    readonly limit: number;
  },
): Promise<Result<{ items: z.infer<typeof importRowSchema>[]; next: string | null }>> {
  const record = await findImport(service, named);
  if (!record.ok) return record;
  const { state } = record.value;
  // What has ended holds its file no more.
  const isRead = state === 'ready' || state === 'needs-answers';
  const opened = isRead ? await openImport(service, record.value) : null;
  if (opened && !opened.ok) return opened;
  const none = { place: null, item: null, kind: null, cells: null, why: null };
  const { items = [], loaded = null } = opened?.value ?? {};
  const rows = {
    used: () => items.map((item) => ({ ...none, place: placeOfRow(item), item: JSON.parse(JSON.stringify(item)) })),
    rejected: () =>
      (loaded?.rejectedRows ?? []).map(({ place, cells, reason: why }) => ({ ...none, place, cells, why })),
    listed: () => (loaded?.listedRows ?? []).map(({ place, kind, text }) => ({ ...none, place, kind, cells: [text] })),
  }[which]();
  const end = after + limit;
  return success({ items: rows.slice(after, end), next: end < rows.length ? String(end) : null });
}

/** Where an item stands: the kinds say it of themselves or of their source. */
function placeOfRow(item: object): z.infer<typeof rowPlaceSchema> | null {
  const read = rowPlaceSchema.safeParse('source' in item ? item.source : item);
  return read.success ? read.data : null;
}
