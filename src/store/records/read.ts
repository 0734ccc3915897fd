/** Reading records, all kinds alike. */
import { type RawBuilder, sql } from 'kysely';
import type { Connection, Tx } from '../connection.ts';
import { fromRow, type StoredRow } from './define.ts';
import { RECORDS, type RecordDefinition, type RecordKind, type Records } from './kinds.ts';
import { limitOf, type Page, type PageOptions, readCursor, toPage } from './page.ts';

type Scalar = string | number | boolean | null;

/** What a person may see: everything, the own cases, those of institutes. */
export interface Reach {
  readonly all: boolean;
  /** The person's id when own cases are seen. */
  readonly owner: string | null;
  readonly institutes: readonly string[];
}

export interface ListOptions<R> extends PageOptions {
  /** Fields that have a column, each with the value or the values wanted. */
  readonly where?: { readonly [K in keyof R]?: R[K] | readonly R[K][] | undefined } | undefined;
  /** For records with a student and an institute. */
  readonly reach?: Reach | undefined;
  /** By the time of creation; `oldest` when left out. */
  readonly order?: 'oldest' | 'newest' | undefined;
}

/** Rows of a kind as `one`, `from` its table and whatever is joined to it. */
export async function rowsOf<Row extends StoredRow>(
  connection: Connection,
  { joined }: Pick<RecordDefinition<never>, 'joined'>,
  { also = sql``, from }: { readonly also?: RawBuilder<unknown>; readonly from: RawBuilder<unknown> },
): Promise<Row[]> {
  const field = joined ? sql`, ${joined.read} as ${sql.ref(joined.field)}` : sql``;
  const { rows } = await sql<Row>`select one.*${field}${also} from ${from}`.execute(connection);
  return rows;
}

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
  const definition: RecordDefinition<Records[K]> = RECORDS[kind];
  const from = sql`${sql.table(definition.table)} as one where id in (${sql.join(ids)})`;
  return (await rowsOf(connection, definition, { from })).map((row) => fromRow(definition, row));
}

/** The same as {@link find}, and nobody else writes the record until the transaction ends. */
export async function lock<K extends RecordKind>(tx: Tx, kind: K, id: string): Promise<Records[K] | null> {
  await sql`select id from ${sql.table(RECORDS[kind].table)} where id = ${id} for update`.execute(tx);
  return find(tx, kind, id);
}

/** @throws RangeError for a cursor that is none, or a field without a column: check both where they come in. */
export async function list<K extends RecordKind>(
  connection: Connection,
  kind: K,
  options: ListOptions<Records[K]> = {},
): Promise<Page<Records[K]>> {
  const definition: RecordDefinition<Records[K]> = RECORDS[kind];
  const { where = {}, reach, after, order = 'oldest' } = options;
  const limit = limitOf(options);
  const conditions = Object.entries(where).flatMap(([field, wanted]) => {
    if (wanted === undefined) return [];
    if (!definition.columns.some((column) => column === field)) throw new RangeError(`${field} can not be searched`);
    return [isOneOf(`one.${field}`, wanted as Scalar | readonly Scalar[])];
  });
  if (reach) conditions.push(isReached(reach, 'one'));
  if (after) {
    const [at, id] = readCursor(after);
    const side = order === 'oldest' ? sql`>` : sql`<`;
    conditions.push(sql<boolean>`(created_at, id) ${side} (${at}::timestamptz, ${id})`);
  }
  const direction = order === 'oldest' ? sql`asc` : sql`desc`;
  const rows = await rowsOf(connection, definition, {
    from: sql`${sql.table(definition.table)} as one
      where ${sql.join([sql`true`, ...conditions], sql` and `)}
      order by created_at ${direction}, id ${direction} limit ${limit + 1}`,
  });
  return toPage(rows, limit, { read: (row) => fromRow(definition, row), cursor: (row) => [row.createdAt, row.id] });
}

function isOneOf(field: string, wanted: Scalar | readonly Scalar[]) {
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
