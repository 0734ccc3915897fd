/** Runs the migrations that a database lacks, in order, in one transaction, under an advisory lock of the database. */
import { type MigrationResultSet, Migrator, sql } from 'kysely';
import type { Connection } from './connection.ts';
import { MIGRATIONS } from './schema/index.ts';

const migratorOf = (connection: Connection): Migrator =>
  new Migrator({ db: connection, provider: { getMigrations: async () => MIGRATIONS } });

/** @throws Error when a migration fails (nothing of it stays), or the database was written by a newer version. */
export async function migrateToLatest(connection: Connection): Promise<void> {
  const level = await migrationLevel(connection);
  if (level !== null && !(level in MIGRATIONS))
    throw new Error(
      `this database was written by a newer version of Concord (its tables are at "${level}"); install that version or a later one`,
    );
  finish(await migratorOf(connection).migrateToLatest());
}

/** Brings an empty database to an earlier level. @throws Error for a level that this version does not know. */
export async function migrateTo(connection: Connection, level: string): Promise<void> {
  finish(await migratorOf(connection).migrateTo(level));
}

/** The name of the last migration that was run, or null for a database without tables. */
export async function migrationLevel(connection: Connection): Promise<string | null> {
  const tables = await connection.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === 'kysely_migration')) return null;
  const { rows } = await sql<{
    level: string | null;
  }>`select max(name collate "C") as level from kysely_migration`.execute(connection);
  return rows[0]?.level ?? null;
}

function finish({ error, results }: MigrationResultSet): void {
  if (error === undefined) return;
  const failed = results?.find(({ status }) => status === 'Error')?.migrationName;
  const message = error instanceof Error ? error.message : String(error);
  throw new Error(`the tables could not be brought up to date${failed ? ` (migration ${failed})` : ''}: ${message}`, {
    cause: error,
  });
}
