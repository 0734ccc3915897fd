/** Errors on the wire: RFC 9457 problem details that name the field and what to do. */
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import {
  type PlanConflict,
  type Problem,
  type ProblemCode,
  type ProblemPlace,
  planConflictSchema,
  problem,
  problemSchema,
  problemText,
  type Reason,
  reason,
} from '../domain/index.ts';
import { environmentOf } from './environment.ts';
import { languageOf, said } from './language.ts';

export const problemDetailsSchema = z
  .object({
    type: z.string().describe('stable address of the kind of problem'),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().describe('what is wrong and what to do, in a sentence'),
    instance: z.string().describe('id of this request, as in the log'),
    errors: z.array(problemSchema.extend({ message: z.string(), remedy: z.string() })),
    conflict: planConflictSchema
      .optional()
      .describe('where no plan keeps all rules: the fewest in conflict, and the nearest plan if one of them gives way'),
  })
  .openapi('ProblemDetails');
export type ProblemDetails = z.output<typeof problemDetailsSchema>;

/** What each status says of the requests that may get it; to the person who gets it the reason `api-status-...` says it. */
const STATUSES = {
  400: 'The request does not have the described form',
  401: 'Nobody is signed in, or the API token is not good',
  403: 'The rights of the caller do not reach this',
  404: 'There is nothing with this id',
  405: 'The address takes other methods, which Allow names',
  409: 'The state of things does not allow it, or no longer: something is there already, decided or in use',
  412: 'An edit of what was changed since the revision that If-Match names: load it again',
  413: 'The request is larger than this server takes',
  422: 'The request is well formed and cannot be done; the errors say why',
  428: 'If-Match is missing: send the ETag that came with what you read',
  429: 'Too many at once, or in a short time; Retry-After says in how many seconds to come back',
  500: 'A fault of this server',
  503: 'Something that this needs does not answer',
} as const;
export type ProblemStatus = keyof typeof STATUSES;

const answers = (...statuses: ProblemStatus[]) =>
  Object.fromEntries(
    statuses.map((status) => [
      status,
      { description: STATUSES[status], content: { 'application/problem+json': { schema: problemDetailsSchema } } },
    ]),
  );

/** The error answers that a route can have, from its method and its guard. */
export const errorAnswers = (action: string | null, method: string, isRevised: boolean) => ({
  // What is asked for may be named well and still not be there to be made, such as a letter before the decision.
  ...answers(400, 403, 404, 409, 422, 429, 503),
  ...(action !== null && answers(401)),
  ...(method !== 'get' && answers(413)),
  ...(isRevised && answers(412, 428)),
});

/** Answers with problem details; `errors` explain, the first of them is the detail. `conflict` says why there is no plan. */
export function problemResponse(
  c: Context,
  status: ProblemStatus,
  errors: readonly Problem[],
  conflict?: PlanConflict,
): Response {
  const [first] = errors;
  const { texts } = environmentOf(c).service.context();
  const language = languageOf(c);
  const { message, remedy } = problemText(first ?? problem('request-invalid', reason('api-fault')), texts, language);
  const body = {
    type: `urn:concord:problem:${first?.code ?? 'internal'}`,
    title: texts.say(reason(`api-status-${status}`), language),
    status,
    detail: `${message}. ${remedy}`,
    instance: `urn:concord:request:${c.get('requestId') ?? 'unknown'}`,
    errors: errors.map((error) => ({ ...error, ...problemText(error, texts, language) })),
    ...(conflict && { conflict }),
  };
  return c.json(said(c, body), status, { 'content-type': 'application/problem+json; charset=utf-8' });
}

/** Every other code is a 422: understood, and not to be done. */
const STATUS_OF: Partial<Readonly<Record<ProblemCode, ProblemStatus>>> = {
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
function statusOfProblem(c: Context, code: ProblemCode | undefined): ProblemStatus {
  const isDecision = c.get('judges') === true && c.req.method === 'POST';
  if (code === 'version-conflict' && c.req.header('if-match') !== undefined && !isDecision) return 412;
  return (code && STATUS_OF[code]) ?? 422;
}

/** A refusal as an answer. A tool works on what the request brings along: whatever is the matter with it is a 422. */
export function refused(
  c: Context,
  { problems, conflict }: { readonly problems: readonly Problem[]; readonly conflict?: PlanConflict | undefined },
  isTool = false,
): Response {
  const status = isTool ? 422 : statusOfProblem(c, problems[0]?.code);
  if (status === 429) c.header('retry-after', String(environmentOf(c).service.people.throttle.minutes * 60));
  return problemResponse(c, status, problems, conflict);
}

export const requestProblem = (why: Reason, place?: ProblemPlace): Problem => problem('request-invalid', why, place);
