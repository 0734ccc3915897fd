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

const [DEFAULT_LIMIT, MAX_LIMIT] = [50, 500];

/** The sort value and the id of a page's last row. */
const cursorSchema = z.tuple([z.union([z.string(), z.number()]), z.string()]);
export type Cursor = z.infer<typeof cursorSchema>;

export const writeCursor = (cursor: Cursor): string => Buffer.from(JSON.stringify(cursor)).toString('base64url');

function tryCursor(text: string): Cursor | null {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch {
    return null;
  }
}

/** Whether a text is the `next` of some page; check it where it comes in. */
export const isCursor = (text: string): boolean => tryCursor(text) !== null;

/** @throws RangeError for a text that is no cursor. */
export function readCursor(text: string): Cursor {
  const cursor = tryCursor(text);
  if (cursor === null) throw new RangeError('this is not the "next" of any page');
  return cursor;
}

export const limitOf = ({ limit }: PageOptions): number => Math.min(Math.max(limit ?? DEFAULT_LIMIT, 1), MAX_LIMIT);

/** A page of rows that were asked for one more than its limit. */
export function toPage<Row, T>(
  rows: readonly Row[],
  limit: number,
  { read, cursor }: { readonly read: (row: Row) => T; readonly cursor: (row: Row) => Cursor },
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(read),
    next: rows.length > limit && last !== undefined ? writeCursor(cursor(last)) : null,
  };
}
