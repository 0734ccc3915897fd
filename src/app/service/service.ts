/** What the actions on stored things share: the store, the clock, who asks, and the transaction in which all of it is written. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  type Action,
  type Actor,
  type BundlePrecedent,
  failure,
  type Notice,
  type Problem,
  type ProcessBook,
  problem,
  problemSchema,
  type Reason,
  type ReasonCode,
  type Result,
  reason,
  success,
  type User,
} from '../../domain/index.ts';
import { type Act, type Connection, idempotency, type Store, SYSTEM, type Tx, transact } from '../../store/index.ts';
import { type AppContext, dayIn } from '../tools/context.ts';
import type { LoadedLists } from './loaded-lists.ts';

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
  /** Its day, where the home institution is. */
  readonly today: string;
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

/** The home university's day of an instant. */
export const dayAt = ({ context }: Service, instant: string): string => dayIn(context().home.timeZone, instant);

/** The present instant and its day. */
export function momentOf(service: Service): Pick<Caller, 'at' | 'today'> {
  const at = service.now();
  return { at, today: dayAt(service, at) };
}

/** The clock is nobody's account and holds no role. */
export const clockOf = (service: Service): Caller => ({
  actor: { user: SYSTEM, roles: [] },
  user: {
    id: SYSTEM,
    revision: 1,
    name: 'Concord',
    email: 'clock@concord.invalid',
    language: 'en',
    roles: [],
    active: false,
  },
  ...momentOf(service),
  by: 'session',
  scopes: null,
  once: null,
});

/** The day of a request. */
export const dayOf = ({ today }: Pick<Caller, 'today'>): string => today;

/** Somebody's work in an installation, and where it reads. */
export interface Work {
  readonly service: Service;
  readonly caller: Caller;
  readonly connection: Connection;
}

/** What follows from a decision that can still be taken back. */
export interface Held {
  readonly hours: number;
  readonly notices: Notice[];
  readonly precedents: BundlePrecedent[];
  /** Of an upheld appeal: by whom and why its subject is opened again. */
  reopens: { readonly by: string; readonly reason: string } | null;
}

/** Work that writes, all of it or nothing. */
export interface Transaction extends Work {
  /** Where notices and precedents are gathered in place of being written; null: they are written at once. */
  readonly held: Held | null;
  readonly tx: Tx;
  readonly act: Act;
  /** Warnings and notes that go along with the answer. */
  readonly notes: Problem[];
}

export const workOf = (service: Service, caller: Caller): Work => ({
  service,
  caller,
  connection: service.store.connection,
});

/** The same transaction under the name of another action, for what follows from the first. */
export const acting = (work: Transaction, action: string): Transaction => ({ ...work, act: { ...work.act, action } });

/** Ends the work with problems; {@link write} and {@link attempt} answer them. */
class Refused extends Error {
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super('refused');
    this.problems = problems;
  }
}

/** The value of a result; without one the work ends with its problems. */
export function need<T>(result: Result<T>): T {
  if (!result.ok) throw new Refused(result.problems);
  return result.value;
}

/** Ends the work with these problems; with none it goes on. */
export function refuseFor(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new Refused(problems);
}

/** Ends the work with one problem. */
export const refuse = (...[code, why, place]: Parameters<typeof problem>): never => {
  throw new Refused([problem(code, why, place)]);
};

/** Names of what is stored, each with its text `kind-...`. */
export type RecordName = ReasonCode extends infer C ? (C extends `kind-${infer N}` ? N : never) : never;

export const kindReason = (what: RecordName): Reason => reason(`kind-${what}`);

/** What was looked up by its id; without it the work ends. */
export const found = <T>(what: RecordName, id: string, value: T | null): T => need(resultOf(what, id, value));

/** What was looked up by its id, or the problem that there is no such thing. */
export const resultOf = <T>(what: RecordName, id: string, value: T | null): Result<T> =>
  value === null
    ? failure(problem('not-found', reason('record-unknown', { what: kindReason(what), id })))
    : success(value);

/** What the work comes to: its value, or the problems that ended it. */
export async function attempt<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return success(await work());
  } catch (error) {
    if (error instanceof Refused) return failure(...error.problems);
    throw error;
  }
}

