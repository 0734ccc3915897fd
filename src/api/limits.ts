/** How much one caller may ask at once, and in a minute. */
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/** How many costly requests one caller may have in progress: the next ones are told to wait, so that others still get their turn. */
export const MAX_IN_FLIGHT = 8;

export interface InFlight {
  /** Counts one more, or answers false when the caller has as many as may be. */
  readonly enter: (caller: string) => boolean;
  readonly leave: (caller: string) => void;
}

export function countInFlight(most = MAX_IN_FLIGHT): InFlight {
  const counts = new Map<string, number>();
  return {
    enter: (caller) => {
      const count = counts.get(caller) ?? 0;
      if (count >= most) return false;
      counts.set(caller, count + 1);
      return true;
    },
    leave: (caller) => {
      const count = counts.get(caller) ?? 0;
      if (count <= 1) counts.delete(caller);
      else counts.set(caller, count - 1);
    },
  };
}

export interface RateLimits {
  /** Requests that change something. */
  readonly writesPerMinute: number;
  /** Requests that only read, and tools, which store nothing. */
  readonly readsPerMinute: number;
}

export interface RateLimiter {
  /** Takes a request at an instant (milliseconds) and answers 0; or answers in how many seconds to come back. */
  readonly take: (caller: string, kind: 'read' | 'write', at: number) => number;
}

/** Counts in this process: where several serve one database, each lets its own share through. */
export function limitRates({ writesPerMinute, readsPerMinute }: RateLimits): RateLimiter {
  const minute = 60_000;
  const most = { write: writesPerMinute, read: readsPerMinute };
  const buckets = new Map<string, { readonly left: number; readonly at: number }>();
  let sweptAt = 0;
  /** A bucket that nobody took from for a minute is full, as one that is not there. */
  const sweep = (at: number): void => {
    if (at - sweptAt < minute) return;
    sweptAt = at;
    for (const [key, bucket] of buckets) if (at - bucket.at >= minute) buckets.delete(key);
  };
  return {
    take: (caller, kind, at) => {
      sweep(at);
      const key = `${kind} ${caller}`;
      const bucket = buckets.get(key) ?? { left: most[kind], at };
      const left = Math.min(most[kind], bucket.left + (Math.max(0, at - bucket.at) / minute) * most[kind]);
      if (left < 1) return Math.ceil(((1 - left) * 60) / most[kind]);
      buckets.set(key, { left: left - 1, at });
      return 0;
    },
  };
}

/**
 * The network address that a request comes from. Behind `proxies` trusted reverse proxies it is the one that the outermost of them wrote
 * into X-Forwarded-For; what stands further left anybody may have written. Of an IPv6 address its /64, which one host can use as it likes.
 */
export function clientAddress(c: Context, proxies: number): string {
  const forwarded = (c.req.header('x-forwarded-for') ?? '').split(',').map((part) => part.trim());
  const address = (proxies > 0 ? forwarded.at(-proxies) : undefined) || peerOf(c) || 'unknown';
  return address.includes(':') && !address.includes('.') ? ipv6Network(address) : address;
}

/** A request that did not come over a connection, as one of a test, comes from nowhere. */
const peerOf = (c: Context): string | undefined =>
  'incoming' in Object(c.env) || 'server' in Object(c.env) ? getConnInfo(c).remote.address : undefined;

function ipv6Network(address: string): string {
  const [head = '', tail] = address.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - left.length - right.length }, () => '0');
  return [...left, ...zeros, ...right].slice(0, 4).join(':');
}
