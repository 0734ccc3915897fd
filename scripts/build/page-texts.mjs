/** The sentences of the pages for Vite: `virtual:page-texts/<language>` is rules/texts/pages/<language> as one table, each id with the name of its file. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { ROOT } from './fingerprint.mjs';

const PREFIX = 'virtual:page-texts/';

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
      ? `export const messages = ${JSON.stringify(readPageTexts(id.slice(PREFIX.length + 1)))};`
      : null,
};
