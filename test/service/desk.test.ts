/** The one queue of each person: what waits, why, by which day. */
import { expect, it } from 'vitest';
import type { Application, QueueItem, StudyPlan } from '../../src/domain/index.ts';
import {
  addNotices,
  claimMessages,
  findApplication,
  listMessages,
  markFailed,
  transact,
  updateApplication,
} from '../../src/store/index.ts';
import { bundle, planOf } from '../mobility/plans.ts';
import { act, granted, makeApplication, makeCall, makeNotice } from '../store/samples.ts';
import { type Harness, onEveryService } from './harness.ts';
import { agreeWithHost, makeOffice, send, submitPlan } from './plan-life.ts';

type Entry = QueueItem & { readonly href: string };

const queueOf = async (harness: Harness, person: { cookie: string }, query = ''): Promise<Entry[]> =>
  (await send<{ items: Entry[] }>(harness, person, ['GET', `/queue${query}`])).items;

const ofPlan = ({ id }: Pick<StudyPlan, 'id'>, items: readonly Entry[]) => items.filter((item) => item.id === id);

onEveryService('the desk', (harness) => {
  it('shows what waits for whom, with its reason and its day', async () => {
    const office = await makeOffice(harness());
    const plan = await submitPlan(harness(), office, planOf(bundle('b1', ['MAT1'], ['M-10'])));
    expect(await queueOf(harness(), office.directorate, '?kind=plan')).toMatchObject([
      {
        kind: 'plan',
        id: plan.id,
        reason: 'plan.submitted',
        role: 'directorate',
        due: '2026-11-07',
        href: `/api/v1/study-plans/${plan.id}`,
      },
    ]);
    for (const person of [office.student, office.adviser, office.registrar])
      expect(ofPlan(plan, await queueOf(harness(), person))).toEqual([]);
  });

  it('shows an adviser whose students are at work on a plan', async () => {
    const office = await makeOffice(harness());
    const source = { plan: planOf(bundle('b1', ['MAT1'], ['M-10'])) };
    const { plan } = await send<{ plan: StudyPlan }>(harness(), office.student, ['POST', '/study-plans'], {
      body: { source },
    });
    expect(ofPlan(plan, await queueOf(harness(), office.student))).toMatchObject([{ role: 'student' }]);
    expect(ofPlan(plan, await queueOf(harness(), office.adviser))).toMatchObject([
      { role: 'adviser', explanation: 'the student is at work on it' },
    ]);
    const elsewhere = await makeOffice(harness());
    expect(ofPlan(plan, await queueOf(harness(), elsewhere.adviser))).toEqual([]);
  });

  it('asks for the transcript once the stay is over, and not before', async () => {
    const office = await makeOffice(harness());
    const source = { plan: planOf(bundle('b1', ['MAT1'], ['M-10'])) };
    const stay = { start: '2026-09-01', end: '2026-11-01' };
    const drafted = await send<{ plan: StudyPlan }>(harness(), office.student, ['POST', '/study-plans'], {
      body: { source, stay },
    });
    const route = `/study-plans/${drafted.plan.id}`;
    await send(harness(), office.student, ['POST', `${route}/submit`], { revision: drafted.plan.revision, body: {} });
    const { plan } = await send<{ plan: StudyPlan }>(harness(), office.directorate, ['POST', `${route}/decisions`], {
      body: { version: drafted.plan.version, seen: 0, whole: { decision: 'approve' } },
    });
    await agreeWithHost(harness(), office, plan);
    const waiting = async () => ofPlan(plan, await queueOf(harness(), office.registrar));
    // 35 days after the end of the stay.
    expect(await waiting()).toMatchObject([{ reason: 'plan.frozen', due: '2026-12-06' }]);
    const { clock } = harness();
    const now = clock.at;
    clock.at = '2026-10-31T09:00:00.000Z';
    expect(await waiting()).toEqual([]);
    clock.at = now;
  });

  it('shows the next on the reserve list when a place is free, and nobody else of the list', async () => {
    const { commission } = await makeOffice(harness());
    const { store } = harness();
    const reserve = async (call: Awaited<ReturnType<typeof makeCall>>, place: number): Promise<Application> => {
      const { application } = await makeApplication(store, { call });
      const moved = { ...application, state: 'reserved' as const, reservePlace: place };
      return granted(await transact(store, (tx) => updateApplication(tx, moved, act('application.reserve'))));
    };
    const free = await makeCall(store, { quantity: 1 });
    const second = await reserve(free, 2);
    const first = await reserve(free, 1);
    const full = await reserve(await makeCall(store, { quantity: 0 }), 1);
    const shown = (await queueOf(harness(), commission, '?kind=application')).map(({ id }) => id);
    expect(shown).toContain(first.id);
    expect(shown).not.toContain(second.id);
    expect(shown).not.toContain(full.id);
  });

  it('counts the days of a step from when it began, whatever is written meanwhile', async () => {
    const { coordinator } = await makeOffice(harness());
    const { store } = harness();
    const { application } = await makeApplication(store);
    const due = async () =>
      (await queueOf(harness(), coordinator, '?kind=application')).find(({ id }) => id === application.id)?.due;
    const before = await due();
    const later = { ...act('application.edit'), at: '2026-11-20T09:00:00.000Z' };
    const edited = { ...application, funding: 'own-expense' as const };
    granted(await transact(store, (tx) => updateApplication(tx, edited, later)));
    expect(await findApplication(store.connection, application.id)).toMatchObject({ funding: 'own-expense' });
    expect(before).toBe('2026-11-09');
    expect(await due()).toBe(before);
  });

  it('shows an administrator the mail that is not tried any more, and nobody else', async () => {
    const { administrator, student, registrar } = await makeOffice(harness());
    const { store } = harness();
    const { connection } = store;
    await transact(store, (tx) =>
      addNotices(tx, [makeNotice(student.user.id)], { at: harness().clock.at, mail: true }),
    );
    for (let year = 2100; ; year += 1) {
      const at = `${year}-01-01T00:00:00.000Z`;
      const claimed = await claimMessages(connection, { at, limit: 100, leaseSeconds: 1 });
      if (claimed.length === 0) break;
      for (const message of claimed) await markFailed(connection, message, { at, error: '550 no such address' });
    }
    const { items } = await listMessages(connection, { state: 'dead' });
    const mine = items.find(({ notice }) => notice.to === student.user.id);
    const mailOf = async (person: { cookie: string }) =>
      (await queueOf(harness(), person, '?kind=mail')).map(({ id }) => id);
    expect(await mailOf(administrator)).toContain(mine?.id);
    expect(await mailOf(registrar)).toEqual([]);
  });
});
