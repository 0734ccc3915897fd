/** Work that is done again and again beside the requests, and ends in order. */
import { setTimeout as wait } from 'node:timers/promises';
import { errorForLog } from './app/index.ts';

export interface Round {
  readonly name: string;
  readonly everySeconds: number;
  /** `isStopped` is true from when an end was asked for: a long round then ends at the next good place. */
  readonly run: (isStopped: () => boolean) => Promise<Readonly<Record<string, unknown>>>;
}

export type Log = (entry: Readonly<Record<string, unknown>>, message: string) => void;

/** Runs each at once and then again after its pause. What it did is logged; one that throws is logged too, and runs again. `stop` waits for the one in hand. */
export function startRounds(rounds: readonly Round[], log: Log): { readonly stop: () => Promise<void> } {
  const stopping = new AbortController();
  const running = Promise.all(rounds.map((round) => repeat(round, stopping.signal, log)));
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

async function repeat({ name, everySeconds, run }: Round, signal: AbortSignal, log: Log): Promise<void> {
  while (!signal.aborted) {
    try {
      const done = await run(() => signal.aborted);
      if (Object.values(done).some(Boolean)) log({ round: name, ...done }, 'round done');
    } catch (error) {
      log({ round: name, ...errorForLog(error) }, 'round failed');
    }
    await wait(everySeconds * 1000, undefined, { signal }).catch(() => undefined);
  }
}
