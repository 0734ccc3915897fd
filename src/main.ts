/** The only wiring: environment, clock, files and listening meet the program here. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { serve } from '@hono/node-server';
import pino from 'pino';
import { createApi } from './api/index.ts';
import {
  type AppContext,
  createIndexStore,
  loadFixtures,
  loadRules,
  startMatchThreads,
  startSolverThread,
} from './app/index.ts';
import { type Cli, runCli } from './cli/index.ts';
import { type Config, embedderConfig, readConfig, storeOptions } from './config.ts';
import { createEmbedder } from './semantic/index.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const FIXTURES = path.join(ROOT, 'fixtures');
/** How long open requests may take to end after a stop was asked for. */
const STOP_MILLISECONDS = 10_000;

const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string };

/** The rules are read once; the day is asked for anew, because a server lives longer than a day. */
function contextOf(): () => AppContext {
  let loaded: AppContext['rules'] | null = null;
  return () => {
    const rules = loaded ?? loadRules(path.join(ROOT, 'rules'));
    loaded = rules;
    return { rules, today: new Date().toISOString().slice(0, 10) };
  };
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

async function startServer(context: () => AppContext): Promise<void> {
  const config = readConfig();
  const logger = pino({ level: config.LOG_LEVEL });
  const fixtures = loadFixtures(FIXTURES);
  for (const problem of fixtures.problems) logger.warn(problem, 'fixture');
  const log = (entry: object, message: string): void => logger.info(entry, message);
  const { solver, stop: stopSolver } = startSolverThread();
  const { matcher, stop: stopMatching } = startMatchThreads();
  const indexes = createIndexStore();
  const api = createApi({
    context: () => ({ ...context(), solver, matcher, indexes }),
    fixtures,
    version,
    maxBodyBytes: config.MAX_BODY_BYTES,
    log,
  });
  await new Promise<void>((resolve, reject) => {
    const server = serve({ fetch: api.fetch, port: config.PORT, hostname: config.HOST }, ({ port }) => {
      process.stdout.write(
        `Concord ${version} on invented institutions. Read http://${config.HOST}:${port}/docs\nStop with Ctrl-C.\n`,
      );
    });
    server.on('error', (error: NodeJS.ErrnoException) => reject(listenError(error, config)));
    const stop = (reason: string): void => {
      logger.info({ reason }, 'stopping');
      clearInterval(watch);
      const deadline = setTimeout(resolve, STOP_MILLISECONDS);
      server.close(() => {
        clearTimeout(deadline);
        resolve();
      });
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
    const watch = watchLauncher(config, () => stop('npm was ended'));
  });
  await Promise.all([stopSolver(), stopMatching()]);
}

/** A reader that closes early (`| head`) is no error of ours. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const context = contextOf();
/** Threads that must start first pay only for seconds of work. */
const { matcher, stop: stopMatching } = startMatchThreads({
  matchFrom: 100_000_000,
  buildFrom: Number.POSITIVE_INFINITY,
  buildManyFrom: 20_000,
});

try {
  const embedding = embedderConfig(readConfig());
  const { solver } = startSolverThread();
  const cli: Cli = {
    context: () => ({ ...context(), solver, matcher }),
    fixtures: FIXTURES,
    version,
    out: (content) => void process.stdout.write(content),
    err: (text) => void process.stderr.write(text),
    progressWanted: process.stderr.isTTY === true,
    embedder: embedding && createEmbedder(embedding),
    storage: () => ({ options: storeOptions(readConfig()), now: () => new Date().toISOString() }),
    serve: () => startServer(context),
  };

  process.exitCode = await runCli(cli, process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
} finally {
  await stopMatching();
}
