/** Working on jobs: one after the other, each held while it lasts, begun again when it broke off, and ended once. */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { problem, type Reason, type Result, reason } from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import { sketchCatalogues, unsketched } from '../adviser/every-host.ts';
import { runRetentionUnasked } from '../clock/retention.ts';
import { runDay } from '../clock/run-day.ts';
import { doubtTime } from '../clock/trusted-time.ts';
import { type Caller, errorForLog, momentOf, type Service } from '../service/service.ts';
import { Busy, runAsking } from '../tools/asking.ts';
import { authoriseJob, type JobOutcome, type JobRun, runKind, storedJobSchema } from './kinds.ts';

export interface WorkOptions {
  /** Jobs at a time; 0: this process takes none. */
  readonly atOnce: number;
  readonly log: (entry: Readonly<Record<string, unknown>>, message: string) => void;
  /** Told of each job that was worked on. */
  readonly onJob?: (worked: { readonly kind: string; readonly became: string; readonly milliseconds: number }) => void;
  /** Seconds between two looks for something to do. */
  readonly pollSeconds?: number;
}

/** How often a worker says that it still has its job, and looks for those that others have lost. */
const BEAT_SECONDS = 5;

/** How often at most it says how far it is. */
const STEP_MILLISECONDS = 300;

/** A job was cancelled or has gone to another: whatever it comes to is not kept. */
class NotHeld extends Error {}
/** The process ends: the job goes to another, or to this one when it is there again. */
class Stopping extends Error {}

/** What comes by itself: the day's reminders and closings, what has been kept long enough, and the sketches of catalogues that are new. */
const UNASKED = {
  day: async (service: Service, signal: AbortSignal) => {
    const doubt = await doubtTime(service);
    return doubt === null ? runDay(service, () => signal.aborted) : { waits: doubt.code };
  },
  retention: (service: Service, signal: AbortSignal) => runRetentionUnasked(service, () => signal.aborted),
  sketches: async (service: Service, signal: AbortSignal) => ({
    sketched: await sketchCatalogues(service, { signal }),
  }),
} as const;

/** Once for all processes in each hour. */
const HOURLY = ['day', 'retention'] as const;

/** Puts the work of this hour in line, where no other process has. */
export async function addHourly(service: Service): Promise<void> {
  const hour = service.now().slice(0, 13);
  for (const kind of HOURLY) await addUnasked(service, kind, hour);
}

/** Puts the sketching of catalogues that have none in line, once for all processes in ten minutes. */
export async function addSketches(service: Service): Promise<void> {
  if ((await unsketched(service)).length > 0) await addUnasked(service, 'sketches', service.now().slice(0, 15));
}

async function addUnasked(service: Service, kind: keyof typeof UNASKED, when: string): Promise<void> {
  const { store: stored } = service;
  await stored.line.open();
  const asked = { owner: store.SYSTEM, kind, request: { kind }, scopes: null, at: service.now() };
  await store.transact(stored, (tx) => store.jobs.add(tx, stored.line, { ...asked, key: `${kind} ${when}` }));
}

/** Works until it is stopped; what is at work then is given back. */
export function startWorking(service: Service, options: WorkOptions): { readonly stop: () => Promise<void> } {
  const stopping = new AbortController();
  const worker = `${hostname()} ${process.pid} ${randomUUID()}`;
  const loops = Array.from({ length: options.atOnce }, () => workOn(service, { ...options, worker }, stopping.signal));
  const running = Promise.all(options.atOnce > 0 ? [watch(service, options, stopping.signal), ...loops] : []);
  return {
    stop: async () => {
      stopping.abort(new Stopping('the worker ends'));
      await running;
    },
  };
}

type Worker = WorkOptions & { readonly worker: string };

const pause = (seconds: number, signal: AbortSignal): Promise<unknown> =>
  wait(seconds * 1000, undefined, { signal }).catch(() => undefined);

