import { createRoute, z } from '@hono/zod-openapi';
import type { ApiEnvironment } from '../environment.ts';
import { router } from '../router.ts';
import { publicRule } from '../rule.ts';

const healthRoute = createRoute({
  ...publicRule(),
  method: 'get',
  path: '/health',
  tags: ['operation'],
  summary: 'Whether this server can work, and on what',
  responses: {
    200: {
      description: 'It can',
      content: {
        'application/json': {
          schema: z.object({
            status: z.literal('ok'),
            version: z.string(),
            rules: z.object({ units: z.number().int(), scales: z.number().int(), policies: z.number().int() }),
          }),
        },
      },
    },
  },
});

export const healthRoutes = ({ service: { context }, version }: ApiEnvironment) =>
  router().openapi(healthRoute, (c) => {
    const { units, scales, policies } = context().rules;
    const rules = { units: units.length, scales: scales.length, policies: policies.length };
    return c.json({ status: 'ok' as const, version, rules }, 200);
  });
