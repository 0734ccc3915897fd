/** On whose behalf something is computed: known to the threads without being handed through every function on the way. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { type Problem, problem, reason } from '../../domain/index.ts';

export interface Asking {
  /** A user's id, or an address: each has a fair share of the threads. */
  readonly who: string;
  /** Work of a job: it waits for what people wait for. */
  readonly isBatch: boolean;
  /** Asked when work begins: work of a request that was given up is given up too. */
  readonly signal: () => AbortSignal | undefined;
}

const asking = new AsyncLocalStorage<Asking>();
const NOBODY: Asking = { who: '', isBatch: false, signal: () => undefined };

export const runAsking = <T>(who: Asking, work: () => T): T => asking.run(who, work);
export const whoAsks = (): Asking => asking.getStore() ?? NOBODY;

/** So much is asked that this would wait too long; it says nothing about what was asked. */
export class Busy extends Error {
  readonly retryAfterSeconds: number;
  readonly problem: Problem;
  constructor(retryAfterSeconds: number) {
    super('all threads are taken');
    this.name = 'Busy';
    this.retryAfterSeconds = retryAfterSeconds;
    this.problem = problem('service-unavailable', reason('service-busy', { seconds: retryAfterSeconds }));
  }
}

/** As an error, whatever a signal gives as its reason. */
export const reasonOf = ({ reason: why }: AbortSignal): Error =>
  why instanceof Error ? why : new Error(String(why ?? 'cancelled'));
