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

export interface Store {
  readonly kind: 'pglite' | 'postgresql';
  readonly connection: Connection;
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
