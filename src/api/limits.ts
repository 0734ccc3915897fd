/** How much one caller may ask at once, and in a minute. */

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
