/**
 * Latent semantic vectors of a catalogue: courses that share no word still meet through words that occur in the same courses.
 * The row space of the term matrix is approximated by subspace iteration from a fixed start (Halko, Martinsson and Tropp 2011,
 * algorithm 4.4). A cosine inside the subspace does not depend on its basis, so no singular vectors are computed. Only the terms'
 * vectors are kept: a course's cosine is added up from the products of its terms with the query, and divided by its length.
 */
import { emptyMatrix, type Matrix, orthonormalise } from './matrix.ts';
import type { Forward } from './postings.ts';
import { dampen, inverseFrequency, type QueryVector, type TermSpace } from './term-space.ts';

/** What is learned. */
export interface LatentBasis {
  readonly dimensions: number;
  /** By term: 1 + its row in `basis`, or 0 when none of the courses learned from has it. */
  readonly rows: Uint32Array;
  readonly basis: Float32Array;
  /** 1 / length of each course's vector, its terms weighed as in the space; 0 when none of them is known. */
  readonly scales: Float32Array;
}

/** A basis with the courses that it gives vectors to. */
export interface LatentSpace extends LatentBasis {
  readonly forward: Forward;
  readonly runs: RunWeights;
}

/** By run of the postings: its term, and the weight of the term in each course of the run, before the course's scale. */
interface RunWeights {
  readonly terms: Uint32Array;
  readonly weights: Float64Array;
}

const DIMENSIONS = 128;
const ITERATIONS = 2;
/** Larger catalogues are learned from evenly spread courses; all of them get a vector. */
const LEARNED_FROM = 20_000;

function weighRuns({ size, postings, counts, frequencies }: TermSpace): RunWeights {
  const terms = new Uint32Array(counts.length);
  const weights = new Float64Array(counts.length);
  frequencies.forEach((frequency, term) => {
    const information = inverseFrequency(size, frequency);
    for (let run = postings.runs[term] ?? 0; run < (postings.runs[term + 1] ?? 0); run += 1) {
      const count = counts[run] ?? 0;
      terms[run] = term;
      weights[run] = count > 0 ? dampen(count) * information : 0;
    }
  });
  return { terms, weights };
}

/** A sparse matrix: course `d` of the sample has the terms `columns[offsets[d]..offsets[d+1]]` with the weights beside them. */
interface Sample {
  readonly offsets: Uint32Array;
  readonly columns: Uint32Array;
  readonly weights: Float64Array;
  /** Number of different terms, and by term of the space 1 + its column. */
  readonly width: number;
  readonly rows: Uint32Array;
}

function drawSample({ size, scales, terms }: TermSpace, forward: Forward, runs: RunWeights): Sample {
  const stride = Math.max(1, Math.ceil(size / LEARNED_FROM));
  const offsets = [0];
  const columns: number[] = [];
  const weights: number[] = [];
  const rows = new Uint32Array(terms.size);
  for (let document = 0; document < size; document += stride) {
    for (let at = forward.offsets[document] ?? 0; at < (forward.offsets[document + 1] ?? 0); at += 1) {
      const run = forward.runs[at] ?? 0;
      columns.push(runs.terms[run] ?? 0);
      weights.push((runs.weights[run] ?? 0) * (scales[document] ?? 0));
    }
    offsets.push(columns.length);
  }
  for (const term of columns) rows[term] = 1;
  let width = 0;
  rows.forEach((isPresent, term) => {
    if (isPresent) rows[term] = ++width;
  });
  return {
    offsets: Uint32Array.from(offsets),
    columns: Uint32Array.from(columns, (term) => (rows[term] ?? 1) - 1),
    weights: Float64Array.from(weights),
    width,
    rows,
  };
}

/** A fixed sequence of +1 and -1 (xorshift), the same on every machine: a row for every term, of which those sampled are taken. */
function startMatrix({ rows, width }: Sample, dimensions: number): Matrix {
  const matrix = emptyMatrix(width, dimensions);
  let state = 0x9e3779b9;
  rows.forEach((row) => {
    for (let k = 0; k < dimensions; k += 1) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      if (row > 0) matrix.values[(row - 1) * dimensions + k] = state & 1 ? 1 : -1;
    }
  });
  return matrix;
}

interface RowSum {
  readonly start: number;
  readonly begin: number;
  readonly width: number;
  readonly weight: number;
}

/** `to[start..] += weight * from[begin..]`, `width` numbers each. */
function addRow(to: Float64Array, from: Float64Array, { start, begin, width, weight }: RowSum): void {
  for (let k = 0; k < width; k += 1) to[start + k] = (to[start + k] as number) + weight * (from[begin + k] as number);
}