/** Brings back what was lost, from the start on: with the embedded database nobody else can be at work. */
async function watch(service: Service, { log }: WorkOptions, stop: AbortSignal): Promise<void> {
  for (let all = service.store.kind === 'pglite'; !stop.aborted; all = false) {
    try {
      await service.store.line.open();
      const recovered = await recoverJobs(service, { all });
      if (recovered > 0) log({ jobs: recovered }, 'jobs taken up again');
    } catch (error) {
      log(errorForLog(error), 'jobs not looked after');
    }
    await pause(BEAT_SECONDS, stop);
  }
}

/** Puts lost jobs back in line, and gives up what broke off too often; answers how many go on. */
export const recoverJobs = (service: Service, options: { readonly all?: boolean } = {}): Promise<number> =>
  store.transact(service.store, async (tx) => {
    const { recovered, hopeless } = await store.jobs.recover(tx, service.store.line, options);
    for (const job of hopeless) await store.jobs.end(tx, job, failed(reason('job-broke-off')), service.now());
    return recovered;
  });

async function workOn(service: Service, worker: Worker, stop: AbortSignal): Promise<void> {
  const { pollSeconds = 1, log } = worker;
  while (!stop.aborted) {
    let worked = false;
    try {
      worked = await workOnce(service, worker, stop);
    } catch (error) {
      log(errorForLog(error), 'jobs not reached');
    }
    if (!worked) await pause(pollSeconds, stop);
  }
}

/** Does the next job, and answers whether there was one. */
export async function workOnce(
  service: Service,
  { worker, log, onJob }: Pick<Worker, 'worker' | 'log' | 'onJob'>,
  stop: AbortSignal = new AbortController().signal,
): Promise<boolean> {
  const { connection, line } = service.store;
  const id = await line.take(connection);
  if (id === null) return false;
  const job = await store.jobs.begin(connection, id, { worker, at: service.now() });
  if (job === null) return true;
  const started = performance.now();
  const became = await holdAndRun(service, job, stop);
  const milliseconds = Math.round(performance.now() - started);
  log({ job: job.id, kind: job.kind, attempts: job.attempts, milliseconds, ...became }, 'job');
  onJob?.({ kind: job.kind, became: became.became, milliseconds });
  return true;
}

/** What the log says of a job: a word, and of what broke off the error. */
type Became = Readonly<Record<string, unknown>> & { readonly became: string };

/** Runs a job while saying that it is held, and writes what became of it. */
async function holdAndRun(service: Service, job: store.StoredJob, stop: AbortSignal): Promise<Became> {
  const lost = new AbortController();
  const signal = AbortSignal.any([stop, lost.signal]);
  const progress: Parameters<typeof store.jobs.hold>[2] = { done: job.done, total: job.total };
  const say = createTelling(() =>
    store.jobs.hold(service.store.connection, job, progress).then(
      (held) => held || lost.abort(new NotHeld('the job is not held any more')),
      () => undefined, // a database that is away says nothing about the job
    ),
  );
  const beat = setInterval(say.now, BEAT_SECONDS * 1000);
  try {
    const asking = { who: job.owner, isBatch: true, signal: () => signal };
    const end = await runAsking(asking, () =>
      runJob(service, job, {
        signal,
        onProgress: (done, total) => {
          Object.assign(progress, { done, total });
          say.soon();
        },
        onPartial: (result) => {
          Object.assign(progress, { result });
          say.soon();
        },
      }),
    );
    signal.throwIfAborted();
    return await endJob(service, job, { ...end, done: progress.done, total: progress.total });
  } catch (error) {
    return breakOff(service, job, signal.aborted ? signal.reason : error);
  } finally {
    clearInterval(beat);
  }
}

