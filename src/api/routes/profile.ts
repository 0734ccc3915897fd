/** The caller's own account. */
import { createRoute, z } from '@hono/zod-openapi';
import { changePassword, changeProfile, signOutEverywhere } from '../../app/index.ts';
import { uiLanguageSchema, userSchema } from '../../domain/index.ts';
import { clientAddress } from '../client-address.ts';
import { clearSessionCookie, readSessionCookie } from '../cookies.ts';
import type { ApiEnvironment } from '../environment.ts';
import { READ_ERRORS, REVISION_ERRORS, SIGN_IN_ERRORS } from '../problems.ts';
import { ifMatchHeaders, json, named, recordAnswer, tagged } from '../records.ts';
import { refused } from '../refusals.ts';
import { router } from '../router.ts';
import { rule } from '../rule.ts';

const user = named(userSchema, 'User');
const tags = ['me'];

const read = createRoute({
  ...rule('profile.read', 'self'),
  method: 'get',
  path: '/api/v1/me',
  tags,
  summary: 'Who I am here, with my roles',
  responses: { 200: recordAnswer(user, 'My account'), ...READ_ERRORS },
});

const change = createRoute({
  ...rule('profile.edit', 'self'),
  method: 'patch',
  path: '/api/v1/me',
  tags,
  summary: "My name and my language; address and roles are the administrator's",
  request: {
    headers: ifMatchHeaders,
    body: {
      required: true,
      ...json(
        z
          .strictObject({ name: userSchema.shape.name.optional(), language: uiLanguageSchema.optional() })
          .openapi('ProfileChange'),
        'What changes',
      ),
    },
  },
  responses: { 200: recordAnswer(user, 'My account as it is now'), ...REVISION_ERRORS },
});

const password = createRoute({
  ...rule('profile.edit', 'self'),
  method: 'post',
  path: '/api/v1/me/password',
  tags,
  summary: 'Another password; every other session ends',
  request: {
    body: {
      required: true,
      ...json(
        z
          .strictObject({ password: z.string().min(1).max(1000), newPassword: z.string().max(1000) })
          .openapi('PasswordChange'),
        'The present and the new password',
      ),
    },
  },
  responses: { 204: { description: 'It is changed' }, ...SIGN_IN_ERRORS },
});

const everywhere = createRoute({
  ...rule('profile.edit', 'self'),
  method: 'post',
  path: '/api/v1/me/sign-out',
  tags,
  summary: 'Signs me out everywhere',
  responses: { 204: { description: 'All sessions have ended' }, ...READ_ERRORS },
});

export const profileRoutes = ({ service, trustedProxies }: ApiEnvironment) =>
  router()
    .openapi(read, (c) => c.json(tagged(c, c.get('caller').user), 200))
    .openapi(change, async (c) => {
      const revision = c.req.valid('header')['if-match'];
      const run = await changeProfile(service, c.get('caller'), { ...c.req.valid('json'), revision });
      return run.ok ? c.json(tagged(c, run.value), 200) : refused(c, run.problems);
    })
    .openapi(password, async (c) => {
      const from = { address: clientAddress(c, trustedProxies), session: readSessionCookie(c) };
      const run = await changePassword(service, c.get('caller'), { ...c.req.valid('json'), ...from });
      return run.ok ? c.body(null, 204) : refused(c, run.problems);
    })
    .openapi(everywhere, async (c) => {
      await signOutEverywhere(service, c.get('caller'));
      clearSessionCookie(c);
      return c.body(null, 204);
    });
