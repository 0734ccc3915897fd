/** Threads for heavy work: they start with the first task and end when they are idle. */
import type { MessagePort, ResourceLimits } from 'node:worker_threads';
import type { Piscina } from 'piscina';
import type { Program, Solution, Solver } from '../../planning/index.ts';
import { Busy, reasonOf, whoAsks } from './asking.ts';
import { createFairLine, type LineLimits } from './fair-line.ts';

export interface ThreadPool {
  /**
   * Does a task of thread.ts in its turn; who asks, and whether it still does, is known from {@link whoAsks}. What is given up ends its
   * thread and no other's. @throws Busy when too much is asked, or the pool was stopped; {@link Overrun} past `limitSeconds`, which count from when the thread begins.
   */
  readonly run: <T>(
    name: keyof typeof import('./thread.ts'),
    task: unknown,
    options?: {
      readonly signal?: AbortSignal | undefined;
      readonly limitSeconds?: number;
      readonly transferList?: MessagePort[];
    },
  ) => Promise<T>;
  /** Ends the threads; what is under way is rejected. The next task starts new ones. */
  readonly stop: () => Promise<void>;
  readonly count: () => { readonly atWork: number; readonly waiting: number };
}

/** A task took longer than it may. */
export class Overrun extends Error {}

/** Sources and build each have their own entry. */
const ENTRY = new URL(import.meta.url.endsWith('.ts') ? './thread.mjs' : './thread.js', import.meta.url).href;

/** `threads` at most; the others wait in line. A thread that passes its `memory` ends, and its task with it. */
export function createThreadPool(
  threads: number,
  limits: Partial<Omit<LineLimits, 'atWork'>> = {},
  memory?: ResourceLimits,
): ThreadPool {
  let pool: Promise<Piscina> | undefined;
  let stopping = new AbortController();
  const line = createFairLine({
    ...{ atWorkEach: threads, waiting: 200, waitingEach: 100, patienceSeconds: null },
    ...limits,
    atWork: threads,
  });
  const open = async (): Promise<Piscina> => {
    const { Piscina } = await import('piscina');
    // Idle threads end after a minute.
    const idle = { minThreads: 0, maxThreads: threads, idleTimeout: 60_000 };
    return new Piscina({ filename: ENTRY, ...idle, execArgv: [], ...(memory && { resourceLimits: memory }) });
  };
  return {
    run: async (name, task, { signal, limitSeconds, transferList = [] } = {}) => {
      const { signal: stop } = stopping;
      const given = [signal, whoAsks().signal()].filter((one) => one !== undefined);
      const wanted = AbortSignal.any([stop, ...given]);
      try {
        return await line.inTurn(wanted, async () => {
          pool ??= open();
          const running = await pool;
          const limit = limitSeconds === undefined ? null : AbortSignal.timeout(limitSeconds * 1000);
          const ended = limit === null ? wanted : AbortSignal.any([wanted, limit]);
          return running.run(task, { name, transferList, signal: ended }).catch((error: unknown) => {
            if (limit?.aborted && !wanted.aborted) throw new Overrun(`more than ${limitSeconds} s`);
            throw error;
          });
        });
      } catch (error) {
        if (stop.aborted) throw new Busy(10);
        const gone = given.find(({ aborted }) => aborted);
        throw gone ? reasonOf(gone) : error;
      }
    },
    stop: async () => {
      stopping.abort();
      stopping = new AbortController();
      const running = await pool;
      pool = undefined;
      await running?.destroy();
    },
    count: line.count,
  };
}

/**
 * Solves in threads. A program's time begins when its thread does, and it ends by that alone: what others ask, or give up, makes it wait
 * and never decides it.
 */
export function startSolverThread({
  threads = 1,
  ...limits
}: { readonly threads?: number } & Partial<Omit<LineLimits, 'atWork'>> = {}): {
  /** Give it to the planner as `solver`. */
  readonly solver: Solver;
  /** Ends the threads; programs under way are rejected as {@link Busy}. */
  readonly stop: () => Promise<void>;
  readonly count: ThreadPool['count'];
} {
  const pool = createThreadPool(threads, { atWorkEach: 1, ...limits });
  // The thread watches the time itself; this is for one that does not come back, and leaves it time to start.
  const grace = 30;
  const solver = async (program: Program): Promise<Solution> => {
    try {
      return await pool.run<Solution>('solve', program, { limitSeconds: program.timeLimitSeconds + grace });
    } catch (error) {
      if (error instanceof Overrun) return { kind: 'unknown' };
      throw error;
    }
  };
  return { solver, stop: pool.stop, count: pool.count };
}
