/** The sentences of rules/texts, for tests that print or read them. */
import path from 'node:path';
import { loadTexts } from '../src/app/index.ts';

export const TEXTS = loadTexts(path.resolve(import.meta.dirname, '../rules'));
