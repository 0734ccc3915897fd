/** Decisions on the bundles of study plans: by the directorate, in bulk on precedent, on what was passed on; and the student's answers. */
import { createRoute, z } from '@hono/zod-openapi';
import {
  answerQuestions,
  approveByPrecedent,
  bulkOutcomeSchema,
  decidePassedOn,
  decidePlan,
  passedOnDecidedSchema,
  passedOnSchema,
  planDecidedSchema,
  readPassedOn,
} from '../../app/index.ts';
import {
  answerDraftSchema,
  bridgeSchema,
  decisionDraftSchema,
  idSchema,
  problemSchema,
  ruleCodeSchema,
  studyPlanSchema,
} from '../../domain/index.ts';
import type { ApiEnvironment } from '../environment.ts';
import { READ_ERRORS, WRITE_ERRORS } from '../problems.ts';
import { idParams, json, named, onceHeaders, recordAnswer, tagged } from '../records.ts';
import { refused } from '../refusals.ts';
import { router } from '../router.ts';
import { rule } from '../rule.ts';

const tags = ['decisions'];
const version = z.number().int().positive().describe('the version of the plan that was looked at');
const problems = z.array(problemSchema).describe('broken rules, and what made no precedent');
export const decisionDraft = named(decisionDraftSchema, 'DecisionDraft');
export const answerDraft = named(answerDraftSchema, 'AnswerDraft');

const comment = z.string().max(2000).default('');
const whole = z.discriminatedUnion('decision', [
  z.strictObject({ decision: z.literal('approve'), comment }),
  z.strictObject({ decision: z.literal('approve-with-bridge'), bridge: bridgeSchema, comment }),
  z.strictObject({ decision: z.literal('refuse'), reason: ruleCodeSchema, comment }),
  z.strictObject({ decision: z.literal('ask'), question: z.string().min(1).max(2000), comment }),
  z.strictObject({ decision: z.literal('pass-on'), to: idSchema, comment }),
]);

const decide = createRoute({
  ...rule('plan.decide', 'plan'),
  method: 'post',
  path: '/api/v1/study-plans/{id}/decisions',
  tags,
  summary:
    'Decides on bundles, or on all that is open at once. Of those who decide on one bundle at the same time one is first',
  request: {
    params: idParams,
    headers: onceHeaders,
    body: {
      required: true,
      ...json(
        z
          .union([
            z.strictObject({ version, decisions: z.array(decisionDraft).min(1).max(200) }),
            z.strictObject({ version, seen: z.number().int().nonnegative(), whole }),
          ])
          .openapi('PlanDecisions'),
        'The decisions',
      ),
    },
  },
  responses: {
    200: recordAnswer(named(planDecidedSchema.extend({ problems }), 'PlanDecided'), 'What they led to'),
    ...WRITE_ERRORS,
  },
});

const bulk = createRoute({
  ...rule('plan.decide', 'reach'),
  method: 'post',
  path: '/api/v1/study-plans/bulk-approvals',
  tags,
  summary: 'Approves plans that rest on precedents in every part; says of each of the others why it was left',
  request: {
    headers: onceHeaders,
    body: {
      required: true,
      ...json(
        z.strictObject({
          plans: z
            .array(z.strictObject({ id: idSchema, version }))
            .min(1)
            .max(100),
        }),
        'The plans as they were looked at',
      ),
    },
  },
  responses: { 200: json(named(bulkOutcomeSchema, 'BulkOutcome'), 'What became of each'), ...WRITE_ERRORS },
});

const answer = createRoute({
  ...rule('plan.answer', 'plan'),
  method: 'post',
  path: '/api/v1/study-plans/{id}/answers',
  tags,
  summary: "The student's answers to questions about bundles",
  request: {
    params: idParams,
    headers: onceHeaders,
    body: {
      required: true,
      ...json(z.strictObject({ version, answers: z.array(answerDraft).min(1).max(200) }), 'Them'),
    },
  },
  responses: { 200: recordAnswer(named(studyPlanSchema, 'StudyPlan'), 'The plan as it is now'), ...WRITE_ERRORS },
});

const passedOn = createRoute({
  ...rule('plan.decide', 'passed-on'),
  method: 'get',
  path: '/api/v1/passed-on/{id}',
  tags,
  summary: 'A bundle that another institute passed on to mine, without whose it is',
  request: { params: idParams },
  responses: { 200: json(named(passedOnSchema, 'PassedOn'), 'The bundle'), ...READ_ERRORS },
});

const decideOnPassed = createRoute({
  ...rule('plan.decide', 'passed-on'),
  method: 'post',
  path: '/api/v1/passed-on/{id}/decision',
  tags,
  summary: 'Decides on a bundle that was passed on',
  request: {
    params: idParams,
    headers: onceHeaders,
    body: { required: true, ...json(z.strictObject({ decision: decisionDraft }), 'The decision') },
  },
  responses: { 200: json(named(passedOnDecidedSchema, 'PassedOnDecided'), 'What it led to'), ...WRITE_ERRORS },
});

export const decisionRoutes = ({ service }: ApiEnvironment) =>
  router()
    .openapi(bulk, async (c) => {
      const run = await approveByPrecedent(service, c.get('caller'), c.req.valid('json'));
      return run.ok ? c.json(run.value, 200) : refused(c, run.problems);
    })
    .openapi(decide, async (c) => {
      const { version: looked, ...said } = c.req.valid('json');
      const decisions = 'whole' in said ? said : said.decisions;
      const asked = { studyPlan: c.req.valid('param').id, version: looked, decisions };
      const run = await decidePlan(service, c.get('caller'), asked);
      if (!run.ok) return refused(c, run.problems);
      tagged(c, run.value.plan);
      return c.json({ ...run.value, problems: run.problems }, 200);
    })
    .openapi(answer, async (c) => {
      const asked = { studyPlan: c.req.valid('param').id, ...c.req.valid('json') };
      const run = await answerQuestions(service, c.get('caller'), asked);
      return run.ok ? c.json(tagged(c, run.value), 200) : refused(c, run.problems);
    })
    .openapi(passedOn, async (c) => {
      const run = await readPassedOn(service, c.get('caller'), c.req.valid('param').id);
      return run.ok ? c.json(run.value, 200) : refused(c, run.problems);
    })
    .openapi(decideOnPassed, async (c) => {
      const asked = { id: c.req.valid('param').id, draft: c.req.valid('json').decision };
      const run = await decidePassedOn(service, c.get('caller'), asked);
      return run.ok ? c.json(run.value, 200) : refused(c, run.problems);
    });
