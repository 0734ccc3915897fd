/** Signing in through the university's OpenID provider: there and back. */
import { createRoute, z } from '@hono/zod-openapi';
import { recallOpenId, rememberOpenId, signInVouched } from '../../app/index.ts';
import { readSessionCookie, setOpenIdCookie, setSessionCookie, takeOpenIdCookie } from '../cookies.ts';
import type { ApiEnvironment } from '../environment.ts';
import { OPENID_ERRORS } from '../problems.ts';
import { refused } from '../refusals.ts';
import { router } from '../router.ts';
import { publicRule } from '../rule.ts';

const CALLBACK = '/api/v1/sign-in/openid/callback';
const tags = ['sign-in'];

const begin = createRoute({
  ...publicRule(),
  method: 'get',
  path: '/api/v1/sign-in/openid',
  tags,
  summary: 'Leads the browser to the OpenID provider',
  request: {
    query: z.object({ returnTo: z.string().max(2000).default('/').describe('path of this server to go on with') }),
  },
  responses: { 302: { description: 'To the provider' }, ...OPENID_ERRORS },
});

const callback = createRoute({
  ...publicRule(),
  method: 'get',
  path: CALLBACK,
  tags,
  summary: 'Where the provider leads back to; the cookie of the answer is the session',
  responses: { 302: { description: 'Signed in; to where the person wanted' }, ...OPENID_ERRORS },
});

export const openIdRoutes = ({ service, openId, publicUrl }: ApiEnvironment) =>
  router()
    .openapi(begin, async (c) => {
      if (openId === null) return refused(c, [NOT_OFFERED]);
      const begun = await openId.begin();
      if (!begun.ok) return refused(c, begun.problems);
      const { url, pending } = begun.value;
      await rememberOpenId(service, { ...pending, returnTo: localPath(c.req.valid('query').returnTo, publicUrl) });
      setOpenIdCookie(c, pending.state);
      return c.redirect(url);
    })
    .openapi(callback, async (c) => {
      if (openId === null) return refused(c, [NOT_OFFERED]);
      // The cookie shows that it is the browser that left; nobody can be signed in to somebody else's account by a link.
      const left = takeOpenIdCookie(c);
      const { search, searchParams } = new URL(c.req.url);
      const state = searchParams.get('state');
      const kept = state !== null && state === left ? await recallOpenId(service, state) : null;
      if (state === null || kept === null) return refused(c, [NOT_BEGUN]);
      const { nonce = '', verifier = '', returnTo = '/' } = kept;
      const vouched = await openId.finish(new URL(CALLBACK + search, publicUrl), { state, nonce, verifier });
      if (!vouched.ok) return refused(c, vouched.problems);
      const run = await signInVouched(service, vouched.value, readSessionCookie(c));
      if (!run.ok) return refused(c, run.problems);
      setSessionCookie(c, run.value.secret);
      return c.redirect(returnTo);
    });

/** A path of this server; whatever would lead elsewhere becomes its root. */
function localPath(text: string, base: URL): string {
  const url = URL.canParse(text, base) ? new URL(text, base) : base;
  const inside = text.startsWith('/') && url.origin === base.origin;
  return inside ? url.pathname.replace(/^\/+/, '/') + url.search + url.hash : '/';
}

const NOT_OFFERED = {
  code: 'not-found',
  severity: 'error',
  message: 'this installation has no OpenID provider',
  mend: 'Sign in with a local account; OIDC_ISSUER configures a provider',
} as const;

const NOT_BEGUN = {
  code: 'sign-in-refused',
  severity: 'error',
  message: 'this sign-in was not begun in this browser, took too long, or is done already',
  mend: 'Begin again from the sign-in page',
} as const;
