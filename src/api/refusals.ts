/** Which status a problem of an action has on the wire. */
import type { Context } from 'hono';
import type { Problem, ProblemCode } from '../domain/index.ts';
import { environmentOf } from './environment.ts';
import { problemResponse } from './problems.ts';

type RefusedStatus = 400 | 403 | 404 | 409 | 412 | 413 | 422 | 429 | 503;

/** Every other code is a 422: understood, and not to be done. */
const STATUS: Partial<Readonly<Record<ProblemCode, RefusedStatus>>> = {
  'request-invalid': 400,
  'sign-in-refused': 403,
  'password-change-needed': 403,
  'not-permitted': 403,
  'not-found': 404,
  'already-exists': 409,
  'already-decided': 409,
  'still-in-use': 409,
  'no-seat-left': 409,
  'event-not-possible': 409,
  'version-conflict': 409,
  'file-too-large': 413,
  'too-many-attempts': 429,
  'service-unavailable': 503,
};

/**
 * By the first problem. A conflict of versions is a failed precondition (412) where an edit named its version by If-Match: it is to be
 * made anew. A decision stays in conflict (409): of those who decide on the same case at the same time one is first.
 */
export function refusedStatus(c: Context, [first]: readonly Problem[]): RefusedStatus {
  if (first?.code === 'version-conflict' && c.req.header('if-match') !== undefined && !isDecision(c)) return 412;
  return (first && STATUS[first.code]) ?? 422;
}

const isDecision = (c: Context): boolean => c.get('judges') === true && c.req.method === 'POST';

/** An action's failure as an answer. A route declares the statuses that it can have: see the sets in problems.ts. */
export const refused = (c: Context, problems: readonly Problem[]) => {
  const status = refusedStatus(c, problems);
  if (status === 429) c.header('retry-after', String(environmentOf(c).service.people.throttle.minutes * 60));
  // Narrower than what a route declares, so that every route can answer it; the set of its statuses is checked by test/service.
  return problemResponse(c, status as 400, problems);
};
