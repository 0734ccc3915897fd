/** What people do with their own account: profile, password, and tokens for programs. */
import {
  type Action,
  failure,
  problem,
  type Result,
  reason,
  type UiLanguage,
  type User,
  userSchema,
} from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import { type Caller, found, minutesAfter, need, refuse, type Service, write } from '../service/service.ts';
import { checkPassword, hashPassword, passwordFits, randomSecret } from './secrets.ts';
import { admit, readmit } from './sign-in.ts';

/** Name and language; address and roles are the administrator's. */
export const changeProfile = (
  service: Service,
  caller: Caller,
  change: {
    readonly revision: number;
    readonly name?: string | undefined;
    readonly language?: UiLanguage | undefined;
  },
): Promise<Result<User>> =>
  write(service, caller, { action: 'profile.edit', answer: userSchema }, async ({ tx, act }) => {
    const user = found('user', caller.actor.user, await store.find(tx, 'user', caller.actor.user));
    const { revision, name = user.name, language = user.language } = change;
    return need(await store.update(tx, 'user', { ...user, revision, name, language }, act));
  });

/** Ends every other session; `session` is the secret of the one that stays. Guessing the old password is throttled like signing in. */
export async function changePassword(
  service: Service,
  caller: Caller,
  {
    password,
    newPassword,
    ...from
  }: {
    readonly password: string;
    readonly newPassword: string;
  } & { readonly address: string; readonly session: string | null },
): Promise<Result<null>> {
  const { user, at } = caller;
  const attempt = { account: user.email.toLowerCase(), address: from.address, at };
  const admitted = await admit(service, attempt);
  if (!admitted.ok) return admitted;
  const stored = await store.passwords.find(service.store.connection, user.id);
  if (!(await passwordFits(stored, password, service.people.hashing)))
    return failure(problem('sign-in-refused', reason('password-wrong'), { column: 'password' }));
  await readmit(service, attempt);
  const chosen = checkPassword(newPassword, user);
  if (!chosen.ok) return chosen;
  const hash = await hashPassword(chosen.value, service.people.hashing);
  return write(service, caller, { action: 'user.set-password', answer: null }, async ({ tx, act }) => {
    await store.passwords.set(tx, { user: user.id, hash, at });
    store.recordEvent(tx, act, { kind: 'user', id: user.id, before: null, after: null });
    await store.sessions.endAll(tx, user.id, from.session ?? undefined);
    return null;
  });
}

/** The one used last first. */
export const listSessions = (
  { store: { connection } }: Service,
  { actor, at }: Caller,
  current: string | null,
): Promise<store.KnownSession[]> => store.sessions.list(connection, { user: actor.user, at, current });

/** One that has ended already, or is somebody else's, is `not-found`. */
export const endSession = (service: Service, caller: Caller, id: string): Promise<Result<null>> =>
  write(service, caller, { action: 'session.end', answer: null }, async ({ tx, act }) => {
    const user = caller.actor.user;
    if (!(await store.sessions.endOne(tx, { user, id }))) refuse('not-found', reason('nothing-with-id'));
    store.recordEvent(tx, act, { kind: 'user', id: user, before: null, after: null });
    return null;
  });

export const createToken = (
  service: Service,
  caller: Caller,
  {
    name,
    scopes,
    days,
  }: {
    readonly name: string;
    /** What the token may be used for; the person's own rights bound it at every use. */
    readonly scopes: readonly Action[];
    readonly days: number;
  },
): Promise<
  Result<{
    readonly token: store.ApiToken;
    /** Shown this once. */
    readonly secret: string;
  }>
> =>
  write(service, caller, { action: 'token.create', answer: null }, async ({ tx, act }) => {
    // A leaked token must not be able to make another, take an account over, or do what cannot be undone.
    const barredScopes: ReadonlySet<Action> = new Set([
      ...(['token.manage', 'token.revoke', 'profile.edit', 'user.manage'] as const),
      ...(['personal-data.erase', 'retention.release', 'demonstration.reset'] as const),
    ]);
    const barred = scopes.filter((scope) => barredScopes.has(scope));
    if (barred.length > 0) refuse('request-invalid', reason('scopes-barred', { scopes: barred }), { column: 'scopes' });
    // The prefix is for secret scanners, which know a token by it.
    const secret = `concord_${randomSecret()}`;
    const expiresAt = minutesAfter(act.at, days * 24 * 60);
    const user = caller.actor.user;
    const token = await store.apiTokens.create(tx, { user, name, secret, scopes, at: act.at, expiresAt });
    store.recordEvent(tx, act, { kind: 'token', id: token.id, before: null, after: null });
    return { token, secret };
  });

/** Newest first. */
export const listTokens = ({ store: { connection } }: Service, user: string): Promise<store.ApiToken[]> =>
  store.apiTokens.list(connection, user);

/** A token that is not the user's, or not there, is `not-found`. */
export const revokeToken = (
  service: Service,
  caller: Caller,
  { id, user }: { readonly id: string; readonly user: string },
): Promise<Result<null>> =>
  write(service, caller, { action: 'token.revoke', answer: null }, async ({ tx, act }) => {
    if (!(await store.apiTokens.revoke(tx, { id, user, at: act.at }))) refuse('not-found', reason('token-gone'));
    store.recordEvent(tx, act, { kind: 'token', id, before: null, after: null });
    return null;
  });
