/** Part numbers of titles: "Physics II", "Calculus 3", "Linear Algebra I: Matrices". */
import { foldLookalikes } from '../../domain/index.ts';

const NUMERALS = {
  roman: ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii'],
  /** Nothing but a bracket, a punctuation mark or the end may follow a single letter for it to be a numeral. */
  endsPart: /^\s*(?:$|[):;,.\-–—/&(]|(?:lab|laboratory|for|with|and|für|mit|и|және)\b)/iu,
  /** A digit, or a letter that a roman numeral begins with; Cyrillic І and Х look the same. */
  sign: /[\dIVX\u0406\u0425\u2160-\u216b]/,
};

/** False for a word that {@link readNumeral} takes for a number nowhere. */
export const mayBeNumeral = (word: string): boolean => word.length <= 4 && NUMERALS.sign.test(word.charAt(0));

/**
 * The part number that the word at `[start, end)` of a title is, 1 to 12, or null. Roman numerals of several letters count
 * wherever they stand; "I", "V" and "X" only at the end or before punctuation, for they are words and names as well.
 */
export function readNumeral(title: string, start: number, end: number): number | null {
  const word = title.slice(start, end);
  if (/^\d{1,2}$/.test(word)) {
    const value = Number(word);
    return value >= 1 && value <= NUMERALS.roman.length ? value : null;
  }
  if (start === 0 || word.length > 4) return null;
  const latin = foldLookalikes(word).replace(/[Ⅰ-Ⅻ]/g, (sign) => sign.normalize('NFKC'));
  if (!/^[IVX]/.test(latin)) return null;
  const value = NUMERALS.roman.indexOf(latin.toLowerCase()) + 1;
  if (value === 0) return null;
  const isWordToo = latin.length === 1 || latin.toLowerCase() === 'vi';
  return isWordToo && !NUMERALS.endsPart.test(title.slice(end)) ? null : value;
}

/** All part numbers of a title in its order, without repeats. */
export function numeralsOf(title: string): number[] {
  if (!NUMERALS.sign.test(title)) return [];
  const found = [...title.matchAll(/[\p{L}\p{N}]+/gu)].flatMap(
    (match) => readNumeral(title, match.index, match.index + match[0].length) ?? [],
  );
  return [...new Set(found)];
}
