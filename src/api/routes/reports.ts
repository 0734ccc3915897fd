/** How it went: figures of decisions, without names. */
import { z } from '@hono/zod-openapi';
import { decisionReportSchema, reportDecisions } from '../../app/index.ts';
import { named } from '../resource.ts';
import { get } from '../route.ts';
import { rule } from '../rule.ts';

export const reportRoutes = {
  reportDecisions: get('/api/v1/reports/decisions', {
    may: rule('plan.decide', 'reach'),
    summary: 'How my institutes decided in a month, beside the month before: how much, why not, how long it took',
    query: {
      month: z
        .string()
        .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
        .openapi({ example: '2026-11' }),
    },
    answer: named(decisionReportSchema, 'DecisionReport'),
    run: ({ service, caller, query }) => reportDecisions(service, caller, query),
  }),
};
