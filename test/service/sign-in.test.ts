import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { problemDetailsSchema } from '../../src/api/problems.ts';
import { ensureAdministrator, oneTimePasswordFor } from '../../src/app/index.ts';
import { users } from '../../src/store/index.ts';
import { granted, makeUser } from '../store/samples.ts';
import { type Harness, makeHarness, onEveryService, setCookieOf } from './harness.ts';

const OLD = 'nine green bottles hanging';
const NEW = 'eight green bottles standing';
const SESSION = 'concord_session';

/** The account of a person with a password, made as an administrator makes it. */
async function account(harness: Harness, password = OLD) {
  const user = await makeUser(harness.store);
  const once = granted(await oneTimePasswordFor(harness.service, user.email)).password;
  const first = await signIn(harness, { email: user.email, password: once, newPassword: password });
  expect(first.status).toBe(200);
  return { user, email: user.email, cookie: cookieOf(first) };
}

const signIn = (harness: Harness, body: unknown, options = {}) =>
  harness.request('POST', '/api/v1/sign-in', { body, ...options });

const cookieOf = (answer: Response): string => `${SESSION}=${setCookieOf(answer, SESSION) ?? ''}`;

const codeOf = async (answer: Response) => problemDetailsSchema.parse(await answer.json()).errors[0]?.code;

const me = async (harness: Harness, cookie: string) => (await harness.request('GET', '/api/v1/me', { cookie })).status;

const minutesLater = (harness: Harness, minutes: number): void => {
  harness.clock.at = new Date(Date.parse(harness.clock.at) + minutes * 60_000).toISOString();
};

const THROTTLED = { throttle: { minutes: 15, perAccount: 3, perAddress: 6 } };

onEveryService('local accounts', (harness) => {
  it('sign in with the right password, and the cookie is the session', async () => {
    const { email, user } = await account(harness());
    const answer = await signIn(harness(), { email: email.toUpperCase(), password: OLD });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ user: { id: user.id } });
    expect(answer.headers.get('set-cookie')).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/);
    const mine = await harness().request('GET', '/api/v1/me', { cookie: cookieOf(answer) });
    expect(await mine.json()).toMatchObject({ email });
  });

  it('are refused in the same words, whatever was wrong', async () => {
    const { email } = await account(harness());
    const disabled = await makeUser(harness().store, { active: false });
    const bodies = [
      { email, password: 'wrong password here' },
      { email: 'nobody@example.org', password: OLD },
      { email: disabled.email, password: OLD },
    ];
    const answers = await Promise.all(bodies.map((body) => signIn(harness(), body)));
    const details = await Promise.all(
      answers.map(async (answer) => {
        const { detail } = problemDetailsSchema.parse(await answer.json());
        return [answer.status, detail];
      }),
    );
    expect(new Set(details.map(String)).size).toBe(1);
    expect(details[0]?.[0]).toBe(403);
  });

  it('get a fresh session at every sign-in, and the one that the browser had ends', async () => {
    const { email, cookie } = await account(harness());
    const again = await signIn(harness(), { email, password: OLD }, { cookie });
    expect(cookieOf(again)).not.toBe(cookie);
    expect([await me(harness(), cookie), await me(harness(), cookieOf(again))]).toEqual([401, 200]);
  });

  it('sign out, here or everywhere', async () => {
    const { email, cookie } = await account(harness());
    const elsewhere = cookieOf(await signIn(harness(), { email, password: OLD }));
    const out = await harness().request('POST', '/api/v1/sign-out', { cookie });
    expect([out.status, setCookieOf(out, SESSION)]).toEqual([204, null]);
    expect([await me(harness(), cookie), await me(harness(), elsewhere)]).toEqual([401, 200]);
    const third = cookieOf(await signIn(harness(), { email, password: OLD }));
    expect((await harness().request('POST', '/api/v1/me/sign-out', { cookie: third })).status).toBe(204);
    expect([await me(harness(), elsewhere), await me(harness(), third)]).toEqual([401, 401]);
  });

  it('change the password, which ends every other session', async () => {
    const { email, cookie } = await account(harness());
    const elsewhere = cookieOf(await signIn(harness(), { email, password: OLD }));
    const change = (body: unknown) => harness().request('POST', '/api/v1/me/password', { cookie, body });
    expect((await change({ password: 'not the old one', newPassword: NEW })).status).toBe(403);
    for (const newPassword of ['short', 'aaaaaaaaaaaaaaaa', `${email}1`]) {
      const refused = await change({ password: OLD, newPassword });
      expect([newPassword, await codeOf(refused)]).toEqual([newPassword, 'password-unsuitable']);
    }
    expect((await change({ password: OLD, newPassword: NEW })).status).toBe(204);
    expect([await me(harness(), cookie), await me(harness(), elsewhere)]).toEqual([200, 401]);
    expect((await signIn(harness(), { email, password: OLD })).status).toBe(403);
    expect((await signIn(harness(), { email, password: NEW })).status).toBe(200);
  });

  it('may write a password in either form of Unicode', async () => {
    const { email } = await account(harness(), 'пароль\u0438\u0306 длинный');
    expect((await signIn(harness(), { email, password: 'пароль\u0439 длинный' })).status).toBe(200);
  });
});

