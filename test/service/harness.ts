/** The whole service on a fresh store of each kind, called in this process; the clock stands still until a test moves it. */
import { randomUUID } from 'node:crypto';
import { type ApiEnvironment, createApi, type OpenIdClient } from '../../src/api/index.ts';
import {
  createIndexStore,
  DEFAULT_PEOPLE_SETTINGS,
  dayIn,
  keepLists,
  type PeopleSettings,
} from '../../src/app/index.ts';
import type { ProcessBook, Role, User } from '../../src/domain/index.ts';
import { type Store, sessions } from '../../src/store/index.ts';
import { HOME_UNIVERSITY, PROCESS, RULES, subjects, TEXTS } from '../installed.ts';
import { onEveryDatabase } from '../store/databases.ts';
import { AT, makeUser } from '../store/samples.ts';

/** Nobody guesses at the passwords of tests. */
const CHEAP = { memoryCost: 8, timeCost: 1, parallelism: 1 };
const UNLIMITED = { writesPerMinute: 1_000_000, readsPerMinute: 1_000_000 };

/** Most tests look at what follows from a decision, and not at the time in which it can be taken back: theirs is a policy without one. */
const withoutGrace = (book: ProcessBook): ProcessBook => ({
  ...book,
  times: book.times.map((times) => ({ ...times, grace: { ...times.grace, hours: 0 } })),
});

export interface HarnessOptions {
  /** With the time of the installed policy in which a decision can be taken back. */
  readonly grace?: boolean;
  readonly people?: Partial<PeopleSettings>;
  readonly publicUrl?: string;
  readonly openTools?: boolean;
  readonly trustedProxies?: number;
  readonly openId?: OpenIdClient;
  /** None to speak of when left out: the clock stands still, so nothing would come back. */
  readonly rates?: ApiEnvironment['rates'];
}

export interface RequestOptions {
  /** The value of a Cookie header. */
  readonly cookie?: string;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** The network address it comes from. */
  readonly address?: string;
}

export type Harness = ReturnType<typeof makeHarness>;

export function makeHarness(store: Store, options: HarnessOptions = {}) {
  const clock = { at: AT };
  const logged: string[] = [];
  const indexes = createIndexStore();
  const service = {
    store,
    context: () => ({
      rules: RULES,
      texts: TEXTS,
      home: HOME_UNIVERSITY,
      subjects,
      today: dayIn(HOME_UNIVERSITY.timeZone, clock.at),
      indexes,
    }),
    loaded: keepLists(),
    now: () => clock.at,
    people: { ...DEFAULT_PEOPLE_SETTINGS, hashing: CHEAP, ...options.people },
    process: options.grace ? PROCESS : withoutGrace(PROCESS),
  };
  const environment: ApiEnvironment = {
    service,
    version: 'test',
    publicUrl: new URL(options.publicUrl ?? 'http://localhost'),
    openTools: options.openTools ?? false,
    trustedProxies: options.trustedProxies ?? 0,
    maxBodyBytes: 1024 * 1024,
    rates: options.rates ?? UNLIMITED,
    openId: options.openId ?? null,
    log: (entry, message) => void logged.push(`${message} ${JSON.stringify(entry)}`),
  };
  const api = createApi(environment);
  const request = (
    method: string,
    route: string,
    { cookie, token, headers, body, address = '192.0.2.1' }: RequestOptions = {},
    to: Pick<typeof api, 'request'> = api,
  ): Promise<Response> =>
    Promise.resolve(
      to.request(
        route,
        {
          method,
          headers: {
            ...(body !== undefined && { 'content-type': 'application/json' }),
            ...(cookie !== undefined && { cookie, 'sec-fetch-site': 'same-origin' }),
            ...(token !== undefined && { authorization: `Bearer ${token}` }),
            ...headers,
          },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        },
        { incoming: { socket: { remoteAddress: address } } },
      ),
    );
  /** The cookie of a fresh session. */
  const signedIn = async ({ id: user }: Pick<User, 'id'>): Promise<string> => {
    const secret = randomUUID();
    const expiresAt = new Date(Date.parse(clock.at) + 3_600_000).toISOString();
    await sessions.create(store.connection, { secret, user, at: clock.at, expiresAt });
    return `concord_session=${secret}`;
  };
  /** Somebody with one role, signed in. */
  const person = async (role?: Role, institute: string | null = null): Promise<{ user: User; cookie: string }> => {
    const user = await makeUser(store, { roles: role ? [{ role, institute }] : [] });
    return { user, cookie: await signedIn(user) };
  };
  return { store, service, environment, api, clock, logged, request, signedIn, person };
}

/** Runs the tests against the service on PGlite and on PostgreSQL. */
export function onEveryService(name: string, tests: (harness: () => Harness) => void, options?: HarnessOptions): void {
  onEveryDatabase(name, (store) => {
    let made: Harness | undefined;
    tests(() => {
      made ??= makeHarness(store(), options);
      return made;
    });
  });
}

/** The value of a cookie that an answer sets, or null. */
export function setCookieOf(answer: Response, name: string): string | null {
  const line = answer.headers.getSetCookie().find((cookie) => cookie.startsWith(`${name}=`));
  return line === undefined ? null : line.slice(name.length + 1).split(';', 1)[0] || null;
}
