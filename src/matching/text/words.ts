/** Text to terms, each with its place in the text as it was printed. */
import { memoise } from '../../domain/index.ts';
import { codeSpansOf, hintsAtAdministration, isAdministrative } from './boilerplate.ts';
import { foldWord } from './fold.ts';
import { germanCompounds } from './german-compounds.ts';
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

/** What a printed word gives wherever it stands; each is read when it is first asked for, because most words stand in texts or in titles alone. */
class ReadWord {
  /** Letters; longer "words" are noise (a file without spaces), and would only fill the vocabulary. */
  static readonly #longest = 60;
  /** A capital is a name: "Programming in C" is not "Programming in R". The letters of roman numerals are none. */
  static readonly #name = /^[A-HJ-UWYZ]$/;
  static readonly #capitals = /^\p{Lu}{2,4}$/u;
  readonly mayBeNumeral: boolean;
  readonly hintsAtAdministration: boolean;
  readonly #printed: string;
  readonly #folded: string;
  readonly #language: string;
  readonly #lists: WordLists;
  #text: readonly Token[] | undefined;
  #title: readonly Token[] | undefined;
  #acronym: readonly Token[] | null | undefined;
  /** The terms of the word itself. */
  #own: readonly Token[] | undefined;

  constructor(printed: string, language: string, lists: WordLists) {
    this.#printed = printed;
    this.#folded = foldWord(printed);
    this.#language = language;
    this.#lists = lists;
    this.mayBeNumeral = mayBeNumeral(printed);
    this.hintsAtAdministration = hintsAtAdministration(printed);
  }

  get #isWord(): boolean {
    return this.#printed.length <= ReadWord.#longest && this.#folded.length >= 2;
  }

  /** Its terms in a running text, with their places in it; none for a word that is left out there. */
  get inText(): readonly Token[] {
    const isKept = () => this.#isWord && !/^\p{N}+$/u.test(this.#printed) && !this.#lists.isStopWord(this.#folded);
    this.#text ??= isKept() ? this.#termsOf(this.#lists.inText(this.#folded)) : [];
    return this.#text;
  }

  /** Its terms in a title. */
  get inTitle(): readonly Token[] {
    const isKept = () => (this.#isWord && !this.#lists.isGrammar(this.#folded)) || ReadWord.#name.test(this.#printed);
    this.#title ??= isKept() ? this.#termsOf(this.#lists.inTitle(this.#folded)) : [];
    return this.#title;
  }

  /** Its terms in a title where capitals tell something; null where they change nothing. */
  get asAcronym(): readonly Token[] | null {
    if (this.#acronym === undefined) {
      const words = ReadWord.#capitals.test(this.#printed) ? this.#lists.asAcronym(this.#folded) : undefined;
      this.#acronym = words ? this.#termsOf(words) : null;
    }
    return this.#acronym;
  }

  /** The stems of words that it stands for. */
  #termsOf(words: readonly string[]): readonly Token[] {
    if (words.length !== 1 || words[0] !== this.#folded) return words.flatMap((word) => this.#stemsOf(word));
    this.#own ??= this.#stemsOf(this.#folded);
    return this.#own;
  }

  /** The stem of a word, each part of a German compound by itself. */
  #stemsOf(word: string): readonly Token[] {
    const whole = { start: 0, end: this.#printed.length };
    const parts = this.#language === 'de' ? germanCompounds.split(word) : [];
    // Folding may change the length (ß): the parts then have no places of their own.
    const places = word.length === this.#printed.length;
    if (parts.length === 0) return [{ term: stemWord(word, this.#language), ...whole }];
    return parts.map(({ word: part, start, end }) => ({
      term: stemWord(part, this.#language),
      ...(places ? { start, end } : whole),
    }));
  }
}

/** Reads the words of one language, each once. */
class WordReader {
  static readonly #readers = new Map<string, WordReader>();
  /** Words of a language that a process remembers: the bound keeps a long-lived server from growing without end. */
  static readonly #mostWords = 30_000;
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
    const own = ` ${printed}`.slice(1);
    return memoise(this.#known, own, () => new ReadWord(own, this.#language, this.#lists), WordReader.#mostWords);
  }
}

/** A term of a word that begins at a place of a text. */
const placed = ({ term, start, end }: Token, at: number): Token => ({ term, start: at + start, end: at + end });

/** Terms of a title: abbreviations spelt out, part numbers as `#1`, `#2`... so that "Physics 2" is not "Physics 1". */
export function readTitle(title: string, language: string): Token[] {
  const tokens: Token[] = [];
  const reader = WordReader.of(language);
  // "PRINCIPLES OF IT" may mean either; "Principles of IT" does not.
  const capitalsTell = /\p{Ll}/u.test(title) || !/\s/u.test(title.trim());
  for (let start = 0; start < title.length; start += 1) {
    const end = endOfWord(title, start);
    if (end === start) continue;
    const word = reader.read(title.slice(start, end));
    const numeral = word.mayBeNumeral ? readNumeral(title, start, end) : null;
    if (numeral !== null) tokens.push({ term: `#${numeral}`, start, end });
    else if (end > 1 || title[0] !== 'A') {
      const parts = (capitalsTell ? word.asAcronym : null) ?? word.inTitle;
      for (const part of parts) tokens.push(placed(part, start));
    }
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
    for (const part of word.inText) tokens.push(placed(part, at));
    at = end;
  }
  close(at);
  return tokens;
}
