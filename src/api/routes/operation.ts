/** How this installation works: its health, its rules, its mail and its audit. */
import { z } from '@hono/zod-openapi';
import {
  dueSchema,
  isReady,
  listAuditEvents,
  listOutbox,
  proveAudit,
  readDue,
  releaseRetention,
  reviveOutboxMessage,
} from '../../app/index.ts';
import {
  auditEventSchema,
  auditHeadSchema,
  creditUnitSchema,
  gradeScaleSchema,
  idSchema,
  noticeSchema,
  policySchema,
  reason,
  reasonSchema,
  refuse,
} from '../../domain/index.ts';
import { environmentOf } from '../environment.ts';
import { listOf, named, pageOf, pageQuery } from '../resource.ts';
import { get, idParam, post } from '../route.ts';
import { rule, tool, watchers } from '../rule.ts';

/** Without what it says and to whom. */
const message = z
  .object({
    id: z.string(),
    key: z.string(),
    state: z.enum(['waiting', 'sent', 'dead']),
    attempts: z.number().int(),
    dueAt: z.iso.datetime(),
    lastError: z.union([z.string(), reasonSchema]).nullable().describe('of the mail server, or a reason of our own'),
    createdAt: z.iso.datetime(),
    sentAt: z.iso.datetime().nullable(),
  })
  .openapi('OutboxMessage');

interface Dated {
  readonly validFrom: string | null;
  readonly validTo: string | null;
}
/** The installed rules of one kind; both ends of a validity are inclusive, and ISO dates compare as text. */
const rulesAt = <P extends string, K extends 'scales' | 'units' | 'policies', A extends z.ZodType<Dated>>(
  path: P,
  kind: K,
  { summary, schema }: { readonly summary: string; readonly schema: A },
) =>
  get(path, {
    may: tool('rules.read'),
    summary,
    query: {
      date: z.iso.date().optional().openapi({
        description: 'only what is valid on this day; without it, everything',
        example: '2026-09-01',
      }),
    },
    answer: listOf(schema),
    run: ({ service, query: { date } }) => {
      const dated: readonly Dated[] = service.context().rules[kind];
      const items = dated.filter(
        ({ validFrom, validTo }) =>
          date === undefined || ((validFrom === null || validFrom <= date) && (validTo === null || date <= validTo)),
      );
      return { items } as z.output<ReturnType<typeof listOf<A>>>;
    },
  });

export const operationRoutes = {
  readHealth: get('/health', {
    may: watchers,
    summary: 'Whether this server is alive, and with which rules; whether it can work says /ready',
    answer: z.object({
      status: z.literal('ok'),
      version: z.string(),
      rules: z.object({ units: z.number().int(), scales: z.number().int(), policies: z.number().int() }),
    }),
    run: ({ service, c }) => {
      const { units, scales, policies } = service.context().rules;
      const rules = { units: units.length, scales: scales.length, policies: policies.length };
      return { status: 'ok' as const, version: environmentOf(c).version, rules };
    },
  }),
  readReadiness: get('/ready', {
    may: watchers,
    summary: 'Whether the database answers: 503 when requests had better go to another server',
    answer: z.object({ status: z.literal('ready') }),
    run: async ({ service }) =>
      (await isReady(service))
        ? { status: 'ready' as const }
        : refuse('service-unavailable', reason('database-away', { seconds: 5 })),
  }),
  listScales: rulesAt('/api/v1/scales', 'scales', {
    summary: 'Grade scales with their dates and sources',
    schema: gradeScaleSchema,
  }),
  listCreditUnits: rulesAt('/api/v1/credit-units', 'units', {
    summary: 'Credit units with their exact ratios to ECTS',
    schema: creditUnitSchema,
  }),
  listPolicies: rulesAt('/api/v1/policies', 'policies', {
    summary: 'Policies: which rules an institution applies',
    schema: policySchema,
  }),
  listOutbox: get('/api/v1/outbox', {
    may: rule('outbox.read', 'house'),
    summary: 'E-mail that was sent, waits, or was given up',
    query: { ...pageQuery, state: message.shape.state.optional() },
    answer: pageOf(message),
    run: async ({ service, query }) => {
      const { items, next } = await listOutbox(service, query);
      return { items: items.map(({ notice: { key }, ...one }) => ({ ...one, key })), next };
    },
  }),
  reviveOutboxMessage: post('/api/v1/outbox/revive', {
    may: rule('outbox.manage', 'house'),
    summary: 'Sends a message anew that was given up',
    body: z.strictObject({ id: noticeSchema.shape.id }),
    example: { id: '17' },
    run: ({ service, caller, body: { id } }) => reviveOutboxMessage(service, caller, id),
  }),
  readRetention: get('/api/v1/retention', {
    may: rule('retention.release', 'house'),
    summary: 'How much is due to be erased, whether the clock is believed, and what waits to be let go',
    answer: named(dueSchema, 'RetentionDue'),
    run: ({ service }) => readDue(service),
  }),
  releaseRetention: post('/api/v1/retention/release', {
    may: rule('retention.release', 'house'),
    summary: 'Lets so many be erased within a day, and says that the day of the server is right',
    body: z.strictObject({
      upTo: z.number().int().min(1).max(1_000_000).describe('as many as you have looked at'),
      day: z.iso.date().describe('today, by your own calendar'),
    }),
    example: { upTo: 380, day: '2026-09-01' },
    run: ({ service, caller, body }) => releaseRetention(service, caller, body),
  }),
  listAuditEvents: get('/api/v1/audit/events', {
    may: rule('audit.read', 'house'),
    summary: 'Who did what to which thing and when, in order',
    query: {
      ...pageQuery,
      kind: idSchema
        .optional()
        .openapi({ description: 'of the thing, for example "study plan"', example: 'study plan' }),
      id: idParam.optional().openapi({ description: 'of the thing, with "kind"' }),
      actor: idParam.optional(),
    },
    answer: pageOf(named(auditEventSchema, 'AuditEvent')),
    run: ({ service, query: { kind, id, ...filter } }) => {
      const subject = kind === undefined ? undefined : { kind, ...(id !== undefined && { id }) };
      return listAuditEvents(service, { ...filter, subject });
    },
  }),
  verifyAudit: post('/api/v1/audit/verification', {
    may: rule('audit.verify', 'house'),
    summary: 'Proves that no event was altered, removed or put in; answers the head, to be written down elsewhere',
    body: z.strictObject({ anchors: z.array(auditHeadSchema).max(1000).default([]) }).default({ anchors: [] }),
    example: { anchors: [] },
    answer: named(auditHeadSchema, 'AuditHead'),
    says: 'The chain is whole, and ends here',
    run: ({ service, body }) => proveAudit(service, body.anchors),
  }),
};
