/** Threads for heavy work: they start with the first task and end when they are idle. */
import type { MessagePort } from 'node:worker_threads';
import type { Piscina } from 'piscina';

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
