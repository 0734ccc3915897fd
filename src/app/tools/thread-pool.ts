/** Threads for heavy work: they start with the first task and end when they are idle. */
import type { MessagePort } from 'node:worker_threads';
import type { Piscina } from 'piscina';
import type { Program, Solution, Solver } from '../../planning/index.ts';

export interface ThreadPool {
  /** Does a task of thread.ts. A signal ends its thread; the reason it gives is the pool's, not the signal's. */
  readonly run: <T>(
    name: keyof typeof import('./thread.ts'),
    task: unknown,
    options?: {
      readonly signal?: AbortSignal | undefined;
      readonly transferList?: MessagePort[];
    },
  ) => Promise<T>;
  /** Ends the threads; what is under way is rejected. The next task starts new ones. */
  readonly stop: () => Promise<void>;
}

/** Sources and build each have their own entry. */
const ENTRY = new URL(import.meta.url.endsWith('.ts') ? './thread.mjs' : './thread.js', import.meta.url).href;

/** `threads` at most; the others wait in line. */
export function createThreadPool(threads: number): ThreadPool {
  let pool: Promise<Piscina> | undefined;
  const open = async (): Promise<Piscina> => {
    const { Piscina } = await import('piscina');
    // Idle threads end after a minute.
    return new Piscina({ filename: ENTRY, minThreads: 0, maxThreads: threads, idleTimeout: 60_000, execArgv: [] });
  };
  return {
    run: async (name, task, { signal, transferList = [] } = {}) => {
      pool ??= open();
      return (await pool).run(task, { name, transferList, ...(signal && { signal }) });
    },
    stop: async () => {
      const running = await pool;
      pool = undefined;
      await running?.destroy();
    },
  };
}

/** The thread starts with its first program, and is stopped when it overruns a time limit. */
export function startSolverThread(): {
  /** Give it to the planner as `solver`. Programs are solved one after the other. */
  readonly solver: Solver;
  /** Ends the thread; programs under way are answered `unknown`. */
  readonly stop: () => Promise<void>;
} {
  const pool = createThreadPool(1);
  let pending = 0;
  let stopped = new AbortController();
  const solver = async (program: Program): Promise<Solution> => {
    const { signal: stop } = stopped;
    pending += 1;
    // Seconds that the thread may overrun a program's own time limit before it is stopped.
    const grace = 5;
    const patience = AbortSignal.timeout((program.timeLimitSeconds * pending + grace) * 1000);
    try {
      return await pool.run<Solution>('solve', program, { signal: patience });
    } catch (error) {
      if (stop.aborted || patience.aborted) return { kind: 'unknown' };
      throw error;
    } finally {
      pending -= 1;
    }
  };
  const stop = async (): Promise<void> => {
    stopped.abort();
    stopped = new AbortController();
    await pool.stop();
  };
  return { solver, stop };
}
