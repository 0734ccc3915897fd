/** Terms of one language in another, as the subjects name their topics and themselves: whole phrases, the longest first. */
import type { Vocabulary } from '../vocabulary.ts';
import { type GlossaryTables, type Lists, rangeOf } from './subject-tables.ts';

interface Phrase {
  readonly stems: readonly string[];
  /** Stems of the term in the other language. */
  readonly target: readonly string[];
}

export class Glossary {
  readonly #tables: GlossaryTables;
  readonly #from: Vocabulary;
  readonly #to: Vocabulary;

  constructor(tables: GlossaryTables, from: Vocabulary, to: Vocabulary) {
    this.#tables = tables;
    this.#from = from;
    this.#to = to;
  }

  /** The longest phrase that stands in a text at a place. */
  at(stems: readonly string[], place: number): Phrase | undefined {
    const { byFirst, sources, targets } = this.#tables;
    const first = this.#from.get(stems[place] ?? '');
    if (first === undefined) return undefined;
    const [begin, end] = rangeOf({ ends: byFirst }, first);
    for (let phrase = begin; phrase < end; phrase += 1)
      if (this.#stands(phrase, stems, place)) {
        const target = Glossary.#texts(this.#to, targets, phrase);
        return { stems: Glossary.#texts(this.#from, sources, phrase), target };
      }
    return undefined;
  }

  #stands(phrase: number, stems: readonly string[], place: number): boolean {
    const { sources } = this.#tables;
    const [from, to] = rangeOf(sources, phrase);
    for (let k = from; k < to; k += 1)
      if (sources.values[k] !== this.#from.get(stems[place + k - from] ?? '')) return false;
    return true;
  }

  static #texts(terms: Vocabulary, lists: Lists, at: number): string[] {
    return Array.from(lists.values.subarray(...rangeOf(lists, at)), (term) => terms.at(term));
  }
}
