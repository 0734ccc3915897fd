/** A dictionary from terms to 0, 1, 2... in flat arrays: nothing to rebuild when an index is loaded or shared by threads. */
export class Vocabulary {
  readonly arrays: {
    /** The UTF-16 units of all terms, one after the other. */
    readonly units: Uint16Array;
    /** Where each term ends in `units`, and 0 before the first: one more than there are terms. */
    readonly ends: Uint32Array;
    /** Open addressing by the hash (FNV-1a): number of a term plus 1, or 0. Its length is a power of two. */
    readonly table: Uint32Array;
  };

  constructor(arrays: Vocabulary['arrays']) {
    this.arrays = arrays;
  }

  /** The vocabulary of different terms, in the order in which they are given. */
  static of(terms: Iterable<string>): Vocabulary {
    const list = [...terms];
    const units = new Uint16Array(list.reduce((sum, { length }) => sum + length, 0));
    const ends = new Uint32Array(list.length + 1);
    let capacity = 4;
    while (capacity < 2 * list.length) capacity *= 2;
    const table = new Uint32Array(capacity);
    let end = 0;
    list.forEach((term, id) => {
      for (let at = 0; at < term.length; at += 1, end += 1) units[end] = term.charCodeAt(at);
      ends[id + 1] = end;
      let place = Vocabulary.#hash(term) & (capacity - 1);
      while (table[place] !== 0) place = (place + 1) & (capacity - 1);
      table[place] = id + 1;
    });
    return new Vocabulary({ units, ends, table });
  }

  static #hash(term: string): number {
    let value = 0x811c9dc5 | 0;
    for (let at = 0; at < term.length; at += 1) value = Math.imul(value ^ term.charCodeAt(at), 0x01000193);
    return value ^ (value >>> 15);
  }

  get size(): number {
    return this.arrays.ends.length - 1;
  }

  /** The number of a term, or undefined when it is not here. */
  get(term: string): number | undefined {
    const { table } = this.arrays;
    const mask = table.length - 1;
    for (let place = Vocabulary.#hash(term) & mask; ; place = (place + 1) & mask) {
      const entry = table[place] ?? 0;
      if (entry === 0) return undefined;
      if (this.#is(entry - 1, term)) return entry - 1;
    }
  }

  #is(id: number, term: string): boolean {
    const { units, ends } = this.arrays;
    const start = ends[id] ?? 0;
    if ((ends[id + 1] ?? 0) - start !== term.length) return false;
    for (let at = 0; at < term.length; at += 1) if (units[start + at] !== term.charCodeAt(at)) return false;
    return true;
  }

  /** The term of a number. */
  at(id: number): string {
    const { units, ends } = this.arrays;
    return String.fromCharCode(...units.subarray(ends[id], ends[id + 1]));
  }

  /** All terms in the order of their numbers. */
  *keys(): IterableIterator<string> {
    for (let id = 0; id < this.size; id += 1) yield this.at(id);
  }
}
