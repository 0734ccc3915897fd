/** What people do with their own account. */
import { type Result, reason, refuse, type UiLanguage, type User, userSchema } from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import { type Caller, found, need, type Service, write } from '../service/service.ts';
import { checkPassword, hashPassword, passwordFits } from './secrets.ts';
import { admit, readmit } from './throttle.ts';

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
    return refuse('sign-in-refused', reason('password-wrong'), { column: 'password' });
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
