/** PGlite for Kysely: one connection, so whoever wants it waits in line until the one before has let go of it. */
import { setFlagsFromString } from 'node:v8';
import type { PGlite, PGliteOptions } from '@electric-sql/pglite';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import type { ConnectionCounts } from '../connection.ts';
import { isInTransaction } from '../transact.ts';

/**
 * A database of PGlite. Its buffers are memory from the beginning on, and PostgreSQL's usual 128 MB are more than the data of an office.
 * The budget is how many bytes of instructions a function of WebAssembly runs before V8 compiles it once more, to be fast: with V8's own
 * figure much of the database is compiled twice while it opens, which takes half a second and, on Node 24, six hundred megabytes; this one
 * is reached after half a second of work in one function.
 */
export async function createPglite(options: PGliteOptions): Promise<PGlite> {
  setFlagsFromString('--wasm-tiering-budget=2000000000');
  const { PGlite } = await import('@electric-sql/pglite');
  return PGlite.create({ ...options, startParams: [...PGlite.defaultStartParams, '-c', 'shared_buffers=32MB'] });
}

export function pgliteDialect(open: () => Promise<PGlite>, line = waitingLine()): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => pgliteDriver(open, line),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

function pgliteDriver(open: () => Promise<PGlite>, line: WaitingLine): Driver {
  let database: PGlite | null = null;
  const run = (connection: DatabaseConnection, command: string) =>
    connection.executeQuery<{ command?: string }>(CompiledQuery.raw(command));
  return {
    init: async () => {
      database = await open();
    },
    acquireConnection: async () => {
      if (isInTransaction()) throw new Error('inside a transaction only its own connection may be used');
      await line.enter();
      return connectionOf(() => {
        if (database === null) throw new Error('the database is closed');
        return database;
      });
    },
    releaseConnection: async () => line.leave(),
    beginTransaction: async (connection, { isolationLevel, accessMode }) => {
      const isolation = isolationLevel ? ` isolation level ${isolationLevel}` : '';
      await run(connection, `start transaction${isolation}${accessMode ? ` ${accessMode}` : ''}`);
    },
    commitTransaction: async (connection) => {
      const { rows } = await run(connection, 'commit');
      // After a failed statement PostgreSQL answers COMMIT with a roll-back.
      if (rows[0]?.command === 'ROLLBACK')
        throw new Error('the transaction was undone because one of its statements failed');
    },
    rollbackTransaction: async (connection) => void (await run(connection, 'rollback')),
    destroy: async () => {
      const closing = database;
      database = null;
      await closing?.close();
    },
  };
}

function connectionOf(database: () => PGlite): DatabaseConnection {
  return {
    executeQuery: async <R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> => {
      const { rows, command, affectedRows } = await database().query<R>(sql, [...parameters]);
      if (command === 'ROLLBACK' || command === 'COMMIT') return { rows: [{ command } as R] };
      return /^(?:INSERT|UPDATE|DELETE|MERGE)$/.test(command ?? '')
        ? { rows, numAffectedRows: BigInt(affectedRows ?? 0) }
        : { rows };
    },
    // biome-ignore lint/correctness/useYield: there is nothing to yield
    streamQuery: async function* () {
      throw new Error('PGlite has no cursors outside of transactions; read in pages');
    },
  };
}

export interface WaitingLine {
  readonly enter: () => Promise<void>;
  readonly leave: () => void;
  readonly count: () => ConnectionCounts;
}

/** First come, first served. */
export function waitingLine(): WaitingLine {
  const waiting: (() => void)[] = [];
  let taken = false;
  return {
    enter: async () => {
      if (taken) await new Promise<void>((resolve) => waiting.push(resolve));
      taken = true;
    },
    leave: () => {
      const next = waiting.shift();
      if (next) next();
      else taken = false;
    },
    count: () => ({ open: 1, idle: taken ? 0 : 1, waiting: waiting.length }),
  };
}
