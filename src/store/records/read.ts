/** Reading records, all kinds alike. */
import { type RawBuilder, sql } from 'kysely';
import type { Connection, Tx } from '../connection.ts';
import { recordHash } from '../hash.ts';
import { limitOf, type Page, type PageOptions, readCursor, toPage } from '../page.ts';
import { columnsIn } from '../schema/index.ts';
import { storableJson } from '../values.ts';
import { type AnyRecord, RECORDS, type RecordDefinition, type RecordKind, type Records } from './kinds.ts';

type Wanted = string | number | boolean | null | readonly (string | number | boolean | null)[];

/** What a person may see: everything, the own cases, those of institutes. */
export interface Reach {
  readonly all: boolean;
  /** The person's id when own cases are seen. */
  readonly owner: string | null;
  readonly institutes: readonly string[];
}

/** Fields that have a column, each with the value or the values wanted. */
type Where<R> = { readonly [K in keyof R]?: R[K] | readonly R[K][] | undefined };

export interface ListOptions<R> extends PageOptions {
  readonly where?: Where<R> | undefined;
  /** For records with a student and an institute. */
  readonly reach?: Reach | undefined;
  /** By the time of creation; `oldest` when left out. */
  readonly order?: 'oldest' | 'newest' | undefined;
  /** Told of a row that holds no record, which is then left out; without it such a row is an error. */
  readonly unread?: Unread | undefined;
}

/** Told the id of what could not be read or worked on, and why. */
export type Unread = (id: string, error: unknown) => void;

/** The records of rows; one that holds none is told of and left out where somebody listens. */
export const soundRecords = <K extends RecordKind, Row extends StoredRow>(
  kind: K,
  rows: readonly Row[],
  unread: Unread | undefined,
): { readonly row: Row; readonly record: Records[K] }[] =>
  rows.flatMap((row) => {
    try {
      return [{ row, record: recordOf(kind, row) }];
    } catch (error) {
      if (!unread) throw error;
      unread(row.id, error);
      return [];
    }
  });

/** Rows of a kind as `one`, `from` its table and whatever is joined to it; `also` are more columns. */
export async function rowsOf<Row extends StoredRow>(
  connection: Connection,
  kind: RecordKind,
  { from, also = sql`` }: { readonly from: RawBuilder<unknown>; readonly also?: RawBuilder<unknown> },
): Promise<Row[]> {
  const { joined } = RECORDS[kind];
  const field = joined ? sql`, ${joined.read} as ${sql.ref(joined.field)}` : sql``;
  const { rows } = await sql<Row>`select one.*${field}${also} from ${from}`.execute(connection);
  return rows;
}

/** The record of a row of {@link rowsOf}. */
export const recordOf = <K extends RecordKind>(kind: K, row: StoredRow): Records[K] => {
  const definition: RecordDefinition<Records[K]> = RECORDS[kind];
  return fromRow(definition, row);
};

/** Null when there is no such record. */
export async function find<K extends RecordKind>(
  connection: Connection,
  kind: K,
  id: string,
): Promise<Records[K] | null> {
  const [record] = await findMany(connection, kind, [id]);
  return record ?? null;
}

/** Of several ids in one reading, in no order. */
export async function findMany<K extends RecordKind>(
  connection: Connection,
  kind: K,
  ids: readonly string[],
): Promise<Records[K][]> {
  if (ids.length === 0) return [];
  const rows = await rowsOf(connection, kind, { from: sql`${oneOf(kind)} where id in (${sql.join(ids)})` });
  return rows.map((row) => recordOf(kind, row));
}

/** The same as {@link find}, and nobody else writes the record until the transaction ends. */
export async function lock<K extends RecordKind>(tx: Tx, kind: K, id: string): Promise<Records[K] | null> {
  await sql`select id from ${oneOf(kind)} where id = ${id} for update`.execute(tx);
  return find(tx, kind, id);
}

/** Nobody else writes those that are so until the transaction ends. */
export async function lockAll<K extends RecordKind>(tx: Tx, kind: K, where: Where<Records[K]>): Promise<void> {
  await sql`select id from ${oneOf(kind)} where ${allOf(conditions(kind, where))} order by id for update`.execute(tx);
}

