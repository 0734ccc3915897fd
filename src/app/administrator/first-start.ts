/** What an empty store begins with: one administrator, or the accounts of the demonstration. */
import { type Result, reason, refuse, success, type User } from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import { randomPassword } from '../account/secrets.ts';
import { DEFAULT_PEOPLE_SETTINGS, minutesAfter } from '../service/people-settings.ts';
import { resultOf, type Service } from '../service/service.ts';
import type { Storage } from '../service/storage.ts';
import type { OneTimePassword } from './users.ts';

/** Makes an administrator when nobody can administer: null when there is one. */
export async function ensureAdministrator(service: Service, email: string): Promise<Result<OneTimePassword | null>> {
  if ((await store.users.countAdministrators(service.store.connection)) > 0) return success(null);
  return store.transact(service.store, async (tx) => {
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
  if (!user.value.active) return refuse('not-permitted', reason('account-disabled'));
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
