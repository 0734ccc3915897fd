import { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from './environment.ts';
import { problemResponse, requestProblem, validationProblems } from './problems.ts';

/** A part of the API; its routes are chained, so that the client knows their types. */
export const router = () =>
  new OpenAPIHono<ApiEnv>({
    defaultHook: (result, c) => {
      if (result.success) return;
      const { error, target } = result;
      const unnamed = error.issues.some(({ path, input }) => path[0] === 'if-match' && input === undefined);
      if (target === 'header' && unnamed && c.req.header('if-match') === undefined)
        return problemResponse(c, 428, [NO_REVISION]);
      return problemResponse(c, 400, validationProblems(error, target));
    },
  });

const NO_REVISION = {
  ...requestProblem('the request does not say which revision it is based on', 'Send If-Match with the ETag you read'),
  code: 'precondition-needed',
} as const;