onEveryService('one-time passwords', (harness) => {
  it('sign nobody in until a new password comes with them, and then work no more', async () => {
    const { store, service } = harness();
    const { email } = await makeUser(store);
    const { password } = granted(await oneTimePasswordFor(service, email));
    const alone = await signIn(harness(), { email, password });
    expect([alone.status, setCookieOf(alone, SESSION)]).toEqual([403, null]);
    expect(await codeOf(alone)).toBe('password-change-needed');
    expect(await codeOf(await signIn(harness(), { email, password, newPassword: 'short' }))).toBe(
      'password-unsuitable',
    );
    const tries = [NEW, OLD].map((newPassword) => signIn(harness(), { email, password, newPassword }));
    expect((await Promise.all(tries)).map(({ status }) => status).sort()).toEqual([200, 403]);
    expect(await codeOf(await signIn(harness(), { email, password, newPassword: NEW }))).toBe('sign-in-refused');
  });

  it('are given by an administrator: the old password and all sessions end', async () => {
    const { user, email, cookie } = await account(harness());
    const administrator = await harness().person('administrator');
    const given = await harness().request('POST', `/api/v1/users/${user.id}/one-time-password`, administrator);
    expect(given.status).toBe(201);
    const { password } = (await given.json()) as { password: string };
    expect(await me(harness(), cookie)).toBe(401);
    expect((await signIn(harness(), { email, password: OLD })).status).toBe(403);
    expect((await signIn(harness(), { email, password, newPassword: NEW })).status).toBe(200);
  });

  it('run out', async () => {
    const { store, service, clock } = harness();
    const { email } = await makeUser(store);
    const { password } = granted(await oneTimePasswordFor(service, email));
    const before = clock.at;
    minutesLater(harness(), 72 * 60);
    expect(await codeOf(await signIn(harness(), { email, password, newPassword: NEW }))).toBe('sign-in-refused');
    clock.at = before;
  });
});

onEveryService('the first start', (harness) => {
  it('makes one administrator with a one-time password', async () => {
    const [email, other] = ['first@example.org', 'second@example.org'];
    const first = granted(await ensureAdministrator(harness().service, email));
    expect(granted(await ensureAdministrator(harness().service, other))).toBeNull();
    const roles = [{ role: 'administrator', institute: null }];
    expect(await users.findByEmail(harness().store.connection, email)).toMatchObject({ roles });
    expect(await users.findByEmail(harness().store.connection, other)).toBeNull();
    const password = first?.password;
    expect(await codeOf(await signIn(harness(), { email, password }))).toBe('password-change-needed');
    expect((await signIn(harness(), { email, password, newPassword: NEW })).status).toBe(200);
  });
});

