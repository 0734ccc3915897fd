/**
 * What words mean, as vectors: words that say the same thing in course texts point the same way, in whatever language. Made by
 * `npm run train:vectors` out of English course texts and the canonical subjects.
 */
import { memoise } from '../../domain/index.ts';
import de from '../model/words-de.json' with { type: 'json' };
import en from '../model/words-en.json' with { type: 'json' };
import kk from '../model/words-kk.json' with { type: 'json' };
import ru from '../model/words-ru.json' with { type: 'json' };
import { Vocabulary } from '../vocabulary.ts';

/** Numbers per vector. */
export const DIMENSIONS: number = en.dimensions;

/** Held in as few bytes as it is shipped: every thread of a server has its own. */
export interface WordVectors {
  /** Row of a stem. */
  readonly rows: Pick<Vocabulary, 'get'>;
  /** Rows of {@link DIMENSIONS} bytes; each stands for itself times `scale`, as a number of 32 bits. */
  readonly vectors: Int8Array;
  readonly scale: number;
  /** Weight of each word in a text: how much its occurrence tells. */
  readonly information: Float32Array;
}

const VECTOR_FILES = { en, ru, kk, de };

function readTrained({
  words,
  information,
  vectors: { scale, bytes },
}: (typeof VECTOR_FILES)[keyof typeof VECTOR_FILES]): WordVectors {
  const binary = atob(bytes);
  const vectors = new Int8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) vectors[at] = binary.charCodeAt(at);
  return {
    rows: Vocabulary.of(words.split(' ')),
    ...{ vectors, scale },
    information: Float32Array.from(information.split(' '), (hundredths) => Number(hundredths) / 100),
  };
}

const loaded = new Map<string, WordVectors>();

/** The vectors of a language, read when they are first asked for; null for a language that has none. */
export function wordVectors(language: string): WordVectors | null {
  const file = Object.entries(VECTOR_FILES).find(([known]) => known === language)?.[1];
  return file ? memoise(loaded, language, () => readTrained(file)) : null;
}
