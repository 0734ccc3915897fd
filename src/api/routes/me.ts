/** The caller's own: account, notices, API tokens, and what waits. */
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import {
  changePassword,
  changeProfile,
  countQueue,
  createToken,
  endSession,
  errorForLog,
  listMyNotices,
  listSessions,
  listTokens,
  markMyNoticesRead,
  queueCountsSchema,
  readPrecedentQueue,
  readQueue,
  revokeToken,
  shownItemSchema,
  signOutEverywhere,
} from '../../app/index.ts';
import { ACTIONS, noticeSchema, type Reason, reason, uiLanguageSchema, userSchema } from '../../domain/index.ts';
import { type ApiEnv, environmentOf } from '../environment.ts';
import { sessionCookie } from '../identify.ts';
import { listOf, named, pageOf, pageQuery } from '../resource.ts';
import { get, patch, post, remove } from '../route.ts';
import { rule } from '../rule.ts';
import { originOf } from './sign-in.ts';

const me = named(userSchema, 'User');
const entry = shownItemSchema
  .extend({ href: z.string().describe('where it is read: of a bundle that was passed on, by its own id') })
  .openapi('QueueEntry');

/** A notice that another version of the texts stored without a value that today's ask for hides none of those beside it; the log names its kind. */
function inWords(
  { key, title, text }: { readonly key: string; readonly title: Reason; readonly text: Reason },
  { say, c }: { readonly say: (reason: Reason) => string; readonly c: Context<ApiEnv> },
) {
  try {
    return { title: say(title), text: say(text) };
  } catch (error) {
    const entry = { requestId: c.get('requestId'), notice: key, ...errorForLog(error) };
    environmentOf(c).log(entry, 'a notice that cannot be worded');
    return { title: say(reason('told-earlier')), text: say(reason('told-earlier-text')) };
  }
}

function linked(item: z.output<typeof shownItemSchema>) {
  const paths: Readonly<Record<typeof item.kind, string>> = {
    application: 'applications/',
    document: 'documents/',
    plan: 'study-plans/',
    change: 'changes/',
    recognition: 'recognitions/',
    appeal: 'appeals/',
    precedent: 'precedents/',
    mail: 'outbox?state=dead',
  };
  const path = item.isPassedOn ? 'passed-on/' : paths[item.kind];
  return { ...item, href: `/api/v1/${path}${item.kind === 'mail' ? '' : item.id}` };
}

export const apiToken = z
  .object({
    id: z.string(),
    name: z.string(),
    scopes: z.array(z.string()).describe('actions of the table of rights'),
    createdAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime().nullable(),
    expiresAt: z.iso.datetime().nullable(),
    revokedAt: z.iso.datetime().nullable(),
  })
  .openapi('ApiToken');

/** A token without its owner, whom the path names. */
export const shownToken = ({ user: _, scopes, ...token }: Awaited<ReturnType<typeof listTokens>>[number]) => ({
  ...token,
  scopes: [...scopes],
});

