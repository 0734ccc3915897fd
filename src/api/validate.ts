/** The parts of a request by their schemas, before its call: what fits is kept for the call, and faults are answered. */
import type { RouteConfig } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { z } from 'zod';
import { reason } from '../domain/index.ts';
import { isJson } from './body.ts';
import type { ApiEnv } from './environment.ts';
import { problemResponse, requestProblem } from './problems.ts';
import { type Part, refuseForm } from './validation.ts';

type Request = NonNullable<RouteConfig['request']>;

/** Checks path, query, headers and body, in this order, and ends at the first that does not fit. */
export function validate(request: Request = {}): MiddlewareHandler<ApiEnv> {
  const { params, query, headers, body } = request;
  const [[bodyType, content] = []] = Object.entries(body?.content ?? {});
  const schema: unknown = content && Reflect.get(content, 'schema');
  const isForm = bodyType === 'multipart/form-data';
  return async (c, next) => {
    const check = (part: Part, of: unknown, data: unknown): Response | null => {
      if (!(of instanceof z.ZodType)) return null;
      const parsed = parseWithin(of, data, part === 'json' ? (c.get('bodyValues') ?? 0) : 0);
      if (!parsed.success) return refuseForm(c, request, { target: part, error: parsed.error, data });
      c.req.addValidatedData(part, parsed.data as object);
      return null;
    };
    const flat = Object.entries(c.req.queries()).map(([name, values]) => [
      name,
      values.length === 1 ? values[0] : values,
    ]);
    const refused =
      check('query', query, Object.fromEntries(flat)) ??
      check('param', params, c.req.param()) ??
      check('header', headers, c.req.header());
    if (refused) return refused;
    if (schema !== undefined) {
      const sent = await bodyOf(c, isForm);
      if (sent === UNREADABLE) return problemResponse(c, 400, [requestProblem(reason('api-not-json'))]);
      const unfit = check(isForm ? 'form' : 'json', schema, sent);
      if (unfit) return unfit;
    }
    await next();
  };
}

const UNREADABLE = Symbol('a body that is not what the route takes');

/** Undefined: there is none. */
async function bodyOf(c: Parameters<MiddlewareHandler<ApiEnv>>[0], isForm: boolean): Promise<unknown> {
  const text = isForm ? null : await c.req.text();
  if (text === '' && c.req.header('content-type') === undefined) return undefined;
  try {
    if (text !== null) return isJson(c) ? JSON.parse(text) : UNREADABLE;
    if (!/^multipart\/form-data;/i.test(c.req.header('content-type') ?? '')) return UNREADABLE;
    const form: Record<string, unknown> = {};
    for (const [name, value] of await c.req.formData()) form[name] = name in form ? [form[name], value].flat() : value;
    return form;
  } catch {
    return UNREADABLE;
  }
}

/** Objects, lists and members of a body up to which all of its faults are told at once. */
const TOLD_AT_ONCE = 5000;

/**
 * Faults cost much more than what fits: in a larger body the look ends at the first one, so that a million wrong members cost no more
 * than one.
 */
const parseWithin = (schema: z.ZodType, data: unknown, values: number): z.ZodSafeParseResult<unknown> =>
  // The context that zod's own `validate` runs with, given to a parse that keeps the fault.
  schema.safeParse(
    data,
    values > TOLD_AT_ONCE ? ({ abortEarly: true } as z.core.ParseContext<z.core.$ZodIssue>) : undefined,
  );
