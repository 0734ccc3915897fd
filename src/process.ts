/** What a server and a worker have in common: the store, the threads, and what goes on beside the requests. */
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type pino from 'pino';
import {
  type AppContext,
  addHourly,
  addSketches,
  anchorAudit,
  createIndexStore,
  deliverMail,
  type IndexFolder,
  keepIndexes,
  keepLists,
  openStore,
  type Service,
  type SubjectSource,
  settleDecisions,
  startMatchThreads,
  startPaperThreads,
  startWorking,
} from './app/index.ts';
import { type Config, peopleSettings, publicUrl, storeOptions } from './config.ts';
import type { ProcessBook } from './domain/index.ts';
import type { Metrics, ThreadCount } from './metrics.ts';
import { type Log, type Round, startRounds } from './rounds.ts';

export interface ProcessOptions {
  readonly config: Config;
  readonly context: () => AppContext;
  readonly process: ProcessBook;
  /** The folder of the rules. */
  readonly rules: string;
  readonly subjects: () => SubjectSource;
  /** What tells this build of the program from every other; null for one that runs from its sources, whose code may change at any time. */
  readonly program: () => string | null;
  /** An empty database to copy. */
  readonly databaseTemplate: string | undefined;
  readonly version: string;
  readonly print: (text: string) => void;
}

export interface RunningProcess {
  readonly service: Service;
  /** Null where none is configured. */
  readonly metrics: Metrics | null;
  /** Begins the rounds of every process, these, and the work on so many jobs at a time. */
  readonly begin: (rounds: readonly Round[], jobsAtOnce: number) => void;
  /** Ends them in order, gives jobs back, and closes the store. */
  readonly end: () => Promise<void>;
}

/** Opens the store; end it at the end. */
export async function openProcess(options: ProcessOptions, logger: pino.Logger): Promise<RunningProcess> {
  const { config, context, process: book } = options;
  // What is not used any more is cleared away when a quarter has come on top of what is; by itself Node waits for up to four times as much.
  setFlagsFromString('--heap-growing-percent=25');
  // A minute is as long as a person, a proxy or a browser waits.
  const line = { waiting: 60, waitingEach: 20, patienceSeconds: 60 };
  // Requests of others wait while this thread matches: threads take what would hold them up noticeably.
  const {
    matcher,
    planner,
    stop: stopMatching,
    count: matching,
  } = startMatchThreads({
    ...{ subjects: options.subjects(), kept: keptIndexes(options), log: logTo(logger) },
    ...{ matchFrom: 100_000, buildFrom: 100, line },
  });
  const { papers, stop: stopPapers, count: printing } = startPaperThreads({ rules: options.rules, line });
  const indexes = createIndexStore();
  const service: Service = {
    store: await openStore(storeOptions(config, options.databaseTemplate)),
    context: () => ({ ...context(), matcher, planner, papers, indexes }),
    ...{ loaded: keepLists(), people: peopleSettings(config), process: book },
    now: () => new Date().toISOString(),
  };
  const log = logTo(logger);
  const ends: (() => Promise<unknown>)[] = [];
  const metrics = await metricsOf(config, service, { matching, printing });
  if (metrics) ends.push(metrics.close);
  return {
    service,
    metrics,
    begin: (rounds, atOnce) => {
      const repeated = (async () => startRounds([...rounds, ...(await roundsOf(service, config, atOnce))], log))();
      const working = startWorking(service, { atOnce, log, ...(metrics && { onJob: metrics.onJob }) });
      ends.push(async () => (await repeated).stop(), working.stop);
    },
    end: async () => {
      await Promise.all(ends.map((end) => end()));
      await Promise.all([stopMatching(), stopPapers()]);
      await service.store.close();
      logger.info('stopped');
    },
  };
}

/** Beside the embedded database, or in the folder that would hold it. */
function keptIndexes({ config: { DATA_DIR }, program }: ProcessOptions): IndexFolder | undefined {
  const build = program();
  return build === null ? undefined : { folder: path.join(DATA_DIR, 'indexes'), program: build };
}

