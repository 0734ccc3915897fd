/** Errors on the wire: RFC 9457 problem details that name the field and the mend. */
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { type PlanConflict, type Problem, planConflictSchema, problemSchema } from '../domain/index.ts';

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
  404: 'There is nothing here',
  413: 'The request is too large',
  422: 'The request is understood, and can not be done',
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
  const body = {
    type: `urn:concord:problem:${first?.code ?? 'internal'}`,
    title: TITLES[status],
    status: status as number,
    detail: first
      ? `${first.message}. ${first.mend}`
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

/** The error answers that every route with a body shares. */
export const ERROR_RESPONSES = {
  400: problemContent('The request does not have the described form'),
  413: problemContent('The request is larger than this server takes'),
  422: problemContent('The request is well formed and can not be done; the errors say why'),
};
