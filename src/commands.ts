/** Wiring of what commands ask for: rules and texts, the day, threads, the database, the server. */

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  type AppContext,
  dayIn,
  loadProcessRules,
  loadRules,
  loadSubjects,
  loadTexts,
  readBuiltRules,
  readBuiltTexts,
  type SubjectBook,
  startMatchThreads,
  startSolverThread,
} from './app/index.ts';
import type { Installation } from './cli/index.ts';
import { type Config, embedderConfig, homeOf, readConfig, storeOptions } from './config.ts';
import type { ProcessBook, RuleBook, Texts } from './domain/index.ts';
import { createEmbedder } from './semantic/index.ts';

/** The rules are read once; the day is asked for anew, because a server lives longer than a day. */
function contextOf(config: Config): () => AppContext {
  const [rules, texts, home] = [installedRules(), installedTexts(), homeOf(config)];
  if (!rules.policies.some(({ id }) => id === home.policy))
    throw new Error(
      `HOME_POLICY: there is no policy "${home.policy}"; choose one of ${rules.policies.map(({ id }) => id).join(', ')}`,
    );
  let book: SubjectBook | undefined;
  const subjects = (): SubjectBook => {
    book ??= loadSubjects(RULES);
    return book;
  };
  return () => ({ rules, texts, home, subjects, today: dayIn(home.timeZone, new Date().toISOString()) });
}

export function openInstallation(version: string): Installation {
  const config = readConfig();
  const embedding = embedderConfig(config);
  const texts = installedTexts();
  return {
    context: () => {
      // Threads that must start first pay only for seconds of work. They end with the process.
      const { matcher } = startMatchThreads({
        rules: RULES,
        matchFrom: 100_000_000,
        buildFrom: Number.POSITIVE_INFINITY,
        buildManyFrom: 20_000,
      });
      return { ...contextOf(config)(), solver: startSolverThread().solver, matcher };
    },
    texts,
    fixtures: FIXTURES,
    embedder: embedding && createEmbedder(embedding),
    storage: () => ({ options: storeOptions(config, databaseTemplate()), now: () => new Date().toISOString() }),
    serve: ({ demonstration }) => serve(config, version, demonstration),
  };
}

/** Serves until a signal. */
async function serve(config: Config, version: string, demonstration: boolean): Promise<void> {
  const { startServer } = await import('./serve.ts');
  await startServer({
    config,
    context: contextOf(config),
    process: installedProcess(),
    rules: RULES,
    fixtures: FIXTURES,
    databaseTemplate: databaseTemplate(),
    version,
    demonstration,
    print: (text) => void process.stdout.write(text),
  });
}

/** This file lies in src/, or built in dist/. */
const ROOT = path.resolve(import.meta.dirname, '..');
const RULES = path.join(ROOT, 'rules');
export const FIXTURES = path.join(ROOT, 'fixtures');

const prepared = (name: string): string => path.join(import.meta.dirname, `${name}.json`);
const built = existsSync(prepared('rules'));
const readPrepared = (name: string): string => readFileSync(prepared(name), 'utf8');

export const installedRules = (): RuleBook =>
  built ? readBuiltRules<RuleBook>(readPrepared('rules')) : loadRules(RULES);

export const installedProcess = (): ProcessBook =>
  built ? readBuiltRules<ProcessBook>(readPrepared('process')) : loadProcessRules(RULES);

export const installedTexts = (): Texts =>
  built ? readBuiltTexts((language) => readPrepared(`texts-${language}`)) : loadTexts(RULES);

/** An empty database of this version, to be copied; a build makes one. */
export const databaseTemplate = (): string | undefined =>
  built
    ? path.join(import.meta.dirname, (JSON.parse(readPrepared('build')) as { database: string }).database)
    : undefined;