export const meRoutes = {
  readProfile: get('/api/v1/me', {
    may: rule('profile.read', 'self'),
    summary: 'Who I am here, with my roles',
    answer: me,
    run: ({ caller }) => caller.user,
  }),
  changeProfile: patch('/api/v1/me', {
    may: rule('profile.edit', 'self'),
    summary: "My name and my language; address and roles are the administrator's",
    body: z
      .strictObject({ name: userSchema.shape.name.optional(), language: uiLanguageSchema.optional() })
      .openapi('ProfileChange'),
    example: { language: 'kk' },
    answer: me,
    run: ({ service, caller, revision, body }) => changeProfile(service, caller, { ...body, revision }),
  }),
  changePassword: post('/api/v1/me/password', {
    may: rule('profile.edit', 'self'),
    summary: 'Another password; every other session ends',
    body: z
      .strictObject({ password: z.string().min(1).max(1000), newPassword: z.string().max(1000) })
      .openapi('PasswordChange'),
    example: { password: 'the present one', newPassword: 'a new one of at least twelve signs' },
    once: false,
    run: ({ service, caller, body, c }) => changePassword(service, caller, { ...body, ...originOf(c) }),
  }),
  signOutEverywhere: post('/api/v1/me/sign-out', {
    may: rule('profile.edit', 'self'),
    summary: 'Signs me out everywhere',
    once: false,
    run: async ({ service, caller, c }) => {
      await signOutEverywhere(service, caller);
      sessionCookie.clear(c);
    },
  }),
  listMySessions: get('/api/v1/me/sessions', {
    may: rule('profile.read', 'self'),
    summary: 'Where I am signed in: since when, when it was used last, and which is the one that asks',
    answer: listOf(
      z
        .object({
          id: z.string(),
          isCurrent: z.boolean(),
          createdAt: z.iso.datetime(),
          lastSeenAt: z.iso.datetime(),
          expiresAt: z.iso.datetime(),
        })
        .openapi('Session'),
    ),
    run: async ({ service, caller, c }) => ({ items: await listSessions(service, caller, sessionCookie.read(c)) }),
  }),
  endMySession: remove('/api/v1/me/sessions/{id}', {
    may: rule('profile.edit', 'self'),
    summary: 'Ends one of my sessions, of a browser that I no longer have before me',
    run: ({ service, caller, id }) => endSession(service, caller, id),
  }),
  listMyNotices: get('/api/v1/me/notices', {
    may: rule('notice.read', 'self'),
    summary: 'What I am told, in my language, newest first, and how many are unread in all',
    query: { ...pageQuery, unread: z.enum(['true', 'false']).default('false') },
    answer: pageOf(
      noticeSchema
        .pick({ id: true, key: true, subject: true })
        .extend({
          title: z.string(),
          text: z.string(),
          createdAt: z.iso.datetime(),
          readAt: z.iso.datetime().nullable(),
        })
        .openapi('Notice'),
    ).extend({ unread: z.number().int() }),
    run: async ({ service, caller, c, query: { unread, ...page } }) => {
      const told = await listMyNotices(service, caller, { ...page, unread: unread === 'true' });
      const say = (reason: Reason) => service.context().texts.say(reason, caller.user.language);
      const items = told.items.map((one) => ({ ...one, ...inWords(one, { say, c }) }));
      return { ...told, items };
    },
  }),
  markNoticesRead: post('/api/v1/me/notices/read', {
    may: rule('notice.read', 'self'),
    summary: 'Marks notices as read, all of mine when none is named',
    body: z.strictObject({ ids: z.array(noticeSchema.shape.id).max(500).optional() }).default({}),
    example: { ids: ['17'] },
    run: ({ service, caller, body: { ids } }) => markMyNoticesRead(service, caller, ids),
  }),
  listMyTokens: get('/api/v1/me/tokens', {
    may: rule('token.manage', 'self'),
    summary: 'My API tokens, without their secrets',
    answer: listOf(apiToken),
    run: async ({ service, caller }) => ({ items: (await listTokens(service, caller.actor.user)).map(shownToken) }),
  }),
  createToken: post('/api/v1/me/tokens', {
    may: rule('token.manage', 'self'),
    summary: 'A new API token; its secret is shown this once',
    body: z
      .strictObject({
        name: z.string().min(1).max(100),
        scopes: z.array(z.enum(ACTIONS)).min(1).max(100).describe('actions of the table of rights'),
        days: z.number().int().min(1).max(365).default(90),
      })
      .openapi('ApiTokenDraft'),
    example: { name: 'nightly export', scopes: ['catalogue.read', 'recognition.read'], days: 30 },
    once: false,
    answer: z.object({ token: apiToken, secret: z.string() }),
    status: 201,
    run: async ({ service, caller, body }) => {
      const run = await createToken(service, caller, body);
      return run.ok ? { token: shownToken(run.value.token), secret: run.value.secret } : run;
    },
  }),
  revokeMyToken: remove('/api/v1/me/tokens/{id}', {
    may: rule('token.manage', 'self'),
    summary: 'Revokes one of my API tokens',
    run: ({ service, caller, id }) => revokeToken(service, caller, { id, user: caller.actor.user }),
  }),
  readQueue: get('/api/v1/queue', {
    may: rule('queue.read', 'reach'),
    summary: 'What waits for me: the earliest deadline first, of equal ones the greatest risk, each with its reason',
    query: {
      kind: shownItemSchema.shape.kind.optional().openapi({ example: 'plan' }),
      inBulk: z
        .enum(['true', 'false'])
        .transform((text) => text === 'true')
        .optional()
        .openapi({ description: 'whether it may be decided together with others', example: 'true' }),
      limit: z.coerce.number().int().min(1).max(500).default(100).openapi({ example: 100 }),
    },
    answer: listOf(entry).extend({ total: z.number().int() }),
    run: async ({ service, caller, query }) => {
      const run = await readQueue(service, caller, query);
      return run.ok ? { ...run.value, items: run.value.items.map(linked) } : run;
    },
  }),
  countQueue: get('/api/v1/queue/counts', {
    may: rule('queue.read', 'reach'),
    summary: 'How much waits for me, by kind',
    answer: named(queueCountsSchema, 'QueueCounts'),
    run: ({ service, caller }) => countQueue(service, caller),
  }),
  readPrecedentQueue: get('/api/v1/queue/precedents', {
    may: rule('precedent.decide', 'reach'),
    summary: 'Precedents of my institute that were opened again, contradict one another, or end soon',
    answer: listOf(entry),
    run: async ({ service, caller }) => {
      const run = await readPrecedentQueue(service, caller);
      return run.ok ? { items: run.value.map(linked) } : run;
    },
  }),
};
