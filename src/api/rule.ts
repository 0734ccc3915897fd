/** What a route is and to whom: declared beside its path, checked here before anything else of the request is looked at. */
import type { Context, MiddlewareHandler, Next } from 'hono';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import { authorise, type Caller, runAsking, SUBJECTS, type SubjectKind, type Target } from '../app/index.ts';
import { type Action, JUDGEMENTS, problem, RIGHTS, reason } from '../domain/index.ts';
import { type BodySize, readBody } from './body.ts';
import { type ApiEnv, environmentOf } from './environment.ts';
import { identify, isSafe, onceOf } from './identify.ts';
import { clientAddress, MAX_IN_FLIGHT } from './limits.ts';
import { problemResponse, refused, requestProblem } from './problems.ts';

/**
 * `house`: nobody's in particular; `self`: the caller's own; `reach`: a list that shows what the caller may see. A stored thing is named
 * by a parameter of the path (`{id}` unless said otherwise) or by a field of the JSON body; `otherwise`: what a body without it is about.
 */
export type RuleTarget =
  | 'house'
  | 'self'
  | 'reach'
  | SubjectKind
  | { readonly kind: SubjectKind; readonly param: string }
  | { readonly kind: SubjectKind; readonly field: string; readonly otherwise?: 'house' };

/** A rule as it stands in the OpenAPI document. */
export interface Rule {
  readonly action: Action | null;
  readonly on: RuleTarget | null;
  /** Open to strangers where the installation opens its tools. */
  readonly open: boolean;
}

/** Under which a route of the OpenAPI document carries its rule. */
export const RULE = 'x-concord-rule';

/** Who may use a route; `C` is what its call then knows of who asks. */
export interface Guard<C> {
  readonly rule: Rule;
  /** It computes on what the request brings along or on stored courses, and stores nothing. */
  readonly isTool: boolean;
  /** Answered however often it is asked: what watches over a server asks without end. */
  readonly isUncounted?: boolean;
  /** For the types alone. */
  readonly caller?: C;
}

/** For those whom the table of rights lets do this. */
export const rule = (action: Action, on: RuleTarget): Guard<Caller> => ({
  rule: { action, on, open: false },
  isTool: false,
});

/** For a tool that works on what the request brings along or on stored courses, and shows nothing of a person or a decision to strangers. */
export const tool = (action: Action = 'match.run'): Guard<Caller | null> => ({
  rule: { action, on: 'house', open: true },
  isTool: true,
});

/** For signing in and for what tells nothing. */
export const anybody: Guard<null> = { rule: { action: null, on: null, open: true }, isTool: false };

/** For what watches over the server. */
export const watchers: Guard<null> = { ...anybody, isUncounted: true };

/** The users of the documentation, in its order. */
export const USERS = [
  'tools',
  'everybody',
  'student',
  'adviser',
  'directorate',
  'registrar',
  'coordinator',
  'commission',
  'administrator',
] as const;

/** Whose a route is: the roles that have the right to it; where most have it, everybody's. */
export function usersOf({
  rule: { action },
  isTool,
}: Pick<Guard<unknown>, 'rule' | 'isTool'>): (typeof USERS)[number][] {
  if (isTool) return ['tools'];
  const roles = new Set(action === null ? ['authenticated'] : RIGHTS[action].map(({ role }) => role));
  return roles.has('authenticated') || roles.size > 3 ? ['everybody'] : USERS.filter((user) => roles.has(user));
}

/** What a route with this guard does before anything else of a request is looked at, and what its documentation says of that. */
export function guardOf(
  { rule: declared, isTool, isUncounted = false }: Pick<Guard<unknown>, 'rule' | 'isTool' | 'isUncounted'>,
  /** Null: it takes none. */
  body: BodySize | null,
) {
  const signedIn = [{ session: [] }, { token: [] }];
  const middleware: MiddlewareHandler<ApiEnv> = async (c, next) => {
    const refused =
      (await refuseCrossSite(c)) ??
      (await identifyCaller(c, declared, isUncounted)) ??
      (body && (await readBody(c, body))) ??
      (await check(c, declared));
    if (refused) return refused;
    await (isTool ? inTurn(c, next) : next());
  };
  return { middleware, security: [...(declared.open ? [{}] : []), ...(declared.action === null ? [] : signedIn)] };
}

/**
 * Cross-site requests. What a page of another site can send without asking (forms, text) must prove by Sec-Fetch-Site or Origin that it
 * comes from here; for JSON the browser asks first, and no CORS header ever allows it. So no page needs a token for that. Without a
 * cookie there is no authority to abuse.
 */
async function refuseCrossSite(c: Context<ApiEnv>): Promise<Response | null> {
  if (c.req.header('cookie') === undefined) return null;
  const { publicUrl } = environmentOf(c);
  const guard = csrf({ origin: (origin) => origin === publicUrl.origin || origin === new URL(c.req.url).origin });
  try {
    await guard(c, async () => {});
    return null;
  } catch (error) {
    if (!(error instanceof HTTPException)) throw error;
    return problemResponse(c, 403, [requestProblem(reason('api-cross-site'))]);
  }
}

