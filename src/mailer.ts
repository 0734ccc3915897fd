/** E-mail over SMTP. */
import { createTransport } from 'nodemailer';
import type { SendMail } from './app/index.ts';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Outside of this machine nothing is sent without TLS. */
function transportOf(url: string) {
  const requireTLS = !LOOPBACK.has(new URL(url).hostname);
  // In milliseconds. A server that says nothing holds up the round for this long.
  const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };
  return createTransport({ url, ...timeouts, requireTLS, disableFileAccess: true, disableUrlAccess: true });
}

/** Greets the server and signs in, without a message. @throws Error of the server or of the connection. */
export async function verifySmtp(url: string): Promise<void> {
  await transportOf(url).verify();
}

/** A connection for each message: a server that was away is met anew. */
export function smtpMailer({
  url,
  from,
  name,
}: {
  /** For example smtp://user:password@mail.example.org:587, or smtps:// where TLS is spoken from the start. */
  readonly url: string;
  readonly from: string;
  /** Shown beside the address; none when empty. */
  readonly name: string;
}): SendMail {
  const transport = transportOf(url);
  return async ({ to, subject, text, language, messageId }) => {
    await transport.sendMail({
      from: name === '' ? from : { name, address: from },
      to,
      subject,
      text,
      messageId,
      headers: { 'Content-Language': language, 'Auto-Submitted': 'auto-generated' },
    });
  };
}
