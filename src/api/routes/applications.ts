/** Applications: as students write them, as the rules see them, and what is decided on them. */
import { z } from '@hono/zod-openapi';
import {
  applicationRestsSchema,
  correctFacts,
  decideApplication,
  editApplication,
  eventsOfApplication,
  givePoints,
  readApplicationRests,
  readChecklist,
  readCosts,
  readEligibility,
  startApplication,
} from '../../app/index.ts';
import {
  applicantFactsSchema,
  applicationSchema,
  checklistItemSchema,
  EVENTS,
  eligibilitySchema,
  fundingSchema,
  idSchema,
  problemSchema,
  rationalSchema,
  ruleCodeSchema,
  STATES,
  staySchema,
} from '../../domain/index.ts';
import { caseBodies, cases } from '../cases.ts';
import { listOf, named, under } from '../resource.ts';
import { get, idParam, post, put } from '../route.ts';
import { rule } from '../rule.ts';

const applications = cases('application', {
  path: '/api/v1/applications',
  record: named(applicationSchema, 'Application'),
});
const applicantFacts = applicantFactsSchema.omit({ points: true }).openapi('ApplicantFacts');
const applicationShape = {
  funding: applicationSchema.shape.funding,
  stay: staySchema.optional(),
  facts: applicantFacts,
};
const applicationExample = {
  funding: 'grant',
  stay: { start: '2027-02-01', end: '2027-06-30' },
  facts: { studyForm: 'full-time', yearOfStudy: 3, programmeYears: 4, gpa: '3.4' },
} as const;
const costTotal = z
  .object({ currency: z.string(), student: rationalSchema, grant: rationalSchema, host: rationalSchema })
  .openapi('CostTotal');

