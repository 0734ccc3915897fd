/** Lists as workbooks: what a list answers in JSON, a row an item and a column a field. */
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { type Sheet, sheetToXlsx } from '../app/index.ts';
import type { ApiEnv } from './environment.ts';
import { sendFile } from './files.ts';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Of lists: the form of the answer, where the header `Accept` does not ask for one. */
export const formatQuery = {
  format: z.enum(['json', 'xlsx']).optional().openapi({ description: 'xlsx: the list as a workbook', example: 'json' }),
};

/** Whether an answer is a list of items, and so may be asked for as a workbook. */
export const isList = (answer: z.ZodType | undefined): boolean =>
  answer instanceof z.ZodObject && answer.shape.items instanceof z.ZodArray;

export const wantsXlsx = (c: Context<ApiEnv>): boolean =>
  c.req.query('format') === 'xlsx' ||
  (c.req.query('format') === undefined && c.req.header('accept')?.includes(XLSX) === true);

/** The items of a list as a workbook; where there is a next page, the header `Link` has its address (RFC 8288). */
export async function sendList(c: Context<ApiEnv>, list: object): Promise<Response> {
  const { items = [], next } = list as { readonly items?: readonly unknown[]; readonly next?: string | null };
  if (next) {
    const address = new URL(c.req.url);
    address.searchParams.set('after', next);
    c.header('link', `<${address.pathname}${address.search}>; rel="next"`);
  }
  const name = c.req.path.split('/').at(-1) ?? 'list';
  return sendFile(c, { name: `${name}.xlsx`, mediaType: XLSX, content: await sheetToXlsx(sheetOf(items, name)) });
}

/** Fields in the order in which they come first; a field of a field is `course.title.en`, values of a list stand in one cell. */
export function sheetOf(items: readonly unknown[], name: string): Sheet {
  const rows = items.map((item) => new Map(cellsOf(JSON.parse(JSON.stringify(item)), '')));
  const columns = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  return { name, columns, rows: rows.map((row) => columns.map((column) => row.get(column) ?? null)) };
}

type Plain = string | number | boolean | null | readonly Plain[] | { readonly [field: string]: Plain };

function cellsOf(value: Plain, path: string): [string, string | number | null][] {
  if (typeof value === 'string' || typeof value === 'number' || value === null) return [[path || 'value', value]];
  if (typeof value === 'boolean') return [[path, String(value)]];
  if (Array.isArray(value)) return [[path, value.map(cellText).join('; ')]];
  return Object.entries(value).flatMap(([field, inner]) => cellsOf(inner, path === '' ? field : `${path}.${field}`));
}

const cellText = (value: Plain): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
