/** Text to terms, each with its place in the text as it was printed. */
import { foldLookalikes, memoise } from '../../domain/index.ts';
import { codeSpansOf, hintsAtAdministration, isAdministrative } from './boilerplate.ts';
import { mayBeNumeral, readNumeral } from './numerals.ts';
import { endOfWord } from './scan.ts';
import { stemWord } from './stem.ts';
import { WordLists } from './word-lists.ts';

/** `text.slice(start, end)` is the word that gave the term. */
export interface Token {
  readonly term: string;
  readonly start: number;
  readonly end: number;
}

const SCRIPTS = {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII
  ascii: /^[\u0000-\u007f]*$/,
  cyrillic: /\p{Script=Cyrillic}/u,
  latin: /\p{Script=Latin}/u,
} as const;

/** Lower case, compatibility forms joined, accents off Latin letters, look-alike letters of a mixed word made Latin. */
export function foldWord(word: string): string {
  if (SCRIPTS.ascii.test(word)) return word.toLowerCase();
  const plain = word.normalize('NFKC');
  const isMixed = SCRIPTS.cyrillic.test(plain) && SCRIPTS.latin.test(plain);
  const lower = (isMixed ? foldLookalikes(plain) : plain).toLowerCase();
  if (SCRIPTS.cyrillic.test(lower)) return lower.replace(/ё/g, 'е');
  return lower.normalize('NFD').replace(/\p{M}/gu, '').replace(/ß/g, 'ss');
}

/** What a printed word gives wherever it stands. */
interface ReadWord {
  /** Its terms in a running text and in a title; none for a word that is left out there. */
  readonly inText: readonly string[];
  readonly inTitle: readonly string[];
  readonly mayBeNumeral: boolean;
  readonly hintsAtAdministration: boolean;
}

/** Reads the words of one language, each once. */
class WordReader {
  static readonly #readers = new Map<string, WordReader>();
  /** Letters; longer "words" are noise (a file without spaces), and would only fill the vocabulary. */
  static readonly #longestWord = 60;
  /** Words of a language that a process remembers: the bound keeps a long-lived server from growing without end. */
  static readonly #mostWords = 100_000;
  readonly #language: string;
  readonly #lists: WordLists;
  readonly #known = new Map<string, ReadWord>();

  private constructor(language: string) {
    this.#language = language;
    this.#lists = WordLists.of(language);
  }

  static of(language: string): WordReader {
    return memoise(WordReader.#readers, language, () => new WordReader(language));
  }

  read(printed: string): ReadWord {
    const known = this.#known.get(printed);
    if (known !== undefined) return known;
    // Kept by a copy: a slice would keep the text alive that it was taken from.
    return memoise(this.#known, ` ${printed}`.slice(1), () => this.#make(printed), WordReader.#mostWords);
  }

  #make(printed: string): ReadWord {
    const word = foldWord(printed);
    const isWord = printed.length <= WordReader.#longestWord && word.length >= 2;
    const inText = isWord && !/^\p{N}+$/u.test(printed) && !this.#lists.isStopWord(word);
    const inTitle = isWord && !this.#lists.isGrammar(word);
    const stems = (words: readonly string[]): readonly string[] => words.map((long) => stemWord(long, this.#language));
    return {
      inText: inText ? stems(this.#lists.inText(word)) : [],
      inTitle: inTitle ? stems(this.#lists.inTitle(word)) : [],
      mayBeNumeral: mayBeNumeral(printed),
      hintsAtAdministration: hintsAtAdministration(printed),
    };
  }
}

/** Terms of a title: abbreviations spelt out, part numbers as `#1`, `#2`... so that "Physics 2" is not "Physics 1". */
export function readTitle(title: string, language: string): Token[] {
  const tokens: Token[] = [];
  const reader = WordReader.of(language);
  for (let start = 0; start < title.length; start += 1) {
    const end = endOfWord(title, start);
    if (end === start) continue;
    const word = reader.read(title.slice(start, end));
    const numeral = word.mayBeNumeral ? readNumeral(title, start, end) : null;
    if (numeral !== null) tokens.push({ term: `#${numeral}`, start, end });
    else for (const term of word.inTitle) tokens.push({ term, start, end });
    start = end - 1;
  }
  return tokens;
}

/** Terms of a description: as {@link readText}, without administrative sentences, course codes and time tables. */
export function readDescription(text: string, language: string): Token[] {
  const tokens = readText(text, language, true);
  const codes = codeSpansOf(text);
  if (codes.length === 0) return tokens;
  return tokens.filter(({ start }) => !codes.some(([from, to]) => start >= from && start < to));
}

/** Terms of a running text, sentence by sentence: no stop words, no bare numbers; of the topic alone, no administrative sentence. */
export function readText(text: string, language: string, topicsOnly = false): Token[] {
  const tokens: Token[] = [];
  const reader = WordReader.of(language);
  let [first, hinted, begin] = [0, false, 0];
  /** The marks `.`, `;`, `!`, `?` and the end of a line. */
  const isEndMark = (unit: number): boolean =>
    unit === 0x2e || unit === 0x3b || unit === 0x21 || unit === 0x3f || unit === 0x0a;
  const skipMarks = (at: number): number => {
    let end = at;
    while (end < text.length && isEndMark(text.charCodeAt(end))) end += 1;
    return end;
  };
  const close = (at: number): number => {
    const end = skipMarks(at);
    if (topicsOnly && hinted && isAdministrative(text.slice(begin, end))) tokens.length = first;
    [first, hinted, begin] = [tokens.length, false, end];
    return end;
  };
  let at = skipMarks(0);
  begin = at;
  while (at < text.length) {
    const end = endOfWord(text, at);
    if (end === at) {
      at = isEndMark(text.charCodeAt(at)) ? close(at) : at + 1;
      continue;
    }
    const word = reader.read(text.slice(at, end));
    if (word.hintsAtAdministration) hinted = true;
    for (const term of word.inText) tokens.push({ term, start: at, end });
    at = end;
  }
  close(at);
  return tokens;
}
