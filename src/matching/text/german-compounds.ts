/** German compounds as the known words that they are made of: `Leistungselektronik` as `leistung` and `elektronik`. */
import { memoise } from '../../domain/index.ts';
import { foldWord } from './fold.ts';
import table from './german-words.json' with { type: 'json' };

/** A known word within a compound: its base form, and where it stands in the folded compound. */
export interface CompoundPart {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

class GermanCompounds {
  /** Between two words, and after the last one. */
  static readonly #links = ['', 's', 'n', 'en', 'es', 'er', 'e'];
  static readonly #endings = ['', 'e', 'n', 'en', 's', 'es', 'er', 'ern', 'em'];
  /** Letters of the shortest word that may end a compound, and of the shortest compound. */
  static readonly #shortest = { last: 4, compound: 8 } as const;
  /** Words that are remembered: the bound keeps a long-lived server from growing without end. */
  static readonly #mostRemembered = 50_000;
  readonly #parts = GermanCompounds.#read(table.parts);
  readonly #short = GermanCompounds.#read(table.short);
  readonly #known = new Map<string, readonly CompoundPart[]>();

  static #read(list: string): ReadonlySet<string> {
    return new Set(list.split(' ').map(foldWord));
  }

  /** The known words that a folded word is wholly made of; none for a word that is no compound. */
  split(word: string): readonly CompoundPart[] {
    if (word.length < GermanCompounds.#shortest.compound || this.#isKnown(word)) return [];
    return memoise(this.#known, word, () => this.#split(word, word.length) ?? [], GermanCompounds.#mostRemembered);
  }

  /** A word of its own, in any of its forms. */
  #isKnown(word: string): boolean {
    return GermanCompounds.#endings.some((ending) => {
      const base = word.endsWith(ending) ? word.slice(0, word.length - ending.length) : null;
      return base !== null && this.#parts.has(base);
    });
  }

  /** The fewest words that the beginning of a word is made of, the last of them as long as can be; null when it is not. */
  #split(word: string, end: number): readonly CompoundPart[] | null {
    let best: readonly CompoundPart[] | null = null;
    for (let start = 3; start <= end - GermanCompounds.#shortest.last; start += 1) {
      const last = this.#partOf(word.slice(start, end), end === word.length);
      const before = last === null ? null : this.#before(word, start);
      if (last === null || before === null) continue;
      const found = [...before, { word: last, start, end }];
      if (best === null || found.length < best.length) best = found;
    }
    return best;
  }

  /** What stands before a place: one word, or a compound. */
  #before(word: string, end: number): readonly CompoundPart[] | null {
    const head = word.slice(0, end);
    const one = this.#short.has(head) ? head : this.#partOf(head, false);
    return one === null ? this.#split(word, end) : [{ word: one, start: 0, end }];
  }

  /** The base form of a known word with a link or an ending, or null. Inside a compound a last "e" may be lost. */
  #partOf(form: string, isLast: boolean): string | null {
    const ends = isLast ? GermanCompounds.#endings : GermanCompounds.#links;
    for (const end of ends) {
      const base = form.endsWith(end) ? form.slice(0, form.length - end.length) : '';
      if (this.#parts.has(base)) return base;
      if (this.#parts.has(`${base}e`) && (end === '' || end === 'n')) return `${base}e`;
    }
    return null;
  }
}

export const germanCompounds = new GermanCompounds();