/** Tells one at a time; `soon` no more often than a person looks. */
function createTelling(tell: () => Promise<unknown>): { readonly now: () => void; readonly soon: () => void } {
  let [told, telling] = [0, false];
  const now = (): void => {
    if (telling) return;
    [told, telling] = [performance.now(), true];
    void tell().finally(() => {
      telling = false;
    });
  };
  return { now, soon: () => performance.now() - told >= STEP_MILLISECONDS && now() };
}

interface Running {
  readonly signal: AbortSignal;
  readonly onProgress: JobRun['onProgress'];
  readonly onPartial: JobRun['onPartial'];
}

const failed = (why: Reason): store.JobEnd => ({
  state: 'failed',
  result: null,
  problems: [problem('event-not-possible', why)],
  file: null,
});

async function runJob(service: Service, job: store.StoredJob, { signal, ...told }: Running): Promise<store.JobEnd> {
  const unasked = job.owner === store.SYSTEM ? UNASKED[job.kind as keyof typeof UNASKED] : undefined;
  if (unasked) {
    const result = await unasked(service, signal);
    return { state: 'done', result, problems: [], file: null };
  }
  const request = storedJobSchema.safeParse(job.request);
  const caller = await ownerOfJob(service, job);
  if (!request.success || caller === null) return failed(reason('job-not-possible'));
  const may = await authoriseJob(service, caller, request.data);
  return endOf(may.ok ? await runKind({ service, caller, signal, ...told }, request.data) : may);
}

function endOf(run: Result<JobOutcome> | (Result<null> & { ok: false })): store.JobEnd {
  if (!run.ok) return { state: 'failed', result: null, problems: run.problems, file: null };
  const { value, problems } = run;
  return 'file' in value
    ? { state: 'done', result: null, problems, file: value.file }
    : { state: 'done', result: value.value, problems, file: null };
}

/** The owner with the rights of now. The key has an effect that was written before the worker was lost answered, not written again. */
async function ownerOfJob(service: Service, { id, owner, scopes }: store.StoredJob): Promise<Caller | null> {
  const user = await store.find(service.store.connection, 'user', owner);
  if (!user?.active) return null;
  return {
    ...{ actor: { user: user.id, roles: user.roles }, user, ...momentOf(service) },
    ...{ by: 'token' as const, scopes, once: { key: `job ${id}`, requestHash: id } },
  };
}

async function endJob(
  service: Service,
  job: store.StoredJob,
  { done, total, ...end }: store.JobEnd & { readonly done: number; readonly total: number | null },
): Promise<Became> {
  const at = service.now();
  const act = { at, by: job.owner, action: end.state === 'done' ? 'job.finish' : 'job.fail' };
  const kept = await store.transact(service.store, async (tx) => {
    await store.jobs.hold(tx, job, { done: total ?? done, total });
    const isKept = await store.jobs.end(tx, job, end, at);
    if (isKept && job.owner !== store.SYSTEM)
      store.recordEvent(tx, act, { kind: 'job', id: job.id, before: null, after: null });
    return isKept;
  });
  return { became: kept ? end.state : 'not held any more' };
}

/** What broke off without saying anything about the job is tried again, at last it has failed. */
async function breakOff(service: Service, job: store.StoredJob, error: unknown): Promise<Became> {
  if (error instanceof NotHeld) return { became: 'not held any more' };
  const isUnasked = error instanceof Stopping || error instanceof Busy;
  const pauseSeconds = store.RETRY_SECONDS[job.attempts - 1];
  if (!isUnasked && pauseSeconds === undefined)
    return {
      ...errorForLog(error),
      ...(await endJob(service, job, { ...failed(reason('job-broke-off')), done: job.done, total: job.total })),
    };
  const afterSeconds =
    error instanceof Stopping ? 0 : error instanceof Busy ? error.retryAfterSeconds : (pauseSeconds ?? 0);
  await store.transact(service.store, (tx) =>
    store.jobs.putBack(tx, service.store.line, { job, afterSeconds, counts: !isUnasked }),
  );
  return isUnasked ? { became: 'put back' } : { became: 'put back', ...errorForLog(error) };
}
