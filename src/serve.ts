/** Wiring of the server: the store, the first accounts, listening, and an orderly end. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import path from 'node:path';
import { serve } from '@hono/node-server';
import pino from 'pino';
import { type ApiEnvironment, createApi, type OpenIdClient, openIdClient } from './api/index.ts';
import {
  type AppContext,
  createIndexStore,
  deliverMail,
  doubtTime,
  ensureAdministrator,
  type Filling,
  fillDemonstration,
  isDemonstration,
  keepLists,
  loadDemonstration,
  loadFixtures,
  loadYear,
  openStore,
  runDay,
  runRetentionUnasked,
  type Service,
  settleDecisions,
  startMatchThreads,
  startSolverThread,
} from './app/index.ts';
import { type Config, peopleSettings, publicUrl, storeOptions } from './config.ts';
import { describeProblem, type ProcessBook, type Result, type Texts } from './domain/index.ts';
import { type Job, startWorker } from './worker.ts';

export interface ServeOptions {
  readonly config: Config;
  readonly context: () => AppContext;
  readonly process: ProcessBook;
  readonly fixtures: string;
  /** Folder of the built pages, where there is one. */
  readonly pages: string | undefined;
  /** An empty database to copy. */
  readonly databaseTemplate: string | undefined;
  /** The folder of the rules. */
  readonly rules: string;
  readonly version: string;
  /** Load the invented institutions and accounts when the store is empty. */
  readonly demonstration: boolean;
  readonly print: (text: string) => void;
}

/** The store with what its actions need; close the store at the end. */
async function openService(
  { config, process: book, databaseTemplate }: ServeOptions,
  context: () => AppContext,
): Promise<Service> {
  const store = await openStore(storeOptions(config, databaseTemplate));
  const [people, loaded] = [peopleSettings(config), keepLists()];
  return { store, context, loaded, now: () => new Date().toISOString(), people, process: book };
}

/** Serves until a signal; then lets requests end and closes the store. */
export async function startServer(options: ServeOptions): Promise<void> {
  const { config, context, version, print } = options;
  const logger = pino({ level: config.LOG_LEVEL });
  // A minute is as long as a person, a proxy or a browser waits.
  const line = { waiting: 60, waitingEach: 20, patienceSeconds: 60 };
  const { solver, stop: stopSolver } = startSolverThread({ threads: 2, ...line });
  // Requests of others wait while this thread matches: threads take what would hold them up noticeably.
  const { matcher, stop: stopMatching } = startMatchThreads({
    rules: options.rules,
    ...{ matchFrom: 500_000, buildFrom: 500, line },
  });
  const indexes = createIndexStore();
  const service = await openService(options, () => ({ ...context(), solver, matcher, indexes }));
  let worker: ReturnType<typeof startWorker> | null = null;
  try {
    print(await firstAccounts(service, options));
    const year = await yearOf(service, options);
    const api = createApi({
      service,
      version,
      publicUrl: publicUrl(config, config.PORT),
      openTools: config.CONCORD_OPEN_TOOLS ?? options.demonstration,
      demonstration: options.demonstration,
      ...(year && { year }),
      pages: options.pages,
      trustedProxies: config.TRUSTED_PROXIES,
      maxBodyBytes: config.MAX_BODY_BYTES,
      rates: { writesPerMinute: config.WRITES_PER_MINUTE, readsPerMinute: config.READS_PER_MINUTE },
      openId: await openIdOf(config),
      log: (entry, message) => logger.info(entry, message),
    });
    worker = startWorker([...(year ? [year.job] : []), ...(await jobsOf(service, config))], (entry, message) =>
      logger.info(entry, message),
    );
    await listen(api.fetch, config, {
      onListening: (port) =>
        print(
          `Concord ${version}${options.demonstration ? ' on invented institutions' : ''}. Open http://${config.HOST}:${port}\nThe API is described at http://${config.HOST}:${port}/docs\nStop with Ctrl-C.\n`,
        ),
      onStopping: (reason) => logger.info({ reason }, 'stopping'),
    });
  } finally {
    await worker?.stop();
    await Promise.all([stopSolver(), stopMatching()]);
    await service.store.close();
    logger.info('stopped');
  }
}

/** The rest of the demonstration is stored while the server answers already; nothing is added to real data. */
async function yearOf(
  service: Service,
  { config, demonstration, fixtures }: ServeOptions,
): Promise<(NonNullable<ApiEnvironment['year']> & { readonly job: Job }) | null> {
  if (!demonstration || !config.DEMONSTRATION_YEAR || !(await isDemonstration(service))) return null;
  const invented = loadYear(fixtures);
  let filling: Filling | null = { done: 0, total: invented.people.length };
  const onStudent = (now: Filling): void => {
    filling = now.done < now.total ? now : null;
  };
  const run: Job['run'] = async (isStopped) => ({
    students: await fillDemonstration(service, invented, { onStudent, isStopped }),
  });
  return { job: { name: 'demonstration', everySeconds: 24 * 3600, run }, invented, filling: () => filling };
}

