/** Recognitions on their way to the protocol. */
import { createRoute, z } from '@hono/zod-openapi';
import {
  acceptRecognition,
  bulkConfirmationSchema,
  confirmRecognitions,
  listRecognitions,
  moveRecognition,
  prepareRecognition,
  protocolOf,
  readRecognition,
  resolveRows,
} from '../../app/index.ts';
import {
  type Action,
  idSchema,
  problemSchema,
  recognitionCaseSchema,
  recognitionStateSchema,
  ruleCodeSchema,
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
import { transcriptFrom, transcriptSourceSchema } from '../sources.ts';

const recognition = named(recognitionCaseSchema, 'RecognitionCase');
const problems = z.array(problemSchema);
const tags = ['recognitions'];

const prepare = createRoute({
  ...rule('recognition.prepare', 'plan'),
  method: 'post',
  path: '/api/v1/study-plans/{id}/recognitions',
  tags,
  summary:
    'Reconciles the transcript with the version of the plan that counts; takes the place of what nobody has confirmed yet',
  request: {
    params: idParams,
    headers: onceHeaders,
    body: {
      required: true,
      ...json(
        z
          .strictObject({
            policy: z.string().max(60).optional(),
            links: z
              .array(z.strictObject({ planned: z.string(), taken: z.string() }))
              .max(200)
              .optional()
              .describe('rows that a person links to a planned course, by the codes of the host'),
            leftOut: z.array(z.number().int().positive()).max(500).optional().describe('lines that earn nothing'),
            soFar: transcriptSourceSchema.optional().describe('home courses before the stay'),
          })
          .openapi('RecognitionRequest'),
        'How it is calculated',
      ),
    },
  },
  responses: {
    201: recordAnswer(z.object({ recognition, problems }).openapi('RecognitionPrepared'), 'The recognition'),
    ...WRITE_ERRORS,
  },
});

const list = createRoute({
  ...rule('recognition.read', 'reach'),
  method: 'get',
  path: '/api/v1/recognitions',
  tags,
  summary: 'Recognitions that I may see, newest first',
  request: {
    query: z.object({
      ...pageQuery,
      state: recognitionStateSchema.optional(),
      student: idSchema.optional(),
      institute: idSchema.optional(),
      studyPlan: idSchema.optional(),
    }),
  },
  responses: { 200: json(pageOf(recognition), 'A page of recognitions'), ...READ_ERRORS },
});

const read = createRoute({
  ...rule('recognition.read', 'recognition'),
  method: 'get',
  path: '/api/v1/recognitions/{id}',
  tags,
  summary: 'One recognition with every figure derived',
  request: { params: idParams },
  responses: { 200: recordAnswer(recognition, 'The recognition'), ...READ_ERRORS },
});

const binary = { schema: z.string().openapi({ format: 'binary' }) };
const TYPES = {
  pdf: 'application/pdf',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
} as const;

const protocol = createRoute({
  ...rule('recognition.read', 'recognition'),
  method: 'get',
  path: '/api/v1/recognitions/{id}/protocol',
  tags,
  summary: 'The protocol as a file',
  request: {
    params: idParams,
    query: z.object({
      format: z.enum(['pdf', 'csv', 'json']).default('pdf'),
      language: z.enum(['en', 'ru', 'kk']).default('en'),
    }),
  },
  responses: {
    200: {
      description: 'The file',
      content: { 'application/pdf': binary, 'text/csv': binary, 'application/json': binary },
    },
    ...READ_ERRORS,
  },
});

const resolve = createRoute({
  ...rule('recognition.sign', 'recognition'),
  method: 'post',
  path: '/api/v1/recognitions/{id}/resolutions',
  tags,
  summary: 'What is said of flagged rows',
  request: {
    params: idParams,
    headers: ifMatchHeaders,
    body: {
      required: true,
      ...json(
        z.strictObject({
          resolutions: z
            .array(z.strictObject({ line: z.number().int().positive(), resolution: ruleCodeSchema }))
            .min(1)
            .max(500),
        }),
        'One code a row',
      ),
    },
  },
  responses: { 200: recordAnswer(recognition, 'The recognition as it is now'), ...REVISION_ERRORS },
});

const move = <P extends string>(right: Action, path: P, summary: string) =>
  createRoute({
    ...rule(right, 'recognition'),
    method: 'post',
    path,
    tags,
    summary,
    request: { params: idParams, headers: ifMatchHeaders },
    responses: { 200: recordAnswer(recognition, 'The recognition as it is now'), ...REVISION_ERRORS },
  });

const base = '/api/v1/recognitions/{id}';
const sign = move('recognition.sign', `${base}/sign`, 'Signs; with flagged rows a second person has to look');
const countersign = move('recognition.countersign', `${base}/countersign`, 'The second person agrees');
const issue = move(
  'recognition.sign',
  `${base}/issue`,
  'Gives it out: the student is told, and the time for appeals begins',
);
const accept = move('recognition.accept', `${base}/accept`, 'The student accepts it');
const close = move('recognition.sign', `${base}/close`, 'Closes it: accepted, or the time for appeals is over');

const giveBack = createRoute({
  ...rule('recognition.countersign', 'recognition'),
  method: 'post',
  path: '/api/v1/recognitions/{id}/return',
  tags,
  summary: 'The second person gives it back, with a reason',
  request: {
    params: idParams,
    headers: ifMatchHeaders,
    body: { required: true, ...json(z.strictObject({ reason: ruleCodeSchema }), 'Why') },
  },
  responses: { 200: recordAnswer(recognition, 'The recognition as it is now'), ...REVISION_ERRORS },
});

const bulk = createRoute({
  ...rule('recognition.sign', 'house'),
  method: 'post',
  path: '/api/v1/recognitions/bulk-confirmations',
  tags,
  summary: 'Confirms recognitions without a flagged row; says of each of the others why it was left',
  request: {
    headers: onceHeaders,
    body: {
      required: true,
      ...json(
        z.strictObject({
          recognitions: z
            .array(z.strictObject({ id: idSchema, revision: z.number().int().positive() }))
            .min(1)
            .max(100),
        }),
        'The recognitions as they were looked at',
      ),
    },
  },
  responses: { 200: json(named(bulkConfirmationSchema, 'BulkConfirmation'), 'What became of each'), ...WRITE_ERRORS },
});

export const recognitionRoutes = ({ service }: ApiEnvironment) =>
  router()
    .openapi(prepare, async (c) => {
      const { soFar: source, ...rest } = c.req.valid('json');
      const soFar = source && transcriptFrom(source);
      if (soFar && !soFar.ok) return refused(c, soFar.problems);
      const asked = { ...rest, studyPlan: c.req.valid('param').id, soFar: soFar?.value };
      const run = await prepareRecognition(service, c.get('caller'), asked);
      if (!run.ok) return refused(c, run.problems);
      return c.json({ recognition: tagged(c, run.value), problems: run.problems }, 201);
    })
    .openapi(list, async (c) => c.json(await listRecognitions(service, c.get('caller'), c.req.valid('query')), 200))
    .openapi(read, async (c) => {
      const run = await readRecognition(service, c.req.valid('param').id);
      return run.ok ? c.json(tagged(c, run.value), 200) : refused(c, run.problems);
    })
    .openapi(protocol, async (c) => {
      const { id } = c.req.valid('param');
      const asked = c.req.valid('query');
      const run = await protocolOf(service, { id, ...asked });
      if (!run.ok) return refused(c, run.problems);
      c.header('content-disposition', `attachment; filename="recognition-${asked.language}.${asked.format}"`);
      return c.body(new Uint8Array(run.value), 200, { 'content-type': TYPES[asked.format] });
    })
    .openapi(resolve, async (c) => {
      const asked = { ...placed(c.req.valid('param'), c.req.valid('header')), ...c.req.valid('json') };
      const run = await resolveRows(service, c.get('caller'), asked);
      return run.ok ? c.json(tagged(c, run.value), 200) : refused(c, run.problems);
    })
    .openapi(sign, async (c) => {
      const asked = { ...placed(c.req.valid('param'), c.req.valid('header')), event: 'sign' as const };
      const run = await moveRecognition(service, c.get('caller'), asked);
      return run.ok ? c.json(tagged(c, run.value), 200) : refused(c, run.problems);
    })
    .openapi(bulk, async (c) => {
      const run = await confirmRecognitions(service, c.get('caller'), c.req.valid('json'));
      return run.ok ? c.json(run.value, 200) : refused(c, run.problems);
    })
    .openapi(countersign, async (c) => {
      const asked = { ...placed(c.req.valid('param'), c.req.valid('header')), event: 'countersign' as const };
      const run = await moveRecognition(service, c.get('caller'), asked);
      return run.ok ? c.json(tagged(c, run.value), 200) : refused(c, run.problems);
    })
    .openapi(giveBack, async (c) => {
      const { reason } = c.req.valid('json');
      const asked = { ...placed(c.req.valid('param'), c.req.valid('header')), event: 'return' as const, reason };
      const run = await moveRecognition(service, c.get('caller'), asked);
      return run.ok ? c.json(tagged(c, run.value), 200) : refused(c, run.problems);
    })
    .openapi(issue, async (c) => {
      const asked = { ...placed(c.req.valid('param'), c.req.valid('header')), event: 'issue' as const };
      const run = await moveRecognition(service, c.get('caller'), asked);
      return run.ok ? c.json(tagged(c, run.value), 200) : refused(c, run.problems);
    })
    .openapi(accept, async (c) => {
      const run = await acceptRecognition(
        service,
        c.get('caller'),
        placed(c.req.valid('param'), c.req.valid('header')),
      );
      return run.ok ? c.json(tagged(c, run.value), 200) : refused(c, run.problems);
    })
    .openapi(close, async (c) => {
      const asked = { ...placed(c.req.valid('param'), c.req.valid('header')), event: 'close' as const };
      const run = await moveRecognition(service, c.get('caller'), asked);
      return run.ok ? c.json(tagged(c, run.value), 200) : refused(c, run.problems);
    });
