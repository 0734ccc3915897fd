/** Signing in with a local account or through the university's OpenID provider, and out. */
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { recallOpenId, rememberOpenId, signIn, signInVouched, signOut } from '../../app/index.ts';
import { reason, refuse, userSchema } from '../../domain/index.ts';
import { environmentOf } from '../environment.ts';
import { openIdCookie, sessionCookie } from '../identify.ts';
import { clientAddress } from '../limits.ts';
import { named } from '../resource.ts';
import { get, post } from '../route.ts';
import { anybody } from '../rule.ts';

const OPENID_PATH = '/api/v1/sign-in/openid';
const CALLBACK_PATH = '/api/v1/sign-in/openid/callback';

/** Where a request comes from, for the throttle of attempts and for the session that it replaces. */
export const originOf = (c: Context) => ({
  address: clientAddress(c, environmentOf(c).trustedProxies),
  session: sessionCookie.read(c),
});

export const signInRoutes = {
  listWaysToSignIn: get('/api/v1/sign-in', {
    may: anybody,
    summary: 'The ways to sign in here',
    answer: z.object({
      local: z.literal(true),
      openId: z.string().nullable().describe('path that leads to the provider'),
    }),
    run: ({ c }) => ({ local: true as const, openId: environmentOf(c).openId && OPENID_PATH }),
  }),
  signIn: post('/api/v1/sign-in', {
    may: anybody,
    summary: 'Signs in with a local account; the cookie of the answer is the session',
    body: z
      .strictObject({
        email: z.string().min(1).max(320),
        password: z.string().min(1).max(1000),
        newPassword: z.string().max(1000).optional().describe('with a one-time password, which it replaces'),
      })
      .openapi('Credentials'),
    example: { email: 'administrator@concord.example', password: 'as printed at the start' },
    answer: z.object({ user: named(userSchema, 'User') }),
    run: async ({ service, body, c }) => {
      const run = await signIn(service, body, originOf(c));
      if (!run.ok) return run;
      sessionCookie.set(c, run.value.secret);
      return { user: run.value.user };
    },
  }),
  signOut: post('/api/v1/sign-out', {
    may: anybody,
    summary: 'Ends the session of the cookie',
    run: async ({ service, c }) => {
      const secret = sessionCookie.read(c);
      if (secret !== null) await signOut(service, secret);
      sessionCookie.clear(c);
    },
  }),
  beginOpenId: get(OPENID_PATH, {
    may: anybody,
    summary: 'Leads the browser to the OpenID provider',
    query: {
      returnTo: z
        .string()
        .max(2000)
        .default('/')
        .openapi({ description: 'path of this server to go on with', example: '/docs' }),
    },
    status: 302,
    run: async ({ service, query, c }) => {
      const { openId, publicUrl } = environmentOf(c);
      if (openId === null) return refuse('not-found', reason('api-no-provider'));
      const begun = await openId.begin();
      if (!begun.ok) return begun;
      const { url, pending } = begun.value;
      await rememberOpenId(service, { ...pending, returnTo: localPath(query.returnTo, publicUrl) });
      openIdCookie.set(c, pending.state);
      return c.redirect(url);
    },
  }),
  finishOpenId: get(CALLBACK_PATH, {
    may: anybody,
    summary: 'Where the provider leads back to; the cookie of the answer is the session, and the way leads on',
    anyQuery: true,
    status: 302,
    run: async ({ service, c }) => {
      const { openId, publicUrl } = environmentOf(c);
      if (openId === null) return refuse('not-found', reason('api-no-provider'));
      // The cookie shows that it is the browser that left; nobody can be signed in to somebody else's account by a link.
      const left = openIdCookie.read(c);
      openIdCookie.clear(c);
      const { search, searchParams } = new URL(c.req.url);
      const state = searchParams.get('state');
      const kept = state !== null && state === left ? await recallOpenId(service, state) : null;
      if (state === null || kept === null) return refuse('sign-in-refused', reason('api-sign-in-not-begun'));
      const { nonce = '', verifier = '', returnTo = '/' } = kept;
      const vouched = await openId.finish(new URL(CALLBACK_PATH + search, publicUrl), { state, nonce, verifier });
      if (!vouched.ok) return vouched;
      const run = await signInVouched(service, vouched.value, sessionCookie.read(c));
      if (!run.ok) return run;
      sessionCookie.set(c, run.value.secret);
      return c.redirect(returnTo);
    },
  }),
};

/** A path of this server; whatever would lead elsewhere becomes its root. */
function localPath(text: string, base: URL): string {
  const url = URL.canParse(text, base) ? new URL(text, base) : base;
  const inside = text.startsWith('/') && url.origin === base.origin;
  return inside ? url.pathname.replace(/^\/+/, '/') + url.search + url.hash : '/';
}