export const applicationRoutes = {
  listApplications: applications.list('The applications that I may see, newest first', {
    call: idParam.optional(),
    student: idParam.optional(),
    institute: idParam.optional(),
    state: STATES.application.optional(),
  }),
  startApplication: post('/api/v1/applications', {
    may: rule('application.create', 'self'),
    summary: 'Begins my application for a call, as a draft; what is not known is left out',
    body: z
      .strictObject({ call: idSchema, institute: idSchema.optional(), ...applicationShape })
      .openapi('ApplicationStart'),
    example: { call: 'lindenwerder-2027-spring', ...applicationExample },
    answer: applications.record,
    status: 201,
    run: ({ service, caller, body }) => startApplication(service, caller, body),
  }),
  readApplication: applications.read('One application'),
  readApplicationTimeline: applications.timeline(
    'What happened to it, who did it and when, and who waits for whom since when',
  ),
  editApplication: put('/api/v1/applications/{id}', {
    may: rule('application.edit', 'application'),
    summary: 'Says something else in a draft',
    body: z.strictObject(applicationShape).openapi('ApplicationDraft'),
    example: applicationExample,
    answer: applications.record,
    run: ({ service, caller, id, revision, body }) => editApplication(service, caller, { ...body, id, revision }),
  }),
  correctFacts: put('/api/v1/applications/{id}/facts', {
    may: rule('application.check', 'application'),
    summary: 'What the papers say, in place of what the applicant said',
    body: z.strictObject({ facts: applicantFacts }),
    example: { facts: { ...applicationExample.facts, gpa: '3.36' } },
    answer: applications.record,
    run: ({ service, caller, id, revision, body }) => correctFacts(service, caller, { ...body, id, revision }),
  }),
  readEligibility: get('/api/v1/applications/{id}/eligibility', {
    may: rule('application.read', 'application'),
    summary: 'Each rule of eligibility: yes, no or unknown, with its figures and its source',
    answer: named(eligibilitySchema, 'Eligibility'),
    run: ({ service, caller, id }) => readEligibility(service, caller, id),
  }),
  readCosts: get('/api/v1/applications/{id}/costs', {
    may: rule('application.read', 'application'),
    summary: 'What the stay costs and who pays, with a grant and at own expense',
    answer: z
      .object({ grant: z.array(costTotal), ownExpense: z.array(costTotal), asPrinted: z.string() })
      .openapi('Costs'),
    run: ({ service, id }) => readCosts(service, id),
  }),
  readChecklist: get('/api/v1/applications/{id}/checklist', {
    may: rule('application.read', 'application'),
    summary: 'Each document: whether it is asked, what is the matter with it, and by when',
    answer: listOf(named(checklistItemSchema, 'ChecklistItem')).extend({ complete: z.boolean() }).openapi('Checklist'),
    run: ({ service, caller, id }) => readChecklist(service, caller, id),
  }),
  readPossibleEvents: get('/api/v1/applications/{id}/events', {
    may: rule('application.read', 'application'),
    summary: 'What I can do with it now, and what still stands against it',
    answer: listOf(z.object({ event: EVENTS.application, needsReason: z.boolean(), problems: z.array(problemSchema) })),
    run: async ({ service, caller, id }) => under('items', await eventsOfApplication(service, caller, id)),
  }),
  submitApplication: applications.move('submit', {
    by: 'application.submit',
    summary: 'Hands the application in',
    ...caseBodies.perhapsReason,
  }),
  takeBackApplication: applications.move('take-back', {
    by: 'application.submit',
    summary: 'Makes it a draft again',
    ...caseBodies.perhapsReason,
  }),
  findEligible: applications.move('find-eligible', {
    by: 'application.check',
    summary: 'Every rule is answered with yes',
    ...caseBodies.perhapsReason,
  }),
  findIneligible: applications.move('find-ineligible', {
    by: 'application.check',
    summary: 'A rule is answered with no; the reason says which',
    ...caseBodies.perhapsReason,
  }),
  acceptPlace: applications.move('accept', {
    by: 'application.accept',
    summary: 'Takes the place that was awarded',
    ...caseBodies.perhapsReason,
  }),
  withdrawApplication: applications.move('withdraw', {
    by: 'application.withdraw',
    summary: 'Gives the application up, and with it the place',
    ...caseBodies.perhapsReason,
  }),
  depart: applications.move('depart', {
    by: 'application.send',
    summary: 'Papers and plan are complete: the stay begins',
    ...caseBodies.perhapsReason,
  }),
  completeStay: applications.move('complete', {
    by: 'application.send',
    summary: 'The stay is recognised: the case ends',
    ...caseBodies.perhapsReason,
  }),
  givePoints: post('/api/v1/applications/{id}/points', {
    may: rule('application.decide', 'application'),
    summary: 'The points of the commission by the criteria of the policy; those before are replaced',
    body: z.strictObject({ points: z.record(z.string().max(60), rationalSchema) }).openapi('Points'),
    example: { points: { motivation: '85' } },
    revised: true,
    answer: applications.record,
    run: ({ service, caller, id, revision, body }) => givePoints(service, caller, { ...body, id, revision }),
  }),
  decideApplication: post('/api/v1/applications/{id}/decide', {
    may: rule('application.decide', 'application'),
    summary: 'The decision of the commission: a place, the reserve list, or none',
    body: z
      .discriminatedUnion('decision', [
        z.strictObject({ decision: z.literal('award'), funding: fundingSchema.optional() }),
        z.strictObject({ decision: z.literal('reserve'), place: z.number().int().positive().optional() }),
        z.strictObject({ decision: z.literal('decline'), reason: ruleCodeSchema }),
      ])
      .openapi('Decision'),
    example: { decision: 'award', funding: 'grant' },
    revised: true,
    answer: applications.record,
    run: ({ service, caller, id, revision, body }) => decideApplication(service, caller, { ...body, id, revision }),
  }),
  undoApplicationDecision: applications.move('undo', {
    by: 'application.decide',
    summary: 'Takes the decision of the commission back before the student is told',
    ...caseBodies.nothing,
  }),
  undoApplicationCheck: applications.move('undo-check', {
    by: 'application.check',
    summary: 'Takes back that it does not meet the conditions, before the student is told',
    ...caseBodies.nothing,
  }),
  revokeApplicationDecision: applications.move('revoke', {
    by: 'application.decide',
    summary: 'Says with a reason that the decision was wrong: the student is told, and it is decided anew',
    ...caseBodies.reason,
  }),
  readApplicationRests: get('/api/v1/applications/{id}/rests', {
    may: rule('application.read', 'application'),
    summary: 'What rests on the decision of the commission: the place, the study plan, appeals',
    answer: named(applicationRestsSchema, 'ApplicationRests'),
    run: ({ service, id }) => readApplicationRests(service, id),
  }),
  promoteApplication: applications.move('promote', {
    by: 'application.rank',
    summary: 'Gives a free place to the next on the reserve list',
    body: z.strictObject({ funding: fundingSchema.optional() }).default({}),
    example: { funding: 'own-expense' },
  }),
};
