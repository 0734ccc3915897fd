import { type Kysely, sql } from 'kysely';
import type { Connection } from '../connection.ts';
import { type AnyRecord, fromRow, type RecordDefinition, type StoredRow } from './define.ts';
import { limitOf, type Page, type PageOptions, readCursor, toPage } from './page.ts';

type Scalar = string | number | boolean | null;

/** What a person may see: everything, the own cases, those of institutes. */
export interface Reach {
  readonly all: boolean;
  /** The person's id when own cases are seen. */
  readonly owner: string | null;
  readonly institutes: readonly string[];
}

export interface ListOptions<R extends AnyRecord> extends PageOptions {
  /** Fields that have a column, each with the value or the values wanted. */
  readonly where?: { readonly [K in keyof R]?: R[K] | readonly R[K][] | undefined } | undefined;
  /** For records with a student and an institute. */
  readonly reach?: Reach | undefined;
  /** By the time of creation; `oldest` when left out. */
  readonly order?: 'oldest' | 'newest' | undefined;
}

const untyped = (connection: Connection) => connection as unknown as Kysely<Record<string, StoredRow>>;

export async function findRecord<R extends AnyRecord>(
  connection: Connection,
  definition: RecordDefinition<R>,
  id: string,
): Promise<R | null> {
  const row = await untyped(connection)
    .selectFrom(definition.table)
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? fromRow(definition, row) : null;
}

/** Of several ids in one reading, in no order. */
export async function findRecords<R extends AnyRecord>(
  connection: Connection,
  definition: RecordDefinition<R>,
  ids: readonly string[],
): Promise<R[]> {
  if (ids.length === 0) return [];
  const rows = await untyped(connection).selectFrom(definition.table).selectAll().where('id', 'in', ids).execute();
  return rows.map((row) => fromRow(definition, row));
}

/** @throws RangeError for a cursor that is none, or a field without a column: check both where they come in. */
export async function listRecords<R extends AnyRecord>(
  connection: Connection,
  definition: RecordDefinition<R>,
  options: ListOptions<R> = {},
): Promise<Page<R>> {
  const { where = {}, reach, after, order = 'oldest' } = options;
  const limit = limitOf(options);
  let query = untyped(connection).selectFrom(definition.table).selectAll();
  for (const [field, wanted] of Object.entries(where)) {
    if (wanted === undefined) continue;
    if (!definition.columns.some((column) => column === field)) throw new RangeError(`${field} can not be searched`);
    query = query.where(isOneOf(field, wanted as Scalar | readonly Scalar[]));
  }
  if (reach) query = query.where(isReached(reach));
  if (after) {
    const [at, id] = readCursor(after);
    const side = order === 'oldest' ? sql`>` : sql`<`;
    query = query.where(sql<boolean>`(created_at, id) ${side} (${at}::timestamptz, ${id})`);
  }
  const direction = order === 'oldest' ? 'asc' : 'desc';
  const rows = await query
    .orderBy('createdAt', direction)
    .orderBy('id', direction)
    .limit(limit + 1)
    .execute();
  return toPage(rows, limit, { read: (row) => fromRow(definition, row), cursor: (row) => [row.createdAt, row.id] });
}

function isOneOf(field: string, wanted: Scalar | readonly Scalar[]) {
  const column = sql.ref(field);
  if (wanted === null) return sql<boolean>`${column} is null`;
  if (typeof wanted !== 'object') return sql<boolean>`${column} = ${wanted}`;
  return wanted.length === 0 ? sql<boolean>`false` : sql<boolean>`${column} in (${sql.join(wanted)})`;
}

/** Of rows with a student and an institute; `of` names their table where there are two. */
export function isReached({ all, owner, institutes }: Reach, of?: string) {
  if (all) return sql<boolean>`true`;
  const [student, institute] = ['student', 'institute'].map((column) => (of ? `${of}.${column}` : column));
  const own = owner === null ? sql<boolean>`false` : sql<boolean>`${sql.ref(student ?? '')} = ${owner}`;
  return sql<boolean>`(${own} or ${isOneOf(institute ?? '', institutes)})`;
}
