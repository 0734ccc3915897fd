/** What is installed beside the sources, read once for all files of a test worker: rules and sentences. */
import path from 'node:path';
import { loadProcessRules, loadRules, loadSubjects, loadTexts } from '../src/app/tools/rules.ts';
import type { SubjectBook } from '../src/matching/index.ts';

export const ROOT = path.resolve(import.meta.dirname, '..');
const RULES_FOLDER = path.join(ROOT, 'rules');

export const RULES = loadRules(RULES_FOLDER);
export const PROCESS = loadProcessRules(RULES_FOLDER);
export const TEXTS = loadTexts(RULES_FOLDER);
/** The university of the tests. */
export const HOME_UNIVERSITY = { policy: 'aupet-2024', name: '', timeZone: 'Asia/Almaty' };

let book: SubjectBook | undefined;
/** What universities teach, read when a test first matches. */
export const subjects = (): SubjectBook => {
  book ??= loadSubjects(RULES_FOLDER);
  return book;
};
