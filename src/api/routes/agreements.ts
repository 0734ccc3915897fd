/** Agreements with partners, and hosts. */
import { createRoute, z } from '@hono/zod-openapi';
import { createAgreement, listAgreements, listHosts, readAgreement, replaceAgreement } from '../../app/index.ts';
import { agreementSchema, mobilityKindSchema, partnershipSchema } from '../../domain/index.ts';
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

const agreement = named(agreementSchema, 'Agreement');
const shownAgreement = agreementSchema.extend({ standing: partnershipSchema }).openapi('ShownAgreement');
const draft = agreementSchema.omit({ id: true, revision: true }).openapi('AgreementDraft');
const body = { required: true, ...json(draft, 'The agreement') };
const host = z
  .object({
    institution: z.string(),
    country: z.string().nullable(),
    calls: z.number().int(),
    catalogues: z.number().int(),
    partnership: partnershipSchema,
  })
  .openapi('Host');
const tags = ['agreements'];

const list = createRoute({
  ...rule('agreement.read', 'reach'),
  method: 'get',
  path: '/api/v1/agreements',
  tags,
  summary: 'Agreements with partners, oldest first, each with its standing today',
  request: {
    query: z.object({
      ...pageQuery,
      institution: z.string().max(500).optional(),
      country: z.string().max(200).optional(),
      kind: mobilityKindSchema.optional(),
    }),
  },
  responses: { 200: json(pageOf(shownAgreement), 'A page of agreements'), ...READ_ERRORS },
});

const read = createRoute({
  ...rule('agreement.read', 'house'),
  method: 'get',
  path: '/api/v1/agreements/{id}',
  tags,
  summary: 'One agreement',
  request: { params: idParams },
  responses: { 200: recordAnswer(agreement, 'The agreement'), ...READ_ERRORS },
});

const create = createRoute({
  ...rule('agreement.write', 'house'),
  method: 'post',
  path: '/api/v1/agreements',
  tags,
  summary: 'A new agreement',
  request: { headers: onceHeaders, body },
  responses: { 201: recordAnswer(agreement, 'The agreement as it was stored'), ...WRITE_ERRORS },
});

const replace = createRoute({
  ...rule('agreement.write', 'house'),
  method: 'put',
  path: '/api/v1/agreements/{id}',
  tags,
  summary: 'Other terms or dates; an agreement ends by its last day',
  request: { params: idParams, headers: ifMatchHeaders, body },
  responses: { 200: recordAnswer(agreement, 'The agreement as it is now'), ...REVISION_ERRORS },
});

const hosts = createRoute({
  ...rule('agreement.read', 'reach'),
  method: 'get',
  path: '/api/v1/hosts',
  tags,
  summary:
    'Every host of a call, an agreement or a catalogue, and how we stand to it; there are few enough for one page',
  request: { query: z.object({ partnership: partnershipSchema.optional() }) },
  responses: { 200: json(z.object({ items: z.array(host) }), 'The hosts by name'), ...READ_ERRORS },
});

export const agreementRoutes = ({ service }: ApiEnvironment) =>
  router()
    .openapi(list, async (c) => {
      const { after, limit, ...where } = c.req.valid('query');
      return c.json(await listAgreements(service, c.get('caller'), { after, limit, where }), 200);
    })
    .openapi(read, async (c) => {
      const run = await readAgreement(service, c.req.valid('param').id);
      return run.ok ? c.json(tagged(c, run.value), 200) : refused(c, run.problems);
    })
    .openapi(create, async (c) => {
      const run = await createAgreement(service, c.get('caller'), c.req.valid('json'));
      return run.ok ? c.json(tagged(c, run.value), 201) : refused(c, run.problems);
    })
    .openapi(replace, async (c) => {
      const { id } = c.req.valid('param');
      const revision = c.req.valid('header')['if-match'];
      const run = await replaceAgreement(service, c.get('caller'), { ...c.req.valid('json'), id, revision });
      return run.ok ? c.json(tagged(c, run.value), 200) : refused(c, run.problems);
    })
    .openapi(hosts, async (c) => {
      const items = await listHosts(service, c.get('caller'), c.req.valid('query').partnership);
      return c.json({ items }, 200);
    });
