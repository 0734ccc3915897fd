/**
 * A vector space of courses as an inverted index of typed arrays. One pass over the postings of a query's terms gives its cosine with
 * every course. Measured faster than skipping methods at this size (docs of the bench).
 */
import { type CollectedPostings, PostingCollector, type Postings } from './postings.ts';
import { Vocabulary } from './vocabulary.ts';

/** Several spaces may share terms and postings: each has its own counts. */
export interface TermSpace {
  /** Number of courses. */
  readonly size: number;
  readonly terms: Vocabulary;
  readonly postings: Postings;
  /** How often each course of a run has the term; 0 when the run is no part of this space. */
  readonly counts: Uint16Array;
  /** Courses that hold each term. */
  readonly frequencies: Uint32Array;
  /** How much each term tells: of {@link inverseFrequency} among the space and its background. */
  readonly information: Float32Array;
  readonly atLarge: AtLarge;
  /** 1 / length of each course's vector of weights; 0 without terms. */
  readonly scales: Float32Array;
}

/** Courses that a space is counted among, though it does not hold them. */
export interface AtLarge {
  readonly size: number;
  /** How many of them hold a term. */
  readonly having: (term: string) => number;
}

export const NOTHING_AT_LARGE: AtLarge = { size: 0, having: () => 0 };

/** How much each term of a space tells. */
export function informationOf(
  { size, terms, frequencies }: Pick<TermSpace, 'size' | 'terms' | 'frequencies'>,
  atLarge: AtLarge,
): Float32Array {
  const information = new Float32Array(frequencies.length);
  let id = 0;
  for (const term of terms.keys()) {
    information[id] = inverseFrequency(size + atLarge.size, (frequencies[id] ?? 0) + atLarge.having(term));
    id += 1;
  }
  return information;
}

/** Counts of a document's terms; a repeated term has a higher count. */
export type TermCounts = ReadonlyMap<string, number>;

/** A query as ids and weights of known terms; its length includes the unknown ones, which no course has. */
export interface QueryVector {
  readonly ids: Uint32Array;
  readonly weights: Float32Array;
}

/** Inverse document frequency, smoothed so that a term of every document still counts a little. */
export const inverseFrequency = (documents: number, having: number): number =>
  Math.log((documents + 1) / (having + 0.5));

/** Weight of a term that occurs `count` times. */
export const dampen = (count: number): number => 1 + Math.log(count);

/** Visits the courses that hold a term, with its weight there. */
export function eachCourse(space: TermSpace, term: number, visit: (document: number, weight: number) => void): void {
  const { runs, starts, documents } = space.postings;
  const information = space.information[term] ?? 0;
  for (let run = runs[term] ?? 0; run < (runs[term + 1] ?? 0); run += 1) {
    const count = space.counts[run] ?? 0;
    if (count === 0) continue;
    const weight = dampen(count) * information;
    const end = starts[run + 1] ?? 0;
    for (let place = starts[run] ?? 0; place < end; place += 1) visit(documents[place] ?? 0, weight);
  }
}

/** The largest count that is told from a larger one. */
export const HIGHEST_COUNT = 1023;

/** A space over collected postings; `countOf` gives the count of a run by its kind, 0 for a run outside the space. */
export function spaceOver(
  { postings, forward, kinds }: CollectedPostings,
  terms: Vocabulary,
  countOf: (kind: number) => number,
  atLarge: AtLarge = NOTHING_AT_LARGE,
): TermSpace {
  const size = forward.offsets.length - 1;
  const { runs, starts } = postings;
  const counts = Uint16Array.from(kinds, countOf);
  const frequencies = new Uint32Array(terms.size);
  for (let term = 0; term < terms.size; term += 1) {
    let having = 0;
    for (let run = runs[term] ?? 0; run < (runs[term + 1] ?? 0); run += 1)
      if (counts[run]) having += (starts[run + 1] ?? 0) - (starts[run] ?? 0);
    frequencies[term] = having;
  }
  const information = informationOf({ size, terms, frequencies }, atLarge);
  const weights = new Float64Array(counts.length);
  for (let term = 0; term < terms.size; term += 1)
    for (let run = runs[term] ?? 0; run < (runs[term + 1] ?? 0); run += 1)
      if (counts[run]) weights[run] = dampen(counts[run] ?? 0) * (information[term] ?? 0);
  return { size, terms, postings, counts, frequencies, information, atLarge, scales: scalesOf(forward, weights) };
}

