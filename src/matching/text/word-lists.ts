/** Words that carry no topic, and abbreviations of registrars' titles. */
import { memoise } from '../../domain/index.ts';
import lists from './word-lists.json' with { type: 'json' };

/** What is known of the words of one language; all words in lower case. */
export class WordLists {
  static readonly #known = new Map<string, WordLists>();
  /** British spellings and acronyms are safe in running text as well; a clipped word ("mat", "res") is so in titles alone. */
  static readonly #anywhere =
    /our|ise|isation|elling|ogramme|centre|theatre|defence|ageing|^(ai|ml|hci|ode|pdes?|vlsi|oop|gis|cfd|hrm|dsp|nlp)$/;
  readonly #grammar: ReadonlySet<string>;
  readonly #catalogue: ReadonlySet<string>;
  readonly #abbreviations: ReadonlyMap<string, readonly string[]>;
  readonly #acronyms: ReadonlyMap<string, readonly string[]>;

  private constructor(language: string) {
    const of = (table: object): string | Readonly<Record<string, string>> | undefined =>
      new Map<string, string | Readonly<Record<string, string>>>(Object.entries(table)).get(language);
    const words = (table: object): string[] => String(of(table) ?? '').split(' ');
    const isListed = of(lists.grammar) !== undefined;
    this.#grammar = new Set(isListed ? words(lists.grammar) : []);
    this.#catalogue = new Set(isListed ? words(lists.catalogue) : []);
    const spelt = (table: object): Map<string, string[]> =>
      new Map(Object.entries(of(table) ?? {}).map(([short, long]) => [short, long.split(' ')]));
    this.#abbreviations = spelt(lists.abbreviations);
    this.#acronyms = spelt(lists.acronyms);
  }

  static of(language: string): WordLists {
    return memoise(WordLists.#known, language, () => new WordLists(language));
  }

  /** True for a word that is dropped from a title, where "study" and "learning" may be the topic. */
  isGrammar(word: string): boolean {
    return this.#grammar.has(word);
  }

  /** True for a word that is dropped from a description. */
  isStopWord(word: string): boolean {
    return this.#grammar.has(word) || this.#catalogue.has(word);
  }

  /** What an abbreviation of a title stands for, or the word itself. */
  inTitle(word: string): readonly string[] {
    return this.#abbreviations.get(word) ?? [word];
  }

  /** What a word stands for that a title has in capitals among small letters: "IT" is no "it". */
  asAcronym(word: string): readonly string[] | undefined {
    return this.#acronyms.get(word);
  }

  /** What an acronym or a variant spelling in running text stands for, or the word itself. */
  inText(word: string): readonly string[] {
    return WordLists.#anywhere.test(word) ? this.inTitle(word) : [word];
  }
}
