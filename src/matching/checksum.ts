/** Two sums of 32 bits each over numbers: they tell a change of a file or of a catalogue, not an attacker. */

const [FIRST_PRIME, SECOND_PRIME] = [0x85ebca6b, 0xc2b2ae35];

const turn = (value: number, bits: number): number => (value << bits) | (value >>> (32 - bits));

/**
 * Each step is a bijection of the sum for a given number and of the number for a given sum: one changed number always changes both
 * sums.
 */
export class Checksum {
  #first = 0x9e3779b9 | 0;
  #second = 0x7f4a7c15 | 0;

  add(value: number): void {
    this.addAll([value]);
  }

  addAll(values: ArrayLike<number>): void {
    let [first, second] = [this.#first, this.#second];
    for (let at = 0; at < values.length; at += 1) {
      const value = values[at] as number; // in range
      first = turn(Math.imul(first ^ value, FIRST_PRIME), 13);
      second = turn(Math.imul(second ^ value, SECOND_PRIME), 17);
    }
    [this.#first, this.#second] = [first, second];
  }

  /** A text with its length, so that "a", "bc" is not "ab", "c". */
  addText(text: string): void {
    let [first, second] = [this.#first ^ text.length, this.#second ^ text.length];
    for (let at = 0; at <= text.length; at += 1) {
      const unit = text.charCodeAt(at); // NaN, taken for 0, after the end
      first = turn(Math.imul(first ^ unit, FIRST_PRIME), 13);
      second = turn(Math.imul(second ^ unit, SECOND_PRIME), 17);
    }
    [this.#first, this.#second] = [first, second];
  }

  /** Both sums. */
  get words(): readonly [number, number] {
    return [this.#first >>> 0, this.#second >>> 0];
  }

  /** 16 hexadecimal digits. */
  get text(): string {
    return this.words.map((word) => word.toString(16).padStart(8, '0')).join('');
  }
}