/** Tools compute: one caller has only so many of them at work at once. */
async function inTurn(c: Context<ApiEnv>, next: Next): Promise<void> {
  const { trustedProxies } = c.get('environment');
  const who = c.get('caller')?.actor.user ?? clientAddress(c, trustedProxies);
  const inFlight = c.get('inFlight');
  if (!inFlight.enter(who)) {
    c.header('retry-after', '1');
    c.res = problemResponse(c, 429, [
      problem('too-many-attempts', reason('api-too-many-at-work', { count: MAX_IN_FLIGHT })),
    ]);
    return;
  }
  // A client that hung up is known by the signal of its request, which is made when it is asked for.
  const asking = { who, isBatch: false, signal: () => c.req.raw.signal };
  try {
    await runAsking(asking, next);
  } catch (error) {
    // A signal's reason is a text when the connection is gone, and only an Error reaches the error handler.
    throw error instanceof Error ? error : new Error(String(error));
  } finally {
    inFlight.leave(who);
  }
}

/** Who asks, and whether not too often: before a byte of the body is read. */
async function identifyCaller(
  c: Context<ApiEnv>,
  { action, open }: Rule,
  isUncounted: boolean,
): Promise<Response | null> {
  c.set('caller', null);
  c.set('judges', action !== null && JUDGEMENTS.has(action));
  const identified = action === null ? null : await identify(c);
  if (identified?.ok === false) return problemResponse(c, 401, identified.problems);
  const caller = identified?.value ?? null;
  if (caller !== null) c.set('language', caller.user.language);
  const seconds = isUncounted ? 0 : secondsToWait(c, caller, action !== null && open);
  if (seconds > 0) {
    c.header('retry-after', String(seconds));
    return problemResponse(c, 429, [problem('too-many-attempts', reason('api-too-fast', { seconds }))]);
  }
  if (caller === null && action !== null && !(open && environmentOf(c).openTools))
    return problemResponse(c, 401, [problem('sign-in-needed', reason('api-sign-in-needed'))]);
  c.set('caller', caller);
  return null;
}

/** Whether who asks may do this. */
async function check(c: Context<ApiEnv>, { action, on }: Rule): Promise<Response | null> {
  const caller = c.get('caller');
  if (action === null || on === null || caller === null) return null;
  const target = await targetOf(c, on);
  if (target === null) return problemResponse(c, 403, [problem('not-permitted', reason('api-nothing-named'))]);
  const allowed = await authorise(environmentOf(c).service, caller, action, target);
  if (!allowed.ok) return refused(c, allowed);
  c.set('caller', { ...caller, once: await onceOf(c) });
  return null;
}

/** Everybody has an own limit; those who have not signed in share that of their address. */
function secondsToWait(c: Context<ApiEnv>, caller: Caller | null, open: boolean): number {
  const { service, trustedProxies } = environmentOf(c);
  const who = caller?.actor.user ?? clientAddress(c, trustedProxies);
  // A tool stores nothing, whatever its method.
  const kind = open || isSafe(c) ? 'read' : 'write';
  return c.get('rates').take(who, kind, Date.parse(caller?.at ?? service.now()));
}

async function targetOf(c: Context<ApiEnv>, on: RuleTarget): Promise<Target | null> {
  if (on === 'house' || on === 'self' || on === 'reach') return on;
  if (typeof on === 'string') return { kind: on, id: c.req.param('id') ?? '' };
  if ('param' in on) return { kind: on.kind, id: c.req.param(on.param) ?? '' };
  const id = await fieldOf(c, on.field);
  return id === null ? (on.otherwise ?? null) : { kind: on.kind, id };
}

async function fieldOf(c: Context, field: string): Promise<string | null> {
  try {
    if (/^multipart\/form-data;/i.test(c.req.header('content-type') ?? '')) {
      const sent = (await c.req.formData()).getAll(field);
      const [value] = sent;
      return sent.length === 1 && typeof value === 'string' ? value : null;
    }
    const body: unknown = await c.req.json();
    const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, field) : null;
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}

/** Whether a declared rule can be followed: it names an action and a kind that there are. */
export const isRule = (value: unknown): value is Rule => {
  if (typeof value !== 'object' || value === null || !('action' in value) || !('on' in value)) return false;
  const { action, on } = value;
  if (action === null) return on === null;
  const kind = typeof on === 'object' && on !== null && 'kind' in on ? on.kind : on;
  return (
    typeof action === 'string' &&
    action in RIGHTS &&
    typeof kind === 'string' &&
    (kind === 'house' || kind === 'self' || kind === 'reach' || kind in SUBJECTS)
  );
};
