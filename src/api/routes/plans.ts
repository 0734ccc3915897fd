/** Around a plan: alternatives, the amendment after something happened, hosts compared. */
import { z } from '@hono/zod-openapi';
import { amendStay, compareHosts, planAlternatives } from '../../app/index.ts';
import {
  hostComparisonSchema,
  planAlternativeSchema,
  planAmendmentSchema,
  planChangeSchema,
  planSchema,
  problemSchema,
} from '../../domain/index.ts';
import { action } from '../action.ts';
import type { ApiEnvironment } from '../environment.ts';
import { problemResponse } from '../problems.ts';
import { router } from '../router.ts';
import {
  catalogueSourceSchema,
  curriculumSourceSchema,
  defined,
  hostsFrom,
  runOptionsShape,
  sidesFrom,
  stayOptions,
  stayOptionsShape,
} from '../sources.ts';

const problems = z.array(problemSchema).describe('rejected rows and warnings; empty when everything was used');
const sides = { curriculum: curriculumSourceSchema, host: catalogueSourceSchema };

const alternativesRoute = action('/api/v1/plan/alternatives', 'The best plan and the next best that really differ', {
  tag: 'journey',
  body: z.strictObject({
    ...sides,
    ...stayOptionsShape,
    count: z.number().int().min(1).max(10).default(3).describe('plans in all'),
    difference: z.number().int().min(1).max(20).default(2).describe('host courses of every better plan left out'),
  }),
  response: z.object({ plans: z.array(planAlternativeSchema), problems }),
});

const amendRoute = action('/api/v1/plan/amend', 'What if: a plan mended with the smallest change', {
  tag: 'journey',
  body: z.strictObject({ ...sides, ...runOptionsShape, plan: planSchema, changes: z.array(planChangeSchema).min(1) }),
  response: z.object({ amendment: planAmendmentSchema, problems }),
});

const compareRoute = action('/api/v1/compare-hosts', 'The same curriculum against several hosts, ranked', {
  tag: 'journey',
  body: z.strictObject({
    curriculum: curriculumSourceSchema,
    hosts: z.array(catalogueSourceSchema).min(1).max(50),
    ...stayOptionsShape,
  }),
  response: z.object({ hosts: z.array(hostComparisonSchema), problems }),
});

export const planningRoutes = ({ service }: ApiEnvironment) =>
  router()
    .openapi(alternativesRoute, async (c) => {
      const { curriculum, host, count, difference: minDifference, ...options } = c.req.valid('json');
      const read = await sidesFrom({ curriculum, host }, { service, caller: c.get('caller') });
      if (!read.ok) return problemResponse(c, 422, read.problems);
      const stay = stayOptions(options);
      if (!stay.ok) return problemResponse(c, 422, stay.problems);
      const context = service.context();
      const run = await planAlternatives(context, read.value, { ...stay.value, count, minDifference });
      if (!run.ok) return problemResponse(c, 422, run.problems, run.conflict);
      return c.json({ plans: run.value, problems: [...read.problems, ...stay.problems, ...run.problems] }, 200);
    })
    .openapi(amendRoute, async (c) => {
      const { plan, changes, curriculum, host, ...options } = c.req.valid('json');
      const read = await sidesFrom({ curriculum, host }, { service, caller: c.get('caller') });
      if (!read.ok) return problemResponse(c, 422, read.problems);
      const asked = { plan, changes, options: defined(options) };
      const run = await amendStay(service.context(), read.value, asked);
      if (!run.ok) return problemResponse(c, 422, run.problems, run.conflict);
      return c.json({ amendment: run.value, problems: [...read.problems, ...run.problems] }, 200);
    })
    .openapi(compareRoute, async (c) => {
      const { curriculum, hosts, ...options } = c.req.valid('json');
      const read = await hostsFrom({ curriculum, hosts }, { service, caller: c.get('caller') });
      if (!read.ok) return problemResponse(c, 422, read.problems);
      const stay = stayOptions(options);
      if (!stay.ok) return problemResponse(c, 422, stay.problems);
      const run = await compareHosts(service.context(), {
        ...read.value,
        options: stay.value,
        // Between two hosts others are answered, and a client that went away is noticed.
        onHost: () => new Promise((resolve) => setImmediate(resolve)),
        signal: c.req.raw.signal,
      }).catch((reason) => {
        // The signal's reason is a text when the connection is gone, and only an Error reaches the error handler.
        throw reason instanceof Error ? reason : new Error(String(reason));
      });
      if (!run.ok) return problemResponse(c, 422, run.problems);
      return c.json({ hosts: run.value, problems: [...read.problems, ...run.problems] }, 200);
    });
