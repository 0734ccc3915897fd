/** Workers as processes of their own beside one PostgreSQL server: killed at random, no job is lost, and each has its effect once. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, expect, it, vi } from 'vitest';
import type { RecognitionCase } from '../../src/domain/index.ts';
import { audit, create, find, jobs, openStore, type Store, transact } from '../../src/store/index.ts';
import { ROOT } from '../installed.ts';
import { freshDatabase } from '../store/databases.ts';
import { act, granted, makeRecognition, makeStudyPlan } from '../store/samples.ts';
import { makeHarness } from './harness.ts';
import { makeOffice } from './plan-life.ts';

/** `npm run bench:durability` kills many more writers; these are workers. */
const KILLS = Number(process.env.WORKER_KILLS ?? 5);
const JOBS_BETWEEN = 3;

const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

async function startWorker(url: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [path.join(ROOT, 'dist/concord.js'), 'worker'], {
    env: { ...process.env, DATABASE_URL: url, JOBS_AT_ONCE: '1', LOG_LEVEL: 'info' },
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => {
      printed += String(chunk);
    });
  await vi.waitFor(() => expect(printed).toContain('works, 1 jobs at a time'), { timeout: 60_000 });
  return child;
}

async function makeRecognitions(store: Store, institute: string, count: number): Promise<RecognitionCase[]> {
  const made: RecognitionCase[] = [];
  for (let one = 0; one < count; one += 1) {
    const { plan } = await makeStudyPlan(store, { institute });
    const draft = {
      ...{ student: plan.student, institute: plan.institute, studyPlan: plan.id, planVersion: 1, flagged: [] },
      ...{ state: 'prepared' as const, recognition: makeRecognition(), acceptedByStudent: false },
      ...{ signedBy: null, countersignedBy: null, issuedOn: null },
    };
    made.push(granted(await transact(store, (tx) => create(tx, 'recognition', draft, act('recognition.prepare')))));
  }
  return made;
}

it('a job whose worker is killed is taken up by another, and its effect is there once', async () => {
  const database = await freshDatabase('postgresql');
  if (database.kind !== 'postgresql') throw new Error('asked for');
  const store = await openStore(database);
  const harness = makeHarness(store);
  // Workers live by the real clock.
  harness.clock.at = new Date().toISOString();
  const office = await makeOffice(harness);
  const workers = await Promise.all([startWorker(database.url), startWorker(database.url)]);
  const recognitions: RecognitionCase[] = [];
  const ids: string[] = [];
  const ask = async (): Promise<void> => {
    const chosen = await makeRecognitions(store, office.institute, 4);
    recognitions.push(...chosen);
    const asked = chosen.map(({ id, revision }) => ({ id, revision }));
    const body = { kind: 'recognition-moves', event: 'confirm', recognitions: asked };
    const answer = await harness.request('POST', '/api/v1/jobs', { ...office.registrar, body });
    expect(answer.status).toBe(202);
    ids.push(((await answer.json()) as { id: string }).id);
  };
  for (let kill = 0; kill < KILLS; kill += 1) {
    for (let count = 0; count < JOBS_BETWEEN; count += 1) await ask();
    await wait(Math.random() * 1200);
    const [victim] = workers.splice(0, 1);
    if (!victim) throw new Error('two are started');
    const gone = once(victim, 'exit');
    victim.kill('SIGKILL');
    await gone;
    // A lease is half a minute; that of the dead one is over now.
    await sql`update jobs set held_until = now() - interval '1 second'
        where held_by like ${`% ${victim.pid} %`}`.execute(store.connection);
    workers.push(await startWorker(database.url));
  }
  await vi.waitFor(
    async () => {
      const left = await Promise.all(ids.map(async (id) => (await jobs.find(store.connection, id))?.state));
      expect(left.filter((state) => state !== 'done')).toEqual([]);
    },
    { timeout: 90_000, interval: 500 },
  );
  for (const { id, revision } of recognitions) {
    expect((await find(store.connection, 'recognition', id))?.revision).toBe(revision + 1);
    const { items } = await audit.list(store.connection, { subject: { kind: 'recognition', id } });
    expect(items.filter(({ action }) => action === 'recognition.confirm')).toHaveLength(1);
  }
  for (const id of ids) {
    const { items } = await audit.list(store.connection, { subject: { kind: 'job', id } });
    expect(items.map(({ action }) => action)).toEqual(['job.create', 'job.finish']);
  }
  expect((await audit.verify(store, { anchors: [] })).ok).toBe(true);
  // An orderly end: what is at work is given back, and the process ends by itself.
  for (const worker of workers) {
    const gone = once(worker, 'exit');
    worker.kill('SIGTERM');
    expect(await gone).toEqual([0, null]);
  }
  await store.close();
}, 300_000);
