import { describe, expect, it } from 'vitest';
import { PROTOCOL_TEXTS } from '../../src/interchange/protocol/texts.ts';

/** Every word of a language with its path, such as `outcomes.failed`. */
function wordsOf(texts: object, path = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]): [string, string][] => {
    if (typeof value === 'object' && value !== null) return wordsOf(value, `${path}${key}.`);
    return [[path + key, typeof value === 'function' ? String(value('7')) : String(value)]];
  });
}

const SAME_IN_ALL = ['percent', 'ects', 'dayText'];

describe('the catalogue of texts', () => {
  it('has the same keys and no empty word in any language', () => {
    const keys = wordsOf(PROTOCOL_TEXTS.en).map(([key]) => key);
    for (const texts of Object.values(PROTOCOL_TEXTS)) {
      expect(wordsOf(texts).map(([key]) => key)).toEqual(keys);
      expect(wordsOf(texts).filter(([, word]) => word.trim() === '')).toEqual([]);
    }
  });

  it.each(['kk', 'ru'] as const)('is in Cyrillic in %s, and in Latin in English', (language) => {
    const wrong = wordsOf(PROTOCOL_TEXTS[language]).filter(
      ([key, word]) => !SAME_IN_ALL.includes(key) && !/\p{Script=Cyrillic}/u.test(word),
    );
    expect(wrong).toEqual([]);
    expect(wordsOf(PROTOCOL_TEXTS.en).filter(([, word]) => /\p{Script=Cyrillic}/u.test(word))).toEqual([]);
  });

  it('mixes no Latin letter into a Cyrillic word', () => {
    const words = [...wordsOf(PROTOCOL_TEXTS.kk), ...wordsOf(PROTOCOL_TEXTS.ru)].map(([, word]) => word);
    expect(words.filter((word) => /\p{Script=Cyrillic}[a-z]|[a-z]\p{Script=Cyrillic}/iu.test(word))).toEqual([]);
  });

  it('writes dates as each language does', () => {
    const dates = Object.values(PROTOCOL_TEXTS).map(({ dayText }) => dayText('2025-02-10'));
    expect(dates).toEqual(['10.02.2025', '10.02.2025', '2025-02-10']);
  });
});
