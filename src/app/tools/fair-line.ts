/** Who is next where only so many work at a time: people before batches, and among them whoever has least at work. */
import { Busy, reasonOf, whoAsks } from './asking.ts';

export interface LineLimits {
  /** Tasks at work at a time. */
  readonly atWork: number;
  /** Of one caller; a batch has what nobody waits for. */
  readonly atWorkEach: number;
  /** Of all batches together; all when left out. */
  readonly atWorkOfBatches?: number;
  /** Waiting tasks of people; those of batches are bounded by whoever makes the batch. */
  readonly waiting: number;
  readonly waitingEach: number;
  /** Longest wait of a person's task, after which it is told that all are busy; null: without end. */
  readonly patienceSeconds: number | null;
}

interface Waiting {
  readonly who: string;
  readonly isBatch: boolean;
  readonly begin: () => void;
}

export function createFairLine({
  atWork,
  atWorkEach,
  atWorkOfBatches = atWork,
  waiting: most,
  waitingEach,
  patienceSeconds,
}: LineLimits) {
  const line: Waiting[] = [];
  const working = new Map<string, number>();
  let [busy, busyOfBatches] = [0, 0];
  /** A batch does not stand in the way of its owner, who may go on meanwhile. */
  const nameOf = ({ who, isBatch }: Omit<Waiting, 'begin'>): string => (isBatch ? `batch of ${who}` : who);
  const countOf = (one: Omit<Waiting, 'begin'>): number => working.get(nameOf(one)) ?? 0;

  const next = (): Waiting | undefined => {
    const able = line.filter((one) => countOf(one) < (one.isBatch ? atWork : atWorkEach));
    const people = able.filter(({ isBatch }) => !isBatch);
    const [first, ...others] = people.length > 0 || busyOfBatches >= atWorkOfBatches ? people : able;
    return others.reduce((best, one) => (best && countOf(one) < countOf(best) ? one : best), first);
  };
  const remove = (one: Waiting): void => {
    const at = line.indexOf(one);
    if (at >= 0) line.splice(at, 1);
  };
  const advance = (): void => {
    while (busy < atWork) {
      const one = next();
      if (!one) return;
      remove(one);
      busy += 1;
      if (one.isBatch) busyOfBatches += 1;
      working.set(nameOf(one), countOf(one) + 1);
      one.begin();
    }
  };
  const leave = (one: Omit<Waiting, 'begin'>): void => {
    busy -= 1;
    if (one.isBatch) busyOfBatches -= 1;
    if (countOf(one) <= 1) working.delete(nameOf(one));
    else working.set(nameOf(one), countOf(one) - 1);
    advance();
  };
  /** Waits for a turn. @throws Busy when the line is too long, or the signal's reason. */
  const enter = (who: string, isBatch: boolean, signal: AbortSignal | undefined): Promise<void> =>
    new Promise((resolve, reject) => {
      const people = line.filter((one) => !one.isBatch);
      const isFull = people.length >= most || people.filter((one) => one.who === who).length >= waitingEach;
      if (!isBatch && isFull) return reject(new Busy(5));
      const end = (error: Error): void => {
        remove(one);
        clearTimeout(patience);
        reject(error);
      };
      const aborted = (): void => signal && end(reasonOf(signal));
      const patience =
        isBatch || patienceSeconds === null ? undefined : setTimeout(() => end(new Busy(10)), patienceSeconds * 1000);
      const one = {
        who,
        isBatch,
        begin: () => {
          clearTimeout(patience);
          signal?.removeEventListener('abort', aborted);
          resolve();
        },
      };
      signal?.addEventListener('abort', aborted, { once: true });
      line.push(one);
      advance();
    });

  return {
    /** Does the work in turn, on behalf of whoever asks. */
    inTurn: async <T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> => {
      const { who, isBatch } = whoAsks();
      if (signal?.aborted) throw reasonOf(signal);
      await enter(who, isBatch, signal);
      try {
        return await work();
      } finally {
        leave({ who, isBatch });
      }
    },
    /** How many are at work and wait, for those who watch. */
    count: () => ({ atWork: busy, waiting: line.length }),
  };
}
