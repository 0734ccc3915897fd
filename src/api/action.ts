import { createRoute, type z } from '@hono/zod-openapi';
import type { Action } from '../domain/index.ts';
import { ERROR_RESPONSES, TOOL_ERRORS } from './problems.ts';
import { toolRule } from './rule.ts';

interface ActionSchemas<B extends z.ZodType, R extends z.ZodType> {
  readonly tag: string;
  /** The right to it; `match.run` when left out. */
  readonly right?: Action;
  readonly body: B;
  readonly response: R;
}

/** The contract of a tool: a POST that works on the JSON that it takes and stores nothing, or answers problem details. */
export const action = <P extends string, B extends z.ZodType, R extends z.ZodType>(
  path: P,
  summary: string,
  { tag, right = 'match.run', body, response }: ActionSchemas<B, R>,
) =>
  createRoute({
    ...toolRule(right),
    method: 'post',
    path,
    tags: [tag],
    summary,
    request: { body: { required: true, content: { 'application/json': { schema: body } } } },
    responses: {
      200: { description: summary, content: { 'application/json': { schema: response } } },
      ...TOOL_ERRORS,
      ...ERROR_RESPONSES,
    },
  });
