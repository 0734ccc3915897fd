import { afterAll, beforeAll, expect, it } from 'vitest';
import { problemDetailsSchema } from '../../src/api/problems.ts';
import { openIdClient } from '../../src/api/sign-in/openid.ts';
import { find, transact, update, users } from '../../src/store/index.ts';
import { act, granted, makeUser, unique } from '../store/samples.ts';
import { type Harness, makeHarness, onEveryService, setCookieOf } from './harness.ts';
import { type Person, type RunningProvider, startProvider, walkThrough } from './openid-provider.ts';

let provider: RunningProvider;
beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.stop());

const BEGIN = '/api/v1/sign-in/openid';

onEveryService('sign-in through an OpenID provider', (plain) => {
  const harness = (people = {}): Harness => makeHarness(plain().store, { openId: openIdClient(provider), people });

  /** From the sign-in page to the provider, as the browser does it. */
  async function leave(at: Harness, returnTo = '/plans?open=1') {
    const begun = await at.request('GET', `${BEGIN}?returnTo=${encodeURIComponent(returnTo)}`);
    expect(begun.status).toBe(302);
    return {
      url: begun.headers.get('location') ?? '',
      cookie: `concord_openid=${setCookieOf(begun, 'concord_openid')}`,
    };
  }

  /** There and back again; the answer of the callback. */
  async function signIn(at: Harness, person: Person, returnTo?: string): Promise<Response> {
    provider.people.set(person.sub, person);
    const { url, cookie } = await leave(at, returnTo);
    const back = await walkThrough(url, provider.issuer, person.sub);
    return at.request('GET', back.pathname + back.search, { cookie });
  }

  const userOf = async (at: Harness, answer: Response): Promise<unknown> => {
    const cookie = `concord_session=${setCookieOf(answer, 'concord_session')}`;
    return (await at.request('GET', '/api/v1/me', { cookie })).json();
  };

  const codeOf = async (answer: Response) => problemDetailsSchema.parse(await answer.json()).errors[0]?.code;

  const person = (parts: Partial<Person> = {}): Person => ({
    sub: unique(),
    email: `${unique()}@example.org`,
    email_verified: true,
    name: 'Invented At The Provider',
    ...parts,
  });

  it('links the account with the verified address, and knows the person by the identity from then on', async () => {
    const at = harness();
    const user = await makeUser(at.store);
    const identity = person({ email: user.email.toUpperCase() });
    const first = await signIn(at, identity);
    expect([first.status, first.headers.get('location')]).toEqual([302, '/plans?open=1']);
    expect(await userOf(at, first)).toMatchObject({ id: user.id });
    const moved = await signIn(at, { ...identity, email: 'elsewhere@example.org', email_verified: false });
    expect(await userOf(at, moved)).toMatchObject({ id: user.id, email: user.email });
  });

  it('takes an address that is not verified for nobody', async () => {
    const at = harness({ createStudents: true });
    const { email } = await makeUser(at.store);
    for (const parts of [{ email, email_verified: false }, { email: undefined }] as Partial<Person>[]) {
      const answer = await signIn(at, person(parts));
      expect([answer.status, await codeOf(answer)]).toEqual([403, 'sign-in-refused']);
    }
  });

  it('keeps strangers out, or makes students of them where the installation says so', async () => {
    const stranger = person();
    const closed = await signIn(harness(), stranger);
    expect([closed.status, await codeOf(closed)]).toEqual([403, 'sign-in-refused']);
    const open = harness({ createStudents: true });
    expect(await userOf(open, await signIn(open, stranger))).toMatchObject({
      name: 'Invented At The Provider',
      email: stranger.email,
      roles: [{ role: 'student', institute: null }],
    });
  });

  it('keeps a disabled account out', async () => {
    const at = harness({ createStudents: true });
    const identity = person();
    await signIn(at, identity);
    const user = await users.findByEmail(at.store.connection, identity.email ?? '');
    if (!user) throw new Error('made above');
    granted(await transact(at.store, (tx) => update(tx, 'user', { ...user, active: false }, act('user.disable'))));
    expect((await signIn(at, identity)).status).toBe(403);
    expect(await find(at.store.connection, 'user', user.id)).toMatchObject({ active: false });
  });

  it('takes an answer once, from the browser that asked, within ten minutes', async () => {
    const at = harness({ createStudents: true });
    const somebody = person();
    provider.people.set(somebody.sub, somebody);
    const { url, cookie } = await leave(at);
    const back = await walkThrough(url, provider.issuer, somebody.sub);
    const answer = (options = {}, search = back.search) => at.request('GET', back.pathname + search, options);
    expect((await answer()).status).toBe(403);
    expect((await answer({ cookie: 'concord_openid=another' })).status).toBe(403);
    const { at: now } = at.clock;
    at.clock.at = new Date(Date.parse(now) + 11 * 60_000).toISOString();
    expect((await answer({ cookie })).status).toBe(403);
    at.clock.at = now;
    expect((await answer({ cookie })).status).toBe(302);
    expect((await answer({ cookie })).status).toBe(403);
  });

  it('sees through an answer with another code, and hears the no of the provider', async () => {
    const at = harness({ createStudents: true });
    const state = ({ url }: { url: string }) => new URL(url).searchParams.get('state');
    const [one, two] = [await leave(at), await leave(at)];
    const callback = (query: string, cookie: string) => at.request('GET', `${BEGIN}/callback?${query}`, { cookie });
    const iss = encodeURIComponent(provider.issuer);
    const forged = await callback(`code=forged&state=${state(one)}&iss=${iss}`, one.cookie);
    expect([forged.status, await codeOf(forged)]).toEqual([403, 'sign-in-refused']);
    const denied = await callback(`error=access_denied&state=${state(two)}&iss=${iss}`, two.cookie);
    expect(problemDetailsSchema.parse(await denied.json()).detail).toContain('access_denied');
  });

  it.each(['//evil.example/x', 'https://evil.example/', '/\\evil.example', '\\\\evil.example', 'javascript:alert(1)'])(
    'leads to no other site: %s',
    async (returnTo) => {
      const at = harness({ createStudents: true });
      const location = (await signIn(at, person(), returnTo)).headers.get('location') ?? '';
      expect(new URL(location, 'http://localhost').origin).toBe('http://localhost');
    },
  );

  it('says so when the provider does not answer, or there is none', async () => {
    const away = { ...provider, issuer: 'http://127.0.0.1:1' };
    const lost = makeHarness(plain().store, { openId: openIdClient(away) });
    expect((await lost.request('GET', BEGIN)).status).toBe(503);
    expect((await plain().request('GET', BEGIN)).status).toBe(404);
    const ways = async (at: Harness) => (await at.request('GET', '/api/v1/sign-in')).json();
    expect(await ways(plain())).toEqual({ local: true, openId: null });
    expect(await ways(lost)).toEqual({ local: true, openId: BEGIN });
  });
});