function scalesOf({ offsets, runs }: CollectedPostings['forward'], weights: Float64Array): Float32Array {
  const scales = new Float32Array(offsets.length - 1);
  for (let document = 0; document < scales.length; document += 1) {
    let square = 0;
    const end = offsets[document + 1] as number; // in range, as are both below
    for (let at = offsets[document] as number; at < end; at += 1)
      square += (weights[runs[at] as number] as number) ** 2;
    scales[document] = square > 0 ? 1 / Math.sqrt(square) : 0;
  }
  return scales;
}

/** A space of its own over documents given by their counts. */
export function buildTermSpace(size: number, countsOf: (document: number) => TermCounts): TermSpace {
  const ids = new Map<string, number>();
  const collector = new PostingCollector();
  for (let document = 0; document < size; document += 1) {
    for (const [term, count] of countsOf(document)) {
      const id = ids.get(term) ?? ids.size;
      ids.set(term, id);
      collector.add(id, Math.min(count, HIGHEST_COUNT));
    }
    collector.endCourse();
  }
  return spaceOver(collector.finish(), Vocabulary.of(ids.keys()), (kind) => kind);
}

/** How much a term tells in a space, in it or not. */
export function tellingOf({ terms, information, size, atLarge }: TermSpace, term: string): number {
  const id = terms.get(term);
  return id === undefined ? inverseFrequency(size + atLarge.size, atLarge.having(term)) : (information[id] ?? 0);
}

/** Document frequencies of the other side, so that its own habits of writing weigh little as well. */
export interface Background {
  readonly size: number;
  readonly frequencies: ReadonlyMap<string, number>;
}

/** A query with unit length over all its terms, known or not; a term is weighed by its information over both catalogues. */
export function vectorise(space: TermSpace, background: Background, counts: TermCounts): QueryVector {
  const ids = new Uint32Array(counts.size);
  const weights = new Float32Array(counts.size);
  let known = 0;
  let square = 0;
  for (const [term, count] of counts) {
    const id = space.terms.get(term);
    const having =
      (id === undefined ? 0 : (space.frequencies[id] ?? 0)) +
      (background.frequencies.get(term) ?? 0) +
      space.atLarge.having(term);
    const weight = dampen(count) * inverseFrequency(space.size + background.size + space.atLarge.size, having);
    square += weight * weight;
    if (id === undefined) continue;
    ids[known] = id;
    weights[known] = weight;
    known += 1;
  }
  const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
  return { ids: ids.subarray(0, known), weights: weights.subarray(0, known).map((weight) => weight * scale) };
}

/** What a query adds to which courses, before the courses' scales: stretches of the postings whose courses all get the same amount. */
export function runsOf(
  space: TermSpace,
  query: QueryVector,
): { readonly start: number; readonly end: number; readonly amount: number }[] {
  const { postings, counts, information } = space;
  const found: ReturnType<typeof runsOf> = [];
  for (let k = 0; k < query.ids.length; k += 1) {
    const id = query.ids[k] ?? 0;
    const weight = (query.weights[k] ?? 0) * (information[id] ?? 0);
    for (let run = postings.runs[id] ?? 0; run < (postings.runs[id + 1] ?? 0); run += 1) {
      const [count, start, end] = [counts[run] ?? 0, postings.starts[run] ?? 0, postings.starts[run + 1] ?? 0];
      if (count > 0) found.push({ start, end, amount: weight * dampen(count) });
    }
  }
  return found;
}

/** The courses of a run are different ones, so that four can be added to at a time: measured half as fast again. */
function addRun(
  sums: Float32Array,
  documents: Uint32Array,
  { start, end, amount }: ReturnType<typeof runsOf>[number],
): void {
  const fours = end - ((end - start) % 4);
  for (let place = start; place < fours; place += 4) {
    const a = documents[place] as number; // in range, as are all: a posting's document is below the size
    const b = documents[place + 1] as number;
    const c = documents[place + 2] as number;
    const d = documents[place + 3] as number;
    sums[a] = (sums[a] as number) + amount;
    sums[b] = (sums[b] as number) + amount;
    sums[c] = (sums[c] as number) + amount;
    sums[d] = (sums[d] as number) + amount;
  }
  for (let place = fours; place < end; place += 1) {
    const document = documents[place] as number;
    sums[document] = (sums[document] as number) + amount;
  }
}

/** Fills `sums` (length `space.size`) with the cosine of the query with every course, each divided by the course's scale. */
export function fillSums(space: TermSpace, query: QueryVector, sums: Float32Array): void {
  const { documents } = space.postings;
  const runs = runsOf(space, query);
  sums.fill(0);
  for (let k = 0; k < runs.length; k += 1) addRun(sums, documents, runs[k] as (typeof runs)[number]); // in range
}
