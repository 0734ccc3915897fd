/** The sign of per cent: close to its figure in English, after a space that does not break in Russian and Kazakh. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../installed.ts';

const WRONG = {
  en: /[\d}]\s+%/gu,
  ru: /[\d}](?:%|[^\S\u00a0]+%)/gu,
  kk: /[\d}](?:%|[^\S\u00a0]+%)/gu,
} as const;

describe.each(['en', 'ru', 'kk'] as const)('the texts in %s', (language) => {
  const files = [`rules/texts/${language}`, `rules/texts/pages/${language}`].flatMap((folder) =>
    readdirSync(path.join(ROOT, folder)).map((name) => path.join(folder, name)),
  );

  it('write per cent in the one way of their language', () => {
    const found = files.flatMap((file) =>
      [...readFileSync(path.join(ROOT, file), 'utf8').matchAll(WRONG[language])].map(([as]) => `${file}: ${as}`),
    );
    expect(found).toEqual([]);
    expect(files.length).toBeGreaterThan(10);
  });
});
