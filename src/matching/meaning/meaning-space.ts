/** The meaning of every course of a view as one vector of its whole text and one of its title, and how near others come to them. */
import { dampen, type TermCounts } from '../term-space.ts';
import { DIMENSIONS, type WordVectors, wordVectors } from './word-vectors.ts';

/** Rows of {@link DIMENSIONS} numbers, a course each: unit vectors as bytes; zeros for a text of no known word. */
export interface MeaningSpace {
  readonly texts: Int8Array;
  readonly titles: Int8Array;
}

/** The meaning of one course, unit vectors or zeros. */
export interface Meaning {
  readonly text: Float32Array;
  readonly title: Float32Array;
}

/** How a number of a unit vector, which is hardly ever beyond a half, becomes a byte. */
const BYTES = { scale: 254, most: 127 } as const;

/** The unit vector of counted words, or zeros when none of them is known. */
function placeWords({ rows, vectors, scale: unit, information }: WordVectors, counts: TermCounts): Float32Array {
  const sum = new Float32Array(DIMENSIONS);
  for (const [word, count] of counts) {
    const row = rows.get(word);
    if (row === undefined) continue;
    const weight = dampen(count) * (information[row] as number); // in range, as are all below
    for (let k = 0, at = row * DIMENSIONS; k < DIMENSIONS; k += 1, at += 1)
      sum[k] = (sum[k] as number) + weight * Math.fround((vectors[at] as number) * unit);
  }
  let square = 0;
  for (const value of sum) square += value * value;
  const scale = square === 0 ? 1 : 1 / Math.sqrt(square);
  for (let k = 0; k < DIMENSIONS; k += 1) sum[k] = (sum[k] as number) * scale;
  return sum;
}

/** The meaning of a course by its counted words; null in a language without vectors. */
export function placeCourse(
  language: string,
  terms: { readonly words: TermCounts; readonly title: TermCounts },
): Meaning | null {
  const words = wordVectors(language);
  return words && { text: placeWords(words, terms.words), title: placeWords(words, terms.title) };
}

/** The meaning of counted words of a language, or zeros when none is known. */
export function placeTerms(language: string, counts: TermCounts): Float32Array {
  const words = wordVectors(language);
  return words ? placeWords(words, counts) : new Float32Array(DIMENSIONS);
}

/** Takes course after course of a view. */
export class MeaningCollector {
  readonly #words: WordVectors;
  readonly #space: MeaningSpace;
  #next = 0;

  private constructor(words: WordVectors, size: number) {
    this.#words = words;
    this.#space = { texts: new Int8Array(size * DIMENSIONS), titles: new Int8Array(size * DIMENSIONS) };
  }

  /** A collector for `size` courses; null in a language without vectors. */
  static for(language: string, size: number): MeaningCollector | null {
    const words = wordVectors(language);
    return words && new MeaningCollector(words, size);
  }

  add(terms: { readonly words: TermCounts; readonly title: TermCounts }): void {
    this.#write(this.#space.texts, terms.words);
    this.#write(this.#space.titles, terms.title);
    this.#next += 1;
  }

  #write(rows: Int8Array, counts: TermCounts): void {
    const vector = placeWords(this.#words, counts);
    for (let k = 0, at = this.#next * DIMENSIONS; k < DIMENSIONS; k += 1, at += 1)
      rows[at] = Math.max(-BYTES.most, Math.min(BYTES.most, Math.round((vector[k] as number) * BYTES.scale))); // in range
  }

  finish(): MeaningSpace {
    return this.#space;
  }
}

/** Cosine of a placed text with the row of a course, -1 to 1. Four sums at a time: one would wait for itself. */
export function meaningCosine(placed: Float32Array, rows: Int8Array, document: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let k = 0, at = document * DIMENSIONS; k < DIMENSIONS; k += 4, at += 4) {
    a += (placed[k] as number) * (rows[at] as number); // in range, as are all
    b += (placed[k + 1] as number) * (rows[at + 1] as number);
    c += (placed[k + 2] as number) * (rows[at + 2] as number);
    d += (placed[k + 3] as number) * (rows[at + 3] as number);
  }
  return (a + b + c + d) / BYTES.scale;
}
