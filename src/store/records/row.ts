/** How a record becomes a row, and a row becomes a record again. */
import { recordHash } from '../audit/chain.ts';
import { columnsIn } from '../schema/index.ts';
import { storableJson } from '../values.ts';
import type { AnyRecord, RecordDefinition } from './kinds.ts';

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
  readonly body?: unknown;
}

/** The columns of a record as they are stored. @throws z.ZodError when the value is no record of the schema. */
export function toRow<R extends AnyRecord>(
  { table, schema, columns, joined }: RecordDefinition<R>,
  record: AnyRecord,
): Readonly<Record<string, unknown>> {
  const { id: _, revision: __, ...plain } = plainOf(schema.parse(JSON.parse(storableJson(record))));
  const own = new Set<string | undefined>([joined?.field, ...columns]);
  const body = Object.fromEntries(Object.entries(plain).filter(([field]) => !own.has(field)));
  return { ...pick(plain, columns), ...(columnsIn(table).includes('body') && { body: JSON.stringify(body) }) };
}

/** @throws z.ZodError when the row holds something else than it was given, which only a hand in the database can bring about. */
export function fromRow<R extends AnyRecord>({ schema, columns, joined }: RecordDefinition<R>, row: StoredRow): R {
  const fields = ['id', 'revision', ...columns, ...(joined ? [joined.field] : [])];
  return schema.parse({ ...(row.body as object | undefined), ...pick({ ...row }, fields) });
}

/** The hash under which the audit knows this state of a record. */
export const hashOf = <R extends AnyRecord>({ joined }: RecordDefinition<R>, salt: string, record: R): string =>
  recordHash(salt, { ...plainOf(record), ...(joined && !joined.write && { [joined.field]: [] }) });

/** As JSON knows it: rationals as text, nothing undefined. */
const plainOf = (record: AnyRecord): Readonly<Record<string, unknown>> => JSON.parse(JSON.stringify(record));

const pick = (from: Readonly<Record<string, unknown>>, fields: readonly string[]) =>
  Object.fromEntries(fields.map((field) => [field, from[field] ?? null]));
