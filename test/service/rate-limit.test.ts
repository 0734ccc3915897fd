/** How much one caller may ask for: enough for an office, and not for a flood. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limitRates } from '../../src/api/limits.ts';
import { problemDetailsSchema } from '../../src/api/problems.ts';
import { readConfig } from '../../src/config.ts';
import { type Harness, makeHarness, onEveryService } from './harness.ts';

const LIMITS = { writesPerMinute: 6, readsPerMinute: 20 };

onEveryService('a caller', (harness) => {
  const limited = () => makeHarness(harness().store, { rates: LIMITS });
  const later = (service: Harness, seconds: number) => {
    service.clock.at = new Date(Date.parse(service.clock.at) + seconds * 1000).toISOString();
  };
  const write = async ({ request }: Harness, sent: { cookie?: string; token?: string }) =>
    request('POST', '/api/v1/me/notices/read', { ...sent, body: {} });
  const read = async ({ request }: Harness, sent: { cookie?: string; address?: string }) =>
    request('GET', '/api/v1/institutes', sent);

  it('writes up to a limit, is told when to come back, and may then', async () => {
    const service = limited();
    const { cookie } = await service.person();
    const statuses: number[] = [];
    for (let index = 0; index < 6; index += 1) statuses.push((await write(service, { cookie })).status);
    expect(statuses).not.toContain(429);
    const refused = await write(service, { cookie });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '10']);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    const { type, detail } = problemDetailsSchema.parse(await refused.json());
    expect(type).toBe('urn:concord:problem:too-many-attempts');
    expect(detail).toContain('Wait 10 seconds');
    later(service, 9);
    expect((await write(service, { cookie })).status).toBe(429);
    later(service, 1);
    expect((await write(service, { cookie })).status).not.toBe(429);
    expect((await write(service, { cookie })).status).toBe(429);
  });

  it('reads more than it writes, on a count of its own', async () => {
    const service = limited();
    const { cookie } = await service.person();
    for (let index = 0; index < 7; index += 1) await write(service, { cookie });
    const statuses: number[] = [];
    for (let index = 0; index < 21; index += 1) statuses.push((await read(service, { cookie })).status);
    expect(statuses).toEqual([...Array(20).fill(200), 429]);
  });

  it('is limited as a person: in every session and with every token, and apart from all others', async () => {
    const service = limited();
    const { cookie, user } = await service.person();
    const made = await service.request('POST', '/api/v1/me/tokens', {
      cookie,
      body: { name: 'script', scopes: ['notice.read'] },
    });
    const { secret: token } = (await made.json()) as { secret: string };
    const second = await service.signedIn(user);
    for (const sent of [{ token }, { token }, { cookie: second }, { cookie: second }, { cookie }]) {
      expect((await write(service, sent)).status).not.toBe(429);
    }
    for (const sent of [{ token }, { cookie: second }, { cookie }])
      expect((await write(service, sent)).status).toBe(429);
    const other = await service.person();
    expect((await write(service, { cookie: other.cookie })).status).not.toBe(429);
  });

  it('who has not signed in shares the limit of the address', async () => {
    const service = limited();
    const statuses: number[] = [];
    for (let index = 0; index < 21; index += 1) statuses.push((await read(service, { address: '192.0.2.77' })).status);
    expect(statuses).toEqual([...Array(20).fill(401), 429]);
    expect((await read(service, { address: '192.0.2.78' })).status).toBe(401);
    const { cookie } = await service.person();
    expect((await read(service, { cookie, address: '192.0.2.77' })).status).toBe(200);
  });
});

describe('the limit of a minute', () => {
  const kinds = fc.constantFrom('read' as const, 'write' as const);
  const most = { read: LIMITS.readsPerMinute, write: LIMITS.writesPerMinute };

  it('is not met in an office, nor in a load of a hundred requests a second by twenty people', () => {
    const { WRITES_PER_MINUTE: writesPerMinute, READS_PER_MINUTE: readsPerMinute } = readConfig({});
    const rates = limitRates({ writesPerMinute, readsPerMinute });
    const waits = Array.from({ length: 6000 }, (_, index) =>
      rates.take(`person ${index % 20}`, index % 3 === 0 ? 'write' : 'read', index * 10),
    );
    expect(Math.max(...waits)).toBe(0);
    expect(readConfig({ WRITES_PER_MINUTE: '5' }).WRITES_PER_MINUTE).toBe(5);
    for (const bad of ['0', '-1', 'many'])
      expect(() => readConfig({ READS_PER_MINUTE: bad })).toThrow('READS_PER_MINUTE');
  });
  it('lets no more through than a full bucket and what came back since', () => {
    const steps = fc.array(fc.tuple(kinds, fc.nat({ max: 20_000 })), { maxLength: 200 });
    fc.assert(
      fc.property(steps, (requests) => {
        const rates = limitRates(LIMITS);
        const taken = { read: 0, write: 0 };
        let at = 0;
        for (const [kind, pause] of requests) {
          at += pause;
          if (rates.take('one', kind, at) === 0) taken[kind] += 1;
          expect(taken[kind]).toBeLessThanOrEqual(most[kind] + (at / 60_000) * most[kind] + 1e-6);
        }
      }),
    );
  });

  it('is over when it says so, and not a second before', () => {
    fc.assert(
      fc.property(kinds, fc.integer({ min: 1, max: 30 }), (kind, extra) => {
        const rates = limitRates(LIMITS);
        const waits = Array.from({ length: most[kind] + extra }, () => rates.take('one', kind, 0));
        const wait = waits.at(-1) ?? 0;
        expect(wait).toBeGreaterThan(0);
        expect(rates.take('one', kind, (wait - 1) * 1000)).toBeGreaterThan(0);
        expect(rates.take('one', kind, wait * 1000)).toBe(0);
      }),
    );
  });
});
