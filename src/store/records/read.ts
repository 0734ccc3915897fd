/** Reading records, all kinds alike. */
import { type RawBuilder, sql } from 'kysely';
import type { Connection, Tx } from '../connection.ts';
import { limitOf, type Page, type PageOptions, readCursor, toPage } from '../page.ts';
import { RECORDS, type RecordDefinition, type RecordKind, type Records } from './kinds.ts';
import { fromRow, type StoredRow } from './row.ts';

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
}

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
  return toPage(await rowsOf(connection, kind, { from }), limit, {
    read: (row) => recordOf(kind, row),
    cursor: (row) => [row.createdAt, row.id],
  });
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
