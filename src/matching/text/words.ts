/** Text to terms, each with its place in the text as it was printed. */
import { foldLookalikes } from '../../domain/index.ts';
import { expandTextWord, expandTitleWord } from './abbreviations.ts';
import { codeSpansOf, hintsAtAdministration, isAdministrative } from './boilerplate.ts';
import { mayBeNumeral, readNumeral } from './numerals.ts';
import { endOfWord } from './scan.ts';
import { stemWord } from './stem.ts';
import { isGrammarWord, isStopWord } from './stop-words.ts';

/** `text.slice(start, end)` is the word that gave the term. */
export interface Token {
  readonly term: string;
  readonly start: number;
  readonly end: number;
}

const MARKS = /\p{M}/gu;
const DIGITS = /^\p{N}+$/u;
const CYRILLIC = /\p{Script=Cyrillic}/u;
const LATIN = /\p{Script=Latin}/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII
const ASCII = /^[\u0000-\u007f]*$/;
/** Longer "words" are noise (a file without spaces); they would only fill the vocabulary. */
const MAX_WORD = 60;

/** Lower case, compatibility forms joined, accents off Latin letters, look-alike letters of a mixed word made Latin. */
export function foldWord(word: string): string {
  if (ASCII.test(word)) return word.toLowerCase();
  const plain = word.normalize('NFKC');
  const oneScript = CYRILLIC.test(plain) && LATIN.test(plain) ? foldLookalikes(plain) : plain;
  const lower = oneScript.toLowerCase();
  if (CYRILLIC.test(lower)) return lower.replace(/ё/g, 'е');
  return lower.normalize('NFD').replace(MARKS, '').replace(/ß/g, 'ss');
}

/** What a printed word gives wherever it stands. */
interface Reading {
  /** Its terms in a running text and in a title; none for a word that is left out there. */
  readonly inText: readonly string[];
  readonly inTitle: readonly string[];
  readonly mayBeNumeral: boolean;
  readonly hintsAtAdministration: boolean;
}

const NOTHING: readonly string[] = [];

function readWord(printed: string, language: string): Reading {
  const word = foldWord(printed);
  const isWord = printed.length <= MAX_WORD && word.length >= 2;
  const inText = isWord && !DIGITS.test(printed) && !isStopWord(word, language);
  const inTitle = isWord && !isGrammarWord(word, language);
  const stems = (words: readonly string[]): readonly string[] => words.map((long) => stemWord(long, language));
  return {
    inText: inText ? stems(expandTextWord(word, language)) : NOTHING,
    inTitle: inTitle ? stems(expandTitleWord(word, language)) : NOTHING,
    mayBeNumeral: mayBeNumeral(printed),
    hintsAtAdministration: hintsAtAdministration(printed),
  };
}

/** Words are read once per process; the bound keeps a long-lived server from growing without end. */
const MOST_READINGS = 100_000;
const readings = new Map<string, Map<string, Reading>>();

function readingsOf(language: string): Map<string, Reading> {
  const known = readings.get(language) ?? new Map<string, Reading>();
  readings.set(language, known);
  return known;
}

function readingOf(known: Map<string, Reading>, printed: string, language: string): Reading {
  const before = known.get(printed);
  if (before !== undefined) return before;
  const own = ` ${printed}`.slice(1); // a copy: a slice would keep the text alive that it was taken from
  const reading = readWord(own, language);
  if (known.size >= MOST_READINGS) known.clear();
  known.set(own, reading);
  return reading;
}

/** Terms of a title: abbreviations spelt out, part numbers as `#1`, `#2`... so that "Physics 2" is not "Physics 1". */
export function readTitle(title: string, language: string): Token[] {
  const tokens: Token[] = [];
  const known = readingsOf(language);
  for (let start = 0; start < title.length; start += 1) {
    const end = endOfWord(title, start);
    if (end === start) continue;
    const reading = readingOf(known, title.slice(start, end), language);
    const numeral = reading.mayBeNumeral ? readNumeral(title, start, end) : null;
    if (numeral !== null) tokens.push({ term: `#${numeral}`, start, end });
    else for (const term of reading.inTitle) tokens.push({ term, start, end });
    start = end - 1;
  }
  return tokens;
}

/** Terms of a running text: no stop words, no bare numbers. */
export function readText(text: string, language: string): Token[] {
  return readSentences(text, language, false);
}

/** Terms of a description: as {@link readText}, without administrative sentences, course codes and time tables. */
export function readDescription(text: string, language: string): Token[] {
  const tokens = readSentences(text, language, true);
  const codes = codeSpansOf(text);
  if (codes.length === 0) return tokens;
  return tokens.filter(({ start }) => !codes.some(([from, to]) => start >= from && start < to));
}

const isEndMark = (unit: number): boolean =>
  unit === 0x2e || unit === 0x3b || unit === 0x21 || unit === 0x3f || unit === 0x0a; // . ; ! ? and the end of a line

/** The first place from `at` on where a mark of the kind stands, or does not. */
function skip(text: string, at: number, isMark: boolean): number {
  let end = at;
  while (end < text.length && isEndMark(text.charCodeAt(end)) === isMark) end += 1;
  return end;
}

/** Reads sentence by sentence; a sentence is what {@link isAdministrative} is asked about. */
function readSentences(text: string, language: string, topicsOnly: boolean): Token[] {
  const tokens: Token[] = [];
  const known = readingsOf(language);
  let [first, hinted, begin] = [0, false, 0];
  const close = (at: number): number => {
    const end = skip(text, at, true);
    if (topicsOnly && hinted && isAdministrative(text.slice(begin, end))) tokens.length = first;
    [first, hinted, begin] = [tokens.length, false, end];
    return end;
  };
  let at = skip(text, 0, true);
  begin = at;
  while (at < text.length) {
    const end = endOfWord(text, at);
    if (end === at) {
      at = isEndMark(text.charCodeAt(at)) ? close(at) : at + 1;
      continue;
    }
    const reading = readingOf(known, text.slice(at, end), language);
    if (reading.hintsAtAdministration) hinted = true;
    for (const term of reading.inText) tokens.push({ term, start: at, end });
    at = end;
  }
  close(at);
  return tokens;
}
