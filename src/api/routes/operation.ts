/** How this installation works: its health, its settings, its mail and its audit. */
import { z } from '@hono/zod-openapi';
import {
  dueSchema,
  isReady,
  lastBackupSchema,
  listAuditEvents,
  listOutbox,
  proveAudit,
  readDue,
  readLastBackup,
  releaseRetention,
  reviveOutboxMessage,
} from '../../app/index.ts';
import {
  auditEventSchema,
  auditHeadSchema,
  findingSchema,
  idSchema,
  noticeSchema,
  reason,
  reasonSchema,
  refuse,
  settingSchema,
} from '../../domain/index.ts';
import { environmentOf } from '../environment.ts';
import { listOf, named, pageOf, pageQuery } from '../resource.ts';
import { get, idParam, post } from '../route.ts';
import { rule, watchers } from '../rule.ts';

/** Without what it says and to whom. */
const message = z
  .object({
    id: z.string(),
    key: z.string(),
    about: reasonSchema.describe('its title'),
    state: z.enum(['waiting', 'sent', 'dead']),
    attempts: z.number().int(),
    dueAt: z.iso.datetime(),
    lastError: z.union([z.string(), reasonSchema]).nullable().describe('of the mail server, or a reason of our own'),
    createdAt: z.iso.datetime(),
    sentAt: z.iso.datetime().nullable(),
  })
  .openapi('OutboxMessage');

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
  readInstallation: get('/api/v1/installation', {
    may: rule('installation.read', 'house'),
    summary: 'How this installation is set up, with the source of each setting, and when it was backed up last',
    answer: z
      .object({
        version: z.string(),
        node: z.string(),
        settings: z.array(named(settingSchema, 'Setting')),
        backup: lastBackupSchema.nullable().describe('null: this database knows of none'),
      })
      .openapi('Installation'),
    run: async ({ service, c }) => {
      const { version, installation } = environmentOf(c);
      const settings = [...(installation?.settings ?? [])];
      return { version, node: process.version, settings, backup: await readLastBackup(service) };
    },
  }),
  examineInstallation: get('/api/v1/installation/findings', {
    may: rule('installation.read', 'house'),
    summary:
      'What is found when the settings are looked at now: the rules, the disk, mail, and the provider that signs people in',
    answer: listOf(named(findingSchema, 'Finding')),
    run: async ({ c }) => ({ items: [...((await environmentOf(c).installation?.examine()) ?? [])] }),
  }),
  listOutbox: get('/api/v1/outbox', {
    may: rule('outbox.read', 'house'),
    summary: 'E-mail that was sent, waits, or was given up',
    query: { ...pageQuery, state: message.shape.state.optional() },
    answer: pageOf(message),
    run: ({ service, query }) => listOutbox(service, query),
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
    summary: 'Who did what to which thing and when, in the order of the chain or the newest first',
    query: {
      ...pageQuery,
      kind: idSchema
        .optional()
        .openapi({ description: 'of the thing, for example "study plan"', example: 'study plan' }),
      id: idParam.optional().openapi({ description: 'of the thing, with "kind"' }),
      actor: idParam.optional(),
      action: z.string().max(100).optional().openapi({ description: 'what was done', example: 'plan.approve' }),
      from: z.iso.date().optional().openapi({ description: 'first day, in UTC', example: '2026-09-01' }),
      to: z.iso.date().optional().openapi({ description: 'last day, in UTC', example: '2026-09-30' }),
      order: z.enum(['oldest', 'newest']).default('oldest'),
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
