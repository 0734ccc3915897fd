/** Runs the planner's solver in a thread of its own, so that a server keeps answering while a plan is solved. */
import type { Program, Solution, Solver } from '../../planning/index.ts';
import { createThreadPool } from './thread-pool.ts';

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
