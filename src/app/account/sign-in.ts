/** Signing in and out, with a local account or through the university's OpenID provider; who asks afterwards; and guessing made slow. */

import { type Result, reason, refuse, success, type User } from '../../domain/index.ts';

import * as store from '../../store/index.ts';
import { apiTokens, failedSignIns, find, sessions } from '../../store/index.ts';
import { type Caller, minutesAfter, momentOf, type Service } from '../service/service.ts';

import { checkPassword, hashPassword, passwordFits, randomSecret } from './secrets.ts';

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
  // Hashed for whatever account: the time does not tell which there are.
  const hash = newPassword === undefined ? null : await hashPassword(newPassword, service.people.hashing);
  if (fits && user?.active) return success(user);
  return redeem(service, user?.active ? user : null, { password, chosen: newPassword, hash });
}

/** A one-time password is used up only together with the new one that replaces it. */
async function redeem(
  service: Service,
  user: User | null,
  {
    password,
    chosen: newPassword,
    hash,
  }: { readonly password: string; readonly chosen: string | undefined; readonly hash: string | null },
): Promise<Result<User>> {
  const chosen = newPassword === undefined ? null : checkPassword(newPassword, user ?? { name: '', email: '' });
  return store.transact(service.store, async (tx): Promise<Result<User>> => {
    const at = service.now();
    const isRight = await store.passwords.useOneTime(tx, { user: user?.id ?? '', secret: password, at });
    if (!isRight || user === null) return refuse(...SIGN_IN_REFUSED);
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

/** Ends every session of the caller, this one too, and every token. */
export const signOutEverywhere = async ({ store: at }: Service, { actor, ...caller }: Caller): Promise<void> => {
  await store.transact(at, (tx) => endAccess(tx, actor.user, caller.at));
};

/** Ends all by which an account is used, sessions and tokens, and answers how many sessions there were. */
export async function endAccess(tx: store.Tx, user: string, at: string): Promise<number> {
  await apiTokens.revokeAll(tx, user, at);
  return sessions.endAll(tx, user);
}

const SIGN_IN_REFUSED = ['sign-in-refused', reason('sign-in-refused')] as const;

/** Whom a provider vouches for. */
export interface Vouched {
  readonly issuer: string;
  readonly subject: string;
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly name: string | null;
}

/** Keeps what the way back from the provider is checked with. */
export const rememberOpenId = (
  { store: { connection }, now }: Service,
  { state, ...body }: Readonly<Record<string, string>> & { readonly state: string },
): Promise<void> => store.openId.saveState(connection, { state, body, expiresAt: minutesAfter(now(), 10) });

/** Answers it once; null when it is unknown, used or older than ten minutes. */
export const recallOpenId = (
  { store: { connection }, now }: Service,
  state: string,
): Promise<Record<string, string> | null> => store.openId.takeState(connection, state, now());

/**
 * Signs in the account of the identity. One that is new here is linked to the account with its address, if the provider has verified
 * that address; where the installation says so, one that nobody knows becomes a student. A disabled account stays out.
 */
export async function signInVouched(
  service: Service,
  vouched: Vouched,
  session: string | null,
): Promise<Result<SignedIn>> {
  const user = await store.transact(service.store, async (tx): Promise<Result<User>> => {
    const known = await store.openId.find(tx, vouched);
    if (known !== null) return active(await store.find(tx, 'user', known));
    return linkNew(service, tx, vouched);
  });
  return user.ok ? success(await startSession(service, user.value, session)) : user;
}

async function linkNew(service: Service, tx: store.Tx, vouched: Vouched): Promise<Result<User>> {
  const { email, emailVerified, name } = vouched;
  if (email === null || !emailVerified) return refuse('sign-in-refused', reason('openid-address-unverified'));
  const at = service.now();
  const present = await store.users.findByEmail(tx, email);
  if (present === null && !service.people.createStudents)
    return refuse('sign-in-refused', reason('openid-account-unknown'));
  const roles: User['roles'] = [{ role: 'student', institute: null }];
  const draft = { name: name ?? email, email, language: 'en' as const, active: true, roles };
  const account =
    present === null
      ? await store.create(tx, 'user', draft, { at, by: store.SYSTEM, action: 'user.create' })
      : active(present);
  if (!account.ok) return account;
  const { id } = account.value;
  const linked = await store.openId.link(tx, { ...vouched, user: id, at });
  if (!linked.ok) return linked;
  store.recordEvent(tx, { at, by: id, action: 'user.link-identity' }, { kind: 'user', id, before: null, after: null });
  return account;
}

const active = (user: User | null): Result<User> =>
  user?.active ? success(user) : refuse('sign-in-refused', reason('openid-account-unknown'));

/** Null: unknown, revoked or run out, or the account may not sign in. */
export async function identifyByToken(service: Service, secret: string): Promise<Caller | null> {
  const moment = momentOf(service);
  const token = await apiTokens.use(service.store.connection, secret, moment.at);
  const user = token && (await find(service.store.connection, 'user', token.user));
  return token && user && { ...callerOf(user, moment), by: 'token', scopes: token.scopes };
}

/** Null: unknown or run out, or the account may not sign in. Each use lengthens the session up to its absolute end. */
export async function identifyBySession(service: Service, secret: string): Promise<Caller | null> {
  const { store, people } = service;
  const moment = momentOf(service);
  const { at } = moment;
  const session = await sessions.find(store.connection, secret, at);
  if (session === null) return null;
  if (session.lastSeenAt <= minutesAfter(at, -1)) {
    const end = minutesAfter(session.createdAt, people.sessionMinutes);
    const idleEnd = minutesAfter(at, people.sessionIdleMinutes);
    await sessions.touch(store.connection, { secret, at, expiresAt: idleEnd.localeCompare(end) < 0 ? idleEnd : end });
  }
  return callerOf(session.user, moment);
}

const callerOf = (user: User, moment: Pick<Caller, 'at' | 'today'>): Caller => ({
  actor: { user: user.id, roles: user.roles },
  user,
  ...moment,
  by: 'session',
  scopes: null,
  once: null,
});

export interface Attempt {
  readonly account: string;
  readonly address: string;
  /** ISO 8601 instant. */
  readonly at: string;
}

const attemptKeys = ({ account, address }: Attempt) => ({
  account: `account ${account}`,
  address: `address ${address}`,
});

/**
 * Whether this attempt is looked at. It counts as failed from here on until {@link readmit}, so that many at the same time are no way
 * around the limit. An attempt that is not looked at does not count: the limit always ends by itself.
 */
export async function admit({ store, people }: Service, attempt: Attempt): Promise<Result<null>> {
  const { minutes, perAccount, perAddress } = people.throttle;
  const { account, address } = attemptKeys(attempt);
  const since = minutesAfter(attempt.at, -minutes);
  const exceeds = async (extra: number): Promise<boolean> =>
    (await failedSignIns.count(store.connection, account, since)) + extra > perAccount ||
    (await failedSignIns.count(store.connection, address, since)) + extra > perAddress;
  if (await exceeds(1)) return tooMany(minutes);
  await failedSignIns.record(store.connection, [account, address], attempt.at);
  return (await exceeds(0)) ? tooMany(minutes) : success(null);
}

/** After a success, which is no failed attempt: the account starts anew. The address loses this one alone, or one own account would pay for guessing at others. */
export async function readmit({ store }: Service, attempt: Attempt): Promise<void> {
  const { account, address } = attemptKeys(attempt);
  await failedSignIns.forget(store.connection, account);
  await failedSignIns.forgetOne(store.connection, address, attempt.at);
}

const tooMany = (minutes: number) => refuse('too-many-attempts', reason('too-many-sign-ins', { minutes }));
