/** When a request is tried again, and after how long. */
import { setTimeout as pause } from 'node:timers/promises';

const FIRST_WAIT = 500;
const LONGEST_WAIT = 8_000;
/** A server that asks for more is not waited for. */
export const LONGEST_RETRY_AFTER = 60_000;

/** Statuses of a server that may answer the same request later (RFC 9110 §15.5.9, §15.6; RFC 6585 §4). */
export const isTemporary = (status: number): boolean => [408, 429, 500, 502, 503, 504].includes(status);

/** Milliseconds before the next try after `failed` tries: doubled each time, up to a cap. */
export const backOff = (failed: number): number => Math.min(FIRST_WAIT * 2 ** (failed - 1), LONGEST_WAIT);

/**
 * Milliseconds that a `Retry-After` header asks for, seconds or a date (RFC 9110 §10.2.3), or null where it says nothing.
 * `now` in milliseconds since 1970.
 */
export function readRetryAfter(header: string | null, now: number): number | null {
  if (header === null) return null;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1_000;
  const date = /GMT\s*$/.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

/** Waits for milliseconds, or shorter when the signal is aborted; never rejects. */
export type Wait = (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;

export const waitFor: Wait = (milliseconds, signal) =>
  pause(milliseconds, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
