/** Runs the planner's solver in a thread of its own, so that a server keeps answering while a plan is solved. */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Program, Solution, Solver } from '../../planning/index.ts';

/** Seconds that the thread may overrun a program's own time limit before it is stopped. */
const GRACE = 5;

export interface SolverThread {
  /** Give it to the planner as `solver`. Programs are solved one after the other. */
  readonly solver: Solver;
  /** Ends the thread; programs under way are answered `unknown`. */
  readonly stop: () => Promise<void>;
}

interface Pending {
  readonly resolve: (solution: Solution) => void;
  readonly reject: (error: Error) => void;
  readonly guard: NodeJS.Timeout;
}

type Answer = { readonly id: number } & ({ readonly solution: Solution } | { readonly error: string });

/** Starts the thread with its first program; it keeps the process alive only while it solves. A thread that overruns its time limit is stopped and started again for the next. */
export function startSolverThread(): SolverThread {
  const pending = new Map<number, Pending>();
  let worker: Worker | undefined;
  let next = 0;
  const settle = (id: number, act: (entry: Pending) => void): void => {
    const entry = pending.get(id);
    if (!entry) return;
    pending.delete(id);
    clearTimeout(entry.guard);
    if (pending.size === 0) worker?.unref();
    act(entry);
  };
  const stop = async (): Promise<void> => {
    const running = worker;
    worker = undefined;
    await running?.terminate();
    for (const id of [...pending.keys()]) settle(id, ({ resolve }) => resolve({ kind: 'unknown' }));
  };
  const start = (): Worker => {
    const started = openWorker();
    started.on('message', (answer: Answer) =>
      settle(answer.id, ({ resolve, reject }) =>
        'solution' in answer ? resolve(answer.solution) : reject(new Error(answer.error)),
      ),
    );
    started.on('error', (error) => {
      if (worker === started) worker = undefined;
      for (const id of [...pending.keys()]) settle(id, ({ reject }) => reject(error));
    });
    return started;
  };
  const solver = (program: Program): Promise<Solution> =>
    new Promise((resolve, reject) => {
      worker ??= start();
      worker.ref();
      const id = next++;
      const patience = (program.timeLimitSeconds * (pending.size + 1) + GRACE) * 1000;
      pending.set(id, { resolve, reject, guard: setTimeout(() => void stop(), patience) });
      worker.postMessage({ id, program });
    });
  return { solver, stop };
}

/** The thread loads TypeScript as the main one does; a loader given by option is not used in threads. */
function openWorker(): Worker {
  const manifest = createRequire(import.meta.url).resolve('tsx/package.json');
  const loader = new URL('dist/esm/api/index.mjs', pathToFileURL(manifest)).href;
  const entry = new URL('./solver-worker.ts', import.meta.url).href;
  const code = `import(${JSON.stringify(loader)}).then(({ register }) => { register(); return import(${JSON.stringify(entry)}); });`;
  return new Worker(code, { eval: true, execArgv: [] });
}
