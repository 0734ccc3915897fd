/** What reading a file leaves beside its items: rows that could not be used, and values that a row could do without. */
import { z } from 'zod';
import { reasonSchema } from './reasons/index.ts';

/** Where in a file a row stands. */
export const rowPlaceSchema = z.object({
  /** 1-based: line of a text, row of a sheet, running number of a table's row elsewhere. */
  line: z.number().int().positive(),
  sheet: z.string().optional().describe('name of the sheet in a workbook'),
  page: z.number().int().positive().optional(),
});
export type RowPlace = z.infer<typeof rowPlaceSchema>;

/** A row that stands in the file and is not among the items, with all its cells as printed. */
export const rejectedRowSchema = z.object({
  place: rowPlaceSchema,
  cells: z.array(z.string()),
  reason: reasonSchema,
});
export type RejectedRow = z.infer<typeof rejectedRowSchema>;

/** A value of a row that could not be read, as printed; the row counts without it. */
export const asideSchema = z.object({
  field: z.string().describe('name of the column in docs/file-formats.md'),
  text: z.string(),
  reason: reasonSchema,
});
export type Aside = z.infer<typeof asideSchema>;
