/** Notices in the application. */
import { sql } from 'kysely';
import { type Notice, noticeSchema } from '../../domain/index.ts';
import type { Connection, Tx } from '../connection.ts';
import { limitOf, type Page, type PageOptions, readCursor, toPage } from '../page.ts';
import { toJson } from '../values.ts';

export interface StoredNotice {
  readonly notice: Notice;
  readonly createdAt: string;
  readonly readAt: string | null;
}

export const notices = {
  /**
   * Shows notices to their receivers and, with `mail`, puts them into the outbox, in the transaction of what they tell of. A notice
   * whose id was there before is not said again. Answers how many are new.
   */
  async add(
    tx: Tx,
    given: readonly Notice[],
    { at, mail }: { readonly at: string; readonly mail: boolean },
  ): Promise<number> {
    if (given.length === 0) return 0;
    const rows = given.map((notice) => ({
      id: notice.id,
      to: notice.to,
      body: toJson(noticeSchema, notice),
      createdAt: at,
    }));
    const added = await tx
      .insertInto('notices')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .execute();
    const fresh = new Set(added.map(({ id }) => id));
    const mails = rows.filter(({ id }) => mail && fresh.has(id));
    if (mails.length > 0)
      await tx
        .insertInto('outbox')
        .values(mails.map((row) => ({ ...row, channel: 'mail', state: 'waiting', attempts: 0, dueAt: at })))
        .execute();
    return fresh.size;
  },

  /** Which of these ids were said before. */
  async saidBefore(connection: Connection, ids: readonly string[]): Promise<Set<string>> {
    if (ids.length === 0) return new Set();
    const rows = await connection.selectFrom('notices').select('id').where('id', 'in', ids).execute();
    return new Set(rows.map(({ id }) => id));
  },

  /** A user's notices, newest first. */
  async list(
    connection: Connection,
    user: string,
    filter: PageOptions & { readonly unread?: boolean | undefined } = {},
  ): Promise<Page<StoredNotice>> {
    const limit = limitOf(filter);
    let query = connection.selectFrom('notices').selectAll().where('to', '=', user);
    if (filter.unread) query = query.where('readAt', 'is', null);
    if (filter.after) {
      const [at, id] = readCursor(filter.after);
      query = query.where(sql<boolean>`(created_at, id) < (${at}::timestamptz, ${id})`);
    }
    const rows = await query
      .orderBy('createdAt', 'desc')
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute();
    return toPage(rows, limit, {
      read: ({ body, createdAt, readAt }) => ({ notice: noticeSchema.parse(body), createdAt, readAt }),
      cursor: ({ createdAt, id }) => [createdAt, id],
    });
  },

  async countUnread(connection: Connection, user: string): Promise<number> {
    const { count } = await connection
      .selectFrom('notices')
      .where('to', '=', user)
      .where('readAt', 'is', null)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return count;
  },

  /** Marks the user's own notices as read; all of them without `ids`. */
  async markRead(
    connection: Connection,
    { user, ids, at }: { readonly user: string; readonly ids?: readonly string[]; readonly at: string },
  ): Promise<void> {
    if (ids?.length === 0) return;
    let query = connection
      .updateTable('notices')
      .set({ readAt: at })
      .where('to', '=', user)
      .where('readAt', 'is', null);
    if (ids !== undefined) query = query.where('id', 'in', ids);
    await query.execute();
  },
};
