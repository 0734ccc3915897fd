/** What lies beside the program: rules, texts and fixtures, and what the build has prepared of them. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { loadProcessRules, loadRules, loadTexts, readBuiltRules, readBuiltTexts } from './app/index.ts';
import type { ProcessBook, RuleBook, Texts } from './domain/index.ts';

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
