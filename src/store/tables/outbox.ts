/**
 * Messages on their way out. A message is written in the transaction of what it tells of, taken by one worker at a time, and taken again
 * when that worker ends without a word: it goes out at least once, and rarely twice.
 */
import type { Selectable } from 'kysely';
import { z } from 'zod';
import { isReason, type Notice, noticeSchema, type Reason } from '../../domain/index.ts';
import type { Connection } from '../connection.ts';
import { limitOf, type Page, type PageOptions, readCursor, toPage } from '../page.ts';
import type { Database } from '../schema/index.ts';
import { storableText } from '../values.ts';

const messageStateSchema = z.enum(['waiting', 'sent', 'dead']);

export interface OutboxMessage {
  readonly id: string;
  readonly notice: Notice;
  readonly state: z.infer<typeof messageStateSchema>;
  /** Times it was taken, this one included. */
  readonly attempts: number;
  readonly dueAt: string;
  /** What the mail server or the machine said, or a reason of our own. */
  readonly lastError: string | Reason | null;
  readonly createdAt: string;
  readonly sentAt: string | null;
}

/** Minutes until the next attempt after the first, second, ... failed one; after the last the message is dead until revived. */
export const BACK_OFF_MINUTES: readonly number[] = [1, 5, 15, 60, 240, 720, 1440, 1440];

/** Minutes until the next attempt where no server answered at all. */
const OUTAGE_MINUTES = 1;

export const outbox = {
  /**
   * Takes up to `limit` messages that are due, for `leaseSeconds`: other workers pass over them until then. Call it outside of a long
   * transaction, so that the claim is seen.
   */
  async claim(
    connection: Connection,
    { at, limit, leaseSeconds }: { readonly at: string; readonly limit: number; readonly leaseSeconds: number },
  ): Promise<OutboxMessage[]> {
    const claimedUntil = new Date(Date.parse(at) + leaseSeconds * 1000).toISOString();
    const rows = await connection
      .updateTable('outbox')
      .set((eb) => ({ claimedUntil, attempts: eb('attempts', '+', 1) }))
      .where('id', 'in', (eb) =>
        eb
          .selectFrom('outbox')
          .select('id')
          .where('state', '=', 'waiting')
          .where('dueAt', '<=', at)
          .where(({ or, eb: is }) => or([is('claimedUntil', 'is', null), is('claimedUntil', '<=', at)]))
          .orderBy('dueAt')
          .orderBy('id')
          .limit(limit)
          .forUpdate()
          .skipLocked(),
      )
      .returningAll()
      .execute();
    return rows.map(toMessage).sort((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : a.id < b.id ? -1 : 1));
  },

  /** Says so for the message as it was taken: a worker whose lease another has since taken over says nothing any more. */
  async markSent(
    connection: Connection,
    { id, attempts }: Pick<OutboxMessage, 'id' | 'attempts'>,
    at: string,
  ): Promise<void> {
    // Sent is sent, whoever said so last: a late success must still stop the others.
    await connection
      .updateTable('outbox')
      .set({ state: 'sent', sentAt: at, claimedUntil: null, lastError: null })
      .where('id', '=', id)
      .where('attempts', '>=', attempts)
      .where('state', '!=', 'sent')
      .execute();
  },

  /** Puts it back as it was taken: nobody took or refused it, so it has lost no attempt. It is tried again in a minute. */
  async giveBack(
    connection: Connection,
    { id, attempts }: Pick<OutboxMessage, 'id' | 'attempts'>,
    { at, error }: { readonly at: string; readonly error: string },
  ): Promise<void> {
    await connection
      .updateTable('outbox')
      .set({
        attempts: attempts - 1,
        dueAt: new Date(Date.parse(at) + OUTAGE_MINUTES * 60_000).toISOString(),
        claimedUntil: null,
        lastError: storableText(error).slice(0, 500),
      })
      .where('id', '=', id)
      .where('attempts', '=', attempts)
      .where('state', '=', 'waiting')
      .execute();
  },

  /** Puts it back with a growing delay, or lays it aside as dead after the last. `error` is kept for the administrator. */
  async markFailed(
    connection: Connection,
    { id, attempts }: Pick<OutboxMessage, 'id' | 'attempts'>,
    { at, error }: { readonly at: string; readonly error: string | Reason },
  ): Promise<void> {
    const minutes = BACK_OFF_MINUTES[attempts - 1];
    const next =
      minutes === undefined ? { state: 'dead' } : { dueAt: new Date(Date.parse(at) + minutes * 60_000).toISOString() };
    await connection
      .updateTable('outbox')
      .set({
        ...next,
        claimedUntil: null,
        lastError: typeof error === 'string' ? storableText(error).slice(0, 500) : JSON.stringify(error),
      })
      .where('id', '=', id)
      .where('attempts', '=', attempts)
      .where('state', '=', 'waiting')
      .execute();
  },

  /** Sends a dead message anew. False when it is not dead. */
  async revive(connection: Connection, id: string, at: string): Promise<boolean> {
    const { numUpdatedRows } = await connection
      .updateTable('outbox')
      .set({ state: 'waiting', attempts: 0, dueAt: at, claimedUntil: null })
      .where('id', '=', id)
      .where('state', '=', 'dead')
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  },

  /** By id, for the administrator. */
  async list(
    connection: Connection,
    filter: PageOptions & { readonly state?: OutboxMessage['state'] | undefined } = {},
  ): Promise<Page<OutboxMessage>> {
    const limit = limitOf(filter);
    let query = connection.selectFrom('outbox').selectAll();
    if (filter.state !== undefined) query = query.where('state', '=', filter.state);
    if (filter.after) query = query.where('id', '>', readCursor(filter.after)[1]);
    const rows = await query
      .orderBy('id')
      .limit(limit + 1)
      .execute();
    return toPage(rows, limit, { read: toMessage, cursor: ({ id }) => [0, id] });
  },
};

const toMessage = ({
  body,
  to: _,
  channel: __,
  claimedUntil: ___,
  ...row
}: Selectable<Database['outbox']>): OutboxMessage => ({
  ...row,
  lastError: readError(row.lastError),
  notice: noticeSchema.parse(body),
  state: messageStateSchema.parse(row.state),
});

/** A reason of our own is kept as JSON; a text that is none stays what it is. */
function readError(stored: string | null): OutboxMessage['lastError'] {
  if (!stored?.startsWith('{"code":')) return stored;
  try {
    const read: unknown = JSON.parse(stored);
    return isReason(read) ? read : stored;
  } catch {
    return stored;
  }
}
