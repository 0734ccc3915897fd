/** The words that get a vector, and texts as weighted words. */

import { SUBJECT_LANGUAGES } from '../../src/domain/index.ts';
import { dampen, inverseFrequency } from '../engine.ts';
import type { Text } from './corpus.ts';
import { type SubjectText, wordsOf } from './subject-texts.ts';

export interface Vocabulary {
  /** Ids in alphabetical order. */
  readonly ids: ReadonlyMap<string, number>;
  /** Inverse document frequency of each word. */
  readonly information: Float64Array;
}

/** A text as ids and weights, unit length over them. */
export interface Bag {
  readonly ids: Int32Array;
  readonly weights: Float32Array;
}

/** Rarer words have too few places to learn from. */
const FEWEST_TEXTS = 3;

/** Part numbers stay out: they say nothing about the topic. Words of the subjects are kept however rare they are in texts. */
export function collectVocabulary(texts: readonly Text[], subjects: readonly SubjectText[]): Vocabulary {
  const frequencies = new Map<string, number>();
  for (const { title, body } of texts)
    for (const word of new Set([...title, ...body])) frequencies.set(word, (frequencies.get(word) ?? 0) + 1);
  const named = new Set(subjects.flatMap((text) => wordsOf(text, 'en')));
  for (const word of named) frequencies.set(word, frequencies.get(word) ?? 0);
  const words = [...frequencies]
    .filter(([word, frequency]) => (frequency >= FEWEST_TEXTS || named.has(word)) && !word.startsWith('#'))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([word, frequency]) => [word, inverseFrequency(texts.length, frequency)] as const);
  const foreign = SUBJECT_LANGUAGES.filter((language) => language !== 'en').flatMap((language) =>
    informationIn(subjects, language),
  );
  const all = [...words, ...foreign];
  return {
    ids: new Map(all.map(([word], id) => [word, id])),
    information: Float64Array.from(all, ([, information]) => information),
  };
}

/** Without texts of a language, how much a word tells comes from the subjects that name it. */
function informationIn(
  subjects: readonly SubjectText[],
  language: (typeof SUBJECT_LANGUAGES)[number],
): (readonly [word: string, information: number])[] {
  const frequencies = new Map<string, number>();
  for (const text of subjects)
    for (const word of new Set(wordsOf(text, language))) frequencies.set(word, (frequencies.get(word) ?? 0) + 1);
  return [...frequencies]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([word, frequency]) => [word, inverseFrequency(subjects.length, frequency)]);
}

/** Words outside the vocabulary are left out, and those that `keep` drops unless it drops all. */
export function bagOf({ ids, information }: Vocabulary, words: readonly string[], keep?: () => boolean): Bag {
  const counts = new Map<number, number>();
  for (const word of words) {
    const id = ids.get(word);
    if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  const kept = keep ? [...counts].filter(keep) : [];
  const chosen = kept.length > 0 ? kept : [...counts];
  const weights = chosen.map(([id, count]) => dampen(count) * (information[id] ?? 0));
  const length = Math.hypot(...weights) || 1;
  return {
    ids: Int32Array.from(chosen, ([id]) => id),
    weights: Float32Array.from(weights, (weight) => weight / length),
  };
}
