/** The tables of a database as they are, so that a backup needs no list of them and works at any level of migrations. */
import { sql } from 'kysely';
import type { Connection } from '../connection.ts';

export interface TableShape {
  readonly name: string;
  /** Columns of the primary key. */
  readonly key: readonly string[];
}

/** Every table of Concord, each after the tables that it refers to. */
export async function readTables(connection: Connection): Promise<TableShape[]> {
  const { rows } = await sql<TableShape & { refersTo: string[] }>`
    select t.relname as name,
      array(select a.attname::text from pg_index i
        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
        where i.indrelid = t.oid and i.indisprimary order by array_position(i.indkey, a.attnum)) as key,
      array(select distinct f.relname::text from pg_constraint c join pg_class f on f.oid = c.confrelid
        where c.conrelid = t.oid and c.contype = 'f' and c.confrelid <> t.oid order by 1) as refers_to
    from pg_class t join pg_namespace n on n.oid = t.relnamespace
    where t.relkind = 'r' and n.nspname = current_schema() and t.relname not like 'kysely\\_%'
    order by t.relname collate "C"`.execute(connection);
  const sorted: TableShape[] = [];
  const placed = new Set<string>();
  while (sorted.length < rows.length) {
    const next = rows.find(({ name, refersTo }) => !placed.has(name) && refersTo.every((other) => placed.has(other)));
    if (!next) throw new Error('tables refer to each other in a ring');
    placed.add(next.name);
    sorted.push({ name: next.name, key: next.key });
  }
  return sorted;
}

/** Whether nothing was ever written: all tables are empty, but for the head of an empty audit. */
export async function isEmpty(connection: Connection, tables: readonly TableShape[]): Promise<boolean> {
  for (const { name } of tables) {
    const unused = name === 'audit_head' ? sql`where count > 0` : sql``;
    const { rows } = await sql`select 1 from ${sql.table(name)} ${unused} limit 1`.execute(connection);
    if (rows.length > 0) return false;
  }
  return true;
}
