/** The sign of per cent: close to its figure in English, after a space that does not break in Russian and Kazakh. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { REASON_AREAS } from '../../src/domain/index.ts';
import { ROOT, TEXTS } from '../installed.ts';

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

/** Values that are figures wherever they stand, but for those that are a course's own text there. */
const FIGURES: ReadonlySet<string> = new Set([
  ...[
    'amount',
    'cap',
    'credits',
    'distance',
    'earned',
    'ects',
    'exact',
    'gpa',
    'least',
    'low',
    'mean',
    'middle',
    'minimum',
  ],
  ...['needed', 'percent', 'points', 'rounded', 'similarity', 'spread', 'tolerance', 'weight'],
]);
const FIGURE = '12.5';

it.each(['ru', 'kk'] as const)(
  'write every figure with a decimal comma in %s, whichever sentence holds it',
  (language) => {
    const codes = Object.values(REASON_AREAS).flatMap((area) => Object.entries<readonly string[]>(area));
    const left = codes.flatMap(([code, names]) => {
      const figures = names.filter((name) => FIGURES.has(name));
      if (figures.length === 0) return [];
      const values = Object.fromEntries(names.map((name) => [name, figures.includes(name) ? FIGURE : 'x']));
      return TEXTS.say({ code, values } as Parameters<typeof TEXTS.say>[0], language).includes(FIGURE) ? [code] : [];
    });
    expect(left).toEqual([]);
  },
);
