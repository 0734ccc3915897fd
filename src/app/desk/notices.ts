/** What people are told in the application, and the messages on their way to them. */
import { failure, type Notice, type Result, success, type UiLanguage } from '../../domain/index.ts';
import { renderNotice } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { type Caller, type Service, write } from '../service/service.ts';

export interface ShownNotice extends Pick<Notice, 'id' | 'key' | 'subject'> {
  /** In the reader's language. */
  readonly title: string;
  readonly text: string;
  readonly createdAt: string;
  readonly readAt: string | null;
}

export interface NoticePage extends store.Page<ShownNotice> {
  /** Of all notices, not of this page. */
  readonly unread: number;
}

/** The caller's own notices, newest first. */
export async function listMyNotices(
  service: Service,
  { user }: Caller,
  filter: store.NoticeFilter,
): Promise<NoticePage> {
  const { connection } = service.store;
  const { items, next } = await store.listNotices(connection, user.id, filter);
  const shown = items.map(({ notice, createdAt, readAt }): ShownNotice => {
    const { subject: title, text } = textOf(service, { notice, createdAt, language: user.language });
    return { id: notice.id, key: notice.key, subject: notice.subject, title, text, createdAt, readAt };
  });
  return { items: shown, next, unread: await store.countUnreadNotices(connection, user.id) };
}

/** Marks own notices as read, all of them when `ids` are left out. Others' notices stay as they are. */
export const markMyNoticesRead = (
  { store: { connection } }: Service,
  { actor, at }: Caller,
  ids?: readonly string[],
): Promise<void> => store.markNoticesRead(connection, { user: actor.user, at, ...(ids && { ids }) });

/** By the words of the day on which it was said; a text that is no longer among the rules shows its code. */
export function textOf(
  { process: { notices } }: Pick<Service, 'process'>,
  {
    notice,
    createdAt,
    language,
  }: { readonly notice: Notice; readonly createdAt: string; readonly language: UiLanguage },
): { readonly subject: string; readonly text: string } {
  const day = createdAt.slice(0, 10);
  const versions = notices.filter(({ id }) => id === notice.key);
  const text =
    versions.find(({ validFrom, validTo }) => (validFrom ?? '') <= day && day <= (validTo ?? '9999')) ??
    versions.at(-1);
  return text ? renderNotice(notice, text, language) : { subject: notice.key, text: '' };
}

/** For the administrator: what was sent, what waits, and what was given up. */
export const listOutbox = (
  { store: { connection } }: Service,
  filter: store.OutboxFilter,
): Promise<store.Page<store.OutboxMessage>> => store.listMessages(connection, filter);

/** Sends a message that was given up anew. */
export const reviveOutboxMessage = (service: Service, caller: Caller, id: string): Promise<Result<null>> =>
  write(service, caller, { action: 'outbox.revive', answer: null }, async (tx, act) => {
    if (!(await store.reviveMessage(tx, id, act.at))) return failure(NOT_DEAD);
    store.recordEvent(tx, act, { kind: 'message', id: id.slice(0, 100), before: null, after: null });
    return success(null);
  });

const NOT_DEAD = {
  code: 'not-found',
  severity: 'error',
  message: 'no message with this id was given up',
  mend: 'List the messages in the state "dead"',
} as const;
