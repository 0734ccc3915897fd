/** What the tables of the migrations share. Never changed: a released migration must make what it made. */
import { type CreateTableBuilder, type Kysely, sql } from 'kysely';

/** A table of domain records, without its own columns. */
export const recordTable = (db: Kysely<unknown>, name: string): CreateTableBuilder<string, never> =>
  db.schema
    .createTable(name)
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('salt', 'text', (column) => column.notNull())
    .addColumn('createdAt', 'timestamptz(3)', (column) => column.notNull())
    .addColumn('updatedAt', 'timestamptz(3)', (column) => column.notNull())
    .addColumn('body', 'jsonb', (column) => column.notNull());

/** Indexes of one or more columns each: `calls` with `['deadline']` is `calls_deadline`. */
export async function addIndexes(db: Kysely<unknown>, table: string, indexes: readonly (readonly string[])[]) {
  for (const columns of indexes)
    await db.schema
      .createIndex([table, ...columns].join('_'))
      .on(table)
      .columns([...columns])
      .execute();
}

/** A table to which rows are only ever added. */
export async function refuseChanges(db: Kysely<unknown>, table: string): Promise<void> {
  await sql`
    create function ${sql.id(`refuse_change_of_${table}`)}() returns trigger language plpgsql as
    $$ begin raise exception 'rows of this table are only ever added'; end $$`.execute(db);
  await sql`
    create trigger ${sql.id(`${table}_are_only_added`)} before update or delete or truncate on ${sql.table(table)}
    for each statement execute function ${sql.id(`refuse_change_of_${table}`)}()`.execute(db);
}
