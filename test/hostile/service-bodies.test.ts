/** Bodies that are made to keep a server busy: refused by their size and shape, to whom nobody knows before a byte is read. */
import { expect, it } from 'vitest';
import { makeHarness, onEveryService } from '../service/harness.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

onEveryService('a body', (harness) => {
  const post = (route: string, body: BodyInit, headers: Record<string, string> = {}) =>
    harness().api.request(route, {
      method: 'POST',
      headers: { ...JSON_TYPE, ...headers },
      body,
      duplex: 'half',
    } as RequestInit);
  /** Fails the test when somebody reads it. */
  const unread = () =>
    new ReadableStream({ type: 'bytes', pull: () => Promise.reject(new Error('the body was read')) });

  it('of a stranger is a few words: nested lists and long ones are refused', async () => {
    const sizes = [
      '['.repeat(16 * 1024 ** 2),
      '['.repeat(8000),
      `[${'{},'.repeat(2000)}{}]`,
      `"${'x'.repeat(20_000)}"`,
    ];
    const statuses = await Promise.all(sizes.map(async (body) => (await post('/api/v1/sign-in', body)).status));
    expect(statuses).toEqual([413, 400, 413, 413]);
    expect((await post('/api/v1/sign-in', new Blob(['['.repeat(1e6)]).stream())).status).toBe(413);
  });

  it('is not read for whom nobody knows or whose rights do not reach', async () => {
    expect((await post('/api/v1/institutes', unread())).status).toBe(401);
    expect((await post('/api/v1/institutes', unread(), { 'idempotency-key': 'a' })).status).toBe(401);
    expect((await post('/api/v1/match', unread())).status).toBe(401);
  });

  it('of a tool is no longer than the courses of a university', async () => {
    const open = makeHarness(harness().store, { openTools: true });
    const answer = await open.request('POST', '/api/v1/match', {
      body: { curriculum: { institution: 'A', courses: Array(200_000).fill({}) }, host: { id: 'x' } },
    });
    expect(answer.status).toBe(413);
    const { errors } = (await answer.json()) as { errors: { reason: { code: string } }[] };
    expect(errors.map(({ reason }) => reason.code)).toEqual(['api-body-too-long']);
  });

  it('with thousands of faults names the first of them', async () => {
    const open = makeHarness(harness().store, { openTools: true });
    const faults = async (count: number) => {
      const body = {
        curriculum: { institution: 'A', programme: 'B', courses: Array(count).fill({ code: 1 }) },
        host: { id: 'x' },
      };
      const answer = await open.request('POST', '/api/v1/match', { body });
      expect(answer.status).toBe(400);
      return ((await answer.json()) as { errors: unknown[] }).errors.length;
    };
    expect(await faults(9000)).toBeGreaterThan(0);
    expect(await faults(9000)).toBeLessThanOrEqual(100);
    expect(await faults(400)).toBe(100);
  });
});

onEveryService(
  'requests of strangers',
  (harness) => {
    it('are counted by their address, but for what watches over the server', async () => {
      const { request } = harness();
      const signIn = (address: string) =>
        request('POST', '/api/v1/sign-in', { body: { email: 'a@example.org', password: 'b' }, address });
      const statuses = [];
      for (let at = 0; at < 7; at += 1) statuses.push((await signIn('192.0.2.77')).status);
      expect(statuses).toEqual([403, 403, 403, 403, 403, 429, 429]);
      expect((await signIn('192.0.2.78')).status).toBe(403);
      for (let at = 0; at < 20; at += 1)
        expect((await request('GET', '/health', { address: '192.0.2.77' })).status).toBe(200);
    });
  },
  { rates: { writesPerMinute: 5, readsPerMinute: 10 } },
);