/** What is done, and the form of its answer. */
export interface Done<T> {
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
  service: Service,
  caller: Caller,
  { action, answer }: Done<T>,
  work: (transaction: Transaction) => Promise<T>,
): Promise<Result<T>> {
  const act: Act = { at: caller.at, by: caller.actor.user, action };
  const key = caller.once && answer && { user: caller.actor.user, ...caller.once };
  const result = await attempt(() =>
    transact(service.store, async (tx): Promise<Result<T>> => {
      const standing = key ? await idempotency.take(tx, key, caller.at) : 'new';
      if (standing === 'other-request') return failure(problem('key-used-otherwise', reason('key-used-otherwise')));
      if (standing !== 'new' && answer) return replayed(answer, standing.replay.body);
      const notes: Problem[] = [];
      const value = await work({ service, caller, connection: tx, tx, act, notes, held: null });
      const done = success(value, notes);
      if (key) await idempotency.keep(tx, key, { status: 200, headers: {}, body: JSON.stringify(done) });
      return done;
    }),
  );
  return result.ok ? result.value : result;
}

function replayed<T>(answer: z.ZodType<T>, body: string): Result<T> {
  const { value, problems } = z.object({ value: answer, problems: z.array(problemSchema) }).parse(JSON.parse(body));
  return success(value, problems);
}

/** Identifies a request for {@link Once}. */
export function hashRequest(method: string, path: string, body: Uint8Array): string {
  return createHash('sha256').update(`${method} ${path}\n`).update(body).digest('hex');
}

/** How people sign in and for how long; the wiring takes it from the configuration. */
export interface PeopleSettings {
  /** A session ends after this long without a request, and in any case after the second. */
  readonly sessionIdleMinutes: number;
  readonly sessionMinutes: number;
  readonly throttle: {
    readonly minutes: number;
    readonly perAccount: number;
    /** Higher, because a whole university may come from one address. */
    readonly perAddress: number;
  };
  /** argon2id: KiB of memory, passes, lanes. */
  readonly hashing: { readonly memoryCost: number; readonly timeCost: number; readonly parallelism: number };
  readonly oneTimePasswordHours: number;
  /** Whoever the OpenID provider vouches for and nobody knows becomes a student; otherwise an administrator makes the account first. */
  readonly createStudents: boolean;
}

export const DEFAULT_PEOPLE_SETTINGS: PeopleSettings = {
  sessionIdleMinutes: 60,
  sessionMinutes: 12 * 60,
  throttle: { minutes: 15, perAccount: 10, perAddress: 100 },
  // The first choice of the OWASP password storage cheat sheet.
  hashing: { memoryCost: 19_456, timeCost: 2, parallelism: 1 },
  oneTimePasswordHours: 72,
  createStudents: false,
};

/** An instant so many minutes after another; before it when negative. */
export const minutesAfter = (at: string, minutes: number): string =>
  new Date(Date.parse(at) + minutes * 60_000).toISOString();

/** Of connections (SQLSTATE 08), of a server that ends or begins (57P), is full (53300) or gives up waiting (57014, 55P03), and of the system. */
const AWAY = /^(?:08\w{3}|57P0\d|53300|57014|55P03|25P03|ECONN\w+|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH)$/;

/** Whether an error says that the database could not be asked, and nothing about what was asked. */
export const isDatabaseAway = (error: unknown): boolean =>
  error instanceof Error &&
  (AWAY.test(String(Reflect.get(error, 'code'))) ||
    // What the driver says in words alone.
    /^(?:Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error)/.test(
      error.message,
    ));

/**
 * What a log may hold of an error: its kind, what the database names, and the place in the program. Never its message, which may quote
 * what somebody has written.
 */
export function errorForLog(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { error: typeof error };
  const { name, message, stack = '', cause } = error;
  // Codes of Node and of the database, and the database's names for its own parts.
  const names = ['code', 'constraint', 'table', 'column'] as const;
  const named = names.map((field) => [field, Reflect.get(error, field)] as const);
  const lines = stack.replace(message, '').split('\n');
  const frames = lines.filter((line) => /^ +at .+:\d+:\d+\)?$/.test(line)).map((line) => line.trim());
  return {
    error: name,
    ...Object.fromEntries(named.filter(([, value]) => typeof value === 'string')),
    // The innermost, without what is above them.
    at: frames.slice(0, 20),
    ...(cause !== undefined && { cause: errorForLog(cause) }),
  };
}
