/** Notices in the application, and the outbox that loses no message. */
import { sql } from 'kysely';
import { type Notice, noticeSchema } from '../../domain/index.ts';
import type { Connection, Tx } from '../connection.ts';
import { limitOf, type Page, type PageOptions, readCursor, toPage } from '../records/page.ts';
import { toJson } from '../values.ts';

export interface StoredNotice {
  readonly notice: Notice;
  readonly createdAt: string;
  readonly readAt: string | null;
}

/**
 * Shows notices to their receivers and, with `mail`, puts them into the outbox, in the transaction of what they tell of. A notice
 * whose id was there before is not said again. Answers how many are new.
 */
export async function addNotices(
  tx: Tx,
  notices: readonly Notice[],
  { at, mail }: { readonly at: string; readonly mail: boolean },
): Promise<number> {
  if (notices.length === 0) return 0;
  const rows = notices.map((notice) => ({
    id: notice.id,
    to: notice.to,
    body: toJson(noticeSchema, notice),
    createdAt: at,
  }));
  const added = await tx
    .insertInto('notices')
    .values(rows.map((row) => ({ ...row, readAt: null })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute();
  const fresh = new Set(added.map(({ id }) => id));
  const mails = rows.filter(({ id }) => mail && fresh.has(id));
  if (mails.length > 0)
    await tx
      .insertInto('outbox')
      .values(mails.map((row) => ({ ...row, ...WAITING, channel: 'mail', dueAt: at })))
      .execute();
  return fresh.size;
}

/** Which of these ids were said before. */
export async function noticesSaid(connection: Connection, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await connection.selectFrom('notices').select('id').where('id', 'in', ids).execute();
  return new Set(rows.map(({ id }) => id));
}

const WAITING = { state: 'waiting', attempts: 0, claimedUntil: null, lastError: null, sentAt: null };

export interface NoticeFilter extends PageOptions {
  readonly unread?: boolean | undefined;
}

/** A user's notices, newest first. */
export async function listNotices(
  connection: Connection,
  user: string,
  filter: NoticeFilter = {},
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
}

export async function countUnreadNotices(connection: Connection, user: string): Promise<number> {
  const { count } = await connection
    .selectFrom('notices')
    .where('to', '=', user)
    .where('readAt', 'is', null)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** Marks the user's own notices as read; all of them without `ids`. */
export async function markNoticesRead(
  connection: Connection,
  { user, ids, at }: { readonly user: string; readonly ids?: readonly string[]; readonly at: string },
): Promise<void> {
  if (ids?.length === 0) return;
  let query = connection.updateTable('notices').set({ readAt: at }).where('to', '=', user).where('readAt', 'is', null);
  if (ids !== undefined) query = query.where('id', 'in', ids);
  await query.execute();
}
