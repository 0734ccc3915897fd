import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kazakh as stemmer } from '../../src/matching/text/kazakh-stem.ts';

const stemKazakh = (word: string): string => stemmer.stem(word);

describe('stemKazakh', () => {
  it.each([
    ['жүйе', ['жүйелер', 'жүйелерінің', 'жүйелеріндегі', 'жүйесі', 'жүйені', 'жүйеде']],
    ['технология', ['технологиялары', 'технологияларының', 'технологиялық', 'технологиядан']],
    ['құқық', ['құқығы', 'құқықтық', 'құқықтар', 'құқықтың']],
    ['әдіс', ['әдістер', 'әдістері', 'әдістерін', 'әдіспен', 'әдісімен']],
    ['деректер', ['деректердің', 'деректі', 'дерек']],
    ['талдау', ['талдауы', 'талдауға', 'талдаудың']],
    ['қазақстан', ['қазақстанның', 'қазақстандағы']],
    ['қауіпсіздік', ['қауіпсіздігі', 'қауіпсіздіктің']],
    ['компьютер', ['компьютерлік', 'компьютерлер', 'компьютердің']],
    ['тіл', ['тілі', 'тілдер', 'тілдік', 'тілінің']],
  ])('gives the forms of %s one stem', (word, forms) => {
    const stem = stemKazakh(word);
    expect(forms.map((form) => [form, stemKazakh(form)])).toEqual(forms.map((form) => [form, stem]));
  });

  it('takes plural, possessive and case off together', () => {
    expect(stemKazakh('кітаптарында')).toBe('кітап');
  });

  it('gives the voiced last consonant its voiceless letter', () => {
    expect(stemKazakh('мектебі')).toBe('мектеп');
    expect(stemKazakh('бөлігі')).toBe(stemKazakh('бөлік'));
  });

  it('keeps roots that end like a suffix', () => {
    expect(['мәтін', 'орта', 'механика', 'желі', 'тарих'].map(stemKazakh)).toEqual([
      'мәтін',
      'орта',
      'механика',
      'желі',
      'тарих',
    ]);
  });

  it('does not take a suffix of the other harmony', () => {
    expect(stemKazakh('жүйелар')).toBe('жүйелар');
  });

  it('leaves words of other scripts and digits alone', () => {
    expect(['python', '2024', 'autocad'].map(stemKazakh)).toEqual(['python', '2024', 'autocad']);
  });

  it('never leaves fewer than three letters, unless the word had fewer, and never lengthens', () => {
    const kazakh = fc.string({ unit: fc.constantFrom(...'аәбвгғдежзиікқлмнңоөпрстуұүфхцчшыэюя'), maxLength: 14 });
    fc.assert(
      fc.property(kazakh, (word) => {
        const { length } = stemKazakh(word);
        expect(length).toBeLessThanOrEqual(word.length);
        expect(length).toBeGreaterThanOrEqual(Math.min(3, word.length));
      }),
    );
  });
});