onEveryService('sessions', (harness) => {
  it('end after an hour without a request, and after twelve in any case', async () => {
    const { email } = await account(harness());
    const begin = async () => cookieOf(await signIn(harness(), { email, password: OLD }));
    const idle = await begin();
    minutesLater(harness(), 59);
    expect(await me(harness(), idle)).toBe(200);
    minutesLater(harness(), 59);
    expect(await me(harness(), idle)).toBe(200);
    minutesLater(harness(), 61);
    expect(await me(harness(), idle)).toBe(401);
    const busy = await begin();
    const statuses: number[] = [];
    for (let half = 1; half <= 24; half += 1) {
      minutesLater(harness(), 30);
      statuses.push(await me(harness(), busy));
    }
    expect(statuses).toEqual([...Array(23).fill(200), 401]);
  });

  it('are Secure and bound to the host where people come over https', async () => {
    const secure = makeHarness(harness().store, { publicUrl: 'https://concord.example' });
    const { email } = await account(harness());
    const answer = await signIn(secure, { email, password: OLD });
    expect(answer.headers.get('set-cookie')).toMatch(
      /^__Host-concord_session=\S+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    const cookie = `__Host-concord_session=${setCookieOf(answer, '__Host-concord_session')}`;
    expect(await me(secure, cookie)).toBe(200);
    expect(await me(secure, cookie.replace('__Host-', ''))).toBe(401);
  });
});

onEveryService(
  'attempts',
  (harness) => {
    const wrong = (email: string, address: string) =>
      signIn(harness(), { email, password: 'a wrong password' }, { address });

    it('are limited by account, in a row or at once, and the right password waits too', async () => {
      const { email } = await account(harness());
      const tries = await Promise.all(Array.from({ length: 12 }, () => wrong(email, '198.51.100.1')));
      const statuses = tries.map(({ status }) => status);
      expect(statuses.filter((status) => status === 403).length).toBeLessThanOrEqual(3);
      expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(9);
      const right = await signIn(harness(), { email, password: OLD }, { address: '198.51.100.2' });
      expect([right.status, right.headers.get('retry-after')]).toEqual([429, '900']);
      expect(await codeOf(right)).toBe('too-many-attempts');
      minutesLater(harness(), 16);
      expect((await signIn(harness(), { email, password: OLD })).status).toBe(200);
    });

    it('are limited by address, whatever accounts they name; of IPv6 by network', async () => {
      const statuses: number[] = [];
      for (let host = 0; host < 8; host += 1)
        statuses.push((await wrong(`guess${host}@example.org`, `2001:db8:0:1::${host}`)).status);
      expect(statuses).toEqual([403, 403, 403, 403, 403, 403, 429, 429]);
      expect((await wrong('guess9@example.org', '2001:db8:0:2::1')).status).toBe(403);
    });

    it('believe X-Forwarded-For of a trusted proxy alone', async () => {
      const behind = makeHarness(harness().store, { trustedProxies: 1, people: THROTTLED });
      const attempt = (one: Harness, forwarded: string) =>
        signIn(
          one,
          { email: 'somebody@example.org', password: 'a wrong password' },
          { address: '203.0.113.9', headers: { 'x-forwarded-for': forwarded } },
        );
      expect((await attempt(behind, '10.0.0.1, 203.0.113.77')).status).toBe(403);
      const rows = await harness().store.connection.selectFrom('signInAttempts').select('key').execute();
      const key = (address: string) => createHash('sha256').update(`address ${address}`).digest('hex');
      const keys = rows.map((row) => row.key);
      expect([keys.includes(key('203.0.113.77')), keys.includes(key('10.0.0.1'))]).toEqual([true, false]);
      await attempt(harness(), '10.0.0.1');
      const later = await harness().store.connection.selectFrom('signInAttempts').select('key').execute();
      expect(later.map((row) => row.key)).toContain(key('203.0.113.9'));
    });

    it('of a successful account start anew', async () => {
      const { email } = await account(harness());
      for (let round = 0; round < 4; round += 1) {
        expect((await wrong(email, `198.51.100.${50 + round}`)).status).toBe(403);
        expect(
          (await signIn(harness(), { email, password: OLD }, { address: `198.51.100.${60 + round}` })).status,
        ).toBe(200);
      }
    });
  },
  { people: THROTTLED },
);
