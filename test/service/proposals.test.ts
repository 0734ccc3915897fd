/** Plans proposed side by side on stored courses: nothing is stored by them. */
import { expect, it } from 'vitest';
import type { PlanAlternative } from '../../src/domain/index.ts';
import { onEveryService } from './harness.ts';
import { fixture, makeOffice, send } from './plan-life.ts';

interface Imported {
  readonly version: { readonly id: string };
}
interface Proposed {
  readonly plans: readonly PlanAlternative[];
  readonly problems: readonly { readonly severity: string }[];
}

onEveryService('proposals', (harness) => {
  it('are the best plan and others that differ from it, within what was asked, and leave nothing behind', async () => {
    const { store, request } = harness();
    const { student, registrar, coordinator } = await makeOffice(harness());
    const curriculum = await send<Imported>(harness(), registrar, ['POST', '/curriculum-versions'], {
      body: { csv: fixture('home/curriculum_software.csv') },
    });
    const catalogue = await send<Imported>(harness(), coordinator, ['POST', '/catalogue-versions'], {
      body: { csv: fixture('hosts/cedar_hollow_us.csv'), language: 'en' },
    });
    const sides = { curriculum: { id: curriculum.version.id }, host: { id: catalogue.version.id } };
    const body = { ...sides, semester: 5, minEcts: '10', maxEcts: '30', count: 3 };
    const events = () => store.connection.selectFrom('events').select('subjectId').execute();
    const before = await events();
    const { plans } = await send<Proposed>(harness(), student, ['POST', '/plan/alternatives'], { body });
    expect(plans.length).toBeGreaterThan(1);
    expect(plans.length).toBeLessThanOrEqual(3);
    const contents = plans.map(({ plan }) => JSON.stringify(plan.bundles.map(({ home, host }) => [home, host])));
    expect(new Set(contents).size).toBe(plans.length);
    for (const { plan } of plans) {
      expect(Number(String(plan.totals.hostEcts))).toBeGreaterThanOrEqual(10);
      expect(Number(String(plan.totals.hostEcts))).toBeLessThanOrEqual(30);
    }
    // The same question has the same answer.
    const again = await send<Proposed>(harness(), student, ['POST', '/plan/alternatives'], { body });
    expect(again).toEqual({ plans, problems: again.problems });
    expect(await events()).toHaveLength(before.length);
    const listed = await request('GET', '/api/v1/study-plans', { cookie: student.cookie });
    expect(await listed.json()).toMatchObject({ items: [] });

    const post = (other: object) =>
      request('POST', '/api/v1/plan/alternatives', { cookie: student.cookie, body: { ...body, ...other } });
    expect((await post({ host: { id: 'absent' } })).status).toBe(422);
    expect((await post({ count: 11 })).status).toBe(400);
    expect((await post({ minEcts: '500', maxEcts: '600' })).status).toBe(422);
    expect((await request('POST', '/api/v1/plan/alternatives', { body })).status).toBe(401);
  });
});
