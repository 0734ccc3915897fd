/** Small things that the functions of every table use. */
import { createHash, randomUUID } from 'node:crypto';
import type { z } from 'zod';

export const newId = (): string => randomUUID();

export const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** A text that PostgreSQL can hold: what it cannot becomes the replacement character. */
export const storableText = (text: string): string => Buffer.from(text.replaceAll('\0', '\ufffd')).toString();

/** A value as JSON text that PostgreSQL can hold. */
export function storableJson(value: unknown): string {
  const text = JSON.stringify(value);
  // What PostgreSQL's text and JSON cannot hold and no text of ours needs: the character NUL and halves of surrogate pairs.
  if (!/\\u(?:0000|d[89a-f])/i.test(text)) return text;
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'string' ? storableText(part) : part));
}

/**
 * A value as the text of a jsonb column, after its schema has accepted what will be read back.
 * @throws z.ZodError when the value is not one of the schema: a mistake of the program, not of its input.
 */
export function toJson(schema: z.ZodType, value: unknown): string {
  const text = storableJson(value);
  schema.parse(JSON.parse(text));
  return text;
}

/** By the type oids of PostgreSQL's catalogue: int8 as number (counts, sizes), days as `YYYY-MM-DD`, instants as ISO 8601 in UTC. */
export const PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  20: Number, // int8
  1082: (text) => text, // date
  1184: (text) => new Date(text).toISOString(), // timestamptz
};
