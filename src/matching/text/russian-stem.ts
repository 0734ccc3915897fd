/**
 * Russian stems of nouns and adjectives: the longest ending comes off, then what the forms of one word still differ in: the "ость" of a quality
 * (безопасность is what безопасный is), a vowel that comes and goes (список, списка), a doubled "н" (собственный, собствен).
 */
import table from './russian-endings.json' with { type: 'json' };

class RussianStemmer {
  static readonly #shortest = 3;
  static readonly #vowel = /[аеиоуыэюя]/;
  readonly #reflexive = table.reflexive.split(' ');
  readonly #endings: ReadonlySet<string> = new Set(table.endings.split(' '));
  readonly #longestEnding = Math.max(...table.endings.split(' ').map(({ length }) => length));
  /** Ends of words, and whole words, that look as if they had an ending. */
  readonly #roots = table.roots.split(' ');
  readonly #words = table.words.split(' ');
  readonly #irregular = new Map(Object.entries(table.irregular));

  stem(word: string): string {
    const plain = word.toLowerCase().replace(/ё/g, 'е');
    const active = this.#reflexive.some((end) => plain.endsWith(end)) ? plain.slice(0, -2) : plain;
    const bare = this.#withoutEnding(active);
    const known = this.#irregular.get(bare);
    return known ?? this.#withoutFleetingVowel(this.#withoutQuality(bare)).replace(/нн$/, 'н');
  }

  #withoutEnding(word: string): string {
    const root = this.#protectedRoot(word);
    if (root !== undefined) return root;
    for (let cut = Math.max(RussianStemmer.#shortest, word.length - this.#longestEnding); cut < word.length; cut += 1)
      if (this.#endings.has(word.slice(cut)) && RussianStemmer.#vowel.test(word.slice(0, cut)))
        return word.slice(0, cut);
    return word;
  }

  /** The longest beginning that is protected, where what follows is an ending or nothing. */
  #protectedRoot(word: string): string | undefined {
    const isEnding = (cut: number): boolean => cut === word.length || this.#endings.has(word.slice(cut));
    for (let cut = word.length; cut > 0 && word.length - cut <= this.#longestEnding; cut -= 1)
      if (isEnding(cut) && this.#roots.some((root) => word.endsWith(root, cut))) return word.slice(0, cut);
    return this.#words.find((known) => word.startsWith(known) && isEnding(known.length));
  }

  #withoutQuality(stem: string): string {
    return stem.length >= 7 && stem.endsWith('ост') ? stem.slice(0, -3) : stem;
  }

  /** Of every stem that ends so, whether the vowel is there to stay or not: then the forms of one word agree. */
  #withoutFleetingVowel(stem: string): string {
    const [, root, last] = /^(.*[аеиоуыэюя].*[^аеиоуыэюяйь])[ое]([кцн])$/.exec(stem) ?? [];
    return root === undefined || last === undefined ? stem : root + last;
  }
}

/** `stem` gives the stem of a Russian word in lower case: `безопасности` -> `безопасн`. Not a dictionary form. */
export const russian = new RussianStemmer();
