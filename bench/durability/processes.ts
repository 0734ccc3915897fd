/** A server, a worker and their database, killed in turn while people write and ask for jobs; and what is there afterwards. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import type { RecognitionCase } from '../../src/domain/index.ts';
import { audit, create, openStore, type Store, type StoreOptions, transact } from '../../src/store/index.ts';
import { makeHarness } from '../../test/service/harness.ts';
import { makeOffice } from '../../test/service/plan-life.ts';
import { freePort, type PostgresServer, startPostgresServer } from '../../test/store/postgres-server.ts';
import { act, granted, makeRecognition, makeStudyPlan } from '../../test/store/samples.ts';
import { ROOT } from '../load/sizes.ts';
import { restart } from './run.ts';

const VICTIMS = ['server', 'worker', 'database'] as const;
/** Recognitions that each job confirms. */
const OF_A_JOB = 2;

export interface ProcessOutcome {
  readonly kills: Readonly<Record<(typeof VICTIMS)[number], number>>;
  /** Institutes that were acknowledged, and jobs. */
  readonly written: number;
  readonly jobs: number;
  /** Requests that were sent again with the same key, as nothing came back. */
  readonly repeated: number;
  /** The four that must be zero: acknowledged and not there, there twice, jobs without their effect, effects had twice. */
  readonly lost: number;
  readonly doubled: number;
  readonly undone: number;
  readonly twice: number;
  readonly auditVerifies: boolean;
}

interface World {
  readonly url: string;
  readonly recognitions: readonly RecognitionCase[];
  readonly registrar: string;
  readonly administrator: string;
}

async function seed(url: string, jobs: number): Promise<World> {
  const store = await openStore({ kind: 'postgresql', url });
  try {
    const harness = makeHarness(store);
    // Processes live by the real clock; sessions are good for an hour.
    harness.clock.at = new Date().toISOString();
    const office = await makeOffice(harness);
    const recognitions: RecognitionCase[] = [];
    for (let one = 0; one < jobs * OF_A_JOB; one += 1) recognitions.push(await makePrepared(store, office.institute));
    const { cookie: registrar } = office.registrar;
    return { url, recognitions, registrar, administrator: office.administrator.cookie };
  } finally {
    await store.close();
  }
}

async function makePrepared(store: Store, institute: string): Promise<RecognitionCase> {
  const { plan } = await makeStudyPlan(store, { institute });
  const draft = {
    ...{ student: plan.student, institute: plan.institute, studyPlan: plan.id, planVersion: 1, flagged: [] },
    ...{ state: 'prepared' as const, recognition: makeRecognition(), acceptedByStudent: false },
    ...{ signedBy: null, countersignedBy: null, issuedOn: null },
  };
  return granted(await transact(store, (tx) => create(tx, 'recognition', draft, act('recognition.prepare'))));
}

/** A process of the built program that is started again whenever it was killed. */
function startProgram(command: 'serve' | 'worker', environment: Readonly<Record<string, string>>) {
  const start = (): ChildProcess =>
    spawn(process.execPath, ['dist/concord.js', command], {
      ...{ cwd: ROOT, stdio: 'ignore' as const },
      env: { PATH: process.env.PATH, ...environment },
    });
  let child = start();
  const abandon = (): void => void child.kill('SIGKILL');
  process.once('exit', abandon);
  const kill = async (): Promise<void> => {
    const gone = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : null;
    child.kill('SIGKILL');
    await gone;
  };
  return {
    kill: async () => {
      await kill();
      child = start();
    },
    stop: async () => {
      process.off('exit', abandon);
      await kill();
    },
  };
}

/** Sends until an answer comes back, with one key, as a careful client does; what is refused is a fault of this bench. */
async function sendUntilAnswered(
  url: string,
  { cookie, path: route, body }: { readonly cookie: string; readonly path: string; readonly body: object },
  onRepeat: () => void,
): Promise<{ readonly id: string }> {
  const headers = { cookie, origin: url, 'content-type': 'application/json', 'idempotency-key': randomUUID() };
  for (;;) {
    try {
      const answer = await fetch(`${url}/api/v1${route}`, {
        ...{ method: 'POST', headers, body: JSON.stringify(body), signal: AbortSignal.timeout(20_000) },
      });
      if (answer.ok) return (await answer.json()) as { id: string };
      const text = await answer.text();
      if (answer.status < 500) throw new RangeError(`${answer.status} ${text.slice(0, 300)}`);
    } catch (error) {
      if (error instanceof RangeError) throw error;
    }
    onRepeat();
    await wait(200);
  }
}

