/** Appeals against refused applications, refused plans and recognitions. */
import { z } from '@hono/zod-openapi';
import { appealRestsSchema, eventsOfAppeal, lodgeAppeal, move, readAppealRests } from '../../app/index.ts';
import { type Appeal, appealSchema, EVENTS, problemSchema, ruleCodeSchema, STATES } from '../../domain/index.ts';
import { caseBodies, cases } from '../cases.ts';
import { listOf, named, under } from '../resource.ts';
import { get, idParam, post } from '../route.ts';
import { rule } from '../rule.ts';

const appeals = cases('appeal', { path: '/api/v1/appeals', record: named(appealSchema, 'Appeal') });

const lodge = <P extends `/${string}`>(kind: Appeal['subject']['kind'], path: P, against: string) =>
  post(path, {
    may: rule('appeal.lodge', kind),
    summary: `An appeal against a ${against}`,
    body: z.strictObject({ ground: ruleCodeSchema, text: z.string().max(5000).default('') }).openapi('AppealDraft'),
    example: { ground: 'new-evidence', text: 'The syllabus was published after the decision.' },
    answer: appeals.record,
    status: 201,
    run: ({ service, caller, body, c }) =>
      lodgeAppeal(service, caller, { subject: { kind, id: c.req.param('id') ?? '' }, ...body }),
  });

export const appealRoutes = {
  appealAgainstApplication: lodge('application', '/api/v1/applications/{id}/appeals', 'refused application'),
  appealAgainstPlan: lodge('plan', '/api/v1/study-plans/{id}/appeals', 'refused plan'),
  appealAgainstRecognition: lodge('recognition', '/api/v1/recognitions/{id}/appeals', 'recognition'),
  listAppeals: appeals.list('Appeals that I may see, newest first', {
    state: STATES.appeal.optional(),
    student: idParam.optional(),
    institute: idParam.optional(),
  }),
  readAppeal: appeals.read('One appeal'),
  readAppealEvents: get('/api/v1/appeals/{id}/events', {
    may: rule('appeal.read', 'appeal'),
    summary: 'What I can do with it now, and what still stands against it',
    answer: listOf(z.object({ event: EVENTS.appeal, needsReason: z.boolean(), problems: z.array(problemSchema) })),
    run: async ({ service, caller, id }) => under('items', await eventsOfAppeal(service, caller, id)),
  }),
  admitAppeal: appeals.move('admit', {
    by: 'appeal.admit',
    summary: 'Admits it to the commission',
    ...caseBodies.nothing,
  }),
  rejectAppeal: appeals.move('reject', {
    by: 'appeal.admit',
    summary: 'Does not admit it, with a reason',
    ...caseBodies.reason,
  }),
  withdrawAppeal: appeals.move('withdraw', {
    by: 'appeal.withdraw',
    summary: 'The student takes it back',
    ...caseBodies.nothing,
  }),
  undoAppealDecision: appeals.move('undo', {
    by: 'appeal.decide',
    summary: 'Takes the answer back before the student is told and anything is opened again',
    ...caseBodies.nothing,
  }),
  undoAppealCheck: appeals.move('undo-check', {
    by: 'appeal.admit',
    summary: 'Takes back that it was not admitted, before the student is told',
    ...caseBodies.nothing,
  }),
  revokeAppealDecision: appeals.move('revoke', {
    by: 'appeal.decide',
    summary: 'Says with a reason that the answer was wrong: the student is told, and the appeal is answered anew',
    ...caseBodies.reason,
  }),
  readAppealRests: get('/api/v1/appeals/{id}/rests', {
    may: rule('appeal.read', 'appeal'),
    summary: 'What rests on an upheld appeal: what it opened, and what was decided there since',
    answer: named(appealRestsSchema, 'AppealRests'),
    run: ({ service, id }) => readAppealRests(service, id),
  }),
  decideAppeal: post('/api/v1/appeals/{id}/decision', {
    may: rule('appeal.decide', 'appeal'),
    summary: 'The commission answers it with a reason; upheld, it opens its subject again',
    body: z.strictObject({ answer: z.enum(['uphold', 'dismiss']), reason: ruleCodeSchema }),
    example: { answer: 'uphold', reason: 'evidence-accepted' },
    revised: true,
    answer: appeals.record,
    run: ({ service, caller, id, revision, body: { answer: event, reason } }) =>
      move(service, caller, { kind: 'appeal', id, revision, event, reason }),
  }),
};
