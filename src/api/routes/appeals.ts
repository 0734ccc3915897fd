/** Appeals against refused applications, refused plans and recognitions. */
import { createRoute, z } from '@hono/zod-openapi';
import { listAppeals, lodgeAppeal, moveAppeal, readAppeal } from '../../app/index.ts';
import {
  type Action,
  type Appeal,
  appealSchema,
  appealStateSchema,
  idSchema,
  ruleCodeSchema,
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

const appeal = named(appealSchema, 'Appeal');
const tags = ['appeals'];

const draft = {
  required: true,
  ...json(
    z.strictObject({ ground: ruleCodeSchema, text: z.string().max(5000).default('') }).openapi('AppealDraft'),
    'The ground by its code, and what there is to say',
  ),
};

const lodge = <K extends Appeal['subject']['kind'], P extends string>(kind: K, path: P, summary: string) =>
  createRoute({
    ...rule('appeal.lodge', kind),
    method: 'post',
    path,
    tags,
    summary,
    request: { params: idParams, headers: onceHeaders, body: draft },
    responses: { 201: recordAnswer(appeal, 'The appeal'), ...WRITE_ERRORS },
  });

const onApplication = lodge('application', '/api/v1/applications/{id}/appeals', 'Appeals against a refusal');
const onPlan = lodge('plan', '/api/v1/study-plans/{id}/appeals', 'Appeals against a refusal');
const onRecognition = lodge('recognition', '/api/v1/recognitions/{id}/appeals', 'Appeals against a recognition');

const list = createRoute({
  ...rule('appeal.read', 'reach'),
  method: 'get',
  path: '/api/v1/appeals',
  tags,
  summary: 'Appeals that I may see, newest first',
  request: {
    query: z.object({
      ...pageQuery,
      state: appealStateSchema.optional(),
      student: idSchema.optional(),
      institute: idSchema.optional(),
    }),
  },
  responses: { 200: json(pageOf(appeal), 'A page of appeals'), ...READ_ERRORS },
});

const read = createRoute({
  ...rule('appeal.read', 'appeal'),
  method: 'get',
  path: '/api/v1/appeals/{id}',
  tags,
  summary: 'One appeal',
  request: { params: idParams },
  responses: { 200: recordAnswer(appeal, 'The appeal'), ...READ_ERRORS },
});

const move = <P extends string>(right: Action, path: P, summary: string) =>
  createRoute({
    ...rule(right, 'appeal'),
    method: 'post',
    path,
    tags,
    summary,
    request: { params: idParams, headers: ifMatchHeaders },
    responses: { 200: recordAnswer(appeal, 'The appeal as it is now'), ...REVISION_ERRORS },
  });

const admit = move('appeal.admit', '/api/v1/appeals/{id}/admit', 'Admits it to the commission');
const withdraw = move('appeal.withdraw', '/api/v1/appeals/{id}/withdraw', 'The student takes it back');

const answer = createRoute({
  ...rule('appeal.decide', 'appeal'),
  method: 'post',
  path: '/api/v1/appeals/{id}/decision',
  tags,
  summary: 'The commission answers it with a reason; upheld, it opens its subject again',
  request: {
    params: idParams,
    headers: ifMatchHeaders,
    body: {
      required: true,
      ...json(z.strictObject({ answer: z.enum(['uphold', 'dismiss']), reason: ruleCodeSchema }), 'The answer'),
    },
  },
  responses: { 200: recordAnswer(appeal, 'The appeal as it is now'), ...REVISION_ERRORS },
});

const reject = createRoute({
  ...rule('appeal.admit', 'appeal'),
  method: 'post',
  path: '/api/v1/appeals/{id}/reject',
  tags,
  summary: 'Does not admit it, with a reason',
  request: {
    params: idParams,
    headers: ifMatchHeaders,
    body: { required: true, ...json(z.strictObject({ reason: ruleCodeSchema }), 'Why') },
  },
  responses: { 200: recordAnswer(appeal, 'The appeal as it is now'), ...REVISION_ERRORS },
});

export const appealRoutes = ({ service }: ApiEnvironment) =>
  router()
    .openapi(onApplication, async (c) => {
      const subject = { kind: 'application' as const, id: c.req.valid('param').id };
      const run = await lodgeAppeal(service, c.get('caller'), { subject, ...c.req.valid('json') });
      return run.ok ? c.json(tagged(c, run.value), 201) : refused(c, run.problems);
    })
    .openapi(onPlan, async (c) => {
      const subject = { kind: 'plan' as const, id: c.req.valid('param').id };
      const run = await lodgeAppeal(service, c.get('caller'), { subject, ...c.req.valid('json') });
      return run.ok ? c.json(tagged(c, run.value), 201) : refused(c, run.problems);
    })
    .openapi(onRecognition, async (c) => {
      const subject = { kind: 'recognition' as const, id: c.req.valid('param').id };
      const run = await lodgeAppeal(service, c.get('caller'), { subject, ...c.req.valid('json') });
      return run.ok ? c.json(tagged(c, run.value), 201) : refused(c, run.problems);
    })
    .openapi(list, async (c) => c.json(await listAppeals(service, c.get('caller'), c.req.valid('query')), 200))
    .openapi(read, async (c) => {
      const run = await readAppeal(service, c.req.valid('param').id);
      return run.ok ? c.json(tagged(c, run.value), 200) : refused(c, run.problems);
    })
    .openapi(admit, async (c) => {
      const asked = { ...placed(c.req.valid('param'), c.req.valid('header')), event: 'admit' as const };
      const run = await moveAppeal(service, c.get('caller'), asked);
      return run.ok ? c.json(tagged(c, run.value), 200) : refused(c, run.problems);
    })
    .openapi(reject, async (c) => {
      const { reason } = c.req.valid('json');
      const asked = { ...placed(c.req.valid('param'), c.req.valid('header')), event: 'reject' as const, reason };
      const run = await moveAppeal(service, c.get('caller'), asked);
      return run.ok ? c.json(tagged(c, run.value), 200) : refused(c, run.problems);
    })
    .openapi(answer, async (c) => {
      const { answer: event, reason } = c.req.valid('json');
      const asked = { ...placed(c.req.valid('param'), c.req.valid('header')), event, reason };
      const run = await moveAppeal(service, c.get('caller'), asked);
      return run.ok ? c.json(tagged(c, run.value), 200) : refused(c, run.problems);
    })
    .openapi(withdraw, async (c) => {
      const asked = { ...placed(c.req.valid('param'), c.req.valid('header')), event: 'withdraw' as const };
      const run = await moveAppeal(service, c.get('caller'), asked);
      return run.ok ? c.json(tagged(c, run.value), 200) : refused(c, run.problems);
    });
