/** Study plans: drafted, read, and moved along by what is no decision on a bundle. */
import { createRoute, z } from '@hono/zod-openapi';
import {
  draftStudyPlan,
  editStudyPlan,
  listPlanVersions,
  listStudyPlans,
  moveStudyPlan,
  type PlanMove,
  planStandingSchema,
  planVersionSummarySchema,
  readPlanStanding,
  readPlanVersion,
  readStudyPlan,
} from '../../app/index.ts';
import {
  type Action,
  idSchema,
  planStateSchema,
  planVersionSchema,
  problemSchema,
  ruleCodeSchema,
  staySchema,
  studyPlanSchema,
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
import { planSourceFrom, planSourceSchema } from '../stored-sources.ts';

const studyPlan = named(studyPlanSchema, 'StudyPlan');
const withProblems = z
  .object({ plan: studyPlan, problems: z.array(problemSchema).describe('what to look at before it is submitted') })
  .openapi('StudyPlanWithProblems');
const tags = ['study plans'];
const base = '/api/v1/study-plans';

const list = createRoute({
  ...rule('plan.read', 'reach'),
  method: 'get',
  path: base,
  tags,
  summary: 'Study plans that I may see, newest first',
  request: {
    query: z.object({
      ...pageQuery,
      state: planStateSchema.optional(),
      student: idSchema.optional(),
      institute: idSchema.optional(),
      application: idSchema.optional(),
    }),
  },
  responses: { 200: json(pageOf(studyPlan), 'A page of study plans'), ...READ_ERRORS },
});

const create = createRoute({
  ...rule('plan.create', 'reach'),
  method: 'post',
  path: base,
  tags,
  summary:
    'A draft: a plan that is given, or one that the planner makes from stored versions of curriculum and catalogue',
  request: {
    headers: onceHeaders,
    body: {
      required: true,
      ...json(
        z
          .strictObject({
            student: idSchema.optional().describe('the caller when left out'),
            application: idSchema.optional(),
            stay: staySchema.optional(),
            source: planSourceSchema,
          })
          .openapi('StudyPlanDraft'),
        'Whose plan, and what it is made from',
      ),
    },
  },
  responses: { 201: recordAnswer(withProblems, 'The draft'), ...WRITE_ERRORS },
});

const read = createRoute({
  ...rule('plan.read', 'plan'),
  method: 'get',
  path: `${base}/{id}`,
  tags,
  summary: 'One study plan',
  request: { params: idParams },
  responses: { 200: recordAnswer(studyPlan, 'The study plan'), ...READ_ERRORS },
});

const standing = createRoute({
  ...rule('plan.read', 'plan'),
  method: 'get',
  path: `${base}/{id}/standing`,
  tags,
  summary: 'How each bundle stands, what speaks for and against it, and what the caller can do now',
  request: { params: idParams },
  responses: { 200: recordAnswer(named(planStandingSchema, 'PlanStanding'), 'The standing'), ...READ_ERRORS },
});

const versions = createRoute({
  ...rule('plan.read', 'plan'),
  method: 'get',
  path: `${base}/{id}/versions`,
  tags,
  summary: 'Every version of a plan, oldest first, without its content',
  request: { params: idParams },
  responses: { 200: json(z.object({ items: z.array(planVersionSummarySchema) }), 'The versions'), ...READ_ERRORS },
});

const version = createRoute({
  ...rule('plan.read', 'plan'),
  method: 'get',
  path: `${base}/{id}/versions/{number}`,
  tags,
  summary: 'One version of a plan as it stood',
  request: { params: z.object({ id: idSchema, number: z.coerce.number().int().min(1).max(1_000_000) }) },
  responses: { 200: json(named(planVersionSchema, 'PlanVersion'), 'The version'), ...READ_ERRORS },
});

const edit = createRoute({
  ...rule('plan.edit', 'plan'),
  method: 'post',
  path: `${base}/{id}/versions`,
  tags,
  summary: 'A new version of a draft',
  request: {
    params: idParams,
    headers: ifMatchHeaders,
    body: { required: true, ...json(z.strictObject({ source: planSourceSchema }), 'What it is made from') },
  },
  responses: { 201: recordAnswer(withProblems, 'The plan as it is now'), ...REVISION_ERRORS },
});

const noBody = z.strictObject({}).optional();
const reasoned = z.strictObject({ reason: ruleCodeSchema.describe('code of a reason, see /docs of the process') });
const hostAnswer = z
  .strictObject({
    answer: z.enum(['agrees', 'comments']),
    contentHash: z.string().describe('of the version that the host answers, as it was sent'),
  })
  .openapi('HostAnswer');

const move = <P extends string, B extends z.ZodType>(
  right: Action,
  path: P,
  { summary, body }: { readonly summary: string; readonly body: B },
) =>
  createRoute({
    ...rule(right, 'plan'),
    method: 'post',
    path,
    tags,
    summary,
    request: { params: idParams, headers: ifMatchHeaders, body: json(body, summary) },
    responses: { 200: recordAnswer(studyPlan, 'The plan as it is now'), ...REVISION_ERRORS },
  });

const submit = move('plan.submit', `${base}/{id}/submit`, { summary: 'To the directorate', body: noBody });
const takeBack = move('plan.submit', `${base}/{id}/take-back`, { summary: 'Back to the draft', body: noBody });
const send = move('plan.host', `${base}/{id}/send-to-host`, { summary: 'It was sent to the host', body: noBody });
const answered = move('plan.host', `${base}/{id}/host-answer`, {
  summary: 'The host agrees, which freezes the first version, or wants it otherwise',
  body: hostAnswer,
});
const withdraw = move('plan.withdraw', `${base}/{id}/withdraw`, { summary: 'Given up, with a reason', body: reasoned });
const close = move('plan.close', `${base}/{id}/close`, { summary: 'Settled: its recognition is closed', body: noBody });

const HOST_EVENTS = { agrees: 'host-agrees', comments: 'host-comments' } as const satisfies Record<
  z.output<typeof hostAnswer>['answer'],
  PlanMove['event']
>;

export const studyPlanRoutes = (environment: ApiEnvironment) => {
  const { service } = environment;
  return router()
    .openapi(list, async (c) => c.json(await listStudyPlans(service, c.get('caller'), c.req.valid('query')), 200))
    .openapi(create, async (c) => {
      const { source, ...draft } = c.req.valid('json');
      const from = planSourceFrom(source);
      if (!from.ok) return refused(c, from.problems);
      const run = await draftStudyPlan(service, c.get('caller'), { ...draft, source: from.value });
      if (!run.ok) return refused(c, run.problems);
      return c.json({ plan: tagged(c, run.value), problems: run.problems }, 201);
    })
    .openapi(read, async (c) => {
      const run = await readStudyPlan(service, c.req.valid('param').id);
      return run.ok ? c.json(tagged(c, run.value), 200) : refused(c, run.problems);
    })
    .openapi(standing, async (c) => {
      const run = await readPlanStanding(service, c.get('caller'), c.req.valid('param').id);
      if (!run.ok) return refused(c, run.problems);
      tagged(c, run.value.plan);
      return c.json(run.value, 200);
    })
    .openapi(versions, async (c) => c.json({ items: await listPlanVersions(service, c.req.valid('param').id) }, 200))
    .openapi(version, async (c) => {
      const run = await readPlanVersion(service, c.req.valid('param'));
      return run.ok ? c.json(run.value, 200) : refused(c, run.problems);
    })
    .openapi(edit, async (c) => {
      const from = planSourceFrom(c.req.valid('json').source);
      if (!from.ok) return refused(c, from.problems);
      const revision = c.req.valid('header')['if-match'];
      const asked = { id: c.req.valid('param').id, revision, source: from.value };
      const run = await editStudyPlan(service, c.get('caller'), asked);
      if (!run.ok) return refused(c, run.problems);
      return c.json({ plan: tagged(c, run.value), problems: run.problems }, 201);
    })
    .openapi(submit, async (c) => {
      const run = await moveStudyPlan(service, c.get('caller'), {
        ...placed(c.req.valid('param'), c.req.valid('header')),
        event: 'submit',
      });
      return run.ok ? c.json(tagged(c, run.value), 200) : refused(c, run.problems);
    })
    .openapi(takeBack, async (c) => {
      const run = await moveStudyPlan(service, c.get('caller'), {
        ...placed(c.req.valid('param'), c.req.valid('header')),
        event: 'take-back',
      });
      return run.ok ? c.json(tagged(c, run.value), 200) : refused(c, run.problems);
    })
    .openapi(send, async (c) => {
      const run = await moveStudyPlan(service, c.get('caller'), {
        ...placed(c.req.valid('param'), c.req.valid('header')),
        event: 'send-to-host',
      });
      return run.ok ? c.json(tagged(c, run.value), 200) : refused(c, run.problems);
    })
    .openapi(answered, async (c) => {
      const { answer, contentHash } = c.req.valid('json');
      const asked = {
        ...placed(c.req.valid('param'), c.req.valid('header')),
        event: HOST_EVENTS[answer],
        answered: contentHash,
      };
      const run = await moveStudyPlan(service, c.get('caller'), asked);
      return run.ok ? c.json(tagged(c, run.value), 200) : refused(c, run.problems);
    })
    .openapi(withdraw, async (c) => {
      const { reason } = c.req.valid('json');
      const run = await moveStudyPlan(service, c.get('caller'), {
        ...placed(c.req.valid('param'), c.req.valid('header')),
        event: 'withdraw',
        reason,
      });
      return run.ok ? c.json(tagged(c, run.value), 200) : refused(c, run.problems);
    })
    .openapi(close, async (c) => {
      const run = await moveStudyPlan(service, c.get('caller'), {
        ...placed(c.req.valid('param'), c.req.valid('header')),
        event: 'close',
      });
      return run.ok ? c.json(tagged(c, run.value), 200) : refused(c, run.problems);
    });
};
