/** Wiring of the server: the store, the first accounts, listening, and an orderly end. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import path from 'node:path';
import { serve } from '@hono/node-server';
import pino from 'pino';
import { createApi, type OpenIdClient, openIdClient } from './api/index.ts';
import {
  type DemonstrationAccount,
  ensureAdministrator,
  type Filling,
  fillDemonstration,
  type InventedYear,
  isDemonstration,
  loadDemonstration,
  loadFixtures,
  loadYear,
  resetDemonstration,
  type Service,
} from './app/index.ts';
import { type Config, publicUrl, settingsOf } from './config.ts';
import { describeProblem, type Finding, type Result, success, type Texts } from './domain/index.ts';
import { logTo, openProcess, type ProcessOptions, whenAsked } from './process.ts';
import type { Round } from './rounds.ts';

export interface ServeOptions extends ProcessOptions {
  readonly fixtures: string;
  /** Folder of the built pages, where there is one. */
  readonly pages: string | undefined;
  /** Load the invented institutions and accounts when the store is empty. */
  readonly demonstration: boolean;
}

/** Serves until a signal; then lets requests end and closes the store. */
export async function startServer(options: ServeOptions): Promise<void> {
  const { config, version, print } = options;
  const logger = pino({ level: config.LOG_LEVEL });
  const { service, metrics, begin, end } = await openProcess(options, logger);
  let year: Year | null = null;
  try {
    print(await firstAccounts(service, options));
    year = await yearOf(service, options, logger);
    const api = createApi({
      service,
      version,
      publicUrl: publicUrl(config, config.PORT),
      openTools: config.CONCORD_OPEN_TOOLS ?? options.demonstration,
      demonstration: options.demonstration,
      ...(year && { year }),
      ...(options.demonstration && {
        resetDemonstration: () => beginAnew(service, { year, options, logger }),
      }),
      pages: options.pages,
      installation: { settings: settingsOf(config), examine: () => examineRunning(service, config) },
      trustedProxies: config.TRUSTED_PROXIES,
      maxBodyBytes: config.MAX_BODY_BYTES,
      rates: { writesPerMinute: config.WRITES_PER_MINUTE, readsPerMinute: config.READS_PER_MINUTE },
      openId: await openIdOf(config),
      log: logTo(logger),
      ...(metrics && { onRequest: metrics.onRequest }),
    });
    begin(year ? [year.round] : [], config.JOBS_AT_ONCE ?? 1);
    await listen(api.fetch, config, {
      onListening: (port) =>
        print(
          `Concord ${version}${options.demonstration ? ' on invented institutions' : ''}. Open http://${config.HOST}:${port}\nThe API is described at http://${config.HOST}:${port}/docs\nStop with Ctrl-C.\n`,
        ),
      onStopping: (reason) => logger.info({ reason }, 'stopping'),
    });
  } finally {
    await year?.end();
    await end();
  }
}

/** The demonstration's year on a server: what is invented, how much of it is stored, and the work of storing it. */
interface Year {
  readonly invented: InventedYear;
  readonly filling: () => Filling | null;
  /** Stores what is missing; one at a time. */
  readonly fill: (isStopped: () => boolean) => Promise<number>;
  /** Ends the work in hand at the next student. */
  readonly end: () => Promise<void>;
  readonly round: Round;
}

/** The rest of the demonstration is stored while the server answers already; nothing is added to real data. */
async function yearOf(
  service: Service,
  { config, demonstration, fixtures }: ServeOptions,
  logger: pino.Logger,
): Promise<Year | null> {
  if (!demonstration || !config.DEMONSTRATION_YEAR || !(await isDemonstration(service))) return null;
  const invented = loadYear(fixtures);
  const whole: Filling = { done: 0, total: invented.people.length };
  let filling: Filling | null = whole;
  let isEnded = false;
  let inHand: Promise<number> = Promise.resolve(0);
  const onStudent = (now: Filling): void => {
    filling = now.done < now.total ? now : null;
  };
  const store = async (isStopped: () => boolean): Promise<number> => {
    isEnded = false;
    filling = whole;
    try {
      return await fillDemonstration(service, invented, { onStudent, isStopped: () => isEnded || isStopped() });
    } catch (error) {
      // Everything in it is invented, so that the cause may be told whole.
      logger.error({ err: error, ...filling }, 'the year of the demonstration could not be stored');
      throw error;
    } finally {
      filling = null;
    }
  };
  const fill = (isStopped: () => boolean): Promise<number> => {
    inHand = store(isStopped);
    return inHand;
  };
  const end = async (): Promise<void> => {
    isEnded = true;
    await inHand.catch(() => undefined);
  };
  const run: Round['run'] = async (isStopped) => ({ students: await fill(isStopped) });
  const round = { name: 'demonstration', everySeconds: 24 * 3600, run };
  return { round, invented, filling: () => filling, fill, end };
}

/** Empties the demonstration and stores its beginning; its year follows while the server answers. */
async function beginAnew(
  service: Service,
  {
    year,
    options,
    logger,
  }: { readonly year: Year | null; readonly options: ServeOptions; readonly logger: pino.Logger },
): Promise<Result<null>> {
  await year?.end();
  const reset = await resetDemonstration(service, () => loadFixtures(options.fixtures));
  if (!reset.ok) return reset;
  writeAccounts(options.config, reset.value);
  logger.info('the demonstration begins anew');
  // What stands against it is in the log, and whoever asked has an answer already.
  void year?.fill(() => false).catch(() => undefined);
  return success(null);
}

/** What the doctor asks of a server that runs. */
async function examineRunning({ context, now }: Service, config: Config): Promise<Finding[]> {
  const { RUNNING_CHECKS } = await import('./doctor-checks.ts');
  const installed = { rules: () => context().rules, now };
  return (await Promise.all(RUNNING_CHECKS.map((check) => check(config, installed)))).flat();
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
    whenAsked(config, stop);
  });
}

/** Says what to do where the system only names its error. */
function listenError(error: NodeJS.ErrnoException, { HOST, PORT }: Config): Error {
  const mend = 'Choose another with PORT (and HOST) in the environment.';
  if (error.code === 'EADDRINUSE') return new Error(`${HOST}:${PORT} is in use by another program. ${mend}`);
  if (error.code === 'EACCES') return new Error(`${HOST}:${PORT} may not be used by this user. ${mend}`);
  return error;
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

function writeAccounts(config: Config, accounts: readonly DemonstrationAccount[]): void {
  const lines = accounts.map(({ email, password }) => `  ${email.padEnd(32)} ${password}`);
  const text = `Demonstration data: invented institutions and people, one account per role. Not for real data.\n${lines.join('\n')}\nTo begin anew, stop and delete ${config.DATA_DIR}.\n`;
  // Accounts and cases stand in it: nobody else of the machine reads it, unless its owner opens it.
  mkdirSync(config.DATA_DIR, { recursive: true, mode: 0o700 });
  writeFileSync(accountsFile(config), text, { mode: 0o600 });
}

function readAccounts(config: Config): string | null {
  return existsSync(accountsFile(config)) ? readFileSync(accountsFile(config), 'utf8') : null;
}
