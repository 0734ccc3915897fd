/**
 * Postings grouped into runs: the courses that hold a term equally often, ascending. All courses of a run get the same amount from
 * a query, so that neither a count nor a weight is kept per posting. The kind of a run tells how often: a number that the caller
 * makes of its counts.
 */

export interface Postings {
  /** First run of each term, and the number of runs at the end. */
  readonly runs: Uint32Array;
  /** First posting of each run, and the number of postings at the end. */
  readonly starts: Uint32Array;
  readonly documents: Uint32Array;
}

export interface CollectedPostings {
  readonly postings: Postings;
  /** The terms of each course: the runs `runs[offsets[d]..offsets[d+1]]` hold course `d`. */
  readonly forward: { readonly offsets: Uint32Array; readonly runs: Uint32Array };
  /** Kind of each run; within a term ascending. */
  readonly kinds: Uint32Array;
}

/** A list of whole numbers from 0 to 2^32 - 1 in 32 bits each, where an ordinary array of so many would cost twice and more. */
class GrowingList {
  #values = new Uint32Array(1024);
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

/** Takes the terms of course after course, then lays the postings out. */
export class PostingCollector {
  /** In place of a run. */
  static readonly #noRun = 0xffffffff;
  /** By term: its latest run; by run: its kind and the run of the same term before it. */
  readonly #latest = new GrowingList();
  readonly #kinds = new GrowingList();
  readonly #before = new GrowingList();
  readonly #lengths = new GrowingList();
  /** The runs of course after course. */
  readonly #entries = new GrowingList();
  readonly #ends = new GrowingList();

  /** A term of the present course. Terms are numbered from 0 in the order in which they first come. */
  add(term: number, kind: number): void {
    while (this.#latest.length <= term) this.#latest.push(PostingCollector.#noRun);
    let run = this.#latest.at(term);
    while (run !== PostingCollector.#noRun && this.#kinds.at(run) !== kind) run = this.#before.at(run);
    if (run === PostingCollector.#noRun) {
      run = this.#kinds.length;
      this.#kinds.push(kind);
      this.#before.push(this.#latest.at(term));
      this.#lengths.push(0);
      this.#latest.set(term, run);
    }
    this.#lengths.set(run, this.#lengths.at(run) + 1);
    this.#entries.push(run);
  }

  /** Ends the present course. */
  endCourse(): void {
    this.#ends.push(this.#entries.length);
  }

  finish(): CollectedPostings {
    const { order, runs } = this.#order();
    const kinds = Uint32Array.from(order, (run) => this.#kinds.at(run));
    const starts = new Uint32Array(order.length + 1);
    const renamed = new Uint32Array(order.length);
    order.forEach((run, at) => {
      starts[at + 1] = (starts[at] ?? 0) + this.#lengths.at(run);
      renamed[run] = at;
    });
    const offsets = new Uint32Array(this.#ends.length + 1);
    offsets.set(this.#ends.view(), 1);
    const forward = { offsets, runs: this.#entries.view().map((run) => renamed[run] as number) }; // in range: every entry is a run
    return { postings: { runs, starts, documents: PostingCollector.#invert(forward, starts) }, forward, kinds };
  }

  /** The runs by term and kind. */
  #order(): { order: Uint32Array; runs: Uint32Array } {
    const terms = this.#latest.length;
    const runs = new Uint32Array(terms + 1);
    const order = new Uint32Array(this.#kinds.length);
    let next = 0;
    for (let term = 0; term < terms; term += 1) {
      const first = next;
      for (let run = this.#latest.at(term); run !== PostingCollector.#noRun; run = this.#before.at(run), next += 1)
        order[next] = run;
      order.subarray(first, next).sort((a, b) => this.#kinds.at(a) - this.#kinds.at(b));
      runs[term + 1] = next;
    }
    return { order, runs };
  }

  /** The courses of each run. */
  static #invert({ offsets, runs }: CollectedPostings['forward'], starts: Uint32Array): Uint32Array {
    const documents = new Uint32Array(runs.length);
    const next = starts.slice(0, -1);
    for (let document = 0; document + 1 < offsets.length; document += 1) {
      const end = offsets[document + 1] as number; // in range, as are all below
      for (let at = offsets[document] as number; at < end; at += 1) {
        const run = runs[at] as number;
        const place = next[run] as number;
        documents[place] = document;
        next[run] = place + 1;
      }
    }
    return documents;
  }
}
