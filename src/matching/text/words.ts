/** Text to terms, each with its place in the text as it was printed. */
import { foldLookalikes } from '../../domain/index.ts';
import { expandTextWord, expandTitleWord } from './abbreviations.ts';
import { readNumeral } from './numerals.ts';
import { stemWord } from './stem.ts';
import { isGrammarWord, isStopWord } from './stop-words.ts';

/** `text.slice(start, end)` is the word that gave the term. */
export interface Token {
  readonly term: string;
  readonly start: number;
  readonly end: number;
}

/** A part of a text that is not read, as `[start, end)`. */
export type Span = readonly [start: number, end: number];

const WORD = /[\p{L}\p{M}\p{N}]+(?:\+\+|#)?/gu;
const MARKS = /\p{M}/gu;
const DIGITS = /^\p{N}+$/u;
const CYRILLIC = /\p{Script=Cyrillic}/u;
const LATIN = /\p{Script=Latin}/u;
/** Longer "words" are noise (a file without spaces); they would only fill the vocabulary. */
const MAX_WORD = 60;

/** Lower case, compatibility forms joined, accents off Latin letters, look-alike letters of a mixed word made Latin. */
export function foldWord(word: string): string {
  const plain = word.normalize('NFKC');
  const oneScript = CYRILLIC.test(plain) && LATIN.test(plain) ? foldLookalikes(plain) : plain;
  const lower = oneScript.toLowerCase();
  if (CYRILLIC.test(lower)) return lower.replace(/ё/g, 'е');
  return lower.normalize('NFD').replace(MARKS, '').replace(/ß/g, 'ss');
}

function isInside(position: number, spans: readonly Span[]): boolean {
  return spans.some(([start, end]) => position >= start && position < end);
}

/** Terms of a title: abbreviations spelt out, part numbers as `#1`, `#2`... so that "Physics 2" is not "Physics 1". */
export function readTitle(title: string, language: string): Token[] {
  const tokens: Token[] = [];
  for (const found of title.matchAll(WORD)) {
    const [start, end] = [found.index, found.index + found[0].length];
    if (found[0].length > MAX_WORD) continue;
    const numeral = readNumeral(title, start, end);
    if (numeral !== null) {
      tokens.push({ term: `#${numeral}`, start, end });
      continue;
    }
    const word = foldWord(found[0]);
    if (word.length < 2 || isGrammarWord(word, language)) continue;
    for (const long of expandTitleWord(word, language)) tokens.push({ term: stemWord(long, language), start, end });
  }
  return tokens;
}

/** Terms of a running text outside the `skipped` spans: no stop words, no bare numbers. */
export function readText(text: string, language: string, skipped: readonly Span[]): Token[] {
  const tokens: Token[] = [];
  for (const found of text.matchAll(WORD)) {
    const [start, end] = [found.index, found.index + found[0].length];
    if (found[0].length > MAX_WORD || DIGITS.test(found[0]) || isInside(start, skipped)) continue;
    const word = foldWord(found[0]);
    if (word.length < 2 || isStopWord(word, language)) continue;
    for (const long of expandTextWord(word, language)) tokens.push({ term: stemWord(long, language), start, end });
  }
  return tokens;
}
