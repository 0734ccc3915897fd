/** Transactions: all or nothing, with the audit inside. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { appendEvents } from './audit/audit.ts';
import type { EventDraft, Store, Tx } from './connection.ts';
import { errorField } from './outcome.ts';

/** Carries a failure out of the transaction that it undoes. */
class Undo extends Error {
  readonly failure: unknown;
  constructor(failure: unknown) {
    super('transaction undone');
    this.failure = failure;
  }
}

const running = new AsyncLocalStorage<true>();

/**
 * Whether the caller runs inside {@link transact}. Asking for a second connection there waits for ever on PGlite, which has one,
 * and reads outside of the transaction on PostgreSQL: a mistake of the program on both.
 */
export const isInTransaction = (): boolean => running.getStore() === true;

/**
 * Runs `work` in one transaction: all of its writes with their audit events, or none. A thrown error undoes it, and so does a
 * `Result` that is no success, which is then answered. `work` may run again after a deadlock, so it does nothing but read and write
 * through `tx`.
 */
export async function transact<T>(store: Store, work: (tx: Tx) => Promise<T>): Promise<T> {
  // serialization_failure, deadlock_detected: the database undid everything and asks to try again.
  const retried = new Set(['40001', '40P01']);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await store.connection.transaction().execute((transaction) =>
        running.run(true, async () => {
          const events: EventDraft[] = [];
          const tx: Tx = Object.assign(transaction, { events });
          const done = await work(tx);
          if (typeof done === 'object' && done !== null && 'ok' in done && done.ok === false) throw new Undo(done);
          await appendEvents(tx, events);
          return done;
        }),
      );
    } catch (error) {
      if (error instanceof Undo) return error.failure as T;
      if (attempt === 5 || !retried.has(errorField(error, 'code'))) throw error;
    }
  }
}
