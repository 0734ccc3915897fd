/** Wiring of what commands ask for: rules and texts, the day, threads, the database, the server. */

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  type AppContext,
  dayIn,
  loadProcessRules,
  loadRules,
  loadTexts,
  openSubjects,
  readBuiltRules,
  readBuiltTexts,
  readShared,
  type SubjectBook,
  type SubjectSource,
  startMatchThreads,
  startSolverThread,
} from './app/index.ts';
import type { Installation } from './cli/index.ts';
import { type Config, embedderConfig, environment, homeFrom, readConfig, storeOptions } from './config.ts';
import type { ProcessBook, RuleBook } from './domain/index.ts';
import type { ProcessOptions } from './process.ts';
import { createEmbedder } from './semantic/index.ts';

/** The rules are read once; the day is asked for anew, because a server lives longer than a day. */
function contextOf(config: Config, installed: ReturnType<typeof openFolders>): () => AppContext {
  const [rules, texts, home] = [installed.rules(), installed.texts(), homeFrom(config)];
  if (!rules.policies.some(({ id }) => id === home.policy))
    throw new Error(
      `HOME_POLICY: there is no policy "${home.policy}"; choose one of ${rules.policies.map(({ id }) => id).join(', ')}`,
    );
  const subjects = once((): SubjectBook => openSubjects(installed.subjects()));
  return () => ({ rules, texts, home, subjects, today: dayIn(home.timeZone, new Date().toISOString()) });
}

export function openInstallation(version: string): Installation {
  const installed = openFolders();
  // Not before something of it is asked for: whoever examines a configuration is told of all that is wrong with it.
  const configured = once(readConfig);
  const processOptions = (): ProcessOptions => ({
    config: configured(),
    context: contextOf(configured(), installed),
    process: installed.process(),
    rules: installed.rulesFolder,
    ...{ subjects: installed.subjects, program: installed.program },
    databaseTemplate: installed.databaseTemplate(),
    version,
    print: (text) => void process.stdout.write(text),
  });
  return {
    context: () => {
      // Threads that must start first pay only for seconds of work. They end with the process.
      const { matcher } = startMatchThreads({
        subjects: installed.subjects(),
        matchFrom: 100_000_000,
        buildFrom: Number.POSITIVE_INFINITY,
        buildManyFrom: 20_000,
      });
      return { ...contextOf(configured(), installed)(), solver: startSolverThread().solver, matcher };
    },
    texts: installed.texts(),
    fixtures: installed.fixtures,
    embedder: () => {
      const embedding = embedderConfig(configured());
      return embedding && createEmbedder(embedding);
    },
    storage: () => ({
      options: storeOptions(configured(), installed.databaseTemplate()),
      now: () => new Date().toISOString(),
      anchors: configured().AUDIT_ANCHORS,
    }),
    /** Serves until a signal. */
    serve: async ({ demonstration }) => {
      const { startServer } = await import('./serve.ts');
      await startServer({ ...processOptions(), fixtures: installed.fixtures, pages: installed.pages, demonstration });
    },
    examine: async (file) => {
      const { examine } = await import('./doctor.ts');
      return examine(environment(), { rules: installed.rules, now: () => new Date().toISOString() }, file);
    },
    /** Works on jobs until a signal. */
    work: async () => {
      const { startWorker } = await import('./work.ts');
      await startWorker(processOptions());
    },
  };
}

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

/** What is installed beside the program: prepared by a build, or read from the sources. This file lies in src/, or built in dist/. */
function openFolders() {
  const rulesFolder = path.resolve(import.meta.dirname, '..', 'rules');
  const fixtures = path.resolve(import.meta.dirname, '..', 'fixtures');
  const fileOf = (name: string): string => path.join(import.meta.dirname, name);
  const read = (name: string): string => readFileSync(fileOf(`${name}.json`), 'utf8');
  const build = () =>
    JSON.parse(read('build')) as { readonly database: string; readonly subjects: string; readonly sources: string };
  if (!existsSync(fileOf('rules.json')))
    return {
      ...{ rulesFolder, fixtures },
      rules: () => loadRules(rulesFolder),
      process: () => loadProcessRules(rulesFolder),
      texts: () => loadTexts(rulesFolder),
      subjects: (): SubjectSource => rulesFolder,
      program: () => null,
      pages: undefined,
      databaseTemplate: () => undefined,
    };
  return {
    ...{ rulesFolder, fixtures },
    rules: () => readBuiltRules<RuleBook>(read('rules')),
    process: () => readBuiltRules<ProcessBook>(read('process')),
    texts: () => readBuiltTexts((language) => read(`texts-${language}`)),
    subjects: once((): SubjectSource => readShared(fileOf(build().subjects))),
    program: (): string => build().sources,
    pages: fileOf('pages'),
    /** An empty database of this version, to be copied. */
    databaseTemplate: () => fileOf(build().database),
  };
}
