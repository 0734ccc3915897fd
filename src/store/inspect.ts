/** What can be said of a database before anything is written into it. */
import { sql } from 'kysely';
import type { Connection } from './connection.ts';
import { migrationLevel } from './migrate.ts';
import { openUnmigrated, type StoreOptions } from './open.ts';
import { MIGRATIONS } from './schema/index.ts';

export interface DatabaseFacts {
  /** `empty`: it has no tables; `older`: the next start brings it up to date; `newer`: written by a later version. */
  readonly tables: 'empty' | 'older' | 'current' | 'newer';
  /** Of PostgreSQL, for example 17. */
  readonly version: number;
  /** Its present instant. */
  readonly clock: string;
  /** Whether tables and the schema of the jobs' line can be made in it. */
  readonly canCreate: boolean;
}

/** @throws Error when it cannot be reached, or is in use by another process (PGlite). */
export async function inspectDatabase(options: StoreOptions): Promise<DatabaseFacts> {
  const store = openUnmigrated(options.kind === 'pglite' ? { ...options, create: false } : options);
  try {
    return await storeFacts(store.connection);
  } finally {
    await store.close();
  }
}

async function storeFacts(connection: Connection): Promise<DatabaseFacts> {
  const { rows } = await sql<Omit<DatabaseFacts, 'tables'>>`
    select current_setting('server_version_num')::int / 10000 as version, clock_timestamp() as clock,
      has_schema_privilege(current_schema(), 'CREATE')
        and (has_database_privilege(current_database(), 'CREATE') or to_regclass('pgboss.job') is not null) as can_create
  `.execute(connection);
  const [row] = rows;
  if (!row) throw new Error('a database without a clock');
  const level = await migrationLevel(connection);
  const newest = Object.keys(MIGRATIONS).at(-1);
  const tables = level === null ? 'empty' : level === newest ? 'current' : level in MIGRATIONS ? 'older' : 'newer';
  return { ...row, tables };
}
