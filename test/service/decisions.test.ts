/** Decisions on the bundles of study plans over HTTP: once each, with reasons, passed on, in bulk. */
import { expect, it } from 'vitest';
import type { Appeal, BundlePrecedent, StudyPlan } from '../../src/domain/index.ts';
import { decisions } from '../../src/store/index.ts';
import { makeInstitute } from '../store/samples.ts';
import { onEveryService } from './harness.ts';
import { lackingInNotices, makeOffice, planOfTwo, send, storeCourses, submitPlan } from './plan-life.ts';

interface Standing {
  readonly bundles: readonly { bundle: string; state: string; seen: number; precedents: { says: string } }[];
  readonly fullyOnPrecedent: boolean;
}
interface Decided {
  readonly plan: StudyPlan;
  readonly event: string | null;
  readonly problems: readonly { severity: string; message: string }[];
}

onEveryService('decisions', (harness) => {
  it('on one bundle: of fifty at the same time one wins, and the others are told so', async () => {
    const office = await makeOffice(harness());
    const { id } = await submitPlan(harness(), office, planOfTwo());
    const body = { version: 1, decisions: [{ decision: 'approve', bundle: 'b1', seen: 0 }] };
    const statuses = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const { cookie } = office.directorate;
        return (await harness().request('POST', `/api/v1/study-plans/${id}/decisions`, { cookie, body })).status;
      }),
    );
    expect(statuses.sort()).toEqual([200, ...Array(49).fill(409)]);
    expect(await decisions.list(harness().store.connection, [id])).toHaveLength(1);
  });

  it('are sent once by a request that comes again with its key', async () => {
    const office = await makeOffice(harness());
    const { id } = await submitPlan(harness(), office, planOfTwo());
    const { cookie } = office.directorate;
    const body = { version: 1, seen: 0, whole: { decision: 'refuse', reason: 'content-differs' } };
    const post = () =>
      harness().request('POST', `/api/v1/study-plans/${id}/decisions`, {
        cookie,
        body,
        headers: { 'idempotency-key': `d-${id}` },
      });
    const [first, second] = [await post(), await post()];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(await second.json()).toEqual(await first.json());
  });

  it('lead back to the draft with a coded reason, and by an upheld appeal to the directorate again', async () => {
    const office = await makeOffice(harness());
    const { student, directorate, coordinator, commission } = office;
    const { id } = await submitPlan(harness(), office, planOfTwo());
    const route = `/study-plans/${id}`;
    const decide = (decisions: object[], expected?: number[]) =>
      send<Decided>(harness(), directorate, ['POST', `${route}/decisions`], {
        body: { version: 1, decisions },
        ...(expected && { expected }),
      });
    await decide([{ decision: 'refuse', bundle: 'b1', seen: 0, reason: 'because-i-say-so' }], [422]);
    expect((await decide([{ decision: 'approve', bundle: 'b2', seen: 0 }])).event).toBeNull();
    const refused = await decide([{ decision: 'refuse', bundle: 'b1', seen: 0, reason: 'content-differs' }]);
    expect([refused.event, refused.plan.state, refused.plan.reason]).toEqual(['refuse', 'draft', 'content-differs']);
    expect(refused.problems.every(({ severity }) => severity === 'warning')).toBe(true);

    const appeal = await send<Appeal>(harness(), student, ['POST', `${route}/appeals`], {
      body: { ground: 'content-equivalent' },
    });
    expect(appeal.decidedBy).toEqual([directorate.user.id]);
    await send(harness(), coordinator, ['POST', `/appeals/${appeal.id}/admit`], { revision: 1 });
    const answer = { answer: 'uphold', reason: 'content-equivalent' };
    await send(harness(), commission, ['POST', `/appeals/${appeal.id}/decision`], { revision: 2, body: answer });
    const standing = await send<Standing & { plan: StudyPlan }>(harness(), directorate, ['GET', `${route}/standing`]);
    expect(standing.plan.state).toBe('submitted');
    expect(standing.bundles.map(({ state, seen }) => [state, seen])).toEqual([
      ['open', 2],
      ['approved', 1],
    ]);
    const approved = await decide([{ decision: 'approve', bundle: 'b1', seen: 2 }]);
    expect(approved.plan.state).toBe('pre-approved');
  });

  it('wait for the answer to a question', async () => {
    const office = await makeOffice(harness());
    const { id } = await submitPlan(harness(), office, planOfTwo());
    const route = `/study-plans/${id}`;
    const asked = await send<Decided>(harness(), office.directorate, ['POST', `${route}/decisions`], {
      body: {
        version: 1,
        decisions: [
          { decision: 'ask', bundle: 'b1', seen: 0, question: 'Which edition?' },
          { decision: 'approve-with-bridge', bundle: 'b2', seen: 0, bridge: { kind: 'laboratory', ects: '1' } },
        ],
      },
    });
    expect(asked.plan.state).toBe('asked');
    const body = { version: 1, answers: [{ decision: 'answer', bundle: 'b1', seen: 1, comment: 'The third.' }] };
    await send(harness(), office.adviser, ['POST', `${route}/answers`], { body, expected: [403] });
    const answered = await send<StudyPlan>(harness(), office.student, ['POST', `${route}/answers`], { body });
    expect(answered.state).toBe('submitted');
  });

  it('of a bundle are left to the institute that teaches the course, which does not learn whose plan it is', async () => {
    const office = await makeOffice(harness());
    const other = (await makeInstitute(harness().store)).id;
    const neighbour = await harness().person('directorate', other);
    const { id } = await submitPlan(harness(), office, planOfTwo());
    const route = `/study-plans/${id}`;
    const passOn = { decision: 'pass-on', bundle: 'b1', seen: 0, to: other };
    const passed = await send<Decided>(harness(), office.directorate, ['POST', `${route}/decisions`], {
      body: { version: 1, decisions: [passOn, { decision: 'approve', bundle: 'b2', seen: 0 }] },
    });
    expect([passed.event, passed.plan.state]).toEqual(['pass-on', 'submitted']);
    await send(harness(), neighbour, ['GET', route], { expected: [403] });
    const queue = await send<{ items: { href: string; kind: string }[] }>(harness(), neighbour, [
      'GET',
      '/queue?kind=plan',
    ]);
    expect(queue.items).toHaveLength(1);
    const href = (queue.items[0]?.href ?? '').replace('/api/v1', '');
    const shown = await send<{ bundle: { id: string }; seen: number }>(harness(), neighbour, ['GET', href]);
    expect(JSON.stringify(shown)).not.toContain(office.student.user.id);
    await send(harness(), office.directorate, ['GET', href], { expected: [403] });
    const body = { decision: { decision: 'approve', bundle: shown.bundle.id, seen: shown.seen } };
    const done = await send<{ state: string; event: string }>(harness(), neighbour, ['POST', `${href}/decision`], {
      body,
    });
    expect([done.state, done.event]).toEqual(['approved', 'approve']);
    await send(harness(), neighbour, ['POST', `${href}/decision`], { body, expected: [404] });
    expect((await send<StudyPlan>(harness(), office.student, ['GET', route])).state).toBe('pre-approved');
  });

  it('on a version that the plan has left behind are a conflict', async () => {
    const office = await makeOffice(harness());
    const { id, revision } = await submitPlan(harness(), office, planOfTwo());
    const route = `/study-plans/${id}`;
    const back = await send<StudyPlan>(harness(), office.student, ['POST', `${route}/take-back`], {
      revision,
      body: {},
    });
    const edit = { revision: back.revision, body: { plan: planOfTwo() } };
    const edited = await send<{ plan: StudyPlan }>(harness(), office.student, ['POST', `${route}/versions`], edit);
    expect(edited.plan.version).toBe(2);
    await send(harness(), office.student, ['POST', `${route}/versions`], { ...edit, expected: [412] });
    await send(harness(), office.student, ['POST', `${route}/submit`], { revision: edited.plan.revision, body: {} });
    const body = { version: 1, seen: 0, whole: { decision: 'approve' } };
    await send(harness(), office.directorate, ['POST', `${route}/decisions`], { body, expected: [409] });
  });

  it('are made for many plans at once where all of it was decided before, and only there', async () => {
    const office = await makeOffice(harness());
    const { directorate } = office;
    const plan = planOfTwo();
    await storeCourses(harness(), plan);
    const first = await submitPlan(harness(), office, plan);
    const bulk = (ids: string[]) =>
      send<{ items: { id: string; plan: StudyPlan | null; problems: { code: string }[] }[] }>(
        harness(),
        directorate,
        ['POST', '/study-plans/bulk-approvals'],
        { body: { plans: ids.map((id) => ({ id, version: 1 })) } },
      );
    const before = await bulk([first.id, 'absent']);
    expect(before.items.map((item) => [item.plan, item.problems[0]?.code]).sort()).toEqual([
      [null, 'guard-not-met'],
      [null, 'not-found'],
    ]);
    const body = { version: 1, seen: 0, whole: { decision: 'approve' } };
    const decided = await send<Decided>(harness(), directorate, ['POST', `/study-plans/${first.id}/decisions`], {
      body,
    });
    // What the matching thinks of the bundles is said, and stands in nobody's way.
    expect(decided.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    const { items } = await send<{ items: BundlePrecedent[] }>(harness(), directorate, [
      'GET',
      `/precedents?hostInstitution=${encodeURIComponent(plan.host.institution)}`,
    ]);
    expect(items.map(({ decision, institute }) => [decision, institute])).toEqual(
      Array(2).fill(['approved', office.institute]),
    );

    const second = await submitPlan(harness(), office, plan);
    const queue = await send<{ items: { id: string; inBulk: boolean; risk: number }[] }>(harness(), directorate, [
      'GET',
      '/queue?inBulk=true',
    ]);
    expect(queue.items).toMatchObject([{ id: second.id, inBulk: true, risk: 0 }]);
    const after = await bulk([second.id]);
    expect(after.items.map((item) => item.plan?.state)).toEqual(['pre-approved']);
    // What follows a precedent makes none: nothing is decided for longer by being repeated.
    const again = await send<{ items: unknown[] }>(harness(), directorate, [
      'GET',
      `/precedents?hostInstitution=${encodeURIComponent(plan.host.institution)}`,
    ]);
    expect(again.items).toHaveLength(2);
  });

  it('do not approve what breaks a hard rule of the plan', async () => {
    const office = await makeOffice(harness());
    const plan = planOfTwo();
    await storeCourses(harness(), plan);
    const [first, ...rest] = JSON.parse(JSON.stringify(plan)).bundles;
    const inflated = { ...plan, bundles: [{ ...first, host: [{ ...first.host[0], ects: '9' }] }, ...rest] };
    const { id } = await submitPlan(harness(), office, inflated);
    const body = { version: 1, seen: 0, whole: { decision: 'approve' } };
    const decided = await send<Decided>(harness(), office.directorate, ['POST', `/study-plans/${id}/decisions`], {
      body,
    });
    expect([decided.event, decided.plan.state]).toEqual([null, 'submitted']);
    expect(decided.problems.map(({ message }) => message)).toContain('M-10 has 5 ECTS, the plan says 9');
  });

  it('say in each notice everything that its text names', async () => {
    expect(await lackingInNotices(harness())).toEqual([]);
  });
});
