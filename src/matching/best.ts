/** The best of many, chosen in one pass. */

/** Keeps the `limit` highest positive values offered; of equal ones those offered first. Documents are to be offered in ascending order. */
export class Best {
  /** Values looked at in one go: few, so that the bar is high from the second go on; and the positions found above it. */
  static readonly #block = 512;
  static readonly #promising = new Uint32Array(Best.#block);

  readonly #limit: number;
  /** A heap whose top is the lowest, of equal ones the latest. */
  readonly #documents: Uint32Array;
  readonly #values: Float64Array;
  #count = 0;
  /** In an array, which holds a number as it is: this one is read more often than any other. */
  readonly #least = new Float64Array(1);

  constructor(limit: number) {
    this.#limit = limit;
    this.#documents = new Uint32Array(limit);
    this.#values = new Float64Array(limit);
  }

  /** What a value must be above to come in. Loops compare before they offer: nearly all are below. */
  get least(): number {
    return this.#least[0] as number;
  }

  offer(document: number, value: number): void {
    if (value <= this.least) return;
    if (this.#count < this.#limit) {
      this.#count += 1;
      this.#rise(document, value);
    } else this.#sink(document, value);
    if (this.#count === this.#limit) this.#least[0] = this.#values[0] as number; // the limit is at least 1
  }

  /** Offers the eligible of a list of values by their positions. */
  offerAll(values: Float32Array, eligible: Uint8Array): void {
    for (let from = 0; from < values.length; from += Best.#block)
      this.#offerPromising(Best.#screen(values, from, this.least), values, eligible);
  }

  /** Multiplies the values by their scales and offers the eligible, in one pass: the arrays are long. */
  scaleAndOffer(values: Float32Array, scales: Float32Array, eligible: Uint8Array): void {
    for (let from = 0; from < values.length; from += Best.#block)
      this.#offerPromising(Best.#scaleAndScreen(values, scales, { from, least: this.least }), values, eligible);
  }

  /** Visits the positions of the values above a bar. */
  static eachAbove(values: Float32Array, least: number, visit: (at: number) => void): void {
    const promising = Best.#promising;
    for (let from = 0; from < values.length; from += Best.#block) {
      const count = Best.#screen(values, from, least);
      for (let k = 0; k < count; k += 1) visit(promising[k] as number); // in range, as are all below
    }
  }

  /** The documents, highest value first. */
  documents(): number[] {
    const places = Array.from({ length: this.#count }, (_, at) => at);
    return places.sort((a, b) => (this.#isBelow(a, b) ? 1 : -1)).map((at) => this.#documents[at] as number);
  }

  #offerPromising(count: number, values: Float32Array, eligible: Uint8Array): void {
    const promising = Best.#promising;
    for (let k = 0; k < count; k += 1) {
      const at = promising[k] as number; // in range
      if (eligible[at] === 1) this.offer(at, values[at] as number);
    }
  }

  /** Whether place `a` goes out before place `b`. All places here are in range. */
  #isBelow(a: number, b: number): boolean {
    const [x, y] = [this.#values[a] as number, this.#values[b] as number];
    return x < y || (x === y && (this.#documents[a] as number) > (this.#documents[b] as number));
  }

  #put(at: number, document: number, value: number): void {
    this.#documents[at] = document;
    this.#values[at] = value;
  }

  #swap(a: number, b: number): void {
    const [document, value] = [this.#documents[a] as number, this.#values[a] as number];
    this.#put(a, this.#documents[b] as number, this.#values[b] as number);
    this.#put(b, document, value);
  }

  #rise(document: number, value: number): void {
    let at = this.#count - 1;
    this.#put(at, document, value);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#isBelow(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  /** In the place of the top. */
  #sink(document: number, value: number): void {
    let at = 0;
    this.#put(0, document, value);
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.#count) return;
      if (child + 1 < this.#count && this.#isBelow(child + 1, child)) child += 1;
      if (!this.#isBelow(child, at)) return;
      this.#swap(child, at);
      at = child;
    }
  }

  /** Notes the positions of a block's values above the bar, and says how many they are. */
  static #screen(values: Float32Array, from: number, least: number): number {
    return Best.#note(values, { from, end: Math.min(values.length, from + Best.#block), least, count: 0 });
  }

  /** By fours: measured a fifth faster than one by one, nearly all being below the bar. */
  static #scaleAndScreen(
    values: Float32Array,
    scales: Float32Array,
    { from, least }: { readonly from: number; readonly least: number },
  ): number {
    const to = Math.min(values.length, from + Best.#block);
    const fours = to - ((to - from) % 4);
    let count = 0;
    for (let at = from; at < fours; at += 4) {
      const a = (values[at] as number) * (scales[at] as number);
      const b = (values[at + 1] as number) * (scales[at + 1] as number);
      const c = (values[at + 2] as number) * (scales[at + 2] as number);
      const d = (values[at + 3] as number) * (scales[at + 3] as number);
      values[at] = a;
      values[at + 1] = b;
      values[at + 2] = c;
      values[at + 3] = d;
      if (a > least || b > least || c > least || d > least)
        count = Best.#note(values, { from: at, end: at + 4, least, count });
    }
    for (let at = fours; at < to; at += 1) values[at] = (values[at] as number) * (scales[at] as number);
    return Best.#note(values, { from: fours, end: to, least, count });
  }

  /** Notes the positions above the bar behind those that are noted, and says how many there are now. */
  static #note(
    values: Float32Array,
    range: { readonly from: number; readonly end: number; readonly least: number; readonly count: number },
  ): number {
    const { from, end, least } = range;
    const promising = Best.#promising;
    let now = range.count;
    for (let at = from; at < end; at += 1)
      if ((values[at] as number) > least) {
        promising[now] = at;
        now += 1;
      }
    return now;
  }
}
