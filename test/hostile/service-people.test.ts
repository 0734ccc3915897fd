/** Signing in, tokens, erasure and the clock's day under attack, or when something is broken. */
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { hashPassword } from '../../src/app/account/secrets.ts';
import { runDay } from '../../src/app/index.ts';
import type { User } from '../../src/domain/index.ts';
import { passwords, transact } from '../../src/store/index.ts';
import { type Harness, makeHarness, onEveryService } from '../service/harness.ts';
import { makeApplication, makeUser, unique } from '../store/samples.ts';

const RIGHT = 'nine green bottles hanging';

async function account({ store, service }: Harness): Promise<User> {
  const user = await makeUser(store);
  const hash = await hashPassword(RIGHT, service.people.hashing);
  await transact(store, (tx) => passwords.set(tx, { user: user.id, hash, at: service.now() }));
  return user;
}

onEveryService('signing in', (harness) => {
  const signIn = (one: Harness, body: object, address: string) =>
    one.request('POST', '/api/v1/sign-in', { body, address });

  it('from one address, however many do so with the right password, locks nobody out', async () => {
    const throttle = { minutes: 15, perAccount: 3, perAddress: 6 };
    const campus = makeHarness(harness().store, { people: { throttle } });
    const users = [await account(campus), await account(campus)];
    for (let count = 0; count < 30; count += 1) {
      const { email } = users[count % 2] ?? { email: '' };
      expect((await signIn(campus, { email, password: RIGHT }, '192.0.2.50')).status).toBe(200);
    }
    const statuses = [];
    for (let count = 0; count < 8; count += 1)
      statuses.push(
        (await signIn(campus, { email: `${unique()}@example.org`, password: 'wrong' }, '192.0.2.50')).status,
      );
    expect(statuses).toEqual([403, 403, 403, 403, 403, 403, 429, 429]);
  });

  it('costs the same hashes, with a new password too, whether there is an account or not', async () => {
    let hashed = 0;
    // Read once for each hash that is made; checking one reads nothing.
    const hashing = {
      get memoryCost() {
        hashed += 1;
        return 8;
      },
      timeCost: 1,
      parallelism: 1,
    };
    const counted = makeHarness(harness().store, { people: { hashing } });
    const { email } = await account(counted);
    const disabled = await makeUser(counted.store, { active: false });
    const cost = async (body: object): Promise<number> => {
      const before = hashed;
      expect((await signIn(counted, body, unique())).status).toBe(403);
      return hashed - before;
    };
    const wrong = { password: 'a wrong password', newPassword: 'ten green bottles hanging' };
    // The first of nobody makes the hash that stands for all who have none.
    await cost({ email: 'nobody@example.org', ...wrong });
    const costs = [];
    for (const one of [email, 'nobody@example.org', disabled.email]) costs.push(await cost({ email: one, ...wrong }));
    expect(new Set(costs).size).toBe(1);
    expect(costs[0]).toBeGreaterThan(0);
  });
});

onEveryService('a token', (harness) => {
  it.each([
    [
      'signing out everywhere',
      (one: Harness, cookie: string) => one.request('POST', '/api/v1/me/sign-out', { cookie }),
    ],
    [
      'a reset',
      (one: Harness, _: string, id: string, admin: string) =>
        one.request('POST', `/api/v1/users/${id}/one-time-password`, { cookie: admin }),
    ],
    [
      'an administrator',
      (one: Harness, _: string, id: string, admin: string) =>
        one.request('POST', `/api/v1/users/${id}/sign-out`, { cookie: admin }),
    ],
  ] as const)('ends by %s', async (_, end) => {
    const { request, person, signedIn } = harness();
    const { user, cookie } = await person();
    const admin = await signedIn((await person('administrator')).user);
    const made = await request('POST', '/api/v1/me/tokens', {
      cookie,
      body: { name: 'x', scopes: ['catalogue.read'] },
    });
    const { secret: token } = (await made.json()) as { secret: string };
    expect((await request('GET', '/api/v1/catalogues', { token })).status).toBe(200);
    expect((await end(harness(), cookie, user.id, admin)).status).toBeLessThan(300);
    expect((await request('GET', '/api/v1/catalogues', { token })).status).toBe(401);
  });
});

onEveryService('an erasure', (harness) => {
  it('takes the name out of answers that others got and keeps the key used', async () => {
    const { request, person, store } = harness();
    const { cookie } = await person('administrator');
    const name = `Erased ${unique()}`;
    const body = { name, email: `${unique()}@example.org`, language: 'en', roles: [], active: true };
    const headers = { 'idempotency-key': unique() };
    const made = await request('POST', '/api/v1/users', { cookie, body, headers });
    const { id } = (await made.json()) as { id: string };
    expect((await request('POST', `/api/v1/users/${id}/erasure`, { cookie, body: {} })).status).toBe(200);
    const again = await request('POST', '/api/v1/users', { cookie, body, headers });
    expect([again.status >= 400, (await again.text()).includes(name)]).toEqual([true, false]);
    const { rows } = await sql<{
      kept: string;
    }>`select coalesce(response::text, '') as kept from idempotency_keys`.execute(store.connection);
    expect(rows.filter(({ kept }) => kept.includes(name))).toEqual([]);
  });
});

onEveryService('a row that a hand has broken', (harness) => {
  it('stops nothing of the day but its own case', async () => {
    const { store, service } = harness();
    const [broken, good] = [await makeApplication(store), await makeApplication(store)];
    await sql`update applications set state = 'submitted' where id = ${good.application.id}`.execute(store.connection);
    await sql`update applications set state = 'submitted', body = body || '{"facts": 1}'::jsonb where id = ${broken.application.id}`.execute(
      store.connection,
    );
    expect(await runDay(service)).toMatchObject({ failed: 1 });
  });
});

onEveryService('the database', (harness) => {
  it('that is away makes the server no less alive, but not ready, and answers 503', async () => {
    const { store } = harness();
    const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    const connection = new Proxy(store.connection, {
      get: () => {
        throw away;
      },
    });
    const broken = makeHarness({ ...store, connection });
    expect((await broken.request('GET', '/health')).status).toBe(200);
    expect((await broken.request('GET', '/ready')).status).toBe(503);
    const answer = await broken.request('POST', '/api/v1/sign-in', { body: { email: 'a@example.org', password: 'b' } });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    expect((await harness().request('GET', '/ready')).status).toBe(200);
  });
});
