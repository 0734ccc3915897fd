/**
 * Kazakh stems by stripping suffixes from the outside in: case, possessive, plural, then the adjective makers.
 * Kazakh is agglutinative and regular; the suffix agrees with the last vowel (harmony) and the last consonant of the stem.
 * First and second person possessives are left on: course texts hardly have them, and -ым/-ім end many nouns (ғылым, білім).
 */
import { groupBy } from '../../domain/index.ts';
import table from './kazakh-suffixes.json' with { type: 'json' };

/** The suffixes of one slot by their last letter, longest first. `after` is what the rest must end in, when the suffix is possible only there. */
type Slot = ReadonlyMap<string, readonly { readonly text: string; readonly after: RegExp | null }[]>;

const lastOf = (word: string): string => word.slice(-1);

class KazakhStemmer {
  static readonly #shortest = 3;
  /** `и`, `у` and `ю` occur in words of both kinds, and foreign words take suffixes of either kind after them. */
  static readonly #vowels = { back: /[аоұыёя]/, front: /[әөүіеэ]/, any: /[аәоөұүыіиуеёюяэ]/ } as const;
  /** Noun roots whose end looks like a suffix and that course texts are full of. */
  readonly #roots = new Set(table.roots.split(' '));
  /** Suffixes that are the same after all vowels. */
  readonly #unharmonious = new Set(table.unharmonious.split(' '));
  readonly #slots: readonly Slot[];

  constructor() {
    const { relative, case: cases, possessive, plural, adjective } = table.slots;
    const ends = new Map(Object.entries(table.ends));
    const read = (rows: readonly string[][]): Slot => {
      const suffixes = rows.flatMap(([texts = '', after]) => {
        const pattern = after === undefined ? null : new RegExp(ends.get(after) ?? after);
        return texts.split(' ').map((text) => ({ text, after: pattern }));
      });
      suffixes.sort((a, b) => b.text.length - a.text.length || (a.text < b.text ? -1 : 1));
      return groupBy(suffixes, ({ text }) => lastOf(text));
    };
    // From the outside in; an adjective may be of a noun in the plural.
    this.#slots = [relative, cases, possessive, plural, adjective, plural].map(read);
  }

  stem(word: string): string {
    return this.#devoice(this.#slots.reduce((rest, slot) => this.#strip(rest, slot), word.toLowerCase()));
  }

  /** The word without its longest fitting suffix of one slot, or the word itself. */
  #strip(word: string, slot: Slot): string {
    if (this.#roots.has(word)) return word;
    const fitting = slot.get(lastOf(word))?.find(({ text, after }) => {
      if (!word.endsWith(text)) return false;
      const stem = word.slice(0, -text.length);
      if (this.#roots.has(stem)) return this.#isHarmonious(stem, text);
      const isPossible = stem.length >= KazakhStemmer.#shortest && (after === null || after.test(stem));
      return isPossible && this.#isHarmonious(stem, text);
    });
    return fitting === undefined ? word : this.#devoice(word.slice(0, -fitting.text.length));
  }

  /** True when the vowels of suffix and stem agree, or when one of them has no vowel that tells. */
  #isHarmonious(stem: string, suffix: string): boolean {
    if (this.#unharmonious.has(suffix)) return true;
    const { back, front, any } = KazakhStemmer.#vowels;
    let at = stem.length - 1;
    while (at >= 0 && !any.test(stem[at] ?? '')) at -= 1;
    const last = stem[at];
    if (last === undefined) return false;
    if (back.test(suffix)) return !front.test(last);
    return !front.test(suffix) || !back.test(last);
  }

  /** A stem's last consonant is voiced before a vowel (құқық, құқығы; мектеп, мектебі): one letter for both. */
  #devoice(stem: string): string {
    return stem.replace(/ғ$/, 'қ').replace(/г$/, 'к').replace(/б$/, 'п');
  }
}

/**
 * `stem` gives the stem of a Kazakh word, lower case: `технологияларының` -> `технология`, `жүйелеріндегі` -> `жүйе`. At least three
 * letters stay. Not a dictionary form: the same stem for the forms of one word is all it is for.
 */
export const kazakh = new KazakhStemmer();
