/** Pages of a list: where one ends is a text that the next is asked with, so that no row is lost or shown twice while others write. */
import { z } from 'zod';

export interface Page<T> {
  readonly items: T[];
  /** What the next page is asked with; null on the last. */
  readonly next: string | null;
}

export interface PageOptions {
  /** Of the page before. */
  readonly after?: string | null | undefined;
  /** Most items, 1 to 500; 50 when left out. */
  readonly limit?: number | undefined;
}

/** The sort value and the id of a page's last row, as base64url of JSON. */
const cursorSchema = z
  .string()
  .transform((text, { addIssue }) => {
    try {
      return JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown;
    } catch {
      addIssue({ code: 'custom', message: 'no cursor' });
      return z.NEVER;
    }
  })
  .pipe(z.tuple([z.union([z.string(), z.number()]), z.string()]));

/** Whether a text is the `next` of some page; check it where it comes in. */
export const isCursor = (text: string): boolean => cursorSchema.safeParse(text).success;

/** @throws RangeError for a text that is no cursor. */
export function readCursor(text: string): z.infer<typeof cursorSchema> {
  const cursor = cursorSchema.safeParse(text);
  if (!cursor.success) throw new RangeError('this is not the "next" of any page');
  return cursor.data;
}

export const limitOf = ({ limit = 50 }: PageOptions): number => Math.min(Math.max(limit, 1), 500);

/** A page of rows that were asked for one more than its limit. */
export function toPage<Row, T>(
  rows: readonly Row[],
  limit: number,
  { read, cursor }: { readonly read: (row: Row) => T; readonly cursor: (row: Row) => z.infer<typeof cursorSchema> },
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(read),
    next:
      rows.length > limit && last !== undefined
        ? Buffer.from(JSON.stringify(cursor(last))).toString('base64url')
        : null,
  };
}
