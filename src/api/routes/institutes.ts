/** Institutes of the home institution. The pattern of a stored resource: contracts with their rules, then the chained handlers. */
import { createRoute, z } from '@hono/zod-openapi';
import { createInstitute, listInstitutes, readInstitute, replaceInstitute } from '../../app/index.ts';
import { instituteSchema } from '../../domain/index.ts';
import type { ApiEnvironment } from '../environment.ts';
import { READ_ERRORS, REVISION_ERRORS, WRITE_ERRORS } from '../problems.ts';
import { idParams, ifMatchHeaders, json, named, onceHeaders, recordAnswer, tagged } from '../records.ts';
import { refused } from '../refusals.ts';
import { router } from '../router.ts';
import { rule } from '../rule.ts';

const institute = named(instituteSchema, 'Institute');
const body = json(instituteSchema.omit({ id: true, revision: true }).openapi('InstituteDraft'), 'The institute');
const tags = ['institutes'];

const list = createRoute({
  ...rule('institute.read', 'reach'),
  method: 'get',
  path: '/api/v1/institutes',
  tags,
  summary: 'All institutes; there are few enough for one page',
  responses: { 200: json(z.object({ items: z.array(institute) }), 'The institutes'), ...READ_ERRORS },
});

const read = createRoute({
  ...rule('institute.read', 'house'),
  method: 'get',
  path: '/api/v1/institutes/{id}',
  tags,
  summary: 'One institute',
  request: { params: idParams },
  responses: { 200: recordAnswer(institute, 'The institute'), ...READ_ERRORS },
});

const create = createRoute({
  ...rule('institute.manage', 'house'),
  method: 'post',
  path: '/api/v1/institutes',
  tags,
  summary: 'A new institute',
  request: { headers: onceHeaders, body: { required: true, ...body } },
  responses: { 201: recordAnswer(institute, 'The institute as it was stored'), ...WRITE_ERRORS },
});

const replace = createRoute({
  ...rule('institute.manage', 'house'),
  method: 'put',
  path: '/api/v1/institutes/{id}',
  tags,
  summary: 'Another code or other names',
  request: { params: idParams, headers: ifMatchHeaders, body: { required: true, ...body } },
  responses: { 200: recordAnswer(institute, 'The institute as it is now'), ...REVISION_ERRORS },
});

export const instituteRoutes = ({ service }: ApiEnvironment) =>
  router()
    .openapi(list, async (c) => c.json({ items: await listInstitutes(service) }, 200))
    .openapi(read, async (c) => {
      const run = await readInstitute(service, c.req.valid('param').id);
      return run.ok ? c.json(tagged(c, run.value), 200) : refused(c, run.problems);
    })
    .openapi(create, async (c) => {
      const run = await createInstitute(service, c.get('caller'), c.req.valid('json'));
      return run.ok ? c.json(tagged(c, run.value), 201) : refused(c, run.problems);
    })
    .openapi(replace, async (c) => {
      const { id } = c.req.valid('param');
      const revision = c.req.valid('header')['if-match'];
      const run = await replaceInstitute(service, c.get('caller'), { ...c.req.valid('json'), id, revision });
      return run.ok ? c.json(tagged(c, run.value), 200) : refused(c, run.problems);
    });
