/** Accounts, as administrators keep them. */
import { type Result, reason, type User, userSchema } from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import { randomPassword, UNUSABLE_PASSWORD } from '../account/secrets.ts';
import { minutesAfter } from '../service/people-settings.ts';
import { type Caller, found, need, refuse, resultOf, type Service, write } from '../service/service.ts';

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
    if (!user.active) await store.sessions.endAll(tx, user.id);
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
    const password = randomPassword();
    const expiresAt = minutesAfter(at, service.people.oneTimePasswordHours * 60);
    await store.passwords.set(tx, { user: id, hash: UNUSABLE_PASSWORD, at });
    await store.passwords.setOneTime(tx, { user: id, secret: password, at, expiresAt });
    await store.sessions.endAll(tx, id);
    return { password, expiresAt };
  });

/** Ends every session of an account, and answers how many there were. */
export const signOutUser = (service: Service, caller: Caller, id: string): Promise<Result<number>> =>
  write(service, caller, { action: 'user.sign-out', answer: null }, ({ tx }) => store.sessions.endAll(tx, id));
