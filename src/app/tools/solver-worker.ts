/** The solver's own thread: takes programs, answers solutions. Started by solver-thread.ts alone. */
import { parentPort } from 'node:worker_threads';
import { type Program, solve } from '../../planning/index.ts';

parentPort?.on('message', async ({ id, program }: { id: number; program: Program }) => {
  try {
    parentPort?.postMessage({ id, solution: await solve(program) });
  } catch (error) {
    parentPort?.postMessage({ id, error: error instanceof Error ? error.message : String(error) });
  }
});
