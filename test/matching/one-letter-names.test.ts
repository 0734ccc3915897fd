/** Names of one letter in titles: a language is not another. */
import { describe, expect, it } from 'vitest';
import { readTitle } from '../../src/matching/text/words.ts';

const terms = (title: string, language: string): string[] => readTitle(title, language).map(({ term }) => term);

describe('names of one letter', () => {
  it.each([
    ['en', 'Programming in C', 'Programming in C++'],
    ['en', 'Programming in C++', 'Programming in C#'],
    ['en', 'Statistics with R', 'Statistics with S'],
    ['en', 'C Programming', 'Programming'],
    ['ru', 'Программирование на C++', 'Программирование на C#'],
  ])('%s: "%s" is not "%s"', (language, one, other) => {
    expect(terms(one, language)).not.toEqual(terms(other, language));
  });

  it('are the same whatever keyboard they were typed on', () => {
    expect(terms('Программирование на С++', 'ru')).toEqual(terms('Программирование на C++', 'ru'));
  });

  it('are no articles, and no part numbers', () => {
    expect(terms('A Course of Physics', 'en')).toEqual(terms('Course of Physics', 'en'));
    expect(terms('Physics I', 'en')).toEqual([...terms('Physics', 'en'), '#1']);
  });
});
