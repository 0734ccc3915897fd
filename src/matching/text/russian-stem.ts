/**
 * Russian stems of nouns and adjectives: the longest ending comes off, then what the forms of one word still differ in: the "ость" of a quality
 * (безопасность is what безопасный is), a vowel that comes and goes (список, списка), a doubled "н" (собственный, собствен).
 */
import table from './russian-endings.json' with { type: 'json' };

class RussianStemmer {
  static readonly #shortest = 3;
  static readonly #vowel = /[аеиоуыэюя]/;
  readonly #reflexive = RussianStemmer.#longestFirst(table.reflexive);
  readonly #endings = RussianStemmer.#longestFirst(table.endings);
  /** A root that looks as if it had an ending, with an ending of its own or none. */
  readonly #protected = new RegExp(
    `^(.*(?:${table.roots.replaceAll(' ', '|')})|${table.words.replaceAll(' ', '|')})(?:${table.endings.replaceAll(' ', '|')})?$`,
  );
  readonly #irregular = new Map(Object.entries(table.irregular));

  static #longestFirst(list: string): string[] {
    return list.split(' ').sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  }

  stem(word: string): string {
    const plain = word.toLowerCase().replace(/ё/g, 'е');
    const active = this.#reflexive.some((end) => plain.endsWith(end)) ? plain.slice(0, -2) : plain;
    const bare = this.#withoutEnding(active);
    const known = this.#irregular.get(bare);
    return known ?? this.#withoutFleetingVowel(this.#withoutQuality(bare)).replace(/нн$/, 'н');
  }

  #withoutEnding(word: string): string {
    const [, root] = this.#protected.exec(word) ?? [];
    if (root !== undefined) return root;
    const ending = this.#endings.find((one) => {
      const stem = word.slice(0, -one.length);
      return word.endsWith(one) && stem.length >= RussianStemmer.#shortest && RussianStemmer.#vowel.test(stem);
    });
    return ending === undefined ? word : word.slice(0, -ending.length);
  }

  #withoutQuality(stem: string): string {
    return /.{4}ост$/.test(stem) ? stem.slice(0, -3) : stem;
  }

  /** Of every stem that ends so, whether the vowel is there to stay or not: then the forms of one word agree. */
  #withoutFleetingVowel(stem: string): string {
    const [, root, last] = /^(.*[аеиоуыэюя].*[^аеиоуыэюяйь])[ое]([кцн])$/.exec(stem) ?? [];
    return root === undefined || last === undefined ? stem : root + last;
  }
}

/** `stem` gives the stem of a Russian word in lower case: `безопасности` -> `безопасн`. Not a dictionary form. */
export const russian = new RussianStemmer();
