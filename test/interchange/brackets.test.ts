import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutBrackets } from '../../src/interchange/vocabulary.ts';

describe('a text without what stands in brackets', () => {
  it.each([
    ['Credits (ECTS)', 'Credits  '],
    ['Кредиты [з.е.] всего', 'Кредиты   всего'],
    ['Note (1', 'Note (1'],
    ['a (b (c) d) e', 'a   d) e'],
  ])('%s', (text, bare) => {
    expect(withoutBrackets(text)).toBe(bare);
  });

  it('is what a pattern for pairs of brackets would leave, on any line', () => {
    const line = fc.string({ unit: fc.constantFrom('(', '[', '{', ')', ']', '}', 'a', ' ') });
    fc.assert(
      fc.property(line, (text) => {
        expect(withoutBrackets(text)).toBe(text.replace(/[([{].*?[)\]}]/g, ' '));
      }),
    );
  });

  it('is found at once where nothing is ever closed', () => {
    const open = '('.repeat(1_000_000);
    expect(withoutBrackets(open)).toBe(open);
  });
});
