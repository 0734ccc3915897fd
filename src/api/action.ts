import { createRoute, type z } from '@hono/zod-openapi';
import { ERROR_RESPONSES } from './problems.ts';

interface ActionSchemas<B extends z.ZodType, R extends z.ZodType> {
  readonly tag: string;
  readonly body: B;
  readonly response: R;
}

/** The contract of a POST that takes JSON and answers JSON, or problem details. */
export const action = <P extends string, B extends z.ZodType, R extends z.ZodType>(
  path: P,
  summary: string,
  { tag, body, response }: ActionSchemas<B, R>,
) =>
  createRoute({
    method: 'post',
    path,
    tags: [tag],
    summary,
    request: { body: { required: true, content: { 'application/json': { schema: body } } } },
    responses: {
      200: { description: summary, content: { 'application/json': { schema: response } } },
      ...ERROR_RESPONSES,
    },
  });
