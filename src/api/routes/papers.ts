/** Documents to print and sign, complete in Kazakh, Russian or English. */

import { z } from '@hono/zod-openapi';
import { agreementOf, amendmentOf, letterOf, rankingProtocolOf } from '../../app/index.ts';
import { type Action, uiLanguageSchema } from '../../domain/index.ts';
import { sendFile } from '../files.ts';
import { get } from '../route.ts';
import { rule } from '../rule.ts';

const language = uiLanguageSchema.default('kk').openapi({ description: 'of the document', example: 'kk' });
const PDF = ['application/pdf'] as const;

/** The letter on a case, for everybody who may read the case. */
const letter = <K extends 'application' | 'plan' | 'recognition'>(kind: K, path: `/api/v1/${string}/{id}/letter`) =>
  get(path, {
    may: rule(`${kind}.read` as Action, kind),
    summary: 'The letter to the student: the decision, its reasons, and by when it can be appealed',
    query: { language },
    files: PDF,
    run: async ({ service, caller, query, c }) => {
      const run = await letterOf(service, caller, { kind, id: c.req.param('id') ?? '', ...query });
      return run.ok ? sendPdf(c, `letter-${query.language}`, run.value) : run;
    },
  });

const sendPdf = (c: Parameters<typeof sendFile>[0], name: string, content: Uint8Array): Response =>
  sendFile(c, { name: `${name}.pdf`, mediaType: 'application/pdf', content });

export const paperRoutes = {
  printAgreement: get('/api/v1/study-plans/{id}/agreement', {
    may: rule('plan.read', 'plan'),
    summary: 'The individual curriculum, which is the learning agreement, with lines for three signatures',
    query: {
      language,
      version: z.coerce.number().int().min(1).max(1_000_000).optional().openapi({
        description: 'an earlier version; the one that counts when left out',
        example: 1,
      }),
    },
    files: PDF,
    run: async ({ service, id, query: { version: number, ...query }, c }) => {
      const run = await agreementOf(service, { id, number, ...query });
      return run.ok ? sendPdf(c, `agreement-${query.language}`, run.value) : run;
    },
  }),
  printAmendment: get('/api/v1/changes/{id}/form', {
    may: rule('change.read', 'change'),
    summary: 'The form of a change: what is taken out, what is put in, and why',
    query: { language },
    files: PDF,
    run: async ({ service, id, query, c }) => {
      const run = await amendmentOf(service, { id, ...query });
      return run.ok ? sendPdf(c, `change-${query.language}`, run.value) : run;
    },
  }),
  printRanking: get('/api/v1/calls/{id}/ranking/protocol', {
    may: rule('application.rank', 'house'),
    summary: 'The protocol of the commission on the last ranking, a draft while somebody waits for a decision',
    query: { language },
    files: PDF,
    run: async ({ service, id, query, c }) => {
      const run = await rankingProtocolOf(service, { id, ...query });
      return run.ok ? sendPdf(c, `commission-${query.language}`, run.value) : run;
    },
  }),
  printApplicationLetter: letter('application', '/api/v1/applications/{id}/letter'),
  printPlanLetter: letter('plan', '/api/v1/study-plans/{id}/letter'),
  printRecognitionLetter: letter('recognition', '/api/v1/recognitions/{id}/letter'),
};
