/** The demonstration's year: stored by the office's own actions, with work in every queue. */
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callerOf, staff } from '../../src/app/demonstration/office.ts';
import {
  DEFAULT_PEOPLE_SETTINGS,
  decisionReportAsCsv,
  fillDemonstration,
  inventedTranscripts,
  keepLists,
  listContradictions,
  listExpiring,
  listTranscriptFiles,
  loadDemonstration,
  loadFixtures,
  loadYear,
  openCatalogue,
  readQueue,
  receiveTranscriptFiles,
  reportDecisions,
  resetDemonstration,
  type Service,
} from '../../src/app/index.ts';
import * as store from '../../src/store/index.ts';
import { HOME_UNIVERSITY, PROCESS, ROOT, RULES, subjects, TEXTS } from '../installed.ts';
import { KINDS, openFreshStore } from '../store/databases.ts';

const FIXTURES = path.join(ROOT, 'fixtures');
const NOW = '2026-11-30T08:00:00.000Z';
const YEAR = loadYear(FIXTURES);

/** Whose files a registrar has to look at. */
const FAULTY = YEAR.people.flatMap(({ file, number, host }) =>
  file !== null && file !== 'clean' && file !== 'failed' ? [`${number}-${host}.csv`] : [],
);

function countsOf(items: readonly { readonly state: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { state } of items) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

const serviceOn = (opened: store.Store): Service => ({
  store: opened,
  context: () => ({ rules: RULES, texts: TEXTS, home: HOME_UNIVERSITY, subjects, today: NOW.slice(0, 10) }),
  loaded: keepLists(),
  now: () => NOW,
  people: { ...DEFAULT_PEOPLE_SETTINGS, hashing: { memoryCost: 8, timeCost: 1, parallelism: 1 } },
  process: PROCESS,
});

describe('the demonstration', () => {
  let service: Service;
  beforeAll(async () => {
    service = serviceOn(await openFreshStore('pglite'));
    await loadDemonstration(service, () => loadFixtures(FIXTURES));
    await fillDemonstration(service, YEAR);
  }, 900_000);
  afterAll(() => service.store.close());

  const as = async (name: string) => callerOf(service, await staff(service, name), NOW);

  it('has sixty students and cases in every state that a year leaves behind', async () => {
    const all = async (kind: 'plan' | 'application' | 'recognition' | 'change') =>
      countsOf((await store.list(service.store.connection, kind, { limit: 200 })).items);
    expect(YEAR.people.filter(({ role }) => role === 'student')).toHaveLength(60);
    expect(Object.keys(await all('plan')).sort()).toEqual(
      [
        'asked',
        'draft',
        'frozen',
        'pre-approved',
        'reconciled',
        'recognised',
        'submitted',
        'with-host',
        'withdrawn',
      ].sort(),
    );
    expect(await all('application')).toMatchObject({ awarded: 3, eligible: 10, draft: 1, ineligible: 1 });
    expect(await all('recognition')).toEqual({ closed: 3, issued: 3, confirmed: 2, 'second-look': 1, prepared: 5 });
    expect(await all('change')).toEqual({ proposed: 2 });
  });

  it('has plans of the host and the days that their students applied for, and places for those who are furthest', async () => {
    const { connection } = service.store;
    const { items: plans } = await store.list(connection, 'plan', { limit: 200 });
    const applied = [];
    for (const { id, student, application, stay, version } of plans) {
      const own = (await store.list(connection, 'application', { where: { student } })).items;
      expect([id, application]).toEqual([id, own[0]?.id ?? null]);
      const call = own[0] && (await store.find(connection, 'call', own[0].call));
      if (!call) continue;
      const planned = await store.plans.findVersion(connection, id, version);
      const { number } = (await store.find(connection, 'student', student)) ?? {};
      expect([number, planned?.plan.host.institution, stay]).toEqual([number, call.university, call.stay]);
      applied.push({ number, state: own[0]?.state });
    }
    expect(applied).toHaveLength(18);
    const awarded = applied.filter(({ state }) => state === 'awarded').map(({ number }) => number);
    expect(awarded.sort()).toEqual(['S133', 'S134', 'S146']);
  });

  it('has no transcript from before the end of its stay, and no plan from after its beginning', async () => {
    const { connection } = service.store;
    const { items: plans } = await store.list(connection, 'plan', { limit: 200 });
    let returned = 0;
    for (const { id, stay } of plans) {
      const { items: events } = await store.audit.list(connection, { subject: { kind: 'study plan', id }, limit: 100 });
      expect((events[0]?.at ?? '') < (stay?.start ?? '')).toBe(true);
      const back = events.find(({ action }) => action === 'plan.receive-transcript');
      if (back) expect(back.at.slice(0, 10) > (stay?.end ?? '')).toBe(true);
      if (back) returned += 1;
    }
    expect(returned).toBe(14);
  });

  it('has work for every desk, nine plans to approve on precedent among it', async () => {
    for (const role of ['directorate', 'registrar', 'coordinator', 'commission']) {
      const queue = await readQueue(service, await as(role), { limit: 200 });
      expect([role, queue.ok && queue.value.items.length > 0]).toEqual([role, true]);
    }
    const queue = await readQueue(service, await as('directorate'), { limit: 200, inBulk: true });
    expect(queue.ok && queue.value.items.length).toBeGreaterThanOrEqual(9);
  });

  it('remembers decisions that contradict each other and one that ends soon', async () => {
    const caller = await as('directorate');
    expect((await listContradictions(service, caller)).length).toBeGreaterThan(0);
    const expiring = await listExpiring(service, caller);
    expect(expiring.ok && expiring.value.length).toBeGreaterThan(0);
  });

  it('has twelve hosts, and somebody’s plan at each', async () => {
    const hosts = [...loadFixtures(FIXTURES).catalogues.keys(), ...YEAR.catalogues.map(([name]) => name)];
    expect(hosts).toHaveLength(12);
    for (const name of hosts) expect([name, (await openCatalogue(service, name)).ok]).toEqual([name, true]);
    expect(hosts.filter((name) => !YEAR.people.some(({ host }) => host === name))).toEqual([]);
  });

  it('has files of transcripts that need a person, may be signed, wait for a second look, are signed and are issued', async () => {
    const { items } = await listTranscriptFiles(service, await as('registrar'), { limit: 100 });
    const standing = items.map(({ recognition, needs }) => ({
      state: needs.length > 0 ? 'open' : (recognition?.state ?? 'none'),
    }));
    expect(countsOf(standing)).toEqual({ closed: 3, issued: 3, confirmed: 2, 'second-look': 1, open: 3, prepared: 2 });
  });

  it('says its month as a table: a figure a row, beside that of the month before', async () => {
    const caller = await as('directorate');
    const month = '2026-11';
    const [report, table] = [
      await reportDecisions(service, caller, { month }),
      await decisionReportAsCsv(service, caller, { month, language: 'ru' }),
    ];
    if (!report.ok || !table.ok) throw new Error('no report');
    const [head, ...rows] = table.value.trim().split('\r\n');
    expect(head).toBe('part,what,figure,month_before');
    const { kinds, plans, before, refusals } = report.value;
    expect(rows).toContain(`decisions,plans,${plans},${before.plans}`);
    expect(rows).toContain(`decisions,approved,${kinds.approved},${before.kinds.approved}`);
    for (const { title, count, before: earlier } of refusals)
      expect(rows).toContain(`refusals,${title?.ru},${count},${earlier}`);
    expect(refusals.length).toBeGreaterThan(0);
  });

  it('goes on where a stopped server has left it', async () => {
    expect(await fillDemonstration(service, YEAR)).toBe(0);
  });

  it('has fifteen transcripts to drop, most of them clean, and none of those that are not is taken for it', async () => {
    const files = await inventedTranscripts(service, YEAR);
    const bytes = files.map(({ name, text }) => ({ name, bytes: new TextEncoder().encode(text) }));
    const received = await receiveTranscriptFiles(service, await as('registrar'), { files: bytes });
    if (!received.ok) throw new Error(JSON.stringify(received.problems));
    expect(received.value.items).toHaveLength(15);
    const clear = received.value.items.filter(({ recognition }) => recognition?.inBulk).map(({ name }) => name);
    expect(clear.length).toBeGreaterThanOrEqual(9);
    expect(clear.filter((name) => FAULTY.includes(name))).toEqual([]);
  });
});

describe.each(KINDS)('a demonstration that begins anew on %s', (kind) => {
  let service: Service;
  beforeAll(async () => {
    service = serviceOn(await openFreshStore(kind));
  });
  afterAll(() => service.store.close());
  const accountsOf = async () => (await store.users.list(service.store.connection, { limit: 100 })).items;

  it('is as it was at its first start: nothing of what people did, other passwords, an audit of its own', async () => {
    const load = () => loadFixtures(FIXTURES);
    const first = await loadDemonstration(service, load);
    const [before] = await accountsOf();
    const act = { at: NOW, by: store.SYSTEM, action: 'test' };
    await store.transact(service.store, (tx) =>
      store.create(tx, 'institute', { code: 'NEW', names: { en: 'New' } }, act),
    );
    const again = await resetDemonstration(service, load);
    if (!first.ok || !again.ok) throw new Error('not loaded');
    expect(again.value.map(({ email }) => email)).toEqual(first.value?.map(({ email }) => email));
    expect(again.value.map(({ password }) => password)).not.toEqual(first.value?.map(({ password }) => password));
    const accounts = await accountsOf();
    expect(accounts).toHaveLength(7);
    expect(accounts.map(({ id }) => id)).not.toContain(before?.id);
    const institutes = await store.list(service.store.connection, 'institute', {});
    expect(institutes.items.map(({ code }) => code).sort()).toEqual(['IEE', 'IIT']);
    expect((await openCatalogue(service, 'fjordgate_en')).ok).toBe(true);
    expect((await store.audit.verify(service.store)).problems).toEqual([]);
    expect((await resetDemonstration(service, load)).ok).toBe(true);
  });

  it('refuses where the store was not made by the demonstration, and leaves it as it is', async () => {
    const real = serviceOn(await openFreshStore(kind));
    const act = { at: NOW, by: store.SYSTEM, action: 'institute.create' };
    await store.transact(real.store, (tx) =>
      store.create(tx, 'institute', { code: 'REAL', names: { en: 'Real' } }, act),
    );
    const reset = await resetDemonstration(real, () => loadFixtures(FIXTURES));
    expect(reset.ok ? [] : reset.problems.map(({ code }) => code)).toEqual(['not-found']);
    expect((await store.list(real.store.connection, 'institute', {})).items).toHaveLength(1);
    await real.store.close();
  });
});
