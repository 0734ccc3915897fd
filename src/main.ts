/** The only wiring: environment, clock, files and listening meet the program here. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  type AppContext,
  loadProcessRules,
  loadRules,
  loadTexts,
  startMatchThreads,
  startSolverThread,
} from './app/index.ts';
import { type Cli, runCli } from './cli/index.ts';
import { embedderConfig, readConfig, storeOptions } from './config.ts';
import { createEmbedder } from './semantic/index.ts';
import { startServer } from './serve.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const RULES = path.join(ROOT, 'rules');
const FIXTURES = path.join(ROOT, 'fixtures');

const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string };

/** The rules are read once; the day is asked for anew, because a server lives longer than a day. */
function contextOf(): () => AppContext {
  let loaded: AppContext['rules'] | null = null;
  const texts = loadTexts(RULES);
  return () => {
    const rules = loaded ?? loadRules(RULES);
    loaded = rules;
    return { rules, texts, today: new Date().toISOString().slice(0, 10) };
  };
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
  const config = readConfig();
  const embedding = embedderConfig(config);
  const { solver } = startSolverThread();
  const print = (text: string): void => void process.stdout.write(text);
  const cli: Cli = {
    context: () => ({ ...context(), solver, matcher }),
    fixtures: FIXTURES,
    texts: loadTexts(RULES),
    version,
    out: (content) => void process.stdout.write(content),
    err: (text) => void process.stderr.write(text),
    progressWanted: process.stderr.isTTY === true,
    embedder: embedding && createEmbedder(embedding),
    storage: () => ({ options: storeOptions(config), now: () => new Date().toISOString() }),
    serve: (options) =>
      startServer({
        ...options,
        config,
        context,
        process: loadProcessRules(RULES),
        fixtures: FIXTURES,
        version,
        print,
      }),
  };

  process.exitCode = await runCli(cli, process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
} finally {
  await stopMatching();
}