/** The courses of the sample in the subspace of `basis`, or the terms in that of the courses. */
function project({ offsets, columns, weights, width }: Sample, from: Matrix, to: 'courses' | 'terms'): Matrix {
  const result = emptyMatrix(to === 'terms' ? width : offsets.length - 1, from.width);
  for (let document = 0; document + 1 < offsets.length; document += 1) {
    for (let at = offsets[document] ?? 0; at < (offsets[document + 1] ?? 0); at += 1) {
      const [course, term] = [document * from.width, (columns[at] ?? 0) * from.width];
      const [start, begin] = to === 'terms' ? [term, course] : [course, term];
      addRow(result.values, from.values, { start, begin, width: from.width, weight: weights[at] ?? 0 });
    }
  }
  return result;
}

/** Learns the latent basis of a term space. Deterministic; but for the courses' lengths the time is bounded by the sample. */
export function learnBasis(space: TermSpace, forward: Forward): LatentBasis {
  const runs = weighRuns(space);
  const sample = drawSample(space, forward, runs);
  const dimensions = Math.min(DIMENSIONS, Math.max(1, space.size));
  let basis = startMatrix(sample, dimensions);
  for (let step = 0; step <= ITERATIONS; step += 1) {
    const documents = project(sample, basis, 'courses');
    // Once on the way is enough to keep the columns apart; done at each step it takes longer than the steps.
    if (step === 1) orthonormalise(documents);
    basis = project(sample, documents, 'terms');
  }
  orthonormalise(basis);
  const { rows, width } = sample;
  const short = Float32Array.from(basis.values.subarray(0, width * dimensions));
  return { dimensions, rows, basis: short, scales: measureCourses({ dimensions, rows, basis: short }, forward, runs) };
}

/** A learned basis over the space and the courses it was learned from. */
export const openLatentSpace = (space: TermSpace, forward: Forward, learned: LatentBasis): LatentSpace => ({
  ...learned,
  forward,
  runs: weighRuns(space),
});

type Rows = Omit<LatentBasis, 'scales'>;

/** `vector += weight * the row of a term`. Not {@link addRow}: a loop over arrays of two kinds is slow for both. */
function addTerm({ rows, basis, dimensions }: Rows, vector: Float32Array, term: number, weight: number): void {
  const row = rows[term] ?? 0;
  if (row === 0) return;
  const begin = (row - 1) * dimensions;
  for (let k = 0; k < dimensions; k += 1) vector[k] = (vector[k] as number) + weight * (basis[begin + k] as number); // in range
}

function measureCourses(learned: Rows, { offsets, runs }: Forward, { terms, weights }: RunWeights): Float32Array {
  const vector = new Float32Array(learned.dimensions);
  return Float32Array.from({ length: offsets.length - 1 }, (_, document) => {
    vector.fill(0);
    for (let at = offsets[document] ?? 0; at < (offsets[document + 1] ?? 0); at += 1) {
      const run = runs[at] ?? 0;
      addTerm(learned, vector, terms[run] ?? 0, weights[run] ?? 0);
    }
    return inverseLength(vector);
  });
}

function inverseLength(vector: Float32Array): number {
  let square = 0;
  for (const value of vector) square += value * value;
  return square > 0 ? 1 / Math.sqrt(square) : 0;
}

/** The unit vector of a query, or zeros when none of its terms is known. */
export function placeQuery(space: LatentSpace, { ids, weights }: QueryVector): Float32Array {
  const vector = new Float32Array(space.dimensions);
  for (let at = 0; at < ids.length; at += 1) addTerm(space, vector, ids[at] ?? 0, weights[at] ?? 0);
  const scale = inverseLength(vector);
  return vector.map((value) => value * scale);
}

/** The product of a query with each row of the basis, made when it is first asked for. */
function productsWith({ basis, dimensions }: LatentSpace, query: Float32Array): (row: number) => number {
  const known = new Float64Array(basis.length / dimensions).fill(Number.NaN);
  return (row) => {
    const before = known[row] ?? 0;
    if (!Number.isNaN(before)) return before;
    let sum = 0;
    for (let k = 0, at = row * dimensions; k < dimensions; k += 1, at += 1)
      sum += (query[k] as number) * (basis[at] as number); // in range
    known[row] = sum;
    return sum;
  };
}

/** Cosines of a placed query with some courses, -1 to 1, in their order. */
export function latentCosines(space: LatentSpace, query: Float32Array, documents: readonly number[]): Float64Array {
  const { rows, scales, forward, runs } = space;
  const productWith = productsWith(space, query);
  return Float64Array.from(documents, (document) => {
    let sum = 0;
    for (let at = forward.offsets[document] ?? 0; at < (forward.offsets[document + 1] ?? 0); at += 1) {
      const run = forward.runs[at] ?? 0;
      const row = rows[runs.terms[run] ?? 0] ?? 0;
      if (row > 0) sum += (runs.weights[run] ?? 0) * productWith(row - 1);
    }
    return sum * (scales[document] ?? 0);
  });
}
