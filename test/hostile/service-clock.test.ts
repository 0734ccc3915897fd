/** A clock that is wrong for a minute must not erase what no clock brings back. */
import { expect, it } from 'vitest';
import { doubtTime, runRetentionUnasked } from '../../src/app/index.ts';
import { transact, update } from '../../src/store/index.ts';
import { onEveryService } from '../service/harness.ts';
import { act, granted, makeApplication } from '../store/samples.ts';

onEveryService('the clock', (harness) => {
  /** The database's clock goes with the machine's, as where both are one machine. */
  const together = async () => ({ database: harness().clock.at, lastEvent: null });

  it('is held against the database, the last event and what it said before', async () => {
    const { service, clock } = harness();
    const start = clock.at;
    const says = async (database: string, lastEvent: string | null = null) =>
      (await doubtTime(service, async () => ({ database, lastEvent })))?.code ?? null;
    expect(await says(start)).toBeNull();
    expect(await says('2026-11-02T09:11:00.000Z')).toBe('clocks-differ');
    expect(await says(start, '2026-11-02T09:11:00.000Z')).toBe('clock-behind');
    clock.at = '2036-11-02T09:00:00.000Z';
    expect(await says(start)).toBe('clocks-differ');
    expect(await says(clock.at)).toBe('clock-leapt');
    clock.at = '2026-12-01T09:00:00.000Z';
    expect(await says(clock.at)).toBeNull();
    clock.at = start;
  });

  it('ten years ahead erases nothing, nor do more than a day is expected to bring, until an administrator has looked', async () => {
    const { service, clock, store, person, request } = harness();
    const start = clock.at;
    const { cookie } = await person('administrator');
    for (let count = 0; count < 60; count += 1) {
      const { application } = await makeApplication(store);
      granted(
        await transact(store, (tx) =>
          update(tx, 'application', { ...application, state: 'withdrawn' }, act('test.end')),
        ),
      );
    }
    const run = () => runRetentionUnasked(service, undefined, together);
    await run();
    clock.at = '2036-11-02T09:00:00.000Z';
    expect(await run()).toEqual({ waits: 'clock-leapt' });
    // The years pass, with the server at work.
    for (let year = 2026; year < 2036; year += 1)
      for (let month = 1; month <= 12; month += 1) {
        clock.at = `${year}-${String(month).padStart(2, '0')}-28T09:00:00.000Z`;
        if (clock.at > start) await doubtTime(service, together);
      }
    const { waits } = await run();
    const [due] = /^\d+/.exec(waits ?? '') ?? [];
    expect(Number(due)).toBeGreaterThan(100);
    const admin = await harness().signedIn((await person('administrator')).user);
    const release = (day: string) =>
      request('POST', '/api/v1/retention/release', { cookie: admin, body: { upTo: Number(due), day } });
    expect((await release('2026-11-02')).status).toBe(400);
    expect((await release(clock.at.slice(0, 10))).status).toBe(204);
    expect((await run()).accounts).toBeGreaterThan(40);
    clock.at = start;
    expect(cookie).not.toBe('');
  });
});
