/** Accounts, as administrators keep them. */
import { createRoute, z } from '@hono/zod-openapi';
import {
  createUser,
  listTokens,
  listUsers,
  readUser,
  replaceUser,
  resetPassword,
  revokeToken,
  signOutUser,
} from '../../app/index.ts';
import { idSchema, roleSchema, userSchema } from '../../domain/index.ts';
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
import { shownToken, tokenSchema } from './tokens.ts';

const user = named(userSchema, 'User');
const body = json(userSchema.omit({ id: true, revision: true }).openapi('UserDraft'), 'The account');
const tags = ['users'];

const list = createRoute({
  ...rule('user.read', 'reach'),
  method: 'get',
  path: '/api/v1/users',
  tags,
  summary: 'Accounts by role, institute, or a part of name or address',
  request: {
    query: z.object({
      ...pageQuery,
      role: roleSchema.optional(),
      institute: idSchema.optional().openapi({ description: 'with "role": held for this institute' }),
      text: z.string().max(200).optional(),
    }),
  },
  responses: { 200: json(pageOf(user), 'A page of accounts'), ...READ_ERRORS },
});

const read = createRoute({
  ...rule('user.read', 'user'),
  method: 'get',
  path: '/api/v1/users/{id}',
  tags,
  summary: 'One account',
  request: { params: idParams },
  responses: { 200: recordAnswer(user, 'The account'), ...READ_ERRORS },
});

const create = createRoute({
  ...rule('user.manage', 'house'),
  method: 'post',
  path: '/api/v1/users',
  tags,
  summary: 'A new account, without a password yet',
  request: { headers: onceHeaders, body: { required: true, ...body } },
  responses: { 201: recordAnswer(user, 'The account as it was stored'), ...WRITE_ERRORS },
});

const replace = createRoute({
  ...rule('user.manage', 'user'),
  method: 'put',
  path: '/api/v1/users/{id}',
  tags,
  summary: 'Another name, address, language, other roles; or disabled, which ends its sessions',
  request: { params: idParams, headers: ifMatchHeaders, body: { required: true, ...body } },
  responses: { 200: recordAnswer(user, 'The account as it is now'), ...REVISION_ERRORS },
});

const reset = createRoute({
  ...rule('user.manage', 'user'),
  method: 'post',
  path: '/api/v1/users/{id}/one-time-password',
  tags,
  summary: 'A password that signs in once and must then be replaced; the old one and all sessions end',
  request: { params: idParams },
  responses: {
    201: json(z.object({ password: z.string(), expiresAt: z.iso.datetime() }), 'The password, shown this once'),
    ...WRITE_ERRORS,
  },
});

const signOut = createRoute({
  ...rule('user.manage', 'user'),
  method: 'post',
  path: '/api/v1/users/{id}/sign-out',
  tags,
  summary: 'Ends all sessions of an account',
  request: { params: idParams },
  responses: { 200: json(z.object({ ended: z.number().int() }), 'How many sessions there were'), ...WRITE_ERRORS },
});

const tokens = createRoute({
  ...rule('token.revoke', 'user'),
  method: 'get',
  path: '/api/v1/users/{id}/tokens',
  tags,
  summary: 'The API tokens of an account, without their secrets',
  request: { params: idParams },
  responses: { 200: json(z.object({ items: z.array(tokenSchema) }), 'The tokens'), ...READ_ERRORS },
});

const revoke = createRoute({
  ...rule('token.revoke', 'user'),
  method: 'delete',
  path: '/api/v1/users/{id}/tokens/{token}',
  tags,
  summary: 'Revokes an API token of an account',
  request: { params: z.object({ id: idSchema, token: idSchema }) },
  responses: { 204: { description: 'It is revoked' }, ...WRITE_ERRORS },
});

export const userRoutes = ({ service }: ApiEnvironment) =>
  router()
    .openapi(list, async (c) => c.json(await listUsers(service, c.req.valid('query')), 200))
    .openapi(read, async (c) => {
      const run = await readUser(service, c.req.valid('param').id);
      return run.ok ? c.json(tagged(c, run.value), 200) : refused(c, run.problems);
    })
    .openapi(create, async (c) => {
      const run = await createUser(service, c.get('caller'), c.req.valid('json'));
      return run.ok ? c.json(tagged(c, run.value), 201) : refused(c, run.problems);
    })
    .openapi(replace, async (c) => {
      const { id } = c.req.valid('param');
      const revision = c.req.valid('header')['if-match'];
      const run = await replaceUser(service, c.get('caller'), { ...c.req.valid('json'), id, revision });
      return run.ok ? c.json(tagged(c, run.value), 200) : refused(c, run.problems);
    })
    .openapi(reset, async (c) => {
      const run = await resetPassword(service, c.get('caller'), c.req.valid('param').id);
      return run.ok ? c.json(run.value, 201) : refused(c, run.problems);
    })
    .openapi(signOut, async (c) => {
      const run = await signOutUser(service, c.get('caller'), c.req.valid('param').id);
      return run.ok ? c.json({ ended: run.value }, 200) : refused(c, run.problems);
    })
    .openapi(tokens, async (c) => {
      const items = await listTokens(service, c.req.valid('param').id);
      return c.json({ items: items.map(shownToken) }, 200);
    })
    .openapi(revoke, async (c) => {
      const { id: user, token: id } = c.req.valid('param');
      const run = await revokeToken(service, c.get('caller'), { id, user });
      return run.ok ? c.body(null, 204) : refused(c, run.problems);
    });
