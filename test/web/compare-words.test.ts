/** Two texts word by word: what a page shows as gone and come is the two texts again, and no more of them than has changed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareWords, folded } from '../../src/web/screens/imports/words.ts';

const together = (before: string, after: string, left: 'gone' | 'come'): string =>
  compareWords(before, after)
    .filter(({ kind }) => kind === 'same' || kind === left)
    .map(({ text }) => text)
    .join('');

/** Texts that share words, so that something stays: a text, and what is left of it with words of its own. */
const word = fc.constantFrom(
  'Netze',
  'Lasten',
  'und',
  'Leitungen,',
  'Қазақ',
  'тілі',
  'the',
  'a',
  '(6',
  'ECTS)',
  '',
  '\n',
  '–',
  'x',
);
const texts = fc.array(word, { maxLength: 30 }).map((words) => words.join(' '));
const anything = fc.oneof(texts, fc.string({ unit: 'grapheme', maxLength: 60 }));
const words = (text: string): string[] => text.match(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? [];

/** The longest common subsequence by its definition, for short lists. */
function mostCommon(a: readonly string[], b: readonly string[]): number {
  const [first, ...rest] = a;
  if (first === undefined) return 0;
  const at = b.indexOf(first);
  return Math.max(mostCommon(rest, b), at < 0 ? 0 : 1 + mostCommon(rest, b.slice(at + 1)));
}

describe('texts compared word by word', () => {
  it('are whole again without what came, and without what went', () => {
    fc.assert(
      fc.property(anything, anything, (before, after) => {
        // White space at the end belongs to no word.
        expect(together(before, after, 'gone')).toBe(words(before).length === 0 ? before : before.trimEnd());
        expect(together(before, after, 'come')).toBe(words(after).length === 0 ? after : after.trimEnd());
      }),
      { numRuns: 2000 },
    );
  });

  it('say of nothing that it changed where nothing did, and name every change once', () => {
    fc.assert(
      fc.property(anything, anything, (before, after) => {
        expect(compareWords(before, before).every(({ kind }) => kind === 'same')).toBe(true);
        const pieces = compareWords(before, after);
        expect(pieces.every(({ text }) => text !== '')).toBe(true);
        // Neighbours differ in kind, and what went stands before what came in its place.
        for (const [at, { kind }] of pieces.entries()) {
          const next = pieces[at + 1]?.kind;
          expect(next === kind || (kind === 'come' && next === 'gone')).toBe(false);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('keep as many words as can be kept', () => {
    const short = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 9 });
    fc.assert(
      fc.property(short, short, (before, after) => {
        // The first word has no space before it: another word before all of them makes them alike.
        const kept = compareWords(`z ${before.join(' ')}`, `z ${after.join(' ')}`)
          .filter(({ kind }) => kind === 'same')
          .flatMap(({ text }) => words(text));
        expect(kept).toHaveLength(1 + mostCommon(before, after));
      }),
      { numRuns: 1000 },
    );
  });

  it('of thousands of words are compared as a whole, at once', () => {
    const long = 'word '.repeat(20_000).trim();
    expect(compareWords(long, `${long} more`).map(({ kind }) => kind)).toEqual(['gone', 'come']);
  });

  it('are folded between two changes, and what is shown beside them is of the text', () => {
    const sides = fc.record({ isFirst: fc.boolean(), isLast: fc.boolean() });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 200 }), sides, (list, where) => {
        const text = list.join(' ');
        const shown = folded(text, where);
        if (shown === text) return;
        const [head = '', tail = ''] = shown.split('…');
        expect(text.startsWith(head) && text.endsWith(tail)).toBe(true);
        expect(shown.length).toBeLessThan(text.length);
        expect([head === '', tail === '']).toEqual([where.isFirst, where.isLast]);
      }),
      { numRuns: 1000 },
    );
  });
});
