/** An open-loop load: requests leave by the clock whether or not others were answered, and each is timed from when it should have left. */
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Kind, Sent } from './mix.ts';
import { drawn } from './world.ts';

export interface Timing {
  readonly kind: string;
  readonly writes: boolean;
  /** From the moment by the schedule to the last byte of the answer. */
  readonly milliseconds: number;
  /** 0 = no answer. */
  readonly status: number;
  /** Of an answer that is an error: what it says. */
  readonly problem: string | null;
}

export interface Run {
  readonly timings: readonly Timing[];
  /** Requests a second that left. */
  readonly rate: number;
}

export interface Drive {
  readonly url: string;
  readonly rate: number;
  readonly seconds: number;
  readonly random: () => number;
}

/** Sends `rate` requests a second for so long, each of a kind drawn by weight, and waits for the last answers. */
export async function drive(mix: readonly Kind[], { url, rate, seconds, random }: Drive): Promise<Run> {
  const wheel = mix.flatMap((kind) => Array<Kind>(kind.weight).fill(kind));
  const total = Math.round(rate * seconds);
  const agent = new Agent({ keepAlive: true });
  const underWay: Promise<Timing>[] = [];
  const started = performance.now();
  let left = started;
  for (let number = 0; number < total; number += 1) {
    const due = started + (number * 1000) / rate;
    const early = due - performance.now();
    if (early > 1) await sleep(early);
    const { kind, sent } = nextOf(wheel, random);
    left = performance.now();
    underWay.push(
      send(url, agent, sent).then((answer) =>
        timingOf(kind, sent, { ...answer, milliseconds: performance.now() - due }),
      ),
    );
  }
  const took = (left - started) / 1000;
  const timings = await Promise.all(underWay);
  agent.destroy();
  return { timings, rate: (total - 1) / took };
}

function nextOf(wheel: readonly Kind[], random: () => number): { kind: Kind; sent: Sent } {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const kind = drawn(random, wheel);
    const sent = kind.next();
    if (sent !== null) return { kind, sent };
  }
  throw new Error('nothing of the mix has anything left to do');
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** By Node's own client with connections kept open, because the load shares the processors with what it measures. */
function send(url: string, agent: Agent, { method, path, person, body, revision }: Sent): Promise<Answer> {
  return new Promise((resolve) => {
    const failed = (error: Error): void => resolve({ status: 0, text: error.message });
    const sent = request(`${url}/api/v1${path}`, {
      method,
      agent,
      headers: {
        cookie: person.cookie,
        'sec-fetch-site': 'same-origin',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(revision !== undefined && { 'if-match': `"${revision}"` }),
      },
    });
    sent.once('error', failed);
    sent.once('response', (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.once('error', failed);
      answer.once('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          text: answer.statusCode === 200 ? '' : String(Buffer.concat(chunks)),
        }),
      );
    });
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

function timingOf(
  kind: Kind,
  sent: Sent,
  { status, text, milliseconds }: Answer & { readonly milliseconds: number },
): Timing {
  sent.onAnswer?.(status);
  const isGood = status >= 200 && status < 300;
  const problem = isGood ? null : `${sent.method} ${sent.path.split('?')[0]}: ${status} ${text.slice(0, 300)}`;
  return { kind: kind.name, writes: kind.writes, milliseconds, status, problem };
}
