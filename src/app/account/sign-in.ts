/** Signing in with a local account, and out again. */
import { type Result, reason, refuse, success, type User } from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import { minutesAfter } from '../service/people-settings.ts';
import type { Caller, Service } from '../service/service.ts';
import { checkPassword, hashPassword, passwordFits, randomSecret } from './secrets.ts';
import { type Attempt, admit, readmit } from './throttle.ts';

export interface Credentials {
  readonly email: string;
  readonly password: string;
  /** Needed with a one-time password, which it replaces. */
  readonly newPassword?: string | undefined;
}

export interface SignedIn {
  readonly user: User;
  /** The secret of the new session, for the cookie. */
  readonly secret: string;
}

/**
 * `sign-in-refused` says the same whether the account, the password or neither is right; `too-many-attempts`;
 * `password-change-needed` when the one-time password is right and no new one came with it, `password-unsuitable`.
 */
export async function signIn(
  service: Service,
  credentials: Credentials,
  origin: {
    readonly address: string;
    readonly session: string | null;
  },
): Promise<Result<SignedIn>> {
  const attempt: Attempt = { account: credentials.email.toLowerCase(), address: origin.address, at: service.now() };
  const admitted = await admit(service, attempt);
  if (!admitted.ok) return admitted;
  const user = await store.users.findByEmail(service.store.connection, credentials.email);
  const checked = await checkCredentials(service, user, credentials);
  if (!checked.ok) return checked;
  await readmit(service, attempt);
  return success(await startSession(service, checked.value, origin.session));
}

async function checkCredentials(
  service: Service,
  user: User | null,
  { password, newPassword }: Credentials,
): Promise<Result<User>> {
  const stored = user && (await store.passwords.find(service.store.connection, user.id));
  const fits = await passwordFits(stored, password, service.people.hashing);
  if (user === null || !user.active) return refuse(...SIGN_IN_REFUSED);
  return fits ? success(user) : redeem(service, user, { password, newPassword });
}

/** A one-time password is used up only together with the new one that replaces it. */
async function redeem(
  service: Service,
  user: User,
  { password, newPassword }: Omit<Credentials, 'email'>,
): Promise<Result<User>> {
  const chosen = newPassword === undefined ? null : checkPassword(newPassword, user);
  const hash = chosen?.ok ? await hashPassword(chosen.value, service.people.hashing) : null;
  return store.transact(service.store, async (tx): Promise<Result<User>> => {
    const at = service.now();
    if (!(await store.passwords.useOneTime(tx, { user: user.id, secret: password, at })))
      return refuse(...SIGN_IN_REFUSED);
    if (chosen === null)
      return refuse('password-change-needed', reason('password-change-needed'), { column: 'newPassword' });
    if (!chosen.ok || hash === null) return chosen as Result<never>;
    await store.passwords.set(tx, { user: user.id, hash, at });
    store.recordEvent(
      tx,
      { at, by: user.id, action: 'user.set-password' },
      { kind: 'user', id: user.id, before: null, after: null },
    );
    return success(user);
  });
}

/** Begins a session with a fresh secret; the one that the browser had ends, so that nobody can have prepared it. */
export async function startSession(service: Service, user: User, previous: string | null): Promise<SignedIn> {
  const { connection } = service.store;
  const at = service.now();
  const secret = randomSecret();
  if (previous !== null) await store.sessions.end(connection, previous);
  const { sessionIdleMinutes, sessionMinutes } = service.people;
  const expiresAt = minutesAfter(at, Math.min(sessionIdleMinutes, sessionMinutes));
  await store.sessions.create(connection, { secret, user: user.id, at, expiresAt });
  return { user, secret };
}

export const signOut = ({ store: { connection } }: Service, secret: string): Promise<void> =>
  store.sessions.end(connection, secret);

/** Ends every session of the caller, this one too. */
export async function signOutEverywhere({ store: { connection } }: Service, { actor }: Caller): Promise<void> {
  await store.sessions.endAll(connection, actor.user);
}

const SIGN_IN_REFUSED = ['sign-in-refused', reason('sign-in-refused')] as const;
