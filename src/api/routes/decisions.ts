/** Decisions on the bundles of study plans: by the directorate, in bulk on precedent, on what was passed on; and the student's answers. */
import { z } from '@hono/zod-openapi';
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
  readRests,
  restsSchema,
  supersedeDecision,
  supersededSchema,
} from '../../app/index.ts';
import { bridgeSchema, idSchema, ruleCodeSchema, studyPlanSchema } from '../../domain/index.ts';
import { ANSWER_EXAMPLE, answerDraft, DECISION_EXAMPLE, decisionDraft } from '../examples.ts';
import { named, noticed, problems } from '../resource.ts';
import { get, post } from '../route.ts';
import { rule } from '../rule.ts';

const seenVersion = z.number().int().positive().describe('the version of the plan that was looked at');
const comment = z.string().max(2000).default('');
const VERDICTS = [
  z.strictObject({ decision: z.literal('approve'), comment }),
  z.strictObject({ decision: z.literal('approve-with-bridge'), bridge: bridgeSchema, comment }),
  z.strictObject({ decision: z.literal('refuse'), reason: ruleCodeSchema, comment }),
] as const;
const anew = z.discriminatedUnion('decision', VERDICTS);
const whole = z.discriminatedUnion('decision', [
  ...VERDICTS,
  z.strictObject({ decision: z.literal('ask'), question: z.string().min(1).max(2000), comment }),
  z.strictObject({ decision: z.literal('pass-on'), to: idSchema, comment }),
]);

const bundleParam = { bundle: z.string().max(100).openapi({ description: 'of the plan', example: 'b1' }) };

export const decisionRoutes = {
  approveByPrecedent: post('/api/v1/study-plans/bulk-approvals', {
    may: rule('plan.decide', 'reach'),
    summary: 'Approves plans that rest on precedents in every part; says of each of the others why it was left',
    body: z.strictObject({
      plans: z
        .array(z.strictObject({ id: idSchema, version: seenVersion }))
        .min(1)
        .max(100),
    }),
    example: { plans: [{ id: 'plan-1', version: 1 }] },
    answer: named(bulkOutcomeSchema, 'BulkOutcome'),
    run: ({ service, caller, body }) => approveByPrecedent(service, caller, body),
  }),
  decidePlan: post('/api/v1/study-plans/{id}/decisions', {
    may: rule('plan.decide', 'plan'),
    summary:
      'Decides on bundles, or on all that is open at once. Of those who decide on one bundle at the same time one is first',
    body: z
      .union([
        z.strictObject({ version: seenVersion, decisions: z.array(decisionDraft).min(1).max(200) }),
        z.strictObject({ version: seenVersion, seen: z.number().int().nonnegative(), whole }),
      ])
      .openapi('PlanDecisions'),
    example: { version: 1, decisions: [DECISION_EXAMPLE] },
    answer: named(planDecidedSchema.extend({ problems }), 'PlanDecided'),
    etag: ({ plan }) => plan.revision,
    run: async ({ service, caller, id: studyPlan, body: { version: looked, ...said } }) => {
      const decisions = 'whole' in said ? said : said.decisions;
      return noticed(await decidePlan(service, caller, { studyPlan, version: looked, decisions }));
    },
  }),
  readRests: get('/api/v1/study-plans/{id}/bundles/{bundle}/rests', {
    may: rule('plan.decide', 'plan'),
    summary: 'What rests on the decision on a bundle: precedents, plans approved by them, recognitions',
    params: bundleParam,
    answer: named(restsSchema, 'Rests'),
    run: ({ service, caller, id: studyPlan, bundle }) => readRests(service, caller, { studyPlan, bundle }),
  }),
  supersedeDecision: post('/api/v1/study-plans/{id}/bundles/{bundle}/supersede', {
    may: rule('plan.decide', 'plan'),
    summary:
      'Decides anew, with a reason, on a bundle whose decision can no longer be taken back; answers what rested on it',
    params: bundleParam,
    body: z.strictObject({ version: seenVersion, reason: ruleCodeSchema, decision: anew }).openapi('Supersession'),
    example: { version: 2, reason: 'decided-by-mistake', decision: { decision: 'refuse', reason: 'content-differs' } },
    answer: named(supersededSchema.extend({ problems }), 'Superseded'),
    etag: ({ plan }) => plan.revision,
    run: async ({ service, caller, id: studyPlan, bundle, body }) =>
      noticed(await supersedeDecision(service, caller, { studyPlan, bundle, ...body })),
  }),
  answerQuestions: post('/api/v1/study-plans/{id}/answers', {
    may: rule('plan.answer', 'plan'),
    summary: "The student's answers to questions about bundles",
    body: z.strictObject({ version: seenVersion, answers: z.array(answerDraft).min(1).max(200) }),
    example: { version: 1, answers: [ANSWER_EXAMPLE] },
    answer: named(studyPlanSchema, 'StudyPlan'),
    run: ({ service, caller, id: studyPlan, body }) => answerQuestions(service, caller, { studyPlan, ...body }),
  }),
  readPassedOn: get('/api/v1/passed-on/{id}', {
    may: rule('plan.decide', 'passed-on'),
    summary: 'A bundle that another institute passed on to mine, without whose it is',
    answer: named(passedOnSchema, 'PassedOn'),
    run: ({ service, caller, id }) => readPassedOn(service, caller, id),
  }),
  decidePassedOn: post('/api/v1/passed-on/{id}/decision', {
    may: rule('plan.decide', 'passed-on'),
    summary: 'Decides on a bundle that was passed on',
    body: z.strictObject({ decision: decisionDraft }),
    example: { decision: DECISION_EXAMPLE },
    answer: named(passedOnDecidedSchema, 'PassedOnDecided'),
    run: ({ service, caller, id, body: { decision: draft } }) => decidePassedOn(service, caller, { id, draft }),
  }),
};
