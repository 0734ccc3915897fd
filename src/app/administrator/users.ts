/** Accounts, as administrators keep them, and what an empty store begins with. */
import { failure, problem, type Result, reason, success, type User, userSchema } from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import { randomPassword, UNUSABLE_PASSWORD } from '../account/secrets.ts';
import { endAccess } from '../account/sign-in.ts';
import {
  type Caller,
  DEFAULT_PEOPLE_SETTINGS,
  found,
  minutesAfter,
  need,
  refuse,
  resultOf,
  type Service,
  write,
} from '../service/service.ts';
import type { Storage } from './operation.ts';

export type UserDraft = Omit<User, 'id' | 'revision'>;

export const listUsers = (service: Service, filter: store.UserFilter): Promise<store.Page<User>> =>
  store.users.list(service.store.connection, filter);

export const readUser = async (service: Service, id: string): Promise<Result<User>> =>
  resultOf('user', id, await store.find(service.store.connection, 'user', id));

/** The account has no password yet; `resetPassword` makes a first one, and an OpenID provider needs none. */
export const createUser = (service: Service, caller: Caller, draft: UserDraft): Promise<Result<User>> =>
  write(service, caller, { action: 'user.create', answer: userSchema }, async ({ tx, act }) =>
    need(await store.create(tx, 'user', draft, act)),
  );

/** Replaces everything of the revision that was read. Whoever is disabled is signed out. The last administrator stays one. */
export const replaceUser = (service: Service, caller: Caller, user: User): Promise<Result<User>> =>
  write(service, caller, { action: 'user.change', answer: userSchema }, async ({ tx, act }) => {
    await store.users.lockAdministrators(tx);
    const written = need(await store.update(tx, 'user', user, act));
    await checkAdministrators(tx);
    if (!user.active) await endAccess(tx, user.id, caller.at);
    return written;
  });

/** Somebody must be left who can administer Concord. */
export async function checkAdministrators(tx: store.Tx): Promise<void> {
  if ((await store.users.countAdministrators(tx)) === 0) refuse('still-in-use', reason('last-administrator'));
}

export interface OneTimePassword {
  /** Shown this once. */
  readonly password: string;
  readonly expiresAt: string;
}

/** A password that signs in once and must then be replaced. The old one no longer works, and every session ends. */
export const resetPassword = (service: Service, caller: Caller, id: string): Promise<Result<OneTimePassword>> =>
  write(service, caller, { action: 'user.reset-password', answer: null }, async ({ tx, act: { at } }) => {
    found('user', id, await store.find(tx, 'user', id));
    await store.passwords.set(tx, { user: id, hash: UNUSABLE_PASSWORD, at });
    await endAccess(tx, id, at);
    return giveOneTimePassword({ ...service, now: () => at }, tx, id);
  });

/** Ends every session and token of an account, and answers how many sessions there were. */
export const signOutUser = (service: Service, caller: Caller, id: string): Promise<Result<number>> =>
  write(service, caller, { action: 'user.sign-out', answer: null }, ({ tx, act: { at } }) => endAccess(tx, id, at));

/** Makes an administrator when nobody can administer: null when there is one. */
export async function ensureAdministrator(service: Service, email: string): Promise<Result<OneTimePassword | null>> {
  if ((await store.users.countAdministrators(service.store.connection)) > 0) return success(null);
  return store.transact(service.store, async (tx): Promise<Result<OneTimePassword | null>> => {
    // Of several servers that start at once on a new database one makes the account.
    await store.lockFirstStart(tx);
    if ((await store.users.countAdministrators(tx)) > 0) return success(null);
    const act = { at: service.now(), by: store.SYSTEM, action: 'user.create' };
    const roles: User['roles'] = [{ role: 'administrator', institute: null }];
    const draft = { name: 'Administrator', email, language: 'en' as const, active: true, roles };
    const user = await store.create(tx, 'user', draft, act);
    return user.ok ? success(await giveOneTimePassword(service, tx, user.value.id)) : user;
  });
}

/** From the command line, for whoever runs the server and cannot sign in any more. */
export async function oneTimePasswordIn({ options, now }: Storage, email: string): Promise<Result<OneTimePassword>> {
  const opened = await store.openStore(options);
  try {
    return await oneTimePasswordFor({ store: opened, now, people: DEFAULT_PEOPLE_SETTINGS }, email);
  } finally {
    await opened.close();
  }
}

type Given = Pick<Service, 'store' | 'now' | 'people'>;

export async function oneTimePasswordFor(service: Given, email: string): Promise<Result<OneTimePassword>> {
  const user = resultOf('account', email, await store.users.findByEmail(service.store.connection, email));
  if (!user.ok) return user;
  if (!user.value.active) return failure(problem('not-permitted', reason('account-disabled')));
  return success(
    await store.transact(service.store, async (tx) => {
      const act = { at: service.now(), by: store.SYSTEM, action: 'user.reset-password' };
      store.recordEvent(tx, act, { kind: 'user', id: user.value.id, before: null, after: null });
      return giveOneTimePassword(service, tx, user.value.id);
    }),
  );
}

async function giveOneTimePassword(service: Given, tx: store.Tx, user: string): Promise<OneTimePassword> {
  const at = service.now();
  const password = randomPassword();
  const expiresAt = minutesAfter(at, service.people.oneTimePasswordHours * 60);
  await store.passwords.setOneTime(tx, { user, secret: password, at, expiresAt });
  return { password, expiresAt };
}
