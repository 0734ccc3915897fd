/** Personal tokens for programs: shown once, for some actions, for some time. */
import { type Action, failure, type Result, success } from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import { minutesAfter } from '../service/people-settings.ts';
import { type Caller, type Service, write } from '../service/service.ts';
import { randomSecret } from './secrets.ts';

/** So that secret scanners know one when they see it. */
export const TOKEN_PREFIX = 'concord_';

/** A leaked token must not be able to make another, or take the account over. */
const NOT_FOR_TOKENS: ReadonlySet<Action> = new Set(['token.manage', 'profile.edit', 'user.manage']);

export interface TokenDraft {
  readonly name: string;
  /** What the token may be used for; the person's own rights bound it at every use. */
  readonly scopes: readonly Action[];
  readonly days: number;
}

export interface NewToken {
  readonly token: store.ApiToken;
  /** Shown this once. */
  readonly secret: string;
}

const DAY_MINUTES = 24 * 60;

export const createToken = async (
  service: Service,
  caller: Caller,
  { name, scopes, days }: TokenDraft,
): Promise<Result<NewToken>> => {
  const refused = scopes.filter((scope) => NOT_FOR_TOKENS.has(scope));
  if (refused.length > 0) return failure(notForTokens(refused));
  return write(service, caller, { action: 'token.create', answer: null }, async (tx, act) => {
    const secret = TOKEN_PREFIX + randomSecret();
    const expiresAt = minutesAfter(act.at, days * DAY_MINUTES);
    const user = caller.actor.user;
    const token = await store.createApiToken(tx, { user, name, secret, scopes, at: act.at, expiresAt });
    store.recordEvent(tx, act, { kind: 'token', id: token.id, before: null, after: null });
    return success({ token, secret });
  });
};

/** Newest first. */
export const listTokens = ({ store: { connection } }: Service, user: string): Promise<store.ApiToken[]> =>
  store.listApiTokens(connection, user);

/** A token that is not the user's, or not there, is `not-found`. */
export const revokeToken = (
  service: Service,
  caller: Caller,
  { id, user }: { readonly id: string; readonly user: string },
): Promise<Result<null>> =>
  write(service, caller, { action: 'token.revoke', answer: null }, async (tx, act) => {
    if (!(await store.revokeApiToken(tx, { id, user, at: act.at }))) return failure(NO_TOKEN);
    store.recordEvent(tx, act, { kind: 'token', id, before: null, after: null });
    return success(null);
  });

const notForTokens = (scopes: readonly Action[]) =>
  ({
    code: 'request-invalid',
    severity: 'error',
    message: `a token can not be made for ${scopes.join(', ')}`,
    mend: 'Leave these scopes out, and do such things signed in',
    column: 'scopes',
  }) as const;

const NO_TOKEN = {
  code: 'not-found',
  severity: 'error',
  message: 'there is no such token, or it is revoked already',
  mend: 'List the tokens to see which there are',
} as const;