/** Reminders, keeping and erasing, what follows from decisions once their grace is over, and mail where a server for it is configured: without one it waits in the outbox. */
async function jobsOf(service: Service, config: Config): Promise<Job[]> {
  const { SMTP_URL: url, MAIL_FROM: from, PORT } = config;
  const day: Job = {
    name: 'day',
    everySeconds: 3600,
    run: async (isStopped) => {
      const doubt = await doubtTime(service);
      return doubt === null ? { ...(await runDay(service, isStopped)) } : { waits: doubt.code };
    },
  };
  const retention: Job = {
    name: 'retention',
    everySeconds: 3600,
    run: async (isStopped) => ({ ...(await runRetentionUnasked(service, isStopped)) }),
  };
  const decisions: Job = {
    name: 'decisions',
    everySeconds: 60,
    run: async (isStopped) => ({ settled: await settleDecisions(service, isStopped) }),
  };
  if (url === undefined || from === undefined) return [day, retention, decisions];
  const { smtpMailer } = await import('./mailer.ts');
  const post = {
    send: smtpMailer({ url, from, name: config.HOME_NAME }),
    domain: from.slice(from.lastIndexOf('@') + 1),
  };
  const link = publicUrl(config, PORT).href;
  const mail: Job = {
    name: 'mail',
    everySeconds: 15,
    run: async (isStopped) => ({ ...(await deliverMail(service, { ...post, link, isStopped })) }),
  };
  return [day, retention, decisions, mail];
}

async function openIdOf(config: Config): Promise<OpenIdClient | null> {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, PORT } = config;
  if (issuer === undefined || clientId === undefined) return null;
  const redirectUri = new URL('/api/v1/sign-in/openid/callback', publicUrl(config, PORT)).href;
  return openIdClient({ issuer, clientId, clientSecret, redirectUri });
}

async function listen(
  fetch: Parameters<typeof serve>[0]['fetch'],
  config: Config,
  {
    onListening,
    onStopping,
  }: {
    readonly onListening: (port: number) => void;
    readonly onStopping: (reason: string) => void;
  },
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    // Plain HTTP/1.1: TLS ends in front of Concord.
    const server = serve({ fetch, port: config.PORT, hostname: config.HOST }, ({ port }) =>
      onListening(port),
    ) as Server;
    // Whoever closes a connection first is asked over it at the same moment once in a while: let that be the proxy or the browser.
    server.keepAliveTimeout = 75_000; // longer than proxies keep theirs, which is a minute mostly
    server.on('error', (error: NodeJS.ErrnoException) => reject(listenError(error, config)));
    const stop = (reason: string): void => {
      onStopping(reason);
      clearInterval(watch);
      // Open requests have ten seconds to end.
      const deadline = setTimeout(() => server.closeAllConnections(), 10_000);
      // A connection with a request under way would be kept for the next requests, and so hold the server for as long as they come.
      const ending = setInterval(() => server.closeIdleConnections(), 100);
      server.close(() => {
        clearTimeout(deadline);
        clearInterval(ending);
        resolve();
      });
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
    const watch = watchLauncher(config, () => stop('npm was ended'));
  });
}

/** Says what to do where the system only names its error. */
function listenError(error: NodeJS.ErrnoException, { HOST, PORT }: Config): Error {
  const mend = 'Choose another with PORT (and HOST) in the environment.';
  if (error.code === 'EADDRINUSE') return new Error(`${HOST}:${PORT} is in use by another program. ${mend}`);
  if (error.code === 'EACCES') return new Error(`${HOST}:${PORT} may not be used by this user. ${mend}`);
  return error;
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

/** Makes the accounts that an empty store needs, and answers what to tell the person who started the server. */
async function firstAccounts(service: Service, { config, demonstration, fixtures }: ServeOptions): Promise<string> {
  if (demonstration) {
    const accounts = usable(await loadDemonstration(service, () => loadFixtures(fixtures)), service.context().texts);
    if (accounts !== null) writeAccounts(config, accounts);
    const shown = readAccounts(config);
    if (shown !== null) return shown;
  }
  const email = config.CONCORD_ADMINISTRATOR;
  const first = usable(await ensureAdministrator(service, email), service.context().texts);
  if (first === null) return '';
  return `First start. Sign in as ${email} with the one-time password ${first.password}\nand replace it then; it is good until ${first.expiresAt}.\n`;
}

function usable<T>(result: Result<T>, texts: Texts): T {
  if (result.ok) return result.value;
  throw new Error(result.problems.map((one) => describeProblem(one, texts)).join('\n'));
}

/** The demonstration's passwords are kept beside its data, readable by their owner alone, so that the next start can show them too. */
const accountsFile = ({ DATA_DIR }: Config): string => path.join(DATA_DIR, 'demonstration-accounts.txt');

function writeAccounts(config: Config, accounts: readonly { role: string; email: string; password: string }[]): void {
  const lines = accounts.map(({ email, password }) => `  ${email.padEnd(32)} ${password}`);
  const text = `Demonstration data: invented institutions and people, one account per role. Not for real data.\n${lines.join('\n')}\nTo begin anew, stop and delete ${config.DATA_DIR}.\n`;
  mkdirSync(config.DATA_DIR, { recursive: true });
  writeFileSync(accountsFile(config), text, { mode: 0o600 });
}

function readAccounts(config: Config): string | null {
  return existsSync(accountsFile(config)) ? readFileSync(accountsFile(config), 'utf8') : null;
}
