import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { reason } from '../../../src/domain/index.ts';
import { wordsIn } from '../../../src/interchange/documents/words.ts';
import { TEXTS } from '../../installed.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../../rules/texts');

/** What stands under each code of the protocol, as written. That the languages have the same codes is a test of the catalogue. */
const wordsOf = (language: string): [string, string][] =>
  Object.entries<string>(parse(readFileSync(path.join(FOLDER, language, 'documents.yaml'), 'utf8')));

const SAME_IN_ALL = ['percent', 'print-day', 'print-number-and-day', 'order-number-and-day'];

describe('the words of the protocol', () => {
  it.each(['kk', 'ru'])('are in Cyrillic in %s, and in Latin in English', (language) => {
    const wrong = wordsOf(language).filter(
      ([code, word]) => !SAME_IN_ALL.includes(code) && !/\p{Script=Cyrillic}/u.test(word),
    );
    expect(wrong).toEqual([]);
    expect(wordsOf('en').filter(([, word]) => /\p{Script=Cyrillic}/u.test(word))).toEqual([]);
  });

  it('mix no Latin letter into a Cyrillic word', () => {
    const words = [...wordsOf('kk'), ...wordsOf('ru')].map(([, word]) => word);
    expect(words.filter((word) => /\p{Script=Cyrillic}[a-z]|[a-z]\p{Script=Cyrillic}/iu.test(word))).toEqual([]);
  });

  it('write dates as each language does', () => {
    const dates = (['kk', 'ru', 'en'] as const).map((language) => wordsIn(TEXTS, language).day('2025-02-10'));
    expect(dates).toEqual(['10.02.2025', '10.02.2025', '10 February 2025']);
  });

  it('have every outcome by its own name in each language', () => {
    for (const language of ['kk', 'ru', 'en'] as const) {
      const outcomes = ['as-approved', 'approved-change', 'different-credits', 'different-code', 'extra', 'failed'];
      const said = [...outcomes, 'repeated', 'withdrawn', 'refused', 'needs-person'].map((outcome) =>
        TEXTS.say(reason('row-outcome', { outcome }), language),
      );
      expect(new Set(said).size).toBe(10);
    }
  });
});
