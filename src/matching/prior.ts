/**
 * How frequent terms are in course texts at large. A catalogue's own counts alone would make every word of a list of six modules rare, and
 * change what a word tells whenever a course comes or goes: each catalogue is counted as if it stood among so many courses more.
 */
import { memoise } from '../domain/index.ts';
import { wordVectors } from './meaning/word-vectors.ts';
import type { AtLarge } from './term-space.ts';

const FEW_COURSES = 5000;
const atLarge = new Map<string, AtLarge>();

export const atLargeIn = (language: string): AtLarge =>
  memoise(atLarge, language, () => {
    const words = wordVectors(language);
    return {
      size: FEW_COURSES,
      having: (term) => {
        const row = words?.rows.get(term);
        return row === undefined ? 0 : FEW_COURSES * Math.exp(-(words?.information[row] ?? 0));
      },
    };
  });

/** Of the parts of words nothing is known but that there are many courses. */
export const LETTERS_AT_LARGE: AtLarge = { size: FEW_COURSES, having: () => 0 };
