/** Domain records in tables: which fields have a column, and how a row becomes a record again. */
import type { z } from 'zod';
import { recordHash } from '../audit/chain.ts';
import type { RecordRow } from '../schema/columns.ts';
import type { Database } from '../schema/index.ts';
import { storableJson } from '../values.ts';

/** Tables with the columns of {@link RecordRow}. */
export type RecordTable = {
  [T in keyof Database]: Database[T] extends RecordRow ? T : never;
}[keyof Database];

/** What a record has in common with all others. */
export interface AnyRecord {
  readonly id: string;
  readonly revision: number;
}

export interface RecordDefinition<R extends AnyRecord> {
  readonly table: RecordTable;
  /** Its name in messages and events: `study plan`. */
  readonly what: string;
  readonly schema: z.ZodType<R>;
  /** Fields that are columns of the same name; all others go into `body`. */
  readonly columns: readonly (keyof R & string)[];
}

/** The columns of every record table; a row has those of its own beside them. */
export interface StoredRow {
  readonly id: string;
  readonly revision: number;
  readonly salt: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Of records that go through states. */
  readonly state?: string | undefined;
  readonly stateSince?: string | undefined;
  readonly body: unknown;
}

/** A record whose id the store gives, unless the caller has one. */
export type Draft<R extends AnyRecord> = Omit<R, 'id' | 'revision'> & { readonly id?: string };

type PlainRecord = Readonly<Record<string, unknown>>;

/** Scalars of a record as they are stored. @throws z.ZodError when the value is no record of the schema. */
export function toStored<R extends AnyRecord>(
  { schema, columns }: RecordDefinition<R>,
  record: AnyRecord,
): { readonly columns: PlainRecord; readonly body: string; readonly plain: PlainRecord } {
  const plain = plainOf(schema.parse(JSON.parse(storableJson(record))));
  const own = new Set<string>(['id', 'revision', ...columns]);
  const body = Object.fromEntries(Object.entries(plain).filter(([field]) => !own.has(field)));
  return { columns: pick(plain, columns), body: JSON.stringify(body), plain };
}

/** @throws z.ZodError when the row holds something else than it was given, which only a hand in the database can bring about. */
export const fromRow = <R extends AnyRecord>({ schema, columns }: RecordDefinition<R>, row: StoredRow): R =>
  schema.parse({ ...(row.body as object), ...pick({ ...row }, columns), id: row.id, revision: row.revision });

/** The hash under which the audit knows this state of a record. */
export const hashOf = (salt: string, record: AnyRecord): string => recordHash(salt, plainOf(record));

/** As JSON knows it: rationals as text, nothing undefined. */
const plainOf = (record: AnyRecord): PlainRecord => JSON.parse(JSON.stringify(record));

const pick = (from: PlainRecord, fields: readonly string[]): PlainRecord =>
  Object.fromEntries(fields.map((field) => [field, from[field] ?? null]));
