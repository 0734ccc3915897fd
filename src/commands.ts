/** Wiring of what commands ask for: rules and texts, the day, threads, the database, the server. */
import { startMatchThreads, startSolverThread } from './app/index.ts';
import type { Installation } from './cli/index.ts';
import { type Config, embedderConfig, readConfig, storeOptions } from './config.ts';
import { databaseTemplate, FIXTURES, installedProcess, installedRules, installedTexts } from './installation.ts';
import { createEmbedder } from './semantic/index.ts';

const today = (): string => new Date().toISOString().slice(0, 10);

export function openInstallation(version: string): Installation {
  const config = readConfig();
  const embedding = embedderConfig(config);
  const texts = installedTexts();
  return {
    context: () => {
      // Threads that must start first pay only for seconds of work. They end with the process.
      const { matcher } = startMatchThreads({
        matchFrom: 100_000_000,
        buildFrom: Number.POSITIVE_INFINITY,
        buildManyFrom: 20_000,
      });
      return { rules: installedRules(), texts, today: today(), solver: startSolverThread().solver, matcher };
    },
    texts,
    fixtures: FIXTURES,
    embedder: embedding && createEmbedder(embedding),
    storage: () => ({ options: storeOptions(config, databaseTemplate()), now: () => new Date().toISOString() }),
    serve: ({ demonstration }) => serve(config, version, demonstration),
  };
}

/** Serves until a signal. The rules are read once; the day is asked for anew, because a server lives longer than a day. */
async function serve(config: Config, version: string, demonstration: boolean): Promise<void> {
  const { startServer } = await import('./serve.ts');
  const [rules, texts] = [installedRules(), installedTexts()];
  await startServer({
    config,
    context: () => ({ rules, texts, today: today() }),
    process: installedProcess(),
    fixtures: FIXTURES,
    databaseTemplate: databaseTemplate(),
    version,
    demonstration,
    print: (text) => void process.stdout.write(text),
  });
}
