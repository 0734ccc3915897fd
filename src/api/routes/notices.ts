/** What I am told, and what is on its way to people. */
import { createRoute, z } from '@hono/zod-openapi';
import { listMyNotices, listOutbox, markMyNoticesRead, reviveOutboxMessage } from '../../app/index.ts';
import { noticeSchema } from '../../domain/index.ts';
import type { ApiEnvironment } from '../environment.ts';
import { READ_ERRORS, WRITE_ERRORS } from '../problems.ts';
import { json, pageOf, pageQuery } from '../records.ts';
import { refused } from '../refusals.ts';
import { router } from '../router.ts';
import { rule } from '../rule.ts';

const noticeId = noticeSchema.shape.id;
const notice = noticeSchema
  .pick({ id: true, key: true, subject: true })
  .extend({
    title: z.string(),
    text: z.string(),
    createdAt: z.iso.datetime(),
    readAt: z.iso.datetime().nullable(),
  })
  .openapi('Notice');

const list = createRoute({
  ...rule('notice.read', 'self'),
  method: 'get',
  path: '/api/v1/me/notices',
  tags: ['me'],
  summary: 'What I am told, in my language, newest first',
  request: {
    query: z.object({ ...pageQuery, unread: z.enum(['true', 'false']).default('false') }),
  },
  responses: {
    200: json(pageOf(notice).extend({ unread: z.number().int() }), 'A page of notices, and how many are unread in all'),
    ...READ_ERRORS,
  },
});

const markRead = createRoute({
  ...rule('notice.read', 'self'),
  method: 'post',
  path: '/api/v1/me/notices/read',
  tags: ['me'],
  summary: 'Marks notices as read, all of mine when none is named',
  request: {
    body: {
      required: false,
      ...json(z.strictObject({ ids: z.array(noticeId).max(500).optional() }), 'Which of them'),
    },
  },
  responses: { 204: { description: 'They are marked' }, ...WRITE_ERRORS },
});

/** Without what it says and to whom. */
const message = z
  .object({
    id: z.string(),
    key: z.string(),
    state: z.enum(['waiting', 'sent', 'dead']),
    attempts: z.number().int(),
    dueAt: z.iso.datetime(),
    lastError: z.string().nullable(),
    createdAt: z.iso.datetime(),
    sentAt: z.iso.datetime().nullable(),
  })
  .openapi('OutboxMessage');

const outbox = createRoute({
  ...rule('outbox.read', 'house'),
  method: 'get',
  path: '/api/v1/outbox',
  tags: ['outbox'],
  summary: 'E-mail that was sent, waits, or was given up',
  request: { query: z.object({ ...pageQuery, state: message.shape.state.optional() }) },
  responses: { 200: json(pageOf(message), 'A page of messages'), ...READ_ERRORS },
});

const revive = createRoute({
  ...rule('outbox.manage', 'house'),
  method: 'post',
  path: '/api/v1/outbox/revive',
  tags: ['outbox'],
  summary: 'Sends a message anew that was given up',
  request: { body: { required: true, ...json(z.strictObject({ id: noticeId }), 'Which message') } },
  responses: { 204: { description: 'It waits again' }, ...WRITE_ERRORS },
});

export const noticeRoutes = ({ service }: ApiEnvironment) =>
  router()
    .openapi(list, async (c) => {
      const { unread, ...page } = c.req.valid('query');
      return c.json(await listMyNotices(service, c.get('caller'), { ...page, unread: unread === 'true' }), 200);
    })
    .openapi(markRead, async (c) => {
      await markMyNoticesRead(service, c.get('caller'), c.req.valid('json').ids);
      return c.body(null, 204);
    })
    .openapi(outbox, async (c) => {
      const { items, next } = await listOutbox(service, c.req.valid('query'));
      return c.json({ items: items.map(({ notice: { key }, ...one }) => ({ ...one, key })), next }, 200);
    })
    .openapi(revive, async (c) => {
      const run = await reviveOutboxMessage(service, c.get('caller'), c.req.valid('json').id);
      return run.ok ? c.body(null, 204) : refused(c, run.problems);
    });
