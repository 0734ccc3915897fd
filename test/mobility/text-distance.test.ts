import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Rational } from '../../src/domain/index.ts';
import { textDistance } from '../../src/mobility/index.ts';

const text = (en: string, more: object = {}) => ({ titles: { en }, descriptions: {}, outcomes: {}, ...more });
const distance = (a: string, b: string) => textDistance(text(a), text(b)).toString();
const sentences = fc
  .array(fc.constantFrom('heat', 'work', 'gas', 'engine', 'law'), { maxLength: 12 })
  .map((words) => words.join(' '));

describe('the distance of two texts', () => {
  it.each([
    ['the same words', 'Heat and work', 'Heat and work', '0'],
    ['another order, case and punctuation', 'Heat, and WORK', 'work and heat.', '0'],
    ['one word of four exchanged', 'heat work gas law', 'heat work gas engine', '0.4'],
    ['nothing in common', 'heat work', 'gas law', '1'],
    ['one word added to three', 'heat work gas', 'heat work gas law', '0.25'],
    ['nothing at all', '', '', '0'],
  ])('%s', (_, a, b, expected) => expect(distance(a, b)).toBe(expected));

  it('a new translation is no new content', () => {
    const before = text('Heat and work');
    expect(textDistance(before, text('Heat and work', { descriptions: { ru: 'Теплота и работа' } })).toString()).toBe(
      '0',
    );
  });

  it('without a common language everything differs', () => {
    expect(textDistance(text('Heat'), { titles: { ru: 'Теплота' }, descriptions: {}, outcomes: {} }).toString()).toBe(
      '1',
    );
  });

  it('counts outcomes', () => {
    const with_ = text('Heat', { outcomes: { en: ['Explain the first law'] } });
    expect(textDistance(text('Heat'), with_).toString()).toBe('0.8');
  });

  it('is 0 to itself, symmetric, and between 0 and 1', () =>
    fc.assert(
      fc.property(sentences, sentences, (a, b) => {
        expect(distance(a, a)).toBe('0');
        expect(distance(a, b)).toBe(distance(b, a));
        const value = textDistance(text(a), text(b));
        expect(value.gte(Rational.ZERO) && value.lte(Rational.ONE)).toBe(true);
      }),
    ));

  it('never takes a shorter way over a third text', () =>
    fc.assert(
      fc.property(sentences, sentences, sentences, (a, b, c) => {
        const d = (x: string, y: string) => textDistance(text(x), text(y));
        expect(d(a, c).lte(d(a, b).add(d(b, c)))).toBe(true);
      }),
    ));
});