/** @throws RangeError for a cursor that is none, or a field without a column: check both where they come in. */
export async function list<K extends RecordKind>(
  connection: Connection,
  kind: K,
  options: ListOptions<Records[K]> = {},
): Promise<Page<Records[K]>> {
  const { where = {}, reach, after, order = 'oldest' } = options;
  const limit = limitOf(options);
  const wanted = conditions<Records[K]>(kind, where);
  if (reach) wanted.push(isReached(reach, 'one'));
  if (after) {
    const [at, id] = readCursor(after);
    const side = order === 'oldest' ? sql`>` : sql`<`;
    wanted.push(sql<boolean>`(created_at, id) ${side} (${at}::timestamptz, ${id})`);
  }
  const direction = order === 'oldest' ? sql`asc` : sql`desc`;
  const from = sql`${oneOf(kind)} where ${allOf(wanted)}
    order by created_at ${direction}, id ${direction} limit ${limit + 1}`;
  const page = toPage(await rowsOf(connection, kind, { from }), limit, {
    read: (row) => row,
    cursor: (row) => [row.createdAt, row.id],
  });
  return { ...page, items: soundRecords(kind, page.items, options.unread).map(({ record }) => record) };
}

const oneOf = (kind: RecordKind) => sql`${sql.table(RECORDS[kind].table)} as one`;
const allOf = (wanted: readonly RawBuilder<boolean>[]) => sql.join([sql`true`, ...wanted], sql` and `);

const conditions = <R>(kind: RecordKind, where: Where<R>): RawBuilder<boolean>[] =>
  Object.entries(where).flatMap(([field, wanted]) => {
    if (wanted === undefined) return [];
    if (!RECORDS[kind].columns.includes(field)) throw new RangeError(`${field} cannot be searched`);
    return [isOneOf(`one.${field}`, wanted as Wanted)];
  });

function isOneOf(field: string, wanted: Wanted) {
  const column = sql.ref(field);
  if (wanted === null) return sql<boolean>`${column} is null`;
  if (typeof wanted !== 'object') return sql<boolean>`${column} = ${wanted}`;
  return wanted.length === 0 ? sql<boolean>`false` : sql<boolean>`${column} in (${sql.join(wanted)})`;
}

/** Of rows with a student and an institute in the table (or alias) `of`. */
export function isReached({ all, owner, institutes }: Reach, of: string) {
  if (all) return sql<boolean>`true`;
  const own = owner === null ? sql<boolean>`false` : sql<boolean>`${sql.ref(`${of}.student`)} = ${owner}`;
  return sql<boolean>`(${own} or ${isOneOf(`${of}.institute`, institutes)})`;
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

/**
 * The hashes under which the audit may know a row: as it is read today, and as it was written, before later versions knew fields that it
 * lacks.
 */
export function hashesOf<K extends RecordKind>(kind: K, row: StoredRow): string[] {
  const definition: RecordDefinition<Records[K]> = RECORDS[kind];
  const { columns, joined } = definition;
  const fields = ['id', 'revision', ...columns, ...(joined?.write ? [joined.field] : [])];
  const stored = { ...(row.body as object | undefined), ...pick({ ...row }, fields) };
  const asWritten = { ...stored, id: row.id, revision: row.revision };
  const known = Object.entries(asWritten).filter(([, value]) => value !== null);
  const spare = { ...Object.fromEntries(known), id: row.id, revision: row.revision };
  return [
    hashOf(definition, row.salt, fromRow(definition, row)),
    ...[asWritten, spare].map((one) => hashOf(definition, row.salt, one as unknown as Records[K])),
  ];
}

/** As JSON knows it: rationals as text, nothing undefined. */
const plainOf = (record: AnyRecord): Readonly<Record<string, unknown>> => JSON.parse(JSON.stringify(record));

const pick = (from: Readonly<Record<string, unknown>>, fields: readonly string[]) =>
  Object.fromEntries(fields.map((field) => [field, from[field] ?? null]));
