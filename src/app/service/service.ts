/** What the actions on stored things share: the store, the clock, who asks, and the transaction in which all of it is written. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  type Action,
  type Actor,
  failure,
  type ProcessBook,
  problemSchema,
  type Result,
  success,
  type User,
} from '../../domain/index.ts';
import { type Act, keepResponse, type Store, type Tx, takeIdempotencyKey, transact } from '../../store/index.ts';
import type { AppContext } from '../tools/context.ts';
import type { LoadedLists } from './loaded-lists.ts';
import type { PeopleSettings } from './people-settings.ts';

/** Made once by the wiring, or by a test. */
export interface Service {
  readonly store: Store;
  readonly context: () => AppContext;
  /** ISO 8601 instant. */
  readonly now: () => string;
  readonly loaded: LoadedLists;
  readonly people: PeopleSettings;
  /** The rules of the process of this installation. */
  readonly process: ProcessBook;
}

/** Who asks, when, and with what. Made for each request by `identify`. */
export interface Caller {
  readonly actor: Actor;
  readonly user: User;
  /** ISO 8601 instant of the request; everything that it writes bears it. */
  readonly at: string;
  readonly by: 'session' | 'token';
  /** Of a token: the actions that it may be used for. Null: all that the person may do. */
  readonly scopes: readonly string[] | null;
  /** The Idempotency-Key of the request. */
  readonly once: Once | null;
}

export interface Once {
  readonly key: string;
  /** Of method, path and body. */
  readonly requestHash: string;
}

/** What is done, and the form of its answer. */
export interface Deed<T> {
  /** As the audit names it, for example `plan.submit`. */
  readonly action: Action | `${string}.${string}`;
  /** Of the value that is answered, so that it can be kept and answered again; null for what must not be kept, such as a secret. */
  readonly answer: z.ZodType<T> | null;
}

/**
 * Runs `work` in one transaction as the caller. A request that comes again with its Idempotency-Key gets its first answer and does
 * nothing; therefore all that may refuse (loading, checking, deciding) is done inside of `work`, and an action calls this once.
 */
export async function write<T>(
  { store }: Service,
  { actor, at, once }: Caller,
  { action, answer }: Deed<T>,
  work: (tx: Tx, act: Act) => Promise<Result<T>>,
): Promise<Result<T>> {
  const act: Act = { at, by: actor.user, action };
  if (once === null || answer === null) return transact(store, (tx) => work(tx, act));
  const key = { user: actor.user, ...once };
  return transact(store, async (tx) => {
    const standing = await takeIdempotencyKey(tx, key, at);
    if (standing === 'other-request') return failure(KEY_USED);
    if (standing !== 'new') return replayed(answer, standing.replay.body);
    const done = await work(tx, act);
    if (done.ok) await keepResponse(tx, key, { status: 200, headers: {}, body: JSON.stringify(done) });
    return done;
  });
}

function replayed<T>(answer: z.ZodType<T>, body: string): Result<T> {
  const { value, problems } = z.object({ value: answer, problems: z.array(problemSchema) }).parse(JSON.parse(body));
  return success(value, problems);
}

const KEY_USED = {
  code: 'key-used-otherwise',
  severity: 'error',
  message: 'this Idempotency-Key was used for another request',
  mend: 'Use a new key for every new request, and the same key only to repeat one',
} as const;

/** Identifies a request for {@link Once}. */
export function hashRequest(method: string, path: string, body: Uint8Array): string {
  return createHash('sha256').update(`${method} ${path}\n`).update(body).digest('hex');
}
