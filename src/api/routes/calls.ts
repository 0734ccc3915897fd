/** Mobility calls. */
import { createRoute, z } from '@hono/zod-openapi';
import {
  callImportSchema,
  createCall,
  importCalls,
  listCalls,
  readCall,
  replaceCall,
  setCallState,
} from '../../app/index.ts';
import { callConcernSchema, callSchema, idSchema, mobilityKindSchema, partnershipSchema } from '../../domain/index.ts';
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

const call = named(callSchema, 'Call');
export const seatsSchema = z
  .object({
    quantity: z.number().int(),
    grantPlaces: z.number().int(),
    taken: z.number().int(),
    grantsTaken: z.number().int(),
  })
  .openapi('Seats');
const shownCall = callSchema.extend({ partnership: partnershipSchema, seats: seatsSchema }).openapi('ShownCall');
const inFull = shownCall
  .extend({ concerns: z.array(callConcernSchema).describe('what does not fit the agreement behind it') })
  .openapi('CallInFull');
const draft = callSchema.omit({ id: true, revision: true, state: true }).strict().openapi('CallDraft');
const body = { required: true, ...json(draft, 'The call') };
const tags = ['calls'];

const list = createRoute({
  ...rule('call.read', 'reach'),
  method: 'get',
  path: '/api/v1/calls',
  tags,
  summary: 'Mobility calls, newest first; drafts are shown to those who write them',
  request: {
    query: z.object({
      ...pageQuery,
      state: callSchema.shape.state.optional(),
      kind: mobilityKindSchema.optional(),
      country: z.string().max(200).optional(),
      university: z.string().max(500).optional(),
      specialty: z.string().max(500).optional(),
      agreement: idSchema.optional(),
    }),
  },
  responses: { 200: json(pageOf(shownCall), 'A page of calls'), ...READ_ERRORS },
});

const read = createRoute({
  ...rule('call.read', 'house'),
  method: 'get',
  path: '/api/v1/calls/{id}',
  tags,
  summary: 'One call with its seats and how we stand to its host',
  request: { params: idParams },
  responses: { 200: recordAnswer(inFull, 'The call'), ...READ_ERRORS },
});

const create = createRoute({
  ...rule('call.write', 'house'),
  method: 'post',
  path: '/api/v1/calls',
  tags,
  summary: 'A new call, as a draft',
  request: { headers: onceHeaders, body },
  responses: { 201: recordAnswer(call, 'The call as it was stored'), ...WRITE_ERRORS },
});

const replace = createRoute({
  ...rule('call.write', 'house'),
  method: 'put',
  path: '/api/v1/calls/{id}',
  tags,
  summary: 'Another content of a call; its state stays',
  request: { params: idParams, headers: ifMatchHeaders, body },
  responses: { 200: recordAnswer(call, 'The call as it is now'), ...REVISION_ERRORS },
});

const stateRoute = <P extends string>(path: P, summary: string) =>
  createRoute({
    ...rule('call.write', 'house'),
    method: 'post',
    path,
    tags,
    summary,
    request: { params: idParams, headers: ifMatchHeaders },
    responses: { 200: recordAnswer(call, 'The call as it is now'), ...REVISION_ERRORS },
  });
const publish = stateRoute('/api/v1/calls/{id}/publish', 'Opens a call for applications until its deadline');
const close = stateRoute('/api/v1/calls/{id}/close', 'Takes no more applications');

const importFile = createRoute({
  ...rule('call.write', 'house'),
  method: 'post',
  path: '/api/v1/calls/import',
  tags,
  summary: 'The call file of the office; a dry run only shows what would change',
  request: {
    headers: onceHeaders,
    body: {
      required: true,
      ...json(
        z.strictObject({ csv: z.string().min(1), dryRun: z.boolean().default(false) }).openapi('CallFile'),
        'The text of the file, see docs/file-formats.md',
      ),
    },
  },
  responses: { 200: json(named(callImportSchema, 'CallImport'), 'What came of each row'), ...WRITE_ERRORS },
});

export const callRoutes = ({ service }: ApiEnvironment) =>
  router()
    .openapi(list, async (c) => c.json(await listCalls(service, c.get('caller'), c.req.valid('query')), 200))
    .openapi(importFile, async (c) => {
      const run = await importCalls(service, c.get('caller'), c.req.valid('json'));
      return run.ok ? c.json(run.value, 200) : refused(c, run.problems);
    })
    .openapi(read, async (c) => {
      const run = await readCall(service, c.get('caller'), c.req.valid('param').id);
      return run.ok ? c.json(tagged(c, run.value), 200) : refused(c, run.problems);
    })
    .openapi(create, async (c) => {
      const run = await createCall(service, c.get('caller'), c.req.valid('json'));
      return run.ok ? c.json(tagged(c, run.value), 201) : refused(c, run.problems);
    })
    .openapi(replace, async (c) => {
      const { id } = c.req.valid('param');
      const revision = c.req.valid('header')['if-match'];
      const run = await replaceCall(service, c.get('caller'), { ...c.req.valid('json'), id, revision });
      return run.ok ? c.json(tagged(c, run.value), 200) : refused(c, run.problems);
    })
    .openapi(publish, async (c) => {
      const named = { id: c.req.valid('param').id, revision: c.req.valid('header')['if-match'] };
      const run = await setCallState(service, c.get('caller'), { ...named, state: 'open' });
      return run.ok ? c.json(tagged(c, run.value), 200) : refused(c, run.problems);
    })
    .openapi(close, async (c) => {
      const named = { id: c.req.valid('param').id, revision: c.req.valid('header')['if-match'] };
      const run = await setCallState(service, c.get('caller'), { ...named, state: 'closed' });
      return run.ok ? c.json(tagged(c, run.value), 200) : refused(c, run.problems);
    });
