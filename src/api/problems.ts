/** Errors on the wire: RFC 9457 problem details that name the field and the mend. */
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { type PlanConflict, type Problem, planConflictSchema, problemSchema, problemText } from '../domain/index.ts';
import { environmentOf } from './environment.ts';

export const problemDetailsSchema = z
  .object({
    type: z.string().describe('stable address of the kind of problem'),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().describe('what is wrong and what to do, in a sentence'),
    instance: z.string().describe('id of this request, as in the log'),
    errors: z.array(problemSchema),
    conflict: planConflictSchema
      .optional()
      .describe('where no plan keeps all rules: the fewest in conflict, and the nearest plan if one of them gives way'),
  })
  .openapi('ProblemDetails');

const TITLES = {
  400: 'The request can not be used',
  401: 'Sign in first',
  403: 'You may not do this',
  404: 'There is nothing here',
  409: 'It stands otherwise by now',
  412: 'Somebody else was faster',
  413: 'The request is too large',
  422: 'The request is understood, and can not be done',
  428: 'Say which revision you have read',
  429: 'Too many at once, or in a short time',
  503: 'Something that this needs is not there now',
  500: 'Something went wrong on our side',
} as const;

export type ProblemStatus = keyof typeof TITLES;

/** Answers with problem details; `errors` explain, the first of them is the detail. `conflict` says why there is no plan. */
export function problemResponse<S extends ProblemStatus>(
  c: Context,
  status: S,
  errors: readonly Problem[],
  conflict?: PlanConflict,
) {
  const [first] = errors;
  const { texts } = environmentOf(c).service.context();
  const said = first && problemText(first, texts, 'en');
  const body = {
    type: `urn:concord:problem:${first?.code ?? 'internal'}`,
    title: TITLES[status],
    status: status as number,
    detail: said
      ? `${said.message}. ${said.remedy}`
      : 'Try again; if it happens again, tell the administrator the instance',
    instance: `urn:concord:request:${c.get('requestId') ?? 'unknown'}`,
    errors: [...errors],
    ...(conflict && { conflict }),
  };
  return c.json(body, status, { 'content-type': 'application/problem+json; charset=utf-8' });
}

/** Each issue of a failed validation as a problem with the path of its field. */
export function validationProblems(error: z.ZodError, target: string): Problem[] {
  return error.issues.flatMap(told).map((issue) => ({
    code: 'request-invalid' as const,
    severity: 'error' as const,
    message: issue.message,
    mend: 'See /docs for what this request takes',
    source: target,
    column: issue.path.map(String).join('.') || target,
  }));
}

type Issue = z.core.$ZodIssue;

/**
 * A value that fits none of several forms: told by the faults of the form that it comes nearest to, which is the one whose faults
 * lie deepest and then the one with the fewest; where two come equally near, a form is asked for.
 */
function told(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const depthOf = (form: readonly Issue[]): number =>
    form.some(({ code, path }) => code === 'invalid_type' && path.length === 0)
      ? -1
      : Math.max(0, ...form.map(({ path }) => path.length));
  const compare = (a: readonly Issue[], b: readonly Issue[]): number => depthOf(b) - depthOf(a) || a.length - b.length;
  const [nearest, second] = [...issue.errors].sort(compare);
  if (!nearest || depthOf(nearest) < 0 || (second && compare(nearest, second) === 0))
    return [{ ...issue, message: 'this is missing or has none of the forms that fit here' }];
  return nearest.flatMap(told).map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
}

export const requestProblem = (message: string, mend: string, column?: string): Problem => ({
  code: 'request-invalid',
  severity: 'error',
  message,
  mend,
  ...(column !== undefined && { column }),
});

const problemContent = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problemDetailsSchema } },
});

/** The error answers of tools. */
export const TOOL_ERRORS = {
  400: problemContent('The request does not have the described form'),
  401: problemContent('Nobody is signed in, or the API token is not good'),
  403: problemContent('The rights of the caller do not reach this'),
  429: problemContent('Too many at once; Retry-After says in how many seconds to come back'),
};

const TOO_MANY = {
  429: problemContent('Too many requests of one caller; Retry-After says in how many seconds to come back'),
};

/** The error answers that every route with a body shares. */
export const ERROR_RESPONSES = {
  ...TOO_MANY,
  400: problemContent('The request does not have the described form'),
  401: problemContent('Nobody is signed in, or the API token is not good'),
  403: problemContent('The rights of the caller do not reach this'),
  413: problemContent('The request is larger than this server takes'),
  422: problemContent('The request is well formed and can not be done; the errors say why'),
};

/** The error answers of reading something stored. */
export const READ_ERRORS = {
  400: ERROR_RESPONSES[400],
  401: ERROR_RESPONSES[401],
  403: ERROR_RESPONSES[403],
  404: problemContent('There is nothing with this id'),
  ...TOO_MANY,
};

/** The error answers of changing something stored. */
export const WRITE_ERRORS = {
  ...ERROR_RESPONSES,
  404: READ_ERRORS[404],
  409: problemContent(
    'The state of things does not allow it, or no longer: something is there already, decided or in use',
  ),
};

/** The error answers of changing a revision that If-Match names. */
export const REVISION_ERRORS = {
  ...WRITE_ERRORS,
  409: problemContent(
    'The state of things does not allow it, or no longer. For a decision on a case also: somebody was faster since the revision that If-Match names (version-conflict)',
  ),
  412: problemContent('An edit of what was changed since the revision that If-Match names: load it again'),
  428: problemContent('If-Match is missing: send the ETag that came with what you read'),
};

/** The error answers of signing in. */
export const SIGN_IN_ERRORS = {
  ...ERROR_RESPONSES,
  429: problemContent('Too many attempts; Retry-After says in how many seconds to come back'),
};

/** The error answers of signing in through the OpenID provider. */
export const OPENID_ERRORS = {
  400: ERROR_RESPONSES[400],
  403: ERROR_RESPONSES[403],
  404: READ_ERRORS[404],
  503: problemContent('The provider does not answer'),
};
