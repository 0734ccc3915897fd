/** Signing in with a local account, and out. */
import { createRoute, z } from '@hono/zod-openapi';
import { signIn, signOut } from '../../app/index.ts';
import { userSchema } from '../../domain/index.ts';
import { clientAddress } from '../client-address.ts';
import { clearSessionCookie, readSessionCookie, setSessionCookie } from '../cookies.ts';
import type { ApiEnvironment } from '../environment.ts';
import { SIGN_IN_ERRORS } from '../problems.ts';
import { json, named } from '../records.ts';
import { refused } from '../refusals.ts';
import { router } from '../router.ts';
import { publicRule } from '../rule.ts';

const tags = ['sign-in'];

const credentialsSchema = z
  .strictObject({
    email: z.string().min(1).max(320),
    password: z.string().min(1).max(1000),
    newPassword: z.string().max(1000).optional().describe('with a one-time password, which it replaces'),
  })
  .openapi('Credentials');

const ways = createRoute({
  ...publicRule(),
  method: 'get',
  path: '/api/v1/sign-in',
  tags,
  summary: 'The ways to sign in here',
  responses: {
    200: json(
      z.object({ local: z.literal(true), openId: z.string().nullable().describe('path that leads to the provider') }),
      'The ways',
    ),
  },
});

const open = createRoute({
  ...publicRule(),
  method: 'post',
  path: '/api/v1/sign-in',
  tags,
  summary: 'Signs in with a local account; the cookie of the answer is the session',
  request: { body: { required: true, ...json(credentialsSchema, 'The account and its password') } },
  responses: { 200: json(z.object({ user: named(userSchema, 'User') }), 'Signed in'), ...SIGN_IN_ERRORS },
});

const close = createRoute({
  ...publicRule(),
  method: 'post',
  path: '/api/v1/sign-out',
  tags,
  summary: 'Ends the session of the cookie',
  responses: { 204: { description: 'Nobody is signed in' } },
});

export const signInRoutes = ({ service, openId, trustedProxies }: ApiEnvironment) =>
  router()
    .openapi(ways, (c) => c.json({ local: true as const, openId: openId && '/api/v1/sign-in/openid' }, 200))
    .openapi(open, async (c) => {
      const origin = { address: clientAddress(c, trustedProxies), session: readSessionCookie(c) };
      const run = await signIn(service, c.req.valid('json'), origin);
      if (!run.ok) return refused(c, run.problems);
      setSessionCookie(c, run.value.secret);
      return c.json({ user: run.value.user }, 200);
    })
    .openapi(close, async (c) => {
      const secret = readSessionCookie(c);
      if (secret !== null) await signOut(service, secret);
      clearSessionCookie(c);
      return c.body(null, 204);
    });
