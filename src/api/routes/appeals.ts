/** Appeals against refused applications, refused plans and recognitions. */
import { z } from '@hono/zod-openapi';
import { listCases, lodgeAppeal, moveAppeal, readRecord } from '../../app/index.ts';
import { type Appeal, appealSchema, appealStateSchema, ruleCodeSchema } from '../../domain/index.ts';
import { moves, named, pageOf, pageQuery, said } from '../resource.ts';
import { get, idParam, post } from '../route.ts';
import { rule } from '../rule.ts';

const appeal = named(appealSchema, 'Appeal');

const lodge = <P extends `/${string}`>(kind: Appeal['subject']['kind'], path: P, against: string) =>
  post(path, {
    may: rule('appeal.lodge', kind),
    summary: `An appeal against a ${against}`,
    body: z.strictObject({ ground: ruleCodeSchema, text: z.string().max(5000).default('') }).openapi('AppealDraft'),
    example: { ground: 'new-evidence', text: 'The syllabus was published after the decision.' },
    answer: appeal,
    status: 201,
    run: ({ service, caller, body, c }) =>
      lodgeAppeal(service, caller, { subject: { kind, id: c.req.param('id') ?? '' }, ...body }),
  });

const move = moves('/api/v1/appeals', { kind: 'appeal', record: appeal }, moveAppeal);

export const appealRoutes = {
  appealAgainstApplication: lodge('application', '/api/v1/applications/{id}/appeals', 'refused application'),
  appealAgainstPlan: lodge('plan', '/api/v1/study-plans/{id}/appeals', 'refused plan'),
  appealAgainstRecognition: lodge('recognition', '/api/v1/recognitions/{id}/appeals', 'recognition'),
  listAppeals: get('/api/v1/appeals', {
    may: rule('appeal.read', 'reach'),
    summary: 'Appeals that I may see, newest first',
    query: {
      ...pageQuery,
      state: appealStateSchema.optional(),
      student: idParam.optional(),
      institute: idParam.optional(),
    },
    answer: pageOf(appeal),
    run: ({ service, caller, query }) => listCases(service, caller, 'appeal', query),
  }),
  readAppeal: get('/api/v1/appeals/{id}', {
    may: rule('appeal.read', 'appeal'),
    summary: 'One appeal',
    answer: appeal,
    run: ({ service, id }) => readRecord(service, 'appeal', id),
  }),
  admitAppeal: move('admit', 'appeal.admit', 'Admits it to the commission'),
  rejectAppeal: move('reject', 'appeal.admit', 'Does not admit it, with a reason', said.reason),
  withdrawAppeal: move('withdraw', 'appeal.withdraw', 'The student takes it back'),
  decideAppeal: post('/api/v1/appeals/{id}/decision', {
    may: rule('appeal.decide', 'appeal'),
    summary: 'The commission answers it with a reason; upheld, it opens its subject again',
    body: z.strictObject({ answer: z.enum(['uphold', 'dismiss']), reason: ruleCodeSchema }),
    example: { answer: 'uphold', reason: 'evidence-accepted' },
    revised: true,
    answer: appeal,
    run: ({ service, caller, id, revision, body: { answer: event, reason } }) =>
      moveAppeal(service, caller, { id, revision, event, reason }),
  }),
};
