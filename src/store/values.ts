/** Small things that the functions of every table use. */
import { createHash, randomUUID } from 'node:crypto';
import type { z } from 'zod';

export const newId = (): string => randomUUID();

export const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** What PostgreSQL's text and JSON can not hold and no text of ours needs: the character NUL and halves of surrogate pairs. */
const UNSTORABLE = /\\u(?:0000|d[89a-f])/i;

const storable = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? Buffer.from(value.replaceAll('\0', '\ufffd')).toString() : value;

/**
 * A value as the text of a jsonb column, after its schema has accepted what will be read back.
 * @throws z.ZodError when the value is not one of the schema: a mistake of the program, not of its input.
 */
export function toJson(schema: z.ZodType, value: unknown): string {
  const text = JSON.stringify(value);
  const stored = UNSTORABLE.test(text) ? JSON.stringify(value, storable) : text;
  schema.parse(JSON.parse(stored));
  return stored;
}
