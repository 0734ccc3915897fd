/**
 * A vector space of courses as compressed sparse rows by term: for term `t`, the courses `documents[offsets[t]..offsets[t+1]]`
 * hold it with the normalised weights beside them. One pass over the postings of a query's terms gives its cosine with every
 * course. Measured faster than skipping methods at this size (docs of the bench).
 */

/** Inverted index; arrays are parallel, documents ascend within a term. */
export interface TermSpace {
  readonly size: number;
  readonly terms: ReadonlyMap<string, number>;
  readonly offsets: Uint32Array;
  readonly documents: Uint32Array;
  readonly weights: Float32Array;
}

/** Counts of a document's terms; a repeated term has a higher count. */
export type TermCounts = ReadonlyMap<string, number>;

/** A query as ids and weights of known terms; `norm` includes the unknown ones, which no course has. */
export interface QueryVector {
  readonly ids: Uint32Array;
  readonly weights: Float32Array;
}

/** Inverse document frequency, smoothed so that a term of every document still counts a little. */
export const inverseFrequency = (documents: number, having: number): number =>
  Math.log((documents + 1) / (having + 0.5));

/** Weight of a term that occurs `count` times. */
export const dampen = (count: number): number => 1 + Math.log(count);

/** Counts each document's terms once, then lays the postings out. `countsOf` is called twice per document, in order. */
export function buildTermSpace(size: number, countsOf: (document: number) => TermCounts): TermSpace {
  const terms = new Map<string, number>();
  const frequencies: number[] = [];
  const rows: { ids: Uint32Array; counts: Float32Array }[] = [];
  for (let document = 0; document < size; document += 1) {
    const counts = countsOf(document);
    const ids = new Uint32Array(counts.size);
    const values = new Float32Array(counts.size);
    let at = 0;
    for (const [term, count] of counts) {
      let id = terms.get(term);
      if (id === undefined) {
        id = terms.size;
        terms.set(term, id);
        frequencies.push(0);
      }
      frequencies[id] = (frequencies[id] ?? 0) + 1;
      ids[at] = id;
      values[at] = count;
      at += 1;
    }
    rows.push({ ids, counts: values });
  }
  return layOut(terms, frequencies, rows);
}

function layOut(
  terms: ReadonlyMap<string, number>,
  frequencies: readonly number[],
  rows: readonly { ids: Uint32Array; counts: Float32Array }[],
): TermSpace {
  const offsets = new Uint32Array(frequencies.length + 1);
  frequencies.forEach((frequency, id) => {
    offsets[id + 1] = (offsets[id] ?? 0) + frequency;
  });
  const total = offsets[frequencies.length] ?? 0;
  const next = offsets.slice(0, frequencies.length);
  const documents = new Uint32Array(total);
  const weights = new Float32Array(total);
  const idf = frequencies.map((frequency) => inverseFrequency(rows.length, frequency));
  rows.forEach(({ ids, counts }, document) => {
    let square = 0;
    const row = new Float64Array(ids.length);
    for (let k = 0; k < ids.length; k += 1) {
      const weight = dampen(counts[k] ?? 1) * (idf[ids[k] ?? 0] ?? 0);
      row[k] = weight;
      square += weight * weight;
    }
    const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
    for (let k = 0; k < ids.length; k += 1) {
      const id = ids[k] ?? 0;
      const place = next[id] ?? 0;
      documents[place] = document;
      weights[place] = (row[k] ?? 0) * scale;
      next[id] = place + 1;
    }
  });
  return { size: rows.length, terms, offsets, documents, weights };
}

/** In how many courses of the space a term occurs. */
export function frequencyOf(space: TermSpace, term: string): number {
  const id = space.terms.get(term);
  return id === undefined ? 0 : (space.offsets[id + 1] ?? 0) - (space.offsets[id] ?? 0);
}

/** Document frequencies of the other side, so that its own habits of writing weigh little as well. */
export interface Background {
  readonly size: number;
  readonly frequencies: ReadonlyMap<string, number>;
}

/** Information of a term over both catalogues. */
export const informationOf = (space: TermSpace, background: Background, term: string): number =>
  inverseFrequency(space.size + background.size, frequencyOf(space, term) + (background.frequencies.get(term) ?? 0));

/** A query with unit length over all its terms, known or not. */
export function vectorise(space: TermSpace, background: Background, counts: TermCounts): QueryVector {
  const ids: number[] = [];
  const weights: number[] = [];
  let square = 0;
  for (const [term, count] of counts) {
    const weight = dampen(count) * informationOf(space, background, term);
    square += weight * weight;
    const id = space.terms.get(term);
    if (id === undefined) continue;
    ids.push(id);
    weights.push(weight);
  }
  const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
  return { ids: Uint32Array.from(ids), weights: Float32Array.from(weights, (weight) => weight * scale) };
}

/** Adds the cosine of the query with every course to `scores` (length `space.size`), which the caller has cleared. */
export function addScores(space: TermSpace, query: QueryVector, scores: Float32Array): void {
  const { offsets, documents, weights } = space;
  for (let k = 0; k < query.ids.length; k += 1) {
    const id = query.ids[k] ?? 0;
    const weight = query.weights[k] ?? 0;
    const end = offsets[id + 1] ?? 0;
    for (let place = offsets[id] ?? 0; place < end; place += 1) {
      const document = documents[place] as number; // in range: a posting's document is below `size`
      scores[document] = (scores[document] as number) + weight * (weights[place] as number);
    }
  }
}
