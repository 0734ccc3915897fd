/** The caller's desk, the audit, and what is kept about a person. */
import { createRoute, z } from '@hono/zod-openapi';
import {
  erasePersonal,
  erasureSchema,
  exportPersonal,
  listAuditEvents,
  proveAudit,
  queueEntrySchema,
  readPrecedentQueue,
  readQueue,
} from '../../app/index.ts';
import { auditEventSchema, auditHeadSchema, idSchema, queueItemSchema } from '../../domain/index.ts';
import type { ApiEnvironment } from '../environment.ts';
import { READ_ERRORS, WRITE_ERRORS } from '../problems.ts';
import { idParams, json, named, onceHeaders, pageOf, pageQuery } from '../records.ts';
import { refused } from '../refusals.ts';
import { router } from '../router.ts';
import { rule } from '../rule.ts';

const entry = named(queueEntrySchema, 'QueueEntry');

const queue = createRoute({
  ...rule('queue.read', 'reach'),
  method: 'get',
  path: '/api/v1/queue',
  tags: ['queue'],
  summary: 'What waits for me: the earliest deadline first, of equal ones the greatest risk, each with its reason',
  request: {
    query: z.object({
      kind: queueItemSchema.shape.kind.optional(),
      inBulk: z
        .enum(['true', 'false'])
        .transform((text) => text === 'true')
        .optional()
        .describe('whether it may be decided together with others'),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
  },
  responses: {
    200: json(z.object({ items: z.array(entry), total: z.number().int() }), 'The queue'),
    ...READ_ERRORS,
  },
});

const precedents = createRoute({
  ...rule('precedent.decide', 'reach'),
  method: 'get',
  path: '/api/v1/queue/precedents',
  tags: ['queue'],
  summary: 'Precedents of my institute that were opened again, contradict one another, or end soon',
  responses: { 200: json(z.object({ items: z.array(entry) }), 'The queue'), ...READ_ERRORS },
});

const events = createRoute({
  ...rule('audit.read', 'house'),
  method: 'get',
  path: '/api/v1/audit/events',
  tags: ['audit'],
  summary: 'Who did what to which thing and when, in order',
  request: {
    query: z.object({
      ...pageQuery,
      kind: idSchema.optional().describe('of the thing, for example "study plan"'),
      id: idSchema.optional().describe('of the thing, with "kind"'),
      actor: idSchema.optional(),
    }),
  },
  responses: { 200: json(pageOf(named(auditEventSchema, 'AuditEvent')), 'A page of events'), ...READ_ERRORS },
});

const head = named(auditHeadSchema, 'AuditHead');
const verify = createRoute({
  ...rule('audit.verify', 'house'),
  method: 'post',
  path: '/api/v1/audit/verification',
  tags: ['audit'],
  summary: 'Proves that no event was altered, removed or put in; answers the head, to be written down elsewhere',
  request: {
    body: json(
      z.strictObject({ anchors: z.array(auditHeadSchema).max(1000).default([]) }).optional(),
      'Heads written down earlier',
    ),
  },
  responses: { 200: json(head, 'The chain is whole, and ends here'), ...WRITE_ERRORS },
});

const personal = createRoute({
  ...rule('personal-data.export', 'user'),
  method: 'get',
  path: '/api/v1/users/{id}/personal-data',
  tags: ['personal data'],
  summary: 'Everything that is kept about a person, as a file',
  request: { params: idParams },
  responses: {
    200: json(z.record(z.string(), z.unknown()), 'The file; see the schemas of the parts'),
    ...READ_ERRORS,
  },
});

const erase = createRoute({
  ...rule('personal-data.erase', 'user'),
  method: 'post',
  path: '/api/v1/users/{id}/erasure',
  tags: ['personal data'],
  summary: 'Erases what the policy of retention lets go of, and says what stays, until when and why',
  request: {
    params: idParams,
    headers: onceHeaders,
    body: {
      required: true,
      ...json(z.strictObject({ dryRun: z.boolean().default(false).describe('only say it') }), 'How'),
    },
  },
  responses: { 200: json(named(erasureSchema, 'Erasure'), 'What went and what stays'), ...WRITE_ERRORS },
});

export const queueRoutes = ({ service }: ApiEnvironment) =>
  router()
    .openapi(queue, async (c) => {
      const run = await readQueue(service, c.get('caller'), c.req.valid('query'));
      return run.ok ? c.json(run.value, 200) : refused(c, run.problems);
    })
    .openapi(precedents, async (c) => {
      const run = await readPrecedentQueue(service, c.get('caller'));
      return run.ok ? c.json({ items: run.value }, 200) : refused(c, run.problems);
    })
    .openapi(events, async (c) => {
      const { kind, id, ...filter } = c.req.valid('query');
      const subject = kind === undefined ? undefined : { kind, ...(id !== undefined && { id }) };
      return c.json(await listAuditEvents(service, { ...filter, subject }), 200);
    })
    .openapi(verify, async (c) => {
      const run = await proveAudit(service, c.req.valid('json')?.anchors ?? []);
      return run.ok ? c.json(run.value, 200) : refused(c, run.problems);
    })
    .openapi(personal, async (c) => {
      const run = await exportPersonal(service, c.get('caller'), c.req.valid('param').id);
      if (!run.ok) return refused(c, run.problems);
      c.header('content-disposition', 'attachment; filename="personal-data.json"');
      return c.json(JSON.parse(JSON.stringify(run.value)) as Record<string, unknown>, 200);
    })
    .openapi(erase, async (c) => {
      const asked = { user: c.req.valid('param').id, ...c.req.valid('json') };
      const run = await erasePersonal(service, c.get('caller'), asked);
      return run.ok ? c.json(run.value, 200) : refused(c, run.problems);
    });
