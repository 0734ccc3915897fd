/** The rules/ folder of the installation. */
import { closeSync, fstatSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { checkPolicy } from '../../credits/index.ts';
import {
  type CanonicalSubject,
  describeProblem,
  failure,
  type Policy,
  type ProcessBook,
  Rational,
  type Result,
  type RuleBook,
  subjectFileSchema,
  success,
  type Texts,
  type UiLanguage,
} from '../../domain/index.ts';
import {
  type RuleFile,
  readPolicies,
  readProcessBook,
  readRuleBook,
  type TextCatalogue,
  textsFrom,
} from '../../interchange/index.ts';
import { SubjectBook } from '../../matching/index.ts';

/**
 * Reads every YAML file below `folder`. @throws Error that lists every fault when the installed rules are broken: no figure may
 * come from half of a rule book. Reading takes tens of milliseconds; callers keep the result.
 */
export const loadRules = (folder: string): RuleBook => usable(folder, readRuleBook(ruleFiles(folder)));

/** The rules of the process from the same folder, under the same conditions as {@link loadRules}. */
export const loadProcessRules = (folder: string): ProcessBook => usable(folder, readProcessBook(ruleFiles(folder)));

/** The sentences of the same folder, each language read when it is first needed. */
export const loadTexts = (folder: string): Texts => textsFrom((language) => loadSentences(folder, language));

/** Those of one language by their codes. */
export function loadSentences(folder: string, language: UiLanguage): TextCatalogue {
  const files = ruleFiles(path.join(folder, 'texts', language));
  return Object.assign({}, ...files.map(({ text }) => parse(text) as TextCatalogue));
}

function ruleFiles(folder: string): RuleFile[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.ya?ml$/.test(name));
  return names.map((name) => ({
    name: name.split(path.sep).join('/'),
    text: readFileSync(path.join(folder, name), 'utf8'),
  }));
}

function usable<T>(folder: string, book: Result<T>): T {
  if (book.ok) return book.value;
  throw new Error(
    `the rules in ${folder} cannot be used:\n${book.problems.map((one) => describeProblem(one, loadTexts(folder))).join('\n')}`,
  );
}

/** Checks a policy file against the installed rules: first its shape, then whether each policy holds together. Installs nothing. */
export function checkPolicyFile(book: RuleBook, file: RuleFile): Result<Policy[]> {
  const read = readPolicies(file, book);
  if (!read.ok) return read;
  const problems = read.value.flatMap((policy) => checkPolicy(policy, book));
  return problems.length > 0
    ? failure(...problems.map((problem) => ({ source: file.name, ...problem })))
    : success(read.value);
}

/** Exact numbers stand as `{"rational": "4/3"}`, because a plain text could look like one. */
export const writeBuiltRules = (book: object): string =>
  JSON.stringify(book, function (this: Readonly<Record<string, unknown>>, key, value: unknown) {
    return this[key] instanceof Rational ? { rational: value } : value;
  });

/** What {@link writeBuiltRules} wrote: the type is the caller's word, nothing is checked again. */
export const readBuiltRules = <Book>(text: string): Book =>
  JSON.parse(text, (_key, value) =>
    typeof value?.rational === 'string' ? Rational.from(value.rational) : value,
  ) as Book;

/** The sentences from a text a language, each read when it is first needed. */
export const readBuiltTexts = (read: (language: UiLanguage) => string): Texts =>
  textsFrom((language) => JSON.parse(read(language)));

/** Where the subjects are: as a build has prepared them, in memory that threads share, or in the folder of the rules. */
export type SubjectSource = Uint8Array | string;

export const openSubjects = (source: SubjectSource): SubjectBook =>
  typeof source === 'string' ? loadSubjects(source) : SubjectBook.open(source);

/** A file of the build in memory that threads share. */
export function readShared(file: string): Uint8Array {
  const descriptor = openSync(file, 'r');
  try {
    const bytes = new Uint8Array(new SharedArrayBuffer(fstatSync(descriptor).size));
    for (let at = 0; at < bytes.length; ) {
      const read = readSync(descriptor, bytes, at, bytes.length - at, null);
      if (read === 0) throw new Error(`${file} ends early`);
      at += read;
    }
    return bytes;
  } finally {
    closeSync(descriptor);
  }
}

/** The canonical subjects of the same folder. @throws Error that names the file and the place of a fault. */
export function loadSubjects(folder: string): SubjectBook<CanonicalSubject> {
  const place = path.join(folder, 'subjects');
  const names = readdirSync(place).filter((name) => name.endsWith('.json'));
  const subjects = names.sort().flatMap((name) => {
    const read = subjectFileSchema.safeParse(JSON.parse(readFileSync(path.join(place, name), 'utf8')));
    if (read.success) return read.data;
    const faults = read.error.issues.map(({ path: at, message }) => `${name}: ${at.join('.')}: ${message}`);
    throw new Error(`the subjects in ${place} cannot be used:\n${faults.join('\n')}`);
  });
  return SubjectBook.of(subjects);
}
