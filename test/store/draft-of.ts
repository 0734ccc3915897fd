import type { z } from 'zod';

/** Fields of a record as its schema completes them, for a store that gives id and revision itself. */
export function draftOf<R extends { readonly id: string; readonly revision: number }>(
  schema: z.ZodType<R>,
  fields: object,
): Omit<R, 'id' | 'revision'> {
  const { id: _, revision: __, ...draft } = schema.parse({ id: 'x', revision: 1, ...fields });
  return draft;
}
