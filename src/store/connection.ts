/** What the functions of the store are called with. */
import type { Kysely, Transaction } from 'kysely';
import type { AuditEvent } from '../domain/index.ts';
import type { Database } from './schema/index.ts';

/** Reads and single writes; a {@link Tx} is one too. */
export type Connection = Kysely<Database>;

/** What is known of an event before it has its place in the chain. */
export type EventDraft = Omit<AuditEvent, 'sequence' | 'previous' | 'hash'>;

/**
 * An open transaction, made by `transact`. Its events are chained when it commits, because the end of the chain is one row that all
 * writers wait for.
 */
export type Tx = Transaction<Database> & { readonly events: EventDraft[] };

/**
 * How waiting jobs come to those who work: a port. What a job is, who holds it and what became of it stands in the table `jobs` on either
 * database; a line only says which one is next.
 */
export interface JobLine {
  /** Opens it where it is not open yet; call it outside of a transaction. */
  readonly open: () => Promise<void>;
  /** Puts a job in line, in the transaction that makes or changes it. */
  readonly add: (
    tx: Tx,
    job: { readonly id: string; readonly priority: number },
    /** From now. */
    afterSeconds?: number,
  ) => Promise<void>;
  /** The job that is next, out of the line with that; null: nothing waits. */
  readonly take: (connection: Connection) => Promise<string | null>;
  readonly close: () => Promise<void>;
}

/** Connections to the database: open, of them idle, and who waits for one. */
export interface ConnectionCounts {
  readonly open: number;
  readonly idle: number;
  readonly waiting: number;
}

export interface Store {
  readonly kind: 'pglite' | 'postgresql';
  readonly connection: Connection;
  /** How waiting jobs come to those who work. */
  readonly line: JobLine;
  /** For those who watch. */
  readonly count: () => ConnectionCounts;
  readonly close: () => Promise<void>;
}

/** Who does something, when: `at` is an ISO 8601 instant, `by` a user's id or `system`, `action` for example `plan.submit`. */
export interface Act {
  readonly at: string;
  readonly by: string;
  readonly action: string;
}

export const SYSTEM = 'system';

/** The account of what has lost its person: it signs in nowhere, and holds no role. */
export const NOBODY = 'nobody';

/** An event for the audit; it is chained when the transaction commits. */
export function recordEvent(
  tx: Tx,
  { at, by, action }: Act,
  { kind, id, before, after }: AuditEvent['subject'] & Pick<AuditEvent, 'before' | 'after'>,
): void {
  tx.events.push({ at, actor: by, action, subject: { kind, id }, before, after });
}
