/**
 * The sentences of the pages for Vite, from rules/texts/pages/<language>, each id with the name of its file: `virtual:page-texts/<language>` is what
 * the sign-in needs, `virtual:page-texts/rest-<language>` all else.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { ROOT } from './fingerprint.mjs';

const PREFIX = 'virtual:page-texts/';
/** Areas that are read before anybody has signed in. */
const FIRST = ['frame', 'keys', 'parts', 'sign-in', 'states'];

function partOf(name) {
  const isRest = name.startsWith('rest-');
  const texts = readPageTexts(isRest ? name.slice('rest-'.length) : name);
  return Object.fromEntries(Object.entries(texts).filter(([id]) => FIRST.includes(id.split('.')[0]) !== isRest));
}

/** The sentences of a language by id. */
export function readPageTexts(language) {
  const folder = path.join(ROOT, 'rules/texts/pages', language);
  const entries = readdirSync(folder)
    .sort()
    .flatMap((file) => {
      const area = path.basename(file, '.yaml');
      const texts = parse(readFileSync(path.join(folder, file), 'utf8')) ?? {};
      return Object.entries(texts).map(([key, text]) => [`${area}.${key}`, text]);
    });
  return Object.fromEntries(entries);
}

export const pageTexts = {
  name: 'page-texts',
  resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : null),
  load: (id) =>
    id.startsWith(`\0${PREFIX}`)
      ? `export const messages = ${JSON.stringify(partOf(id.slice(PREFIX.length + 1)))};`
      : null,
};
