/** Accounts as administrators keep them, and what is kept about a person. */
import { z } from '@hono/zod-openapi';
import {
  createUser,
  erasePersonal,
  erasureSchema,
  exportPersonal,
  listTokens,
  listUsers,
  readUser,
  replaceUser,
  resetPassword,
  revokeToken,
  signOutUser,
} from '../../app/index.ts';
import { roleSchema, userSchema } from '../../domain/index.ts';
import { sendFile } from '../files.ts';
import { listOf, named, pageOf, pageQuery, resource, under } from '../resource.ts';
import { get, idParam, post, remove } from '../route.ts';
import { rule } from '../rule.ts';
import { apiToken, shownToken } from './me.ts';

const account = named(userSchema, 'User');
const accounts = resource('/api/v1/users', {
  record: account,
  draft: userSchema.omit({ id: true, revision: true }).openapi('UserDraft'),
  example: {
    name: 'Aigerim Sadykova (invented)',
    email: 'a.sadykova@home.example',
    language: 'kk',
    roles: [{ role: 'adviser', institute: 'software' }],
  },
});

export const userRoutes = {
  listUsers: get('/api/v1/users', {
    may: rule('user.read', 'reach'),
    summary: 'Accounts by role, institute, or a part of name or address',
    query: {
      ...pageQuery,
      role: roleSchema.optional(),
      institute: idParam.optional().openapi({ description: 'with "role": held for this institute' }),
      text: z.string().max(200).optional().openapi({ example: 'sadykova' }),
    },
    answer: pageOf(account),
    run: ({ service, query }) => listUsers(service, query),
  }),
  readUser: accounts.read(rule('user.read', 'user'), 'One account', ({ service, id }) => readUser(service, id)),
  createUser: accounts.create(
    rule('user.manage', 'house'),
    'A new account, without a password yet',
    ({ service, caller, body }) => createUser(service, caller, body),
  ),
  replaceUser: accounts.replace(
    rule('user.manage', 'user'),
    'Another name, address, language, other roles; or disabled, which ends its sessions',
    ({ service, caller, id, revision, body }) => replaceUser(service, caller, { ...body, id, revision }),
  ),
  resetPassword: post('/api/v1/users/{id}/one-time-password', {
    may: rule('user.manage', 'user'),
    summary: 'A password that signs in once and must then be replaced; the old one and all sessions end',
    once: false,
    answer: z.object({ password: z.string(), expiresAt: z.iso.datetime() }),
    status: 201,
    says: 'The password, shown this once',
    run: ({ service, caller, id }) => resetPassword(service, caller, id),
  }),
  signOutUser: post('/api/v1/users/{id}/sign-out', {
    may: rule('user.manage', 'user'),
    summary: 'Ends all sessions of an account',
    answer: z.object({ ended: z.number().int().describe('how many sessions there were') }),
    run: async ({ service, caller, id }) => under('ended', await signOutUser(service, caller, id)),
  }),
  listUserTokens: get('/api/v1/users/{id}/tokens', {
    may: rule('token.revoke', 'user'),
    summary: 'The API tokens of an account, without their secrets',
    answer: listOf(apiToken),
    run: async ({ service, id }) => ({ items: (await listTokens(service, id)).map(shownToken) }),
  }),
  revokeUserToken: remove('/api/v1/users/{id}/tokens/{token}', {
    may: rule('token.revoke', 'user'),
    summary: 'Revokes an API token of an account',
    run: ({ service, caller, id: user, token: id }) => revokeToken(service, caller, { id, user }),
  }),
  exportPersonalData: get('/api/v1/users/{id}/personal-data', {
    may: rule('personal-data.export', 'user'),
    summary: 'Everything that is kept about a person, as a file; see the schemas of the parts',
    answer: z.record(z.string(), z.unknown()),
    run: async ({ service, caller, id, c }) => {
      const run = await exportPersonal(service, caller, id);
      if (!run.ok) return run;
      const content = JSON.stringify(run.value);
      return sendFile(c, { name: 'personal-data.json', mediaType: 'application/json', content });
    },
  }),
  erasePersonalData: post('/api/v1/users/{id}/erasure', {
    may: rule('personal-data.erase', 'user'),
    summary: 'Erases what the policy of retention lets go of, and says what stays, until when and why',
    body: z.strictObject({ dryRun: z.boolean().default(false).describe('only say it') }),
    example: { dryRun: true },
    answer: named(erasureSchema, 'Erasure'),
    run: ({ service, caller, id: user, body }) => erasePersonal(service, caller, { user, ...body }),
  }),
};
