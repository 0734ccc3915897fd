/**
 * What words mean, as vectors: words that say the same thing in course texts point the same way. English ones are trained by
 * `npm run train:vectors`; a word of another language of the lexicon gets the vector of its translations.
 */
import { isLexiconLanguage, type LexiconLanguage, wordTable } from '../lexicon/index.ts';
import trained from '../model/word-vectors.json' with { type: 'json' };

/** Numbers per vector. */
export const DIMENSIONS: number = trained.dimensions;

export interface WordVectors {
  /** Row of a stem. */
  readonly rows: ReadonlyMap<string, number>;
  /** Rows of {@link DIMENSIONS} numbers. */
  readonly vectors: Float32Array;
  /** Weight of each word in a text: how much its occurrence tells. */
  readonly information: Float32Array;
}

function readTrained(): WordVectors {
  const bytes = Int8Array.from(atob(trained.vectors.bytes), (unit) => unit.charCodeAt(0));
  return {
    rows: new Map(trained.words.split(' ').map((word, row) => [word, row])),
    vectors: Float32Array.from(bytes, (value) => value * trained.vectors.scale),
    information: Float32Array.from(trained.information.split(' '), (hundredths) => Number(hundredths) / 100),
  };
}

/** Each stem of a language placed where its English translations are, weighed by how sure they are. */
function translate(english: WordVectors, from: LexiconLanguage): WordVectors {
  const known = [...wordTable(from, 'en')].flatMap(([stem, targets]) => {
    const found = [...targets].flatMap(([target, weight]) => {
      const row = english.rows.get(target);
      return row === undefined ? [] : [{ row, weight }];
    });
    return found.length > 0 ? [{ stem, found }] : [];
  });
  const vectors = new Float32Array(known.length * DIMENSIONS);
  const information = new Float32Array(known.length);
  known.forEach(({ found }, at) => {
    const total = found.reduce((sum, { weight }) => sum + weight, 0);
    for (const { row, weight } of found) {
      const share = weight / total;
      information[at] = (information[at] ?? 0) + share * (english.information[row] ?? 0);
      for (let k = 0; k < DIMENSIONS; k += 1)
        vectors[at * DIMENSIONS + k] =
          (vectors[at * DIMENSIONS + k] ?? 0) + share * (english.vectors[row * DIMENSIONS + k] ?? 0);
    }
  });
  return { rows: new Map(known.map(({ stem }, row) => [stem, row])), vectors, information };
}

const loaded = new Map<string, WordVectors>();

/** The vectors of a language, read when they are first asked for; null for a language outside the lexicon. */
export function wordVectors(language: string): WordVectors | null {
  const known = loaded.get(language);
  if (known) return known;
  if (!isLexiconLanguage(language)) return null;
  const made = language === 'en' ? readTrained() : translate(wordVectors('en') ?? readTrained(), language);
  loaded.set(language, made);
  return made;
}
