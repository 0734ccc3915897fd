/** Opens a store on either database and brings its tables up to date. */
import type { PGlite } from '@electric-sql/pglite';
import { CamelCasePlugin, type Dialect, Kysely } from 'kysely';
import type { Store } from './connection.ts';
import { openDataFolder } from './dialects/data-folder.ts';
import { createPglite, pgliteDialect, waitingLine } from './dialects/pglite.ts';
import { type PostgresqlOptions, postgresqlDialect } from './dialects/postgresql.ts';
import { pgBossLine } from './jobs/pg-boss-line.ts';
import { TABLE_LINE } from './jobs/table-line.ts';
import { migrateToLatest } from './migrate.ts';
import type { Database } from './schema/index.ts';
import { PARSERS } from './values.ts';

export type StoreOptions =
  | (PostgresqlOptions & { readonly kind: 'postgresql' })
  | {
      readonly kind: 'pglite';
      /** Where the database lies; in memory, and gone with the process, when left out. */
      readonly folder?: string;
      /** False: a folder without a database is an error; true when left out. */
      readonly create?: boolean;
      /** A folder with an empty database of this version, copied where there is none yet: to make one takes many seconds. */
      readonly template?: string | undefined;
      /** A dump of a PGlite data folder to start an in-memory database from. */
      readonly snapshot?: Blob;
    };

/** @throws Error when the database cannot be reached, is in use (PGlite), or was written by a newer version of Concord. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const store = openUnmigrated(options);
  try {
    await migrateToLatest(store.connection);
    return store;
  } catch (error) {
    await store.close();
    // What the driver and the system say does not name what was set wrong.
    if (options.kind === 'postgresql' && error instanceof Error && 'code' in error)
      throw new Error(`DATABASE_URL: the database cannot be used: ${error.message}`, { cause: error });
    throw error;
  }
}

/** A store whose tables may be older or missing: for restoring a backup, which brings its own level of migrations. */
export function openUnmigrated(options: StoreOptions): Store {
  const { dialect, count } = dialectOf(options);
  const plugins = [new CamelCasePlugin({ maintainNestedObjectKeys: true })];
  const connection = new Kysely<Database>({ dialect, plugins });
  const line = options.kind === 'postgresql' ? pgBossLine(() => connection) : TABLE_LINE;
  const close = async (): Promise<void> => {
    await line.close();
    await connection.destroy();
  };
  return { kind: options.kind, connection, line, count, close };
}

function dialectOf(options: StoreOptions): { readonly dialect: Dialect; readonly count: Store['count'] } {
  if (options.kind === 'postgresql') return postgresqlDialect(options);
  const { folder, snapshot, template, create = true } = options;
  const parsers = { ...PARSERS };
  const open = (): Promise<PGlite> =>
    folder === undefined
      ? createPglite({ parsers, ...(snapshot && { loadDataDir: snapshot }) })
      : openDataFolder(folder, { parsers, create, template });
  const waiting = waitingLine();
  return { dialect: pgliteDialect(open, waiting), count: waiting.count };
}
