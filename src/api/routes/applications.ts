/** Applications, as students write them and as the rules see them. */
import { createRoute, z } from '@hono/zod-openapi';
import {
  correctFacts,
  editApplication,
  listApplications,
  readApplication,
  readChecklist,
  readCosts,
  readEligibility,
  readPossibleEvents,
  startApplication,
} from '../../app/index.ts';
import {
  applicantFactsSchema,
  applicationEventSchema,
  applicationSchema,
  applicationStateSchema,
  checklistItemSchema,
  eligibilitySchema,
  fundingWishSchema,
  idSchema,
  problemSchema,
  rationalSchema,
  staySchema,
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
  recordAnswer,
  tagged,
} from '../records.ts';
import { refused } from '../refusals.ts';
import { router } from '../router.ts';
import { rule } from '../rule.ts';

export const application = named(applicationSchema, 'Application');
const facts = applicantFactsSchema.omit({ points: true }).openapi('ApplicantFacts');
const draftShape = { funding: fundingWishSchema, stay: staySchema.optional(), facts };
const tags = ['applications'];

const list = createRoute({
  ...rule('application.read', 'reach'),
  method: 'get',
  path: '/api/v1/applications',
  tags,
  summary: 'The applications that I may see, newest first',
  request: {
    query: z.object({
      ...pageQuery,
      call: idSchema.optional(),
      student: idSchema.optional(),
      institute: idSchema.optional(),
      state: applicationStateSchema.optional(),
    }),
  },
  responses: { 200: json(pageOf(application), 'A page of applications'), ...READ_ERRORS },
});

const start = createRoute({
  ...rule('application.create', 'self'),
  method: 'post',
  path: '/api/v1/applications',
  tags,
  summary: 'Begins my application for a call, as a draft',
  request: {
    headers: onceHeaders,
    body: {
      required: true,
      ...json(
        z.strictObject({ call: idSchema, institute: idSchema.optional(), ...draftShape }).openapi('ApplicationStart'),
        'The call, and what I say of myself; what is not known is left out',
      ),
    },
  },
  responses: { 201: recordAnswer(application, 'The draft'), ...WRITE_ERRORS },
});

const read = createRoute({
  ...rule('application.read', 'application'),
  method: 'get',
  path: '/api/v1/applications/{id}',
  tags,
  summary: 'One application',
  request: { params: idParams },
  responses: { 200: recordAnswer(application, 'The application'), ...READ_ERRORS },
});

const edit = createRoute({
  ...rule('application.edit', 'application'),
  method: 'put',
  path: '/api/v1/applications/{id}',
  tags,
  summary: 'Says something else in a draft',
  request: {
    params: idParams,
    headers: ifMatchHeaders,
    body: { required: true, ...json(z.strictObject(draftShape).openapi('ApplicationDraft'), 'What is said instead') },
  },
  responses: { 200: recordAnswer(application, 'The application as it is now'), ...REVISION_ERRORS },
});

const correct = createRoute({
  ...rule('application.check', 'application'),
  method: 'put',
  path: '/api/v1/applications/{id}/facts',
  tags,
  summary: 'What the papers say, in place of what the applicant said',
  request: {
    params: idParams,
    headers: ifMatchHeaders,
    body: { required: true, ...json(z.strictObject({ facts }), 'The facts') },
  },
  responses: { 200: recordAnswer(application, 'The application as it is now'), ...REVISION_ERRORS },
});

/** Of what the rules say of an application. */
const viewRoute = <P extends string, S extends z.ZodType>(path: P, summary: string, schema: S) =>
  createRoute({
    ...rule('application.read', 'application'),
    method: 'get',
    path,
    tags,
    summary,
    request: { params: idParams },
    responses: { 200: json(schema, summary), ...READ_ERRORS },
  });

const eligibility = viewRoute(
  '/api/v1/applications/{id}/eligibility',
  'Each rule of eligibility: yes, no or unknown, with its figures and its source',
  named(eligibilitySchema, 'Eligibility'),
);

const costTotal = z
  .object({ currency: z.string(), student: rationalSchema, grant: rationalSchema, host: rationalSchema })
  .openapi('CostTotal');
const costs = viewRoute(
  '/api/v1/applications/{id}/costs',
  'What the stay costs and who pays, with a grant and at own expense',
  z.object({ grant: z.array(costTotal), ownExpense: z.array(costTotal), asPrinted: z.string() }).openapi('Costs'),
);

const checklist = viewRoute(
  '/api/v1/applications/{id}/checklist',
  'Each document: whether it is asked, what is the matter with it, and by when',
  z.object({ complete: z.boolean(), items: z.array(named(checklistItemSchema, 'ChecklistItem')) }).openapi('Checklist'),
);

const events = viewRoute(
  '/api/v1/applications/{id}/events',
  'What I can do with it now, and what still stands against it',
  z.object({
    items: z.array(
      z.object({ event: applicationEventSchema, needsReason: z.boolean(), problems: z.array(problemSchema) }),
    ),
  }),
);

export const applicationRoutes = ({ service }: ApiEnvironment) =>
  router()
    .openapi(list, async (c) => c.json(await listApplications(service, c.get('caller'), c.req.valid('query')), 200))
    .openapi(start, async (c) => {
      const run = await startApplication(service, c.get('caller'), c.req.valid('json'));
      return run.ok ? c.json(tagged(c, run.value), 201) : refused(c, run.problems);
    })
    .openapi(read, async (c) => {
      const run = await readApplication(service, c.req.valid('param').id);
      return run.ok ? c.json(tagged(c, run.value), 200) : refused(c, run.problems);
    })
    .openapi(edit, async (c) => {
      const { id } = c.req.valid('param');
      const revision = c.req.valid('header')['if-match'];
      const run = await editApplication(service, c.get('caller'), { ...c.req.valid('json'), id, revision });
      return run.ok ? c.json(tagged(c, run.value), 200) : refused(c, run.problems);
    })
    .openapi(correct, async (c) => {
      const { id } = c.req.valid('param');
      const revision = c.req.valid('header')['if-match'];
      const run = await correctFacts(service, c.get('caller'), { ...c.req.valid('json'), id, revision });
      return run.ok ? c.json(tagged(c, run.value), 200) : refused(c, run.problems);
    })
    .openapi(eligibility, async (c) => {
      const run = await readEligibility(service, c.get('caller'), c.req.valid('param').id);
      return run.ok ? c.json(run.value, 200) : refused(c, run.problems);
    })
    .openapi(costs, async (c) => {
      const run = await readCosts(service, c.req.valid('param').id);
      return run.ok ? c.json(run.value, 200) : refused(c, run.problems);
    })
    .openapi(checklist, async (c) => {
      const run = await readChecklist(service, c.get('caller'), c.req.valid('param').id);
      return run.ok ? c.json(run.value, 200) : refused(c, run.problems);
    })
    .openapi(events, async (c) => {
      const run = await readPossibleEvents(service, c.get('caller'), c.req.valid('param').id);
      return run.ok ? c.json({ items: run.value }, 200) : refused(c, run.problems);
    });
