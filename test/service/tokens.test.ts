/** API tokens over every scope: each reaches the routes of its actions, and no other, whatever its owner may. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ACTIONS, type Action, roleSchema } from '../../src/domain/index.ts';
import { makeInstitute, makeUser } from '../store/samples.ts';
import { type Harness, onEveryService } from './harness.ts';
import { type Route, routesOf } from './ruled-routes.ts';

/** A leaked token must not be able to make another, take an account over, or do what cannot be undone. */
const NEVER: readonly Action[] = [
  ...(['token.manage', 'token.revoke', 'profile.edit', 'user.manage'] as const),
  ...(['personal-data.erase', 'retention.release', 'demonstration.reset'] as const),
];
const SCOPES = ACTIONS.filter((action) => !NEVER.includes(action));

/** Somebody with every role, so that nothing but the scope refuses. */
async function everybody({ store, signedIn }: Harness): Promise<string> {
  const institute = (await makeInstitute(store)).id;
  return signedIn(await makeUser(store, { roles: roleSchema.options.map((role) => ({ role, institute })) }));
}

onEveryService('a token', (harness) => {
  const make = (cookie: string, scopes: readonly Action[]) =>
    harness().request('POST', '/api/v1/me/tokens', { cookie, body: { name: 'script', scopes } });

  async function secretFor(cookie: string, scopes: readonly Action[]): Promise<string> {
    const answer = await make(cookie, scopes);
    if (answer.status !== 201) throw new Error(`${scopes}: ${answer.status} ${await answer.text()}`);
    return ((await answer.json()) as { secret: string }).secret;
  }

  const ruled = () => routesOf(harness().api).filter(({ action }) => action !== null);

  /** Whether the scope of the token refused: a handler may refuse for other reasons, which are not tried here. */
  async function isRefused({ method, path, on }: Route, token: string): Promise<boolean> {
    const about = typeof on === 'object' && on !== null && 'field' in on ? { [on.field]: 'absent' } : {};
    const body = method === 'get' || method === 'delete' ? {} : { body: about };
    const url = path.replaceAll(/\{\w+\}/g, 'absent');
    const answer = await harness().request(method.toUpperCase(), url, { token, ...body });
    expect([path, answer.status]).not.toEqual([path, 401]);
    return answer.status === 403 && /the token does not allow/.test(await answer.text());
  }

  it('for the action of a route reaches it, and one for all other actions together does not', async () => {
    const cookie = await everybody(harness());
    for (const action of new Set(ruled().map((route) => route.action))) {
      const own = SCOPES.filter((scope) => scope === action);
      const tokens = [own, SCOPES.filter((scope) => scope !== action)].filter(({ length }) => length > 0);
      for (const scopes of tokens) {
        const token = await secretFor(cookie, scopes);
        for (const route of ruled().filter((one) => one.action === action)) {
          const place = `${route.method} ${route.path} with ${scopes.length === 1 ? action : `all but ${action}`}`;
          expect([place, await isRefused(route, token)]).toEqual([place, scopes !== own]);
        }
      }
    }
  });

  it('for several actions reaches the routes of these', async () => {
    const cookie = await everybody(harness());
    const several = fc.tuple(fc.uniqueArray(fc.constantFrom(...SCOPES), { minLength: 1 }), fc.constantFrom(...ruled()));
    await fc.assert(
      fc.asyncProperty(several, async ([scopes, route]) => {
        const token = await secretFor(cookie, scopes);
        expect(await isRefused(route, token)).toBe(!scopes.some((scope) => scope === route.action));
      }),
    );
  });

  it('is never made for tokens, the password or accounts, alone or among others', async () => {
    const cookie = await everybody(harness());
    for (const scope of NEVER) {
      expect((await make(cookie, [scope])).status).toBe(400);
      expect((await make(cookie, ['catalogue.read', scope])).status).toBe(400);
    }
  });
});
