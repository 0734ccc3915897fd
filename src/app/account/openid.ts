/** Signing in through the university's OpenID provider. */
import { type Result, reason, refuse, success, type User } from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import { minutesAfter } from '../service/people-settings.ts';
import type { Service } from '../service/service.ts';
import { type SignedIn, startSession } from './sign-in.ts';

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
