/** What people are told in the application, and the messages on their way to them. */
import { type Notice, type Reason, type Result, reason } from '../../domain/index.ts';
import { noticeReasons } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { type Caller, refuse, type Service, write } from '../service/service.ts';

/** The caller's own notices, newest first. */
export async function listMyNotices(
  { store: { connection } }: Service,
  { user }: Caller,
  filter: Parameters<typeof store.notices.list>[2],
): Promise<
  store.Page<
    Pick<Notice, 'id' | 'key' | 'subject'> & {
      readonly title: Reason;
      readonly text: Reason;
      readonly createdAt: string;
      readonly readAt: string | null;
    }
  > & {
    /** Of all notices, not of this page. */
    readonly unread: number;
  }
> {
  const { items, next } = await store.notices.list(connection, user.id, filter);
  const shown = items.map(({ notice, createdAt, readAt }) => {
    const { id, key, subject } = notice;
    return { id, key, subject, ...noticeReasons(notice), createdAt, readAt };
  });
  return { items: shown, next, unread: await store.notices.countUnread(connection, user.id) };
}

/** Marks own notices as read, all of them when `ids` are left out. Others' notices stay as they are. */
export const markMyNoticesRead = (
  { store: { connection } }: Service,
  { actor, at }: Caller,
  ids?: readonly string[],
): Promise<void> => store.notices.markRead(connection, { user: actor.user, at, ...(ids && { ids }) });

/** For the administrator: what was sent, what waits, and what was given up, by the title of each. */
export async function listOutbox(
  { store: { connection } }: Service,
  filter: Parameters<typeof store.outbox.list>[1],
): Promise<store.Page<Omit<store.OutboxMessage, 'notice'> & Pick<Notice, 'key'> & { readonly about: Reason }>> {
  const { items, next } = await store.outbox.list(connection, filter);
  const shown = items.map(({ notice: { key }, ...one }) => {
    // Without values: whoever keeps the house need not know of whom it speaks.
    const { title } = noticeReasons({ key, parameters: {} });
    return { ...one, key, about: title };
  });
  return { items: shown, next };
}

/** Sends a message that was given up anew. */
export const reviveOutboxMessage = (service: Service, caller: Caller, id: string): Promise<Result<null>> =>
  write(service, caller, { action: 'outbox.revive', answer: null }, async ({ tx, act }) => {
    if (!(await store.outbox.revive(tx, id, act.at))) refuse('not-found', reason('message-not-given-up'));
    store.recordEvent(tx, act, { kind: 'message', id: id.slice(0, 100), before: null, after: null });
    return null;
  });
