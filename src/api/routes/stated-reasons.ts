/** The coded reasons that people may give: what a refusal, a return or the answer to a row rests on. */
import { z } from '@hono/zod-openapi';
import { reasonsInForce } from '../../app/index.ts';
import { inThreeSchema, reasonUseSchema } from '../../domain/index.ts';
import { listOf } from '../resource.ts';
import { get } from '../route.ts';
import { rule } from '../rule.ts';

export const statedReasonRoutes = {
  listStatedReasons: get('/api/v1/stated-reasons', {
    may: rule('rules.read', 'house'),
    summary: 'Reasons that may be given today, for one use or for all',
    query: { use: reasonUseSchema.optional().openapi({ example: 'bundle-refusal' }) },
    answer: listOf(
      z.object({ id: z.string(), title: inThreeSchema, uses: z.array(reasonUseSchema) }).openapi('StatedReason'),
    ),
    run: ({ service, caller, query: { use } }) => ({ items: reasonsInForce(service, caller, use) }),
  }),
};
