/** Which sentence of the host stands beside an outcome at home: only one with a topic of both, the weightiest, and of equals the first. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { closestOf, sentencesIn } from '../../src/web/screens/match/closest.ts';

type Topics = Parameters<typeof closestOf>[2];

const topic = (home: string, host: string, weight = 1): Topics[number] => ({
  term: home,
  weight,
  quotes: [
    { side: 'home', field: 'outcomes', language: 'en', start: 0, end: home.length, text: home },
    { side: 'host', field: 'description', language: 'en', start: 0, end: host.length, text: host },
  ],
});

it('parts a description into its sentences', () => {
  expect(sentencesIn('Lines and cables. Load flow; short circuits!  1.5 of them? – ')).toEqual([
    'Lines and cables.',
    'Load flow;',
    'short circuits!',
    '1.5 of them?',
  ]);
});

it('takes the sentence that says most of the outcome, in the words of the host', () => {
  const shared = [topic('transformer', 'Transformatoren', 2), topic('starting', 'Anlauf', 1)];
  const sentences = ['Der Anlauf wird geprüft.', 'Bau der Transformatoren.', 'Transformatoren und ihr Anlauf.'];
  const outcomes = ['Explain a transformer', 'Explain the starting of a transformer', 'Read a drawing'];
  expect(closestOf(outcomes, sentences, shared)).toEqual([
    { outcome: 'Explain a transformer', sentence: 'Bau der Transformatoren.', words: ['Transformatoren'] },
    {
      outcome: 'Explain the starting of a transformer',
      sentence: 'Transformatoren und ihr Anlauf.',
      words: ['Transformatoren', 'Anlauf'],
    },
    { outcome: 'Read a drawing', sentence: null, words: [] },
  ]);
});

it('never shows a sentence without a word of it, nor one where the outcome shares nothing', () => {
  const word = fc.constantFrom('relay', 'line', 'fault', 'cable', 'pump');
  const text = fc.array(word, { maxLength: 4 }).map((words) => words.join(' '));
  fc.assert(
    fc.property(fc.array(text), fc.array(text), fc.uniqueArray(word), (outcomes, sentences, shared) => {
      const topics = shared.map((one) => topic(one, one));
      for (const { outcome, sentence, words } of closestOf(outcomes, sentences, topics)) {
        expect(words.length > 0).toBe(sentence !== null);
        for (const one of words) expect([outcome.includes(one), sentence?.includes(one)]).toEqual([true, true]);
        const possible = sentences.some((other) => shared.some((one) => outcome.includes(one) && other.includes(one)));
        expect(sentence !== null).toBe(possible);
      }
    }),
  );
});
