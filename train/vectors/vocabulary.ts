/** The words that get a vector, and texts as weighted words. */
import { dampen, inverseFrequency } from '../engine.ts';
import type { Text } from './corpus.ts';

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

/** Part numbers stay out: they say nothing about the topic. */
export function collectVocabulary(texts: readonly Text[]): Vocabulary {
  const frequencies = new Map<string, number>();
  for (const { title, body } of texts)
    for (const word of new Set([...title, ...body])) frequencies.set(word, (frequencies.get(word) ?? 0) + 1);
  const words = [...frequencies]
    .filter(([word, frequency]) => frequency >= FEWEST_TEXTS && !word.startsWith('#'))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    ids: new Map(words.map(([word], id) => [word, id])),
    information: Float64Array.from(words, ([, frequency]) => inverseFrequency(texts.length, frequency)),
  };
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
