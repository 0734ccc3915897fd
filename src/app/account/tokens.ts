/** Personal tokens for programs: shown once, for some actions, for some time. */
import { type Action, type Result, reason } from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import { minutesAfter } from '../service/people-settings.ts';
import { type Caller, refuse, type Service, write } from '../service/service.ts';
import { randomSecret } from './secrets.ts';

/** So that secret scanners know one when they see it. */
export const TOKEN_PREFIX = 'concord_';

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
    // A leaked token must not be able to make another, or take the account over.
    const barredScopes: ReadonlySet<Action> = new Set(['token.manage', 'profile.edit', 'user.manage']);
    const barred = scopes.filter((scope) => barredScopes.has(scope));
    if (barred.length > 0) refuse('request-invalid', reason('scopes-barred', { scopes: barred }), { column: 'scopes' });
    const secret = TOKEN_PREFIX + randomSecret();
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
