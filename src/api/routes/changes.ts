/** Proposals to change an agreed plan. */
import { z } from '@hono/zod-openapi';
import {
  answerOnChange,
  changeDecidedSchema,
  decideChange,
  listChanges,
  move,
  planCoursesSchema,
  proposeChange,
  readPlanCourses,
} from '../../app/index.ts';
import { changeProposalSchema, planChangeItemSchema, planSchema, STATES } from '../../domain/index.ts';
import { caseBodies, cases, undone } from '../cases.ts';
import { ANSWER_EXAMPLE, answerDraft, DECISION_EXAMPLE, decisionDraft, PLAN_EXAMPLE } from '../examples.ts';
import { named, noticed, pageOf, pageQuery, problems } from '../resource.ts';
import { get, post } from '../route.ts';
import { rule } from '../rule.ts';

const changes = cases('change', { path: '/api/v1/changes', record: named(changeProposalSchema, 'ChangeProposal') });

export const changeRoutes = {
  proposeChange: post('/api/v1/study-plans/{id}/changes', {
    may: rule('change.propose', 'plan'),
    summary: 'Proposes a change to the version that counts; other content is another proposal',
    body: z
      .strictObject({
        baseVersion: z.number().int().positive().describe('409 when the plan has moved on'),
        items: z.array(planChangeItemSchema).min(1).max(200),
        plan: planSchema.describe('the whole plan after the change'),
      })
      .openapi('ChangeRequest'),
    example: {
      baseVersion: 1,
      items: [{ status: 'deleted', bundle: 'b1', reason: 'not-available' }],
      plan: PLAN_EXAMPLE,
    },
    answer: changes.record,
    status: 201,
    run: ({ service, caller, id: studyPlan, body }) => proposeChange(service, caller, { studyPlan, ...body }),
  }),
  listChanges: get('/api/v1/study-plans/{id}/changes', {
    may: rule('change.read', 'plan'),
    summary: 'The changes that were proposed to a plan, oldest first',
    query: { ...pageQuery, state: STATES.change.optional() },
    answer: pageOf(changes.record),
    run: ({ service, id: studyPlan, query }) => listChanges(service, { studyPlan, ...query }),
  }),
  readChange: changes.read('One proposal of change'),
  readChangeCourses: get('/api/v1/changes/{id}/courses', {
    may: rule('change.read', 'change'),
    summary:
      'The courses of both sides that the plan would name after the change, with their texts as they are stored today',
    answer: named(planCoursesSchema, 'PlanCourses'),
    run: ({ service, id }) => readPlanCourses(service, { kind: 'change', id }),
  }),
  decideChange: post('/api/v1/changes/{id}/decisions', {
    may: rule('change.decide', 'change'),
    summary: 'The directorate decides on the bundles of a change; 409 when its base has moved or somebody was faster',
    body: z.strictObject({
      decisions: z.array(decisionDraft).max(200).describe('empty for a change that only takes bundles out'),
    }),
    example: { decisions: [DECISION_EXAMPLE] },
    answer: named(changeDecidedSchema.extend({ problems }), 'ChangeDecided'),
    etag: ({ change }) => change.revision,
    run: async ({ service, caller, id, body }) => noticed(await decideChange(service, caller, { id, ...body })),
  }),
  answerOnChange: post('/api/v1/changes/{id}/answers', {
    may: rule('plan.answer', 'change'),
    summary: "The student's answers to questions about a change",
    body: z.strictObject({ answers: z.array(answerDraft).min(1).max(200) }),
    example: { answers: [ANSWER_EXAMPLE] },
    answer: changes.record,
    run: ({ service, caller, id, body }) => answerOnChange(service, caller, { id, ...body }),
  }),
  recordHostAnswerOnChange: post('/api/v1/changes/{id}/host-answer', {
    may: rule('change.host', 'change'),
    summary: 'The host agrees, which makes it the version that counts, or wants it otherwise',
    body: z.strictObject({ answer: z.enum(['agrees', 'comments']) }),
    example: { answer: 'agrees' },
    revised: true,
    answer: changes.record,
    run: ({ service, caller, id, revision, body }) =>
      move(service, caller, { kind: 'change', id, revision, event: `host-${body.answer}` }),
  }),
  undoChangeDecisions: changes.move('undo', {
    by: 'change.decide',
    summary: 'Takes decisions on a change back before anybody is told: it is proposed again',
    ...undone,
  }),
  withdrawChange: changes.move('withdraw', {
    by: 'change.propose',
    summary: 'Takes a proposal back',
    ...caseBodies.nothing,
  }),
};