async function untilHealthy(url: string): Promise<void> {
  for (let tries = 0; tries < 1200; tries += 1) {
    const isReady = await fetch(`${url}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return;
    await wait(100);
  }
  throw new Error('the server does not come back: npm run build first');
}

/** `kills` in all, one after the other; a job and some institutes between two of them. */
export async function runProcesses({
  kills,
  random,
  note,
}: {
  readonly kills: number;
  readonly random: () => number;
  readonly note: (text: string) => void;
}): Promise<ProcessOutcome> {
  const folder = mkdtempSync(path.join(tmpdir(), 'concord-processes-'));
  const postgres = await startPostgresServer();
  const world = await seed(postgres.url('postgres'), kills);
  const port = await freePort();
  const common = { DATABASE_URL: world.url, DATA_DIR: folder, LOG_LEVEL: 'error', WRITES_PER_MINUTE: '1000000' };
  const server = startProgram('serve', { ...common, PORT: String(port), PUBLIC_URL: '', JOBS_AT_ONCE: '0' });
  const worker = startProgram('worker', { ...common, JOBS_AT_ONCE: '1' });
  const url = `http://127.0.0.1:${port}`;
  const count = { server: 0, worker: 0, database: 0, repeated: 0 };
  const onRepeat = (): void => {
    count.repeated += 1;
  };
  const [institutes, jobs]: [string[], string[]] = [[], []];
  let ended = false;
  const write = async (): Promise<void> => {
    while (!ended) {
      const code = `K${institutes.length}`;
      const body = { code, names: { en: `Invented ${code}` } };
      await sendUntilAnswered(url, { cookie: world.administrator, path: '/institutes', body }, onRepeat);
      institutes.push(code);
      await wait(20);
    }
  };
  try {
    await untilHealthy(url);
    const writing = write();
    for (let kill = 0; kill < kills; kill += 1) {
      const chosen = world.recognitions.slice(kill * OF_A_JOB, (kill + 1) * OF_A_JOB);
      const recognitions = chosen.map(({ id, revision }) => ({ id, revision }));
      const body = { kind: 'recognition-moves', event: 'confirm', recognitions };
      const asked = sendUntilAnswered(url, { cookie: world.registrar, path: '/jobs', body }, onRepeat);
      const victim = VICTIMS[kill % VICTIMS.length] as (typeof VICTIMS)[number]; // in range
      await wait(random() * 1500);
      await killOne(victim, { server, worker, postgres });
      count[victim] += 1;
      await untilHealthy(url);
      jobs.push((await asked).id);
      note(`${kill + 1}/${kills} ${victim}: ${institutes.length} institutes, ${jobs.length} jobs acknowledged`);
    }
    ended = true;
    await writing;
    const found = await inspect({ kind: 'postgresql', url: world.url }, { institutes, jobs, world });
    const { repeated, ...killed } = count;
    return { kills: killed, written: institutes.length, jobs: jobs.length, repeated, ...found };
  } finally {
    ended = true;
    await Promise.all([server.stop(), worker.stop()]);
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function killOne(
  victim: (typeof VICTIMS)[number],
  {
    server,
    worker,
    postgres,
  }: Readonly<Record<'server' | 'worker', { readonly kill: () => Promise<void> }>> & {
    readonly postgres: PostgresServer;
  },
): Promise<void> {
  if (victim !== 'database') return (victim === 'server' ? server : worker).kill();
  await postgres.kill();
  await wait(50);
  await restart(postgres);
}

/** A job that was lost is taken up again after half a minute, and its worker may have been killed again. */
const PATIENCE = 180_000;

async function inspect(
  options: StoreOptions,
  {
    institutes,
    jobs,
    world,
  }: { readonly institutes: readonly string[]; readonly jobs: readonly string[]; readonly world: World },
): Promise<Pick<ProcessOutcome, 'lost' | 'doubled' | 'undone' | 'twice' | 'auditVerifies'>> {
  const store = await openStore(options);
  try {
    const numbers = async (query: ReturnType<typeof sql<{ name: string; count: number }>>) =>
      new Map((await query.execute(store.connection)).rows.map(({ name, count }) => [name, count]));
    for (const until = Date.now() + PATIENCE; Date.now() < until; await wait(1000)) {
      const { rows } = await sql`select 1 from jobs where state not in ('done', 'failed') limit 1`.execute(
        store.connection,
      );
      if (rows.length === 0) break;
    }
    const codes = await numbers(sql`select code as name, count(*)::integer as count from institutes group by 1`);
    const events = (action: string) =>
      numbers(
        sql`select subject_id as name, count(*)::integer as count from events where action = ${action} group by 1`,
      );
    const [confirmed, finished] = [await events('recognition.confirm'), await events('job.finish')];
    const moved = world.recognitions.slice(0, jobs.length * OF_A_JOB).map(({ id }) => confirmed.get(id) ?? 0);
    const done = jobs.map((id) => finished.get(id) ?? 0);
    const atMost = (counts: readonly number[]): number => counts.filter((count) => count > 1).length;
    const none = (counts: readonly number[]): number => counts.filter((count) => count === 0).length;
    return {
      lost: institutes.filter((code) => !codes.has(code)).length,
      doubled: atMost([...codes.values()]),
      undone: none(moved) + none(done),
      twice: atMost(moved) + atMost(done),
      auditVerifies: (await audit.verify(store)).ok,
    };
  } finally {
    await store.close();
  }
}
