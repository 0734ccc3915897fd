/** The one queue of each person: what waits, why, by which day. */
import { PGlite } from '@electric-sql/pglite';
import { Client } from 'pg';
import { expect, it, vi } from 'vitest';
import { missingDocument } from '../../src/app/moves/application.ts';
import type {
  Application,
  BundlePrecedent,
  Document,
  DocumentType,
  QueueItem,
  StudyPlan,
} from '../../src/domain/index.ts';
import { groupBy } from '../../src/domain/index.ts';
import { create, find, notices, outbox, precedents, transact, update } from '../../src/store/index.ts';
import { bundle, planOf } from '../mobility/plans.ts';
import {
  act,
  granted,
  makeApplication,
  makeCall,
  makeInstitute,
  makeNotice,
  makePrecedent,
  unique,
} from '../store/samples.ts';
import { type Harness, onEveryService } from './harness.ts';
import { agreeWithHost, makeOffice, send, submitPlan } from './plan-life.ts';

type Entry = QueueItem & { readonly href: string };

const queueOf = async (harness: Harness, person: { cookie: string }, query = ''): Promise<Entry[]> =>
  (await send<{ items: Entry[] }>(harness, person, ['GET', `/queue${query}`])).items;

/** The numbers beside the places are those of the list itself. */
async function expectCounted(harness: Harness, person: { cookie: string }): Promise<void> {
  type Counts = { total: number; kinds: Record<string, number> };
  const { total, kinds } = await send<Counts>(harness, person, ['GET', '/queue/counts']);
  const items = await queueOf(harness, person, '?limit=500');
  expect(total).toBe(items.length);
  expect(kinds).toEqual(
    Object.fromEntries([...groupBy(items, ({ kind }) => kind)].map(([kind, of]) => [kind, of.length])),
  );
}

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
    for (const person of Object.values(office))
      if ('cookie' in Object(person)) await expectCounted(harness(), person as { cookie: string });
    expect(await send(harness(), office.directorate, ['GET', '/queue/counts'])).toMatchObject({ kinds: { plan: 1 } });
  });

  it('shows an adviser whose students are at work on a plan', async () => {
    const office = await makeOffice(harness());
    const body = { plan: planOf(bundle('b1', ['MAT1'], ['M-10'])) };
    const { plan } = await send<{ plan: StudyPlan }>(harness(), office.student, ['POST', '/study-plans'], {
      body,
    });
    expect(ofPlan(plan, await queueOf(harness(), office.student))).toMatchObject([{ role: 'student' }]);
    expect(ofPlan(plan, await queueOf(harness(), office.adviser))).toMatchObject([
      { role: 'adviser', explanation: { code: 'helps-plan-draft' } },
    ]);
    const elsewhere = await makeOffice(harness());
    expect(ofPlan(plan, await queueOf(harness(), elsewhere.adviser))).toEqual([]);
  });

  it('asks for the transcript once the stay is over, and not before', async () => {
    const office = await makeOffice(harness());
    const given = planOf(bundle('b1', ['MAT1'], ['M-10']));
    const stay = { start: '2026-09-01', end: '2026-11-01' };
    const drafted = await send<{ plan: StudyPlan }>(harness(), office.student, ['POST', '/study-plans'], {
      body: { plan: given, stay },
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
      return granted(await transact(store, (tx) => update(tx, 'application', moved, act('application.reserve'))));
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
    granted(await transact(store, (tx) => update(tx, 'application', edited, later)));
    expect(await find(store.connection, 'application', application.id)).toMatchObject({ funding: 'own-expense' });
    expect(before).toBe('2026-11-09');
    expect(await due()).toBe(before);
  });

  it('shows papers to whoever hands them in, and handed in to whoever checks them, each with its day', async () => {
    const office = await makeOffice(harness());
    const institute = { id: office.institute, revision: 1, code: 'x', names: { en: 'x' } };
    const given = { student: office.student.user, institute };
    const { application } = await makeApplication(harness().store, given);
    const paper = (type: DocumentType, parts: Partial<Document> = {}) =>
      transact(harness().store, async (tx) => {
        const draft = { ...missingDocument(application.id, type), ...parts };
        return granted(await create(tx, 'document', { ...draft, files: [] }, act('document.create'))).id;
      });
    const certificate = await paper('medical-certificate');
    const order = await paper('secondment-order');
    const letters = await paper('recommendation-letters', { state: 'uploaded', copies: 2 });
    const old = await paper('transcript-copy', { state: 'returned' });
    // The call asks for no language, so that nobody waits for this one.
    await paper('language-certificate');
    const papersOf = async (person: { cookie: string }) =>
      (await queueOf(harness(), person, '?kind=document&limit=500'))
        .filter(({ id }) => [certificate, order, letters, old].includes(id))
        .map(({ id, reason, due, risks }) => [id, reason, due, risks]);
    expect(await papersOf(office.student)).toEqual([
      [certificate, 'document.missing', '2027-08-01', ['document-missing']],
    ]);
    expect(await papersOf(office.coordinator)).toEqual([
      [letters, 'document.uploaded', '2026-11-07', ['document-to-check']],
      [old, 'document.returned', '2027-03-01', ['document-returned']],
      [order, 'document.missing', '2027-08-18', ['document-missing']],
    ]);
    const asked = await queueOf(harness(), office.coordinator, '?kind=document&limit=500');
    expect(asked.find(({ id }) => id === letters)).toMatchObject({
      paper: { application: application.id, type: 'recommendation-letters', title: { en: expect.any(String) } },
    });
    expect(await papersOf(office.registrar)).toEqual([]);
  });

  it('shows a directorate the precedents that contradict, that end, and that were opened again', async () => {
    const office = await makeOffice(harness());
    const [host, other] = [`Host ${unique()}`, await makeInstitute(harness().store)];
    const remember = (parts: Partial<BundlePrecedent>) =>
      transact(harness().store, async (tx) => {
        const draft = { ...makePrecedent(office.institute, host), ...parts };
        return granted(await precedents.create(tx, draft, act('plan.decide'))).id;
      });
    const about = (code: string) => {
      const { home, host: there } = makePrecedent(office.institute, host);
      const [course] = there.courses;
      if (!course) throw new Error('there is one');
      return { home, host: { ...there, courses: [{ ...course, code }] } };
    };
    const approved = await remember(about('A-1'));
    const refused = { ...about('A-1'), decision: 'refused', reason: 'content-differs', institute: other.id } as const;
    await remember(refused);
    const ending = await remember({ ...about('B-1'), validUntil: '2026-11-20' });
    const reopened = await remember({ ...about('C-1'), status: 'reopened' });
    await remember(about('D-1'));
    await remember({ ...about('E-1'), validUntil: '2026-11-01' });
    const items = await queueOf(harness(), office.directorate, '?kind=precedent');
    expect(items.map(({ id, reason }) => [id, reason]).sort()).toEqual(
      [
        [approved, 'precedent.contradictory'],
        [ending, 'precedent.expiring'],
        [reopened, 'precedent.reopened'],
      ].sort(),
    );
  });

  it('asks the database as often for many cases as for few', async () => {
    const office = await makeOffice(harness());
    const count = async (person: { cookie: string }): Promise<number> => {
      const spies = [vi.spyOn(Client.prototype, 'query'), vi.spyOn(PGlite.prototype, 'query')];
      await queueOf(harness(), person, '?limit=500');
      const asked = spies.reduce((sum, { mock }) => sum + mock.calls.length, 0);
      for (const spy of spies) spy.mockRestore();
      return asked;
    };
    const institute = { id: office.institute, revision: 1, code: 'x', names: { en: 'x' } };
    const addCases = async (): Promise<void> => {
      await submitPlan(harness(), office, planOf(bundle('b1', ['MAT1'], ['M-10'])));
      const { application } = await makeApplication(harness().store, { student: office.student.user, institute });
      const draft = { ...missingDocument(application.id, 'application'), state: 'uploaded' as const };
      granted(
        await transact(harness().store, (tx) =>
          create(tx, 'document', { ...draft, files: [] }, act('document.create')),
        ),
      );
    };
    await addCases();
    const people = [office.directorate, office.coordinator, office.student];
    const few = [];
    for (const person of people) few.push(await count(person));
    expect(few.every((asked) => asked > 0)).toBe(true);
    for (let more = 0; more < 5; more += 1) await addCases();
    for (const [at, person] of people.entries()) expect(await count(person)).toBe(few[at]);
  });

  it('shows an administrator the mail that is not tried any more, and nobody else', async () => {
    const { administrator, student, registrar } = await makeOffice(harness());
    const { store } = harness();
    const { connection } = store;
    await transact(store, (tx) =>
      notices.add(tx, [makeNotice(student.user.id)], { at: harness().clock.at, mail: true }),
    );
    for (let year = 2100; ; year += 1) {
      const at = `${year}-01-01T00:00:00.000Z`;
      const claimed = await outbox.claim(connection, { at, limit: 100, leaseSeconds: 1 });
      if (claimed.length === 0) break;
      for (const message of claimed) await outbox.markFailed(connection, message, { at, error: '550 no such address' });
    }
    const { items } = await outbox.list(connection, { state: 'dead' });
    const mine = items.find(({ notice }) => notice.to === student.user.id);
    const mailOf = async (person: { cookie: string }) =>
      (await queueOf(harness(), person, '?kind=mail')).map(({ id }) => id);
    expect(await mailOf(administrator)).toContain(mine?.id);
    expect(await mailOf(registrar)).toEqual([]);
  });
});
