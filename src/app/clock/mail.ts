/** The outbox on its way out: one message after the other, each at least once. */
import { createHash } from 'node:crypto';
import { type Reason, reason, type User } from '../../domain/index.ts';
import { noticeReasons } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import type { Service } from '../service/service.ts';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly language: string;
  /** The same whenever the message is sent again, so that receivers recognise a second delivery. */
  readonly messageId: string;
}

/** @throws when the message was not taken; an error with a numeric `responseCode` is the server's answer to this message. */
export type SendMail = (mail: Mail) => Promise<void>;

export interface Post {
  readonly send: SendMail;
  /** The part of Message-IDs behind the @. */
  readonly domain: string;
  /** Where people reach the application. */
  readonly link: string;
  /** Asked before each message: an orderly end leaves the rest where it is. */
  readonly isStopped: () => boolean;
}

/**
 * Sends what is due. What a server refuses waits longer each time and is never dropped. When none answers, the round ends and no message
 * loses an attempt, however long that lasts.
 */
export async function deliverMail(
  service: Service,
  post: Post,
): Promise<{
  readonly sent: number;
  readonly failed: number;
}> {
  const { connection } = service.store;
  let [sent, failed] = [0, 0];
  while (!post.isStopped()) {
    const [message] = await store.outbox.claim(connection, {
      at: service.now(),
      limit: 1,
      // A worker that ends without a word gives its message back after this long.
      leaseSeconds: 300,
    });
    if (!message) break;
    const refused = await attempt(service, post, message);
    if (refused === null) {
      await store.outbox.markSent(connection, message, service.now());
      sent += 1;
      continue;
    }
    const { error, byNobody } = refused;
    failed += 1;
    if (byNobody) {
      await store.outbox.giveBack(connection, message, { at: service.now(), error: String(error) });
      break;
    }
    await store.outbox.markFailed(connection, message, { at: service.now(), error });
  }
  return { sent, failed };
}

async function attempt(
  service: Service,
  post: Post,
  message: store.OutboxMessage,
): Promise<{
  readonly error: string | Reason;
  /** No server said it: the connection failed. */
  readonly byNobody: boolean;
} | null> {
  const { notice } = message;
  const user = await store.find(service.store.connection, 'user', notice.to);
  if (!user?.active) return { error: reason('account-disabled'), byNobody: false };
  let mail: Mail;
  try {
    mail = mailOf(service, post, message, user);
  } catch (error) {
    // A notice that cannot be worded holds back none but itself.
    return { error: messageOf(error), byNobody: false };
  }
  try {
    await post.send(mail);
    return null;
  } catch (error) {
    const code: unknown = error instanceof Error ? Reflect.get(error, 'responseCode') : undefined;
    return { error: messageOf(error), byNobody: typeof code !== 'number' };
  }
}

function mailOf(
  service: Service,
  post: Post,
  { id, notice }: store.OutboxMessage,
  { email: to, language }: User,
): Mail {
  const said = noticeReasons(notice);
  const { texts } = service.context();
  const [subject, text] = [texts.say(said.title, language), texts.say(said.text, language)];
  const messageId = `<${createHash('sha256').update(id).digest('hex').slice(0, 40)}@${post.domain}>`;
  return { to, subject, text: `${text}\n\n${post.link}\n`, language, messageId };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
