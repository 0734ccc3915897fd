/** Long work asked for over HTTP and done by workers: in line, taken up again, shared fairly, cancelled, and with its effects once. */
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { addHourly, addSketches, startWorking } from '../../src/app/index.ts';
import { jobRequestSchema, runKind } from '../../src/app/jobs/kinds.ts';
import { recoverJobs, workOnce } from '../../src/app/jobs/work.ts';
import { clockOf } from '../../src/app/service/service.ts';
import type { HostComparison, RecognitionCase } from '../../src/domain/index.ts';
import {
  audit,
  create,
  erasePersonalData,
  find,
  jobs,
  LEASE_SECONDS,
  RETRY_SECONDS,
  SYSTEM,
  transact,
  update,
} from '../../src/store/index.ts';
import { seededRandom } from '../../train/random.ts';
import { act, granted, makeRecognition, makeStudyPlan, makeUser } from '../store/samples.ts';
import { type Harness, onEveryService } from './harness.ts';
import { makeOffice, send } from './plan-life.ts';

interface Shown {
  readonly id: string;
  readonly state: string;
  readonly attempts: number;
  readonly done: number;
  readonly total: number | null;
  readonly result: unknown;
  readonly problems: { code: string; message: string }[];
  readonly file: { name: string } | null;
}

const LIST = 'institution,academic_year,programme,code,title,description,credits,credit_system,semester';
const row = (code: string, title: string, texts: string) => `${code},${title},"${texts}",5,ECTS,5`;
const COURSES = [
  row('DB1', 'Databases', 'Relational model, SQL, normalisation and transactions.'),
  row('OS1', 'Operating Systems', 'Processes, memory, file systems.'),
];

/** What hosts of a small country teach, some of it what the curriculum has. */
const TAUGHT: readonly (readonly [title: string, texts: string])[] = [
  ['Databases', 'Relational model, SQL, normalisation and transactions.'],
  ['Database Systems', 'SQL, indexes and transactions.'],
  ['Operating Systems', 'Processes, memory, file systems.'],
  ['Operating System Principles', 'Processes and memory.'],
  ['Power Systems', 'Grids, load flow and protection.'],
  ['Marketing', 'Markets, prices and brands.'],
];

