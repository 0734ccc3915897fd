/** Proposals to change an agreed plan. */
import { createRoute, z } from '@hono/zod-openapi';
import {
  answerOnChange,
  changeDecidedSchema,
  decideChange,
  listChanges,
  moveChange,
  proposeChange,
  readChange,
} from '../../app/index.ts';
import {
  changeProposalSchema,
  changeStateSchema,
  planChangeItemSchema,
  planSchema,
  problemSchema,
} from '../../domain/index.ts';
import type { ApiEnvironment } from '../environment.ts';
import { READ_ERRORS, REVISION_ERRORS, WRITE_ERRORS } from '../problems.ts';
import {
  idParams,
  ifMatchHeaders,
  json,
  named,
  onceHeaders,
  pageOf,
  pageQuery,
  placed,
  recordAnswer,
  tagged,
} from '../records.ts';
import { refused } from '../refusals.ts';
import { router } from '../router.ts';
import { rule } from '../rule.ts';
import { answerDraft, decisionDraft } from './decisions.ts';

const change = named(changeProposalSchema, 'ChangeProposal');
const tags = ['changes'];

const propose = createRoute({
  ...rule('change.propose', 'plan'),
  method: 'post',
  path: '/api/v1/study-plans/{id}/changes',
  tags,
  summary: 'Proposes a change to the version that counts; other content is another proposal',
  request: {
    params: idParams,
    headers: onceHeaders,
    body: {
      required: true,
      ...json(
        z
          .strictObject({
            baseVersion: z.number().int().positive().describe('409 when the plan has moved on'),
            items: z.array(planChangeItemSchema).min(1).max(200),
            plan: planSchema.describe('the whole plan after the change'),
          })
          .openapi('ChangeRequest'),
        'The change',
      ),
    },
  },
  responses: { 201: recordAnswer(change, 'The proposal with its id'), ...WRITE_ERRORS },
});

const list = createRoute({
  ...rule('change.read', 'plan'),
  method: 'get',
  path: '/api/v1/study-plans/{id}/changes',
  tags,
  summary: 'The changes that were proposed to a plan, oldest first',
  request: { params: idParams, query: z.object({ ...pageQuery, state: changeStateSchema.optional() }) },
  responses: { 200: json(pageOf(change), 'A page of proposals'), ...READ_ERRORS },
});

const read = createRoute({
  ...rule('change.read', 'change'),
  method: 'get',
  path: '/api/v1/changes/{id}',
  tags,
  summary: 'One proposal of change',
  request: { params: idParams },
  responses: { 200: recordAnswer(change, 'The proposal'), ...READ_ERRORS },
});

const decide = createRoute({
  ...rule('change.decide', 'change'),
  method: 'post',
  path: '/api/v1/changes/{id}/decisions',
  tags,
  summary: 'The directorate decides on the bundles of a change; 409 when its base has moved or somebody was faster',
  request: {
    params: idParams,
    headers: onceHeaders,
    body: {
      required: true,
      ...json(
        z.strictObject({
          decisions: z.array(decisionDraft).max(200).describe('empty for a change that only takes bundles out'),
        }),
        'The decisions',
      ),
    },
  },
  responses: {
    200: recordAnswer(
      named(changeDecidedSchema.extend({ problems: z.array(problemSchema) }), 'ChangeDecided'),
      'What they led to',
    ),
    ...WRITE_ERRORS,
  },
});

const answer = createRoute({
  ...rule('plan.answer', 'change'),
  method: 'post',
  path: '/api/v1/changes/{id}/answers',
  tags,
  summary: "The student's answers to questions about a change",
  request: {
    params: idParams,
    headers: onceHeaders,
    body: { required: true, ...json(z.strictObject({ answers: z.array(answerDraft).min(1).max(200) }), 'The answers') },
  },
  responses: { 200: recordAnswer(change, 'The proposal as it is now'), ...WRITE_ERRORS },
});

const hostAnswer = createRoute({
  ...rule('change.host', 'change'),
  method: 'post',
  path: '/api/v1/changes/{id}/host-answer',
  tags,
  summary: 'The host agrees, which makes it the version that counts, or wants it otherwise',
  request: {
    params: idParams,
    headers: ifMatchHeaders,
    body: { required: true, ...json(z.strictObject({ answer: z.enum(['agrees', 'comments']) }), 'The answer') },
  },
  responses: { 200: recordAnswer(change, 'The proposal as it is now'), ...REVISION_ERRORS },
});

const withdraw = createRoute({
  ...rule('change.propose', 'change'),
  method: 'post',
  path: '/api/v1/changes/{id}/withdraw',
  tags,
  summary: 'Takes a proposal back',
  request: { params: idParams, headers: ifMatchHeaders },
  responses: { 200: recordAnswer(change, 'The proposal as it is now'), ...REVISION_ERRORS },
});

export const changeRoutes = ({ service }: ApiEnvironment) =>
  router()
    .openapi(propose, async (c) => {
      const asked = { studyPlan: c.req.valid('param').id, ...c.req.valid('json') };
      const run = await proposeChange(service, c.get('caller'), asked);
      return run.ok ? c.json(tagged(c, run.value), 201) : refused(c, run.problems);
    })
    .openapi(list, async (c) => {
      const asked = { studyPlan: c.req.valid('param').id, ...c.req.valid('query') };
      return c.json(await listChanges(service, asked), 200);
    })
    .openapi(read, async (c) => {
      const run = await readChange(service, c.req.valid('param').id);
      return run.ok ? c.json(tagged(c, run.value), 200) : refused(c, run.problems);
    })
    .openapi(decide, async (c) => {
      const asked = { id: c.req.valid('param').id, ...c.req.valid('json') };
      const run = await decideChange(service, c.get('caller'), asked);
      if (!run.ok) return refused(c, run.problems);
      tagged(c, run.value.change);
      return c.json({ ...run.value, problems: run.problems }, 200);
    })
    .openapi(answer, async (c) => {
      const asked = { id: c.req.valid('param').id, ...c.req.valid('json') };
      const run = await answerOnChange(service, c.get('caller'), asked);
      return run.ok ? c.json(tagged(c, run.value), 200) : refused(c, run.problems);
    })
    .openapi(hostAnswer, async (c) => {
      const event = c.req.valid('json').answer === 'agrees' ? ('host-agrees' as const) : ('host-comments' as const);
      const asked = { ...placed(c.req.valid('param'), c.req.valid('header')), event };
      const run = await moveChange(service, c.get('caller'), asked);
      return run.ok ? c.json(tagged(c, run.value), 200) : refused(c, run.problems);
    })
    .openapi(withdraw, async (c) => {
      const asked = { ...placed(c.req.valid('param'), c.req.valid('header')), event: 'withdraw' as const };
      const run = await moveChange(service, c.get('caller'), asked);
      return run.ok ? c.json(tagged(c, run.value), 200) : refused(c, run.problems);
    });
