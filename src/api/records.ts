/** Stored records on the wire: ids, pages, ETag and If-Match, Idempotency-Key. */
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { isCursor } from '../app/index.ts';
import { idSchema } from '../domain/index.ts';

export const idParams = z.object({ id: idSchema });

/** The query of every list. */
export const pageQuery = {
  after: z.string().max(2000).refine(isCursor, 'this is not the "next" of any page').optional().openapi({
    description: 'the "next" of the page before',
  }),
  limit: z.coerce.number().int().min(1).max(500).default(50),
};

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    next: z.string().nullable().describe('what the next page is asked with as "after"; null on the last'),
  });

/** The revision that a change is based on. */
export const ifMatchHeaders = z.object({
  'if-match': z
    .string()
    .regex(/^"\d{1,9}"$/, 'expected the ETag of what was read, for example "3" with its quotes')
    .transform((tag) => Number(tag.slice(1, -1)))
    .openapi({ type: 'string', description: 'the ETag that came with what was read', example: '"3"' }),
});

/** What is changed, from which revision: of a route with {@link idParams} and {@link ifMatchHeaders}. */
export const placed = ({ id }: { readonly id: string }, { 'if-match': revision }: { readonly 'if-match': number }) => ({
  id,
  revision,
});

/** For requests that make something: a repeated one is answered as the first was, and does nothing. */
export const onceHeaders = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/, 'expected 1 to 255 printable characters without spaces')
    .optional()
    .openapi({ description: 'any new text for a new request, the same for one that is sent again' }),
});

const etagHeader = {
  ETag: { description: 'the revision, for If-Match', schema: { type: 'string' as const, example: '"3"' } },
};

export const json = <T extends z.ZodType>(schema: T, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});

/** The answer that carries a record with its ETag. */
export const recordAnswer = <T extends z.ZodType>(schema: T, description: string) => ({
  ...json(schema, description),
  headers: etagHeader,
});

/** Puts the ETag of a record on the answer. */
export function tagged<R extends { readonly revision: number }>(c: Context, record: R): R {
  c.header('etag', `"${record.revision}"`);
  return record;
}

/** A schema of the domain under its name in the OpenAPI document; the domain knows nothing of that. */
export const named = <T extends z.ZodType>(schema: T, name: string): T => schema.clone().openapi(name);
