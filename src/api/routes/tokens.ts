/** Personal API tokens of the caller. */
import { createRoute, z } from '@hono/zod-openapi';
import { createToken, listTokens, revokeToken } from '../../app/index.ts';
import { ACTIONS, type Action } from '../../domain/index.ts';
import type { ApiEnvironment } from '../environment.ts';
import { READ_ERRORS, WRITE_ERRORS } from '../problems.ts';
import { idParams, json } from '../records.ts';
import { refused } from '../refusals.ts';
import { router } from '../router.ts';
import { rule } from '../rule.ts';

const actionSchema = z.string().refine((text): text is Action => ACTIONS.some((action) => action === text), {
  message: 'expected an action of the table of rights, for example "catalogue.read"',
});

export const tokenSchema = z
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

const draftSchema = z
  .strictObject({
    name: z.string().min(1).max(100),
    scopes: z.array(actionSchema).min(1).max(100).describe('what it may be used for, for example "catalogue.read"'),
    days: z.number().int().min(1).max(365).default(90),
  })
  .openapi('ApiTokenDraft');

const tags = ['me'];

const list = createRoute({
  ...rule('token.manage', 'self'),
  method: 'get',
  path: '/api/v1/me/tokens',
  tags,
  summary: 'My API tokens, without their secrets',
  responses: { 200: json(z.object({ items: z.array(tokenSchema) }), 'The tokens'), ...READ_ERRORS },
});

const create = createRoute({
  ...rule('token.manage', 'self'),
  method: 'post',
  path: '/api/v1/me/tokens',
  tags,
  summary: 'A new API token; its secret is shown this once',
  request: { body: { required: true, ...json(draftSchema, 'What it is for') } },
  responses: {
    201: json(z.object({ token: tokenSchema, secret: z.string() }), 'The token with its secret'),
    ...WRITE_ERRORS,
  },
});

const revoke = createRoute({
  ...rule('token.manage', 'self'),
  method: 'delete',
  path: '/api/v1/me/tokens/{id}',
  tags,
  summary: 'Revokes one of my API tokens',
  request: { params: idParams },
  responses: { 204: { description: 'It is revoked' }, ...WRITE_ERRORS },
});

export const tokenRoutes = ({ service }: ApiEnvironment) =>
  router()
    .openapi(list, async (c) => {
      const items = await listTokens(service, c.get('caller').actor.user);
      return c.json({ items: items.map(shownToken) }, 200);
    })
    .openapi(create, async (c) => {
      const run = await createToken(service, c.get('caller'), c.req.valid('json'));
      if (!run.ok) return refused(c, run.problems);
      return c.json({ token: shownToken(run.value.token), secret: run.value.secret }, 201);
    })
    .openapi(revoke, async (c) => {
      const caller = c.get('caller');
      const run = await revokeToken(service, caller, { id: c.req.valid('param').id, user: caller.actor.user });
      return run.ok ? c.body(null, 204) : refused(c, run.problems);
    });

type Token = Awaited<ReturnType<typeof listTokens>>[number];

/** A token without its owner, whom the path names. */
export const shownToken = ({ user: _, scopes, ...token }: Token) => ({ ...token, scopes: [...scopes] });
