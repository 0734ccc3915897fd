/** How it went: figures of decisions, without names. */
import { z } from '@hono/zod-openapi';
import { decisionReportAsCsv, decisionReportSchema, reportDecisions } from '../../app/index.ts';
import { uiLanguageSchema } from '../../domain/index.ts';
import { sendFile } from '../files.ts';
import { named } from '../resource.ts';
import { get } from '../route.ts';
import { rule } from '../rule.ts';

const month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
  .openapi({ example: '2026-11' });

export const reportRoutes = {
  reportDecisions: get('/api/v1/reports/decisions', {
    may: rule('plan.decide', 'reach'),
    summary: 'How my institutes decided in a month, beside the month before: how much, why not, how long it took',
    query: { month },
    answer: named(decisionReportSchema, 'DecisionReport'),
    run: ({ service, caller, query }) => reportDecisions(service, caller, query),
  }),
  exportDecisionReport: get('/api/v1/reports/decisions/file', {
    may: rule('plan.decide', 'reach'),
    summary: 'The same as CSV: a figure a row, beside that of the month before',
    query: { month, language: uiLanguageSchema.default('en') },
    files: ['text/csv'],
    run: async ({ service, caller, query, c }) => {
      const run = await decisionReportAsCsv(service, caller, query);
      if (!run.ok) return run;
      return sendFile(c, {
        name: `decisions-${query.month}.csv`,
        mediaType: 'text/csv; charset=utf-8',
        content: run.value,
      });
    },
  }),
};
