/** Who asks: by the session's secret of the cookie or the secret of an API token. */
import type { User } from '../../domain/index.ts';
import { apiTokens, find, sessions } from '../../store/index.ts';
import { minutesAfter } from '../service/people-settings.ts';
import { type Caller, momentOf, type Once, type Service } from '../service/service.ts';

/** Null: unknown, revoked or run out, or the account may not sign in. */
export async function identifyByToken(service: Service, secret: string, once: Once | null): Promise<Caller | null> {
  const moment = momentOf(service);
  const token = await apiTokens.use(service.store.connection, secret, moment.at);
  const user = token && (await find(service.store.connection, 'user', token.user));
  return token && user && { ...callerOf(user, moment), by: 'token', scopes: token.scopes, once };
}

/** Null: unknown or run out, or the account may not sign in. Each use lengthens the session up to its absolute end. */
export async function identifyBySession(service: Service, secret: string, once: Once | null): Promise<Caller | null> {
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
  return { ...callerOf(session.user, moment), once };
}

const callerOf = (user: User, moment: Pick<Caller, 'at' | 'today'>): Omit<Caller, 'once'> => ({
  actor: { user: user.id, roles: user.roles },
  user,
  ...moment,
  by: 'session',
  scopes: null,
});