onEveryService('jobs', (harness) => {
  const worker = { worker: 'a test', log: () => undefined };
  const workAll = async (): Promise<void> => {
    while (await workOnce(harness().service, worker));
  };
  const ask = async (who: { cookie: string }, request: object) => {
    const answer = await harness().request('POST', '/api/v1/jobs', { ...who, body: request });
    return { status: answer.status, location: answer.headers.get('location'), job: (await answer.json()) as Shown };
  };
  const read = async (who: { cookie: string }, id: string) =>
    (await (await harness().request('GET', `/api/v1/jobs/${id}`, who)).json()) as Shown;
  /** Moves the end of a lease, and what is due, into the past. */
  const letLapse = (id: string) =>
    sql`update jobs set held_until = now() - interval '1 second', due_at = least(due_at, now() - interval '1 hour')
      where id = ${id}`.execute(harness().store.connection);
  const lists = async (own: Harness) => {
    const office = await makeOffice(own);
    const add = (kind: string, institution: string) =>
      send<{ version: { id: string } }>(own, office.registrar, ['POST', `/${kind}-versions`], {
        body: { csv: [LIST, ...COURSES.map((one) => `${institution},2026/27,Software,${one}`)].join('\n') },
      });
    const stamp = String(Math.random()).slice(2);
    const { version: curriculum } = await add('curriculum', `Home ${stamp}`);
    const { version: host } = await add('catalogue', `Host ${stamp}`);
    return { office, curriculum: curriculum.id, host: host.id, name: `Host ${stamp}` };
  };

  beforeEach(async () => {
    await harness().store.line.open();
    await workAll();
  });

  describe('of matching', () => {
    it('are taken at once, done by a worker, and answered to their owner alone', async () => {
      const { office, curriculum, host } = await lists(harness());
      const { status, location, job } = await ask(office.adviser, { kind: 'match', curriculum, host, top: 1 });
      expect([status, job.state]).toEqual([202, 'waiting']);
      expect(location).toBe(`/api/v1/jobs/${job.id}`);
      await workAll();
      const done = await read(office.adviser, job.id);
      expect(done).toMatchObject({ state: 'done', attempts: 1, problems: [] });
      const { results } = done.result as { results: { matches: { hostCode: string }[] }[] };
      expect(results.map(({ matches }) => matches[0]?.hostCode)).toEqual(['DB1', 'OS1']);
      const administrator = await harness().person('administrator');
      expect(await read(administrator, job.id)).toMatchObject({ state: 'done', result: null });
      const other = await harness().request('GET', `/api/v1/jobs/${job.id}`, await harness().person('adviser'));
      expect(other.status).toBe(403);
    });

    it('compare a curriculum with every stored host, and say how far they are', async () => {
      const { office, curriculum, host, name } = await lists(harness());
      const { job } = await ask(office.adviser, { kind: 'every-host', curriculum, minEcts: '5', top: 500 });
      await workAll();
      const done = await read(office.adviser, job.id);
      const { hosts, compared } = done.result as { hosts: HostComparison[]; compared: number };
      expect(done).toMatchObject({ state: 'done', done: compared, total: compared });
      const found = hosts.find((one) => one.host.institution === name);
      expect(found?.rank).toBe(1);
      expect(found?.interval?.high).toBeGreaterThan(5);
      const one = await ask(office.adviser, { kind: 'compare-hosts', curriculum, hosts: [host], minEcts: '5' });
      await workAll();
      const again = (await read(office.adviser, one.job.id)).result as { hosts: HostComparison[] };
      expect(again.hosts[0]?.figures).toEqual(found?.figures);
    });

    it('look through many hosts, plan the likeliest, and say so', async () => {
      const own = harness();
      const { office, curriculum } = await lists(own);
      const stamp = String(Math.random()).slice(2);
      await sql`delete from catalogue_sketches`.execute(own.store.connection);
      for (let other = 0; other < 14; other += 1) {
        const courses = [row('H1', 'History of Music', 'Baroque, romantic and modern music.')];
        await send(own, office.registrar, ['POST', '/catalogue-versions'], {
          body: { csv: [LIST, ...courses.map((one) => `Music ${other} ${stamp},2026/27,,${one}`)].join('\n') },
        });
      }
      const asked = { kind: 'every-host', curriculum, minEcts: '5', top: 1 };
      const { job } = await ask(office.adviser, asked);
      const { job: all } = await ask(office.adviser, { ...asked, thorough: true });
      await workAll();
      const [quick, thorough] = [await read(office.adviser, job.id), await read(office.adviser, all.id)];
      const [found, best] = [quick, thorough].map(
        ({ result }) => result as { hosts: HostComparison[]; compared: number },
      );
      expect(found?.compared).toBe(6);
      expect(best?.compared).toBeGreaterThan(14);
      // Other tests have left hosts with the same courses.
      expect(found?.hosts[0]?.host.institution).toMatch(/^Host /);
      expect(found?.hosts[0]?.figures).toEqual(best?.hosts[0]?.figures);
      expect(quick.problems.map(({ message }) => message).join()).toMatch(/6 hosts were planned: those of \d+/);
      expect(thorough.problems.map(({ code }) => code)).not.toContain('plan-not-proven');
    });

    it('find in a small country the hosts that planning all of them finds, let them be seen meanwhile, and know the answer again', async () => {
      const own = harness();
      const { office, curriculum } = await lists(own);
      const stamp = String(Math.random()).slice(2);
      const random = seededRandom(11);
      for (let host = 0; host < 18; host += 1) {
        const courses = TAUGHT.filter(() => random() < 0.35).map((line, at) => row(`C${at}`, ...line));
        const csv = [
          LIST,
          ...[...courses, row('X', 'Medieval Music', 'Chant.')].map((one) => `Land ${host} ${stamp},2026/27,,${one}`),
        ];
        await send(own, office.registrar, ['POST', '/catalogue-versions'], { body: { csv: csv.join('\n') } });
      }
      const asked = { kind: 'every-host', curriculum, minEcts: '5', top: 4 };
      const { job: all } = await ask(office.adviser, { ...asked, thorough: true });
      await workAll();
      own.service.loaded.comparisons.clear();
      const { job: quick } = await ask(office.adviser, asked);
      await workAll();
      const hostsOf = async (id: string) =>
        ((await read(office.adviser, id)).result as { hosts: HostComparison[] }).hosts;
      const [best, found] = [await hostsOf(all.id), await hostsOf(quick.id)];
      const credits = (hosts: HostComparison[]) => hosts.map(({ figures }) => figures?.expectedEcts);
      expect(credits(found)).toEqual(credits(best));
      expect(best[0]?.plan?.bundles.length).toBeGreaterThan(0);
      // The same question again plans nothing.
      const kept = own.service.loaded.comparisons.size;
      const { job: again } = await ask(office.adviser, asked);
      await workAll();
      expect(await hostsOf(again.id)).toEqual(found);
      expect(own.service.loaded.comparisons.size).toBe(kept);
      // What a page sees meanwhile: a host more each time, the plans themselves at the end.
      const seen: { hosts: HostComparison[]; compared: number }[] = [];
      await runKind(
        {
          ...{ service: own.service, caller: clockOf(own.service), signal: new AbortController().signal },
          ...{ onProgress: () => undefined, onPartial: (result) => seen.push(result as (typeof seen)[number]) },
        },
        jobRequestSchema.parse({ ...asked, curriculum }),
      );
      expect(seen.map(({ compared }) => compared)).toEqual(seen.map((_, at) => at + 1));
      expect(seen.at(-1)?.hosts.map(({ host, interval, plan }) => [host, interval, plan])).toEqual(
        found.map(({ host, interval }) => [host, interval, null]),
      );
    });

    it('sketch new catalogues by themselves, once for all processes', async () => {
      const own = harness();
      await lists(own);
      await sql`delete from catalogue_sketches`.execute(own.store.connection);
      await addSketches(own.service);
      await addSketches(own.service);
      const { rows } = await sql<{ count: number }>`select count(*)::integer as count from jobs
        where kind = 'sketches' and state = 'waiting'`.execute(own.store.connection);
      expect(rows[0]?.count).toBe(1);
      await workAll();
      const { rows: made } = await sql<{ count: number }>`select count(*)::integer as count
        from catalogue_sketches`.execute(own.store.connection);
      expect(made[0]?.count).toBeGreaterThan(0);
      await addSketches(own.service);
      expect(await workOnce(own.service, worker)).toBe(false);
    });

    it('that cannot be done say why, and are not tried again', async () => {
      const { office, host } = await lists(harness());
      const { job } = await ask(office.adviser, { kind: 'match', curriculum: 'absent', host });
      await workAll();
      expect(await read(office.adviser, job.id)).toMatchObject({
        ...{ state: 'failed', attempts: 1 },
        problems: [{ code: 'reference-unknown' }],
      });
    });
  });

  it('are for those alone who may do at once what they do', async () => {
    const asked = { kind: 'protocols', from: '2026-01-01' };
    expect((await ask(await harness().person('adviser'), asked)).status).toBe(403);
    const registrar = await harness().person('registrar');
    const { status, job } = await ask(registrar, asked);
    expect(status).toBe(202);
    // Who loses the role before the work begins gets nothing of it.
    await transact(harness().store, async (tx) =>
      update(tx, 'user', { ...registrar.user, roles: [] }, act('user.edit')),
    );
    await workAll();
    expect(await jobs.find(harness().store.connection, job.id)).toMatchObject({
      ...{ state: 'failed', file: null },
      problems: [{ code: 'not-permitted' }],
    });
  });

  it('make files, which their owner fetches', async () => {
    const registrar = await harness().person('registrar');
    const { job } = await ask(registrar, { kind: 'recognition-export', format: 'json' });
    await workAll();
    expect((await read(registrar, job.id)).file).toMatchObject({ name: 'recognitions.json' });
    const file = await harness().request('GET', `/api/v1/jobs/${job.id}/file`, registrar);
    expect(await file.json()).toMatchObject({ format: 'concord-recognitions' });
    const administrator = await harness().person('administrator');
    expect((await harness().request('GET', `/api/v1/jobs/${job.id}/file`, administrator)).status).toBe(403);
  });

  describe('broken off', () => {
    it('go to another worker when theirs falls silent, and what the first one says then does not count', async () => {
      const { store, service } = harness();
      const { office, curriculum, host } = await lists(harness());
      const { job } = await ask(office.adviser, { kind: 'match', curriculum, host });
      await store.line.take(store.connection);
      const first = await jobs.begin(store.connection, job.id, { worker: 'lost', at: service.now() });
      if (first === null) throw new Error('it waits');
      expect(await recoverJobs(service)).toBe(0);
      await letLapse(job.id);
      expect(await recoverJobs(service)).toBe(1);
      await workAll();
      expect(await read(office.adviser, job.id)).toMatchObject({ state: 'done', attempts: 2 });
      expect(await jobs.hold(store.connection, first, { done: 0, total: null })).toBe(false);
      const late = { state: 'failed' as const, result: null, problems: [], file: null };
      expect(await transact(store, (tx) => jobs.end(tx, first, late, service.now()))).toBe(false);
    });

    it('are put back in line when the line has lost them', async () => {
      const { store, service } = harness();
      const { office, curriculum, host } = await lists(harness());
      const { job } = await ask(office.adviser, { kind: 'match', curriculum, host });
      await store.line.take(store.connection);
      await letLapse(job.id);
      await recoverJobs(service);
      await workAll();
      expect(await read(office.adviser, job.id)).toMatchObject({ state: 'done', attempts: 1 });
    });

    it(`are given up after ${RETRY_SECONDS.length + 1} attempts`, async () => {
      const { store, service } = harness();
      const { office, curriculum, host } = await lists(harness());
      const { job } = await ask(office.adviser, { kind: 'match', curriculum, host });
      for (let attempt = 0; attempt <= RETRY_SECONDS.length; attempt += 1) {
        await store.line.take(store.connection);
        expect(await jobs.begin(store.connection, job.id, { worker: 'lost', at: service.now() })).not.toBeNull();
        await letLapse(job.id);
        await recoverJobs(service);
      }
      const given = await read(office.adviser, job.id);
      expect(given).toMatchObject({ state: 'failed', attempts: RETRY_SECONDS.length + 1 });
      expect(given.problems[0]?.message).toContain('broke off several times');
    });

    it('are put back by a worker that ends, without a lost attempt', async () => {
      const { store, service } = harness();
      const { office, curriculum } = await lists(harness());
      const { job } = await ask(office.adviser, { kind: 'every-host', curriculum, minEcts: '5' });
      const working = startWorking(service, { atOnce: 1, log: () => undefined, pollSeconds: 0.01 });
      for (let state = 'waiting'; state === 'waiting'; await wait(1))
        state = (await jobs.find(store.connection, job.id))?.state ?? '';
      await working.stop();
      const left = await jobs.find(store.connection, job.id);
      expect(['waiting 0', 'done 1']).toContain(`${left?.state} ${left?.attempts}`);
      await workAll();
      expect(await read(office.adviser, job.id)).toMatchObject({ state: 'done', attempts: 1 });
    });

    it('have their effect once, however often they are begun', async () => {
      const { store, service } = harness();
      const office = await makeOffice(harness());
      const recognitions: RecognitionCase[] = [];
      for (let count = 0; count < 2; count += 1) {
        const { plan } = await makeStudyPlan(store, { institute: office.institute });
        const draft = {
          ...{ student: plan.student, institute: plan.institute, studyPlan: plan.id, planVersion: 1, flagged: [] },
          ...{ state: 'prepared' as const, recognition: makeRecognition(), acceptedByStudent: false },
          ...{ signedBy: null, countersignedBy: null, issuedOn: null },
        };
        recognitions.push(
          granted(await transact(store, (tx) => create(tx, 'recognition', draft, act('recognition.prepare')))),
        );
      }
      const asked = recognitions.map(({ id, revision }) => ({ id, revision }));
      const { job } = await ask(office.registrar, { kind: 'recognition-moves', event: 'confirm', recognitions: asked });
      await workAll();
      const first = await read(office.registrar, job.id);
      // As if the worker had been killed after the effect was written, and before it could say so.
      await sql`update jobs set state = 'running', ended_at = null, result = null, held_until = now() - interval '1 hour'
        where id = ${job.id}`.execute(store.connection);
      await recoverJobs(service);
      await workAll();
      const second = await read(office.registrar, job.id);
      expect(second).toMatchObject({ state: 'done', attempts: 2 });
      expect(second.result).toEqual(first.result);
      for (const { id, revision } of recognitions) {
        const now = await find(store.connection, 'recognition', id);
        expect(now?.revision).toBe(revision + 1);
        const { items } = await audit.list(store.connection, { subject: { kind: 'recognition', id } });
        expect(items.filter(({ action }) => action === 'recognition.confirm')).toHaveLength(1);
      }
    });
  });

  describe('cancelled', () => {
    it('are not begun, and can be cancelled twice', async () => {
      const { office, curriculum, host } = await lists(harness());
      const { job } = await ask(office.adviser, { kind: 'match', curriculum, host });
      for (let times = 0; times < 2; times += 1)
        expect((await harness().request('DELETE', `/api/v1/jobs/${job.id}`, office.adviser)).status).toBe(204);
      await workAll();
      expect(await read(office.adviser, job.id)).toMatchObject({ state: 'cancelled', attempts: 0, result: null });
      const { items } = await audit.list(harness().store.connection, { subject: { kind: 'job', id: job.id } });
      expect(items.map(({ action }) => action)).toEqual(['job.create', 'job.cancel']);
    });

    it('while they run keep nothing of what they came to', async () => {
      const { store, service } = harness();
      const { office, curriculum, host } = await lists(harness());
      const { job } = await ask(office.adviser, { kind: 'match', curriculum, host });
      await store.line.take(store.connection);
      const held = await jobs.begin(store.connection, job.id, { worker: 'one', at: service.now() });
      if (held === null) throw new Error('it waits');
      await harness().request('DELETE', `/api/v1/jobs/${job.id}`, office.adviser);
      expect(await jobs.hold(store.connection, held, { done: 1, total: 2 })).toBe(false);
      const end = { state: 'done' as const, result: { secret: 1 }, problems: [], file: null };
      expect(await transact(store, (tx) => jobs.end(tx, held, end, service.now()))).toBe(false);
      expect(await read(office.adviser, job.id)).toMatchObject({ state: 'cancelled', result: null });
    });
  });

  it('of one with many wait for those of one with few', async () => {
    const { store } = harness();
    const { office, curriculum, host } = await lists(harness());
    const asked = { kind: 'match', curriculum, host };
    const many = [await ask(office.adviser, asked), await ask(office.adviser, asked), await ask(office.adviser, asked)];
    // Of jobs with the same right to be next the one that was asked for first is.
    const { clock } = harness();
    clock.at = new Date(Date.parse(clock.at) + 1000).toISOString();
    const few = await ask(office.registrar, asked);
    const order: (string | null)[] = [];
    for (let taken = 0; taken < 4; taken += 1) {
      const id = await store.line.take(store.connection);
      if (id !== null) await jobs.begin(store.connection, id, { worker: 'one', at: harness().service.now() });
      order.push(id);
    }
    expect(order).toEqual([many[0], few, many[1], many[2]].map((one) => one?.job.id));
    for (const id of order)
      if (id !== null) await transact(store, (tx) => jobs.cancel(tx, id, harness().service.now()));
  });

  it('of one person are so many at a time', async () => {
    const adviser = await harness().person('adviser');
    const asked = { kind: 'match', curriculum: 'absent', host: 'absent' };
    for (let count = 0; count < 20; count += 1) expect((await ask(adviser, asked)).status).toBe(202);
    expect((await ask(adviser, asked)).status).toBe(429);
    await workAll();
    expect((await ask(adviser, asked)).status).toBe(202);
  });

  it('that come by themselves are made once for all processes in an hour', async () => {
    const { store, service } = harness();
    await Promise.all([addHourly(service), addHourly(service)]);
    const own = { reach: { all: false, owner: SYSTEM, institutes: [] } };
    const { items } = await jobs.list(store.connection, own);
    expect(items.map(({ kind }) => kind).sort()).toEqual(['day', 'retention', 'sketches']);
    await workAll();
    const done = await jobs.list(store.connection, own);
    expect(done.items.map(({ state }) => state)).toEqual(items.map(() => 'done'));
  });

  it('go with their owner, and what they say of somebody goes with that one', async () => {
    const { store } = harness();
    const [mine, other] = [await makeUser(store), await makeUser(store)];
    const request = { kind: 'match' };
    const add = (owner: string) =>
      transact(store, (tx) =>
        jobs.add(tx, store.line, { owner, kind: 'match', request, scopes: null, at: harness().service.now() }),
      );
    const [own, about] = [await add(mine.id), await add(other.id)];
    if (own === null || about === null) throw new Error('made without a key');
    await sql`update jobs set state = 'done', result = ${JSON.stringify({ student: mine.id })}::jsonb
      where id = ${about.id}`.execute(store.connection);
    await transact(store, (tx) => erasePersonalData(tx, { user: mine.id, ofCase: null }, ['user'], act('erase')));
    expect(await jobs.find(store.connection, own.id)).toBeNull();
    expect((await jobs.find(store.connection, about.id))?.result).toBeNull();
  });

  it('are held for a time that the heartbeat is well within', () => {
    expect(LEASE_SECONDS).toBeGreaterThanOrEqual(20);
  });
});
