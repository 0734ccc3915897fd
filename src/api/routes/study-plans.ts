/** Study plans: drafted, read, and moved along by what is no decision on a bundle. */
import { z } from '@hono/zod-openapi';
import {
  amendStudyPlan,
  draftStudyPlan,
  editStudyPlan,
  listPlanVersions,
  move,
  planCoursesSchema,
  planStandingSchema,
  planVersionSummarySchema,
  readPlanCourses,
  readPlanStanding,
  readPlanVersion,
} from '../../app/index.ts';
import {
  idSchema,
  planAmendmentSchema,
  planChangeSchema,
  planVersionSchema,
  STATES,
  staySchema,
  studyPlanSchema,
} from '../../domain/index.ts';
import { caseBodies, cases, undone } from '../cases.ts';
import { listOf, named, noticed, problems, under } from '../resource.ts';
import { get, idParam, post } from '../route.ts';
import { rule } from '../rule.ts';
import { planSourceFrom, planSourceWith } from '../sources.ts';

const studyPlans = cases('plan', { path: '/api/v1/study-plans', record: named(studyPlanSchema, 'StudyPlan') });
const withProblems = z.object({ plan: studyPlans.record, problems }).openapi('StudyPlanWithProblems');
const FROM = { curriculum: { id: 'curriculum_software' }, host: { id: 'cedar_hollow_us' }, semester: 5, minEcts: '20' };

export const studyPlanRoutes = {
  listStudyPlans: studyPlans.list('Study plans that I may see, newest first', {
    state: STATES.plan.optional(),
    student: idParam.optional(),
    institute: idParam.optional(),
    application: idParam.optional(),
  }),
  draftStudyPlan: post('/api/v1/study-plans', {
    may: rule('plan.create', 'reach'),
    summary: 'A draft: a plan that is given, or one that the planner makes from a stored curriculum and catalogue',
    body: planSourceWith({
      student: idSchema.optional().describe('the caller when left out'),
      application: idSchema
        .nullable()
        .optional()
        .describe("null: none; when left out, the student's own for this host and this time where there is one"),
      stay: staySchema.optional().describe("the application's when left out"),
    }).openapi('StudyPlanDraft'),
    example: { ...FROM, stay: { start: '2027-02-01', end: '2027-06-30' } },
    answer: withProblems,
    status: 201,
    etag: ({ plan }) => plan.revision,
    run: async ({ service, caller, body: { student, application, stay, ...from } }) => {
      const source = await planSourceFrom(from, service);
      if (!source.ok) return source;
      const draft = { student, application, stay, source: source.value };
      return noticed(under('plan', await draftStudyPlan(service, caller, draft)));
    },
  }),
  readStudyPlan: studyPlans.read('One study plan'),
  readPlanTimeline: studyPlans.timeline('What happened to it, who did it and when, and who waits for whom since when'),
  readPlanStanding: get('/api/v1/study-plans/{id}/standing', {
    may: rule('plan.read', 'plan'),
    summary: 'How each bundle stands, what speaks for and against it, and what the caller can do now',
    answer: named(planStandingSchema, 'PlanStanding'),
    etag: ({ plan }) => plan.revision,
    run: ({ service, caller, id }) => readPlanStanding(service, caller, id),
  }),
  readPlanCourses: get('/api/v1/study-plans/{id}/courses', {
    may: rule('plan.read', 'plan'),
    summary: 'The courses of both sides that the plan names, with their texts as they are stored today',
    answer: named(planCoursesSchema, 'PlanCourses'),
    run: ({ service, id }) => readPlanCourses(service, { kind: 'plan', id }),
  }),
  listPlanVersions: get('/api/v1/study-plans/{id}/versions', {
    may: rule('plan.read', 'plan'),
    summary: 'Every version of a plan, oldest first, without its content',
    answer: listOf(planVersionSummarySchema),
    run: async ({ service, id }) => ({ items: await listPlanVersions(service, id) }),
  }),
  readPlanVersion: get('/api/v1/study-plans/{id}/versions/{number}', {
    may: rule('plan.read', 'plan'),
    summary: 'One version of a plan as it stood',
    params: { number: z.coerce.number().int().min(1).max(1_000_000).openapi({ example: 1 }) },
    answer: named(planVersionSchema, 'PlanVersion'),
    run: ({ service, id, number }) => readPlanVersion(service, { id, number }),
  }),
  editStudyPlan: post('/api/v1/study-plans/{id}/versions', {
    may: rule('plan.edit', 'plan'),
    summary: 'A new version of a draft',
    body: planSourceWith({}).openapi('PlanSource'),
    example: FROM,
    revised: true,
    answer: withProblems,
    status: 201,
    etag: ({ plan }) => plan.revision,
    run: async ({ service, caller, id, revision, body }) => {
      const source = await planSourceFrom(body, service);
      if (!source.ok) return source;
      return noticed(under('plan', await editStudyPlan(service, caller, { id, revision, source: source.value })));
    },
  }),
  amendStudyPlan: post('/api/v1/study-plans/{id}/amendments', {
    may: rule('plan.read', 'plan'),
    summary:
      'What if: the plan that keeps most of this one when something happened to its host courses. Nothing is stored',
    body: z.strictObject({ changes: z.array(planChangeSchema).min(1).max(50) }).openapi('PlanAmendmentAsked'),
    example: { changes: [{ kind: 'cancelled', host: 'CS 240' }] },
    answer: z.object({ baseVersion: z.number().int(), amendment: planAmendmentSchema }),
    once: false,
    run: ({ service, id, body: { changes } }) => amendStudyPlan(service, { id, changes }),
  }),
  submitStudyPlan: studyPlans.move('submit', {
    by: 'plan.submit',
    summary: 'To the directorate',
    ...caseBodies.nothing,
  }),
  takeBackStudyPlan: studyPlans.move('take-back', {
    by: 'plan.submit',
    summary: 'Back to the draft',
    ...caseBodies.nothing,
  }),
  undoDecisions: studyPlans.move('undo', {
    by: 'plan.decide',
    summary:
      'Takes decisions back, on these bundles or on all, before they are precedents and anybody is told: the plan is submitted again',
    ...undone,
  }),
  sendToHost: studyPlans.move('send-to-host', {
    by: 'plan.host',
    summary: 'It was sent to the host',
    ...caseBodies.nothing,
  }),
  withdrawStudyPlan: studyPlans.move('withdraw', {
    by: 'plan.withdraw',
    summary: 'Given up, with a reason',
    ...caseBodies.reason,
  }),
  closeStudyPlan: studyPlans.move('close', {
    by: 'plan.close',
    summary: 'Settled: its recognition is closed',
    ...caseBodies.nothing,
  }),
  recordHostAnswer: post('/api/v1/study-plans/{id}/host-answer', {
    may: rule('plan.host', 'plan'),
    summary: 'The host agrees, which freezes the first version, or wants it otherwise',
    body: z
      .strictObject({
        answer: z.enum(['agrees', 'comments']),
        contentHash: z.string().describe('of the version that the host answers, as it was sent'),
      })
      .openapi('HostAnswer'),
    example: { answer: 'agrees', contentHash: 'a'.repeat(64) },
    revised: true,
    answer: studyPlans.record,
    run: ({ service, caller, id, revision, body: { answer, contentHash: answered } }) =>
      move(service, caller, { kind: 'plan', id, revision, event: `host-${answer}`, answered }),
  }),
};