/** Events of a process as lines of its log: what names an error is one of the level that says so, so that nobody misses it at `warn`. */
export const logTo =
  (logger: Pick<pino.Logger, 'error' | 'info'>): Log =>
  (entry, message) =>
    logger['error' in entry ? 'error' : 'info'](entry, message);

async function metricsOf(
  { METRICS_PORT: port, METRICS_HOST: host }: Config,
  service: Service,
  threads: Readonly<Record<string, ThreadCount>>,
): Promise<Metrics | null> {
  if (port === undefined) return null;
  const { createMetrics } = await import('./metrics.ts');
  const metrics = createMetrics(service, threads);
  await metrics.listen(port, host).catch((error: unknown) => {
    throw new Error(
      `METRICS_PORT: ${host}:${port} cannot be listened on: ${error instanceof Error ? error.message : error}`,
    );
  });
  return metrics;
}

/**
 * What is a queue of its own goes round in every process: decisions whose grace is over, and mail, whose messages are each taken by one process; without
 * a server for mail it waits in the outbox. Reminders and retention are jobs, once an hour for all processes.
 */
async function roundsOf(service: Service, config: Config, jobsAtOnce: number): Promise<Round[]> {
  const { SMTP_URL: url, MAIL_FROM: from, PORT, AUDIT_ANCHORS: file } = config;
  const hourly: Round = {
    name: 'hourly',
    everySeconds: 300,
    run: async () => {
      await addHourly(service);
      return {};
    },
  };
  const decisions: Round = {
    name: 'decisions',
    everySeconds: 60,
    run: async (isStopped) => ({ settled: await settleDecisions(service, isStopped) }),
  };
  const sketches: Round = {
    name: 'sketches',
    everySeconds: 300,
    run: async () => {
      await addSketches(service);
      return {};
    },
  };
  const indexes: Round = {
    name: 'indexes',
    everySeconds: 300,
    // A process that takes no jobs has other things to do; it keeps what it comes by.
    run: async (isStopped) => (jobsAtOnce > 0 ? { indexed: await keepIndexes(service, isStopped) } : {}),
  };
  const anchors: Round[] =
    file === undefined
      ? []
      : [{ name: 'anchors', everySeconds: 3600, run: async () => ({ anchored: await anchorAudit(service, file) }) }];
  const always = [hourly, decisions, sketches, indexes, ...anchors];
  if (url === undefined || from === undefined) return always;
  const { smtpMailer } = await import('./mailer.ts');
  const post = {
    send: smtpMailer({ url, from, name: config.HOME_NAME }),
    domain: from.slice(from.lastIndexOf('@') + 1),
  };
  const link = publicUrl(config, PORT).href;
  const mail: Round = {
    name: 'mail',
    everySeconds: 15,
    run: async (isStopped) => ({ ...(await deliverMail(service, { ...post, link, isStopped })) }),
  };
  return [...always, mail];
}

/** Calls once when the system, or whoever started this process, asks for its end. */
export function whenAsked(config: Config, stop: (reason: string) => void): void {
  const watch = watchLauncher(config, () => ask('npm was ended'));
  const ask = (reason: string): void => {
    clearInterval(watch);
    stop(reason);
  };
  process.once('SIGTERM', ask);
  process.once('SIGINT', ask);
}

/**
 * Under `npm start` a shell stands between npm and this process, and the shell dies of npm's SIGTERM without passing it on. So the
 * end of that parent is taken as the signal.
 */
function watchLauncher({ npm_lifecycle_event }: Config, stop: () => void): NodeJS.Timeout | undefined {
  if (npm_lifecycle_event === undefined) return undefined;
  const parent = process.ppid;
  const watch = setInterval(() => process.ppid !== parent && stop(), 500);
  return watch.unref();
}
