/** Typed arrays that grow: a number of 32 bits each, where an ordinary array of so many would cost twice and more. */

const FIRST_LENGTH = 1024;

/** A list of whole numbers from 0 to 2^32 - 1. */
export class GrowingList {
  #values = new Uint32Array(FIRST_LENGTH);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const wider = new Uint32Array(this.#length * 2);
      wider.set(this.#values);
      this.#values = wider;
    }
    this.#values[this.#length] = value;
    this.#length += 1;
  }

  /** The value at a place below `length`; 0 for any other. */
  at(place: number): number {
    return this.#values[place] ?? 0;
  }

  /** Replaces the value at a place below `length`. */
  set(place: number, value: number): void {
    this.#values[place] = value;
  }

  /** The values; valid until the list grows. */
  view(): Uint32Array {
    return this.#values.subarray(0, this.#length);
  }
}
