import { describe, expect, it } from 'vitest';
import { MATCH_TEXTS, matchText, sayMatchText } from '../../src/domain/index.ts';

const placesOf = (sentence: string): string[] =>
  [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).sort();

describe('the sentences of a match', () => {
  it.each(Object.entries(MATCH_TEXTS))('%s says the same values in three languages', (_key, { en, ru, kk }) => {
    expect([placesOf(ru), placesOf(kk)]).toEqual([placesOf(en), placesOf(en)]);
    expect(new Set([en, ru, kk]).size).toBe(3);
  });

  it('are filled in, and a value that is missing stays visible', () => {
    expect(sayMatchText(matchText('numerals-differ', { home: '2', host: '1' }))).toBe('Part 2 is not part 1');
    expect(sayMatchText(matchText('words', { percent: 63 }), 'ru')).toBe('Название и описание вместе: совпадение 63 %');
    expect(sayMatchText(matchText('words'), 'kk')).toContain('{percent}');
  });

  it('of an unknown key are the key', () => {
    expect(sayMatchText({ key: 'of-another-version', values: {} }, 'kk')).toBe('of-another-version');
  });
});
