/** What the functions of the store are called with, and transactions. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Kysely, Transaction } from 'kysely';
import type { Database } from './schema/index.ts';

/** Reads and single writes; a {@link Tx} is one too. */
export type Connection = Kysely<Database>;

/** An open transaction. Functions that need several writes to stand or fall together ask for it. */
export type Tx = Transaction<Database>;

export interface Store {
  readonly kind: 'pglite' | 'postgresql';
  readonly connection: Connection;
  readonly close: () => Promise<void>;
}

/** A transaction that lost against others is tried again this often. */
const ATTEMPTS = 5;
/** serialization_failure, deadlock_detected: the database undid everything and asks to try again. */
const RETRIED = new Set(['40001', '40P01']);

const running = new AsyncLocalStorage<true>();

/**
 * Whether the caller runs inside {@link transact}. Asking for a second connection there waits for ever on PGlite, which has one,
 * and reads outside of the transaction on PostgreSQL: a mistake of the program on both.
 */
export const isInTransaction = (): boolean => running.getStore() === true;

/** Carries a failure out of the transaction that it undoes. */
class Undo extends Error {
  constructor(readonly failure: unknown) {
    super('transaction undone');
  }
}

const isFailure = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'ok' in value && value.ok === false;

/**
 * Runs `work` in one transaction: all of its writes or none. A thrown error undoes it, and so does a `Result` that is no success,
 * which is then answered. `work` may run again after a deadlock, so it does nothing but read and write through `tx`.
 */
export async function transact<T>(store: Store, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await store.connection.transaction().execute((tx) =>
        running.run(true, async () => {
          const done = await work(tx);
          if (isFailure(done)) throw new Undo(done);
          return done;
        }),
      );
    } catch (error) {
      if (error instanceof Undo) return error.failure as T;
      if (attempt === ATTEMPTS || !RETRIED.has(sqlState(error))) throw error;
    }
  }
}

/** The SQLSTATE of a database error, or an empty text. */
export const sqlState = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
