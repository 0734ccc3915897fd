/**
 * How frequent terms are in course texts at large. A catalogue's own counts alone would make every word of a list of six modules rare, and
 * change what a word tells whenever a course comes or goes: each catalogue is counted as if it stood among so many courses more.
 */
import { memoise } from '../domain/index.ts';
import { wordVectors } from './meaning/word-vectors.ts';
import type { AtLarge } from './term-space.ts';

const COURSES = 5000;
const known = new Map<string, AtLarge>();

export const atLargeIn = (language: string): AtLarge =>
  memoise(known, language, () => {
    const words = wordVectors(language);
    return {
      size: COURSES,
      having: (term) => {
        const row = words?.rows.get(term);
        return row === undefined ? 0 : COURSES * Math.exp(-(words?.information[row] ?? 0));
      },
    };
  });

/** Of the parts of words nothing is known but that there are many courses. */
export const LETTERS_AT_LARGE: AtLarge = { size: COURSES, having: () => 0 };
