/**
 * Tables as data. A column is its SQL, and its type in TypeScript follows from it, so that a table is written once. Steps run in the
 * order of their names. A released one is never changed, nor what this file makes of it; a change is a new step.
 */
import { type ColumnType, type Kysely, type Migration, sql } from 'kysely';

/** Columns of each index: of `calls`, `['deadline']` makes `calls_deadline`. */
type Indexes = readonly (readonly string[])[];

export interface SchemaStep {
  readonly create?: Readonly<
    Record<
      string,
      {
        readonly columns: Readonly<Record<string, string>>;
        /** Constraints of the whole table, in SQL. */
        readonly constraints?: readonly string[];
        readonly indexes?: Indexes;
      }
    >
  >;
  /** New columns of tables that are there. */
  readonly add?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What the rows that are there get in a new column, in SQL. */
  readonly fill?: Readonly<Record<string, string>>;
  readonly indexes?: Readonly<Record<string, Indexes>>;
  /** Whatever else, in SQL. */
  readonly also?: readonly string[];
}

/** What every table of domain records has; its other columns are fields of the record that are searched, joined or constrained. */
export const RECORD = {
  id: 'text primary key',
  /** From 1, grows with each write. */
  revision: 'integer not null',
  /** Random, inside the hashes of the audit, so that a hash gives nothing away once the row is erased. */
  salt: 'text not null',
  createdAt: 'timestamptz(3) not null',
  updatedAt: 'timestamptz(3) not null',
  /** The fields of the record that have no column. */
  body: 'jsonb not null',
} as const;

/** As {@link PARSERS} reads them; jsonb is whatever it holds, is parsed by a schema, and is written as JSON text. */
interface Scalars {
  text: string;
  integer: number;
  bigint: number;
  boolean: boolean;
  date: string;
  'timestamptz(3)': string;
  bytea: Uint8Array;
}

type Type<C> = C extends `${infer T} ${string}` ? T : C;
type OrNull<C, T> = C extends `${string}not null${string}` | `${string}primary key${string}` ? T : T | null;
type Scalar<C> = Type<C> extends keyof Scalars ? OrNull<C, Scalars[Type<C>]> : never;
type ColumnOf<C> =
  Type<C> extends 'jsonb'
    ? ColumnType<unknown, OrNull<C, string>, OrNull<C, string>>
    : C extends `${string}default${string}`
      ? ColumnType<Scalar<C>, Scalar<C> | undefined, Scalar<C>>
      : Scalar<C>;

type Both<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer I) => void ? I : never;
type Created<S> = Both<S extends { readonly create: infer T } ? T : never>;
type AddedTo<T, S> = Both<S extends { readonly add: infer A } ? (T extends keyof A ? A[T] : never) : never>;

/** The tables that some steps make, by their names and columns in camel case; SQL sees snake case. */
export type TablesOf<S> = {
  [T in keyof Created<S>]: Created<S>[T] extends { readonly columns: infer C }
    ? { [K in keyof (C & AddedTo<T, S>)]: ColumnOf<(C & AddedTo<T, S>)[K]> }
    : never;
};

/** A step as Kysely runs it. */
export const migrationOf = ({ create = {}, add = {}, fill = {}, indexes = {}, also = [] }: SchemaStep): Migration => ({
  up: async (db) => {
    for (const [table, step] of Object.entries(create)) await createTable(db, table, step);
    for (const [table, columns] of Object.entries(add))
      for (const [column, type] of Object.entries(columns))
        await addColumn(db, { table, column, type, filled: fill[`${table}.${column}`] ?? fill[column] });
    for (const [table, of] of Object.entries(indexes)) await addIndexes(db, table, of);
    for (const statement of also) await sql.raw(statement).execute(db);
  },
});

async function createTable(
  db: Kysely<unknown>,
  table: string,
  { columns, constraints = [], indexes = [] }: NonNullable<SchemaStep['create']>[string],
) {
  const parts = Object.entries(columns).map(([column, type]) => sql`${sql.ref(column)} ${sql.raw(type)}`);
  const all = sql.join([...parts, ...constraints.map((constraint) => sql.raw(constraint))]);
  await sql`create table ${sql.table(table)} (${all})`.execute(db);
  await addIndexes(db, table, indexes);
}

async function addIndexes(db: Kysely<unknown>, table: string, indexes: Indexes) {
  for (const columns of indexes) {
    const name = sql.id([table, ...columns].join('_'));
    await sql`create index ${name} on ${sql.table(table)} (${sql.join(columns.map((one) => sql.ref(one)))})`.execute(
      db,
    );
  }
}

async function addColumn(
  db: Kysely<unknown>,
  { table, column, type, filled }: { table: string; column: string; type: string; filled: string | undefined },
) {
  const [of, name] = [sql.table(table), sql.ref(column)];
  if (filled === undefined) return void (await sql`alter table ${of} add column ${name} ${sql.raw(type)}`.execute(db));
  const isNeeded = type.endsWith(' not null');
  await sql`alter table ${of} add column ${name} ${sql.raw(type.replace(' not null', ''))}`.execute(db);
  await sql`update ${of} set ${name} = ${sql.raw(filled)}`.execute(db);
  if (isNeeded) await sql`alter table ${of} alter column ${name} set not null`.execute(db);
}
