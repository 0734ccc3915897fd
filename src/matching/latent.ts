/**
 * Latent semantic vectors of a catalogue: courses that share no word still meet through words that occur in the same courses.
 * The row space of the term matrix is approximated by subspace iteration from a fixed start (Halko, Martinsson and Tropp 2011,
 * algorithm 4.4). A cosine inside the subspace does not depend on its basis, so no singular vectors are computed. Only the terms'
 * vectors are kept: those of the few courses that are looked at closely are added up from them when they are needed.
 */
import { emptyMatrix, type Matrix, orthonormalise } from './matrix.ts';
import type { Forward } from './postings.ts';
import { dampen, inverseFrequency, type QueryVector, type TermSpace } from './term-space.ts';

/** What is learned: `rows[t] - 1` is the row of term `t` in `basis`; 0 for a term that none of the courses learned from has. */
export interface LatentBasis {
  readonly dimensions: number;
  readonly rows: Uint32Array;
  readonly basis: Float32Array;
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

/** Learns the latent space of a term space. Deterministic; the time is bounded by the sample. */
export function learnBasis(space: TermSpace, forward: Forward): LatentBasis {
  const sample = drawSample(space, forward, weighRuns(space));
  const dimensions = Math.min(DIMENSIONS, Math.max(1, space.size));
  let basis = startMatrix(sample, dimensions);
  for (let step = 0; step <= ITERATIONS; step += 1) {
    const documents = project(sample, basis, 'courses');
    orthonormalise(documents);
    basis = project(sample, documents, 'terms');
  }
  orthonormalise(basis);
  return {
    dimensions,
    rows: sample.rows,
    basis: Float32Array.from(basis.values.subarray(0, sample.width * dimensions)),
  };
}

/** A learned basis over the space and the courses it was learned from. */
export const openLatentSpace = (space: TermSpace, forward: Forward, learned: LatentBasis): LatentSpace => ({
  ...learned,
  forward,
  runs: weighRuns(space),
});

function normalise(vector: Float32Array): void {
  let square = 0;
  for (const value of vector) square += value * value;
  if (square === 0) return;
  const scale = 1 / Math.sqrt(square);
  for (let k = 0; k < vector.length; k += 1) vector[k] = (vector[k] as number) * scale; // in range
}

/** Not {@link addRow}: a loop over arrays of two kinds is slow for both. */
function addTerm({ rows, basis, dimensions }: LatentBasis, vector: Float32Array, term: number, weight: number): void {
  const row = rows[term] ?? 0;
  if (row === 0) return;
  const begin = (row - 1) * dimensions;
  for (let k = 0; k < dimensions; k += 1) vector[k] = (vector[k] as number) + weight * (basis[begin + k] as number); // in range
}

/** The unit vector of a query, or zeros when none of its terms is known. */
export function placeQuery(space: LatentSpace, { ids, weights }: QueryVector): Float32Array {
  const vector = new Float32Array(space.dimensions);
  for (let at = 0; at < ids.length; at += 1) addTerm(space, vector, ids[at] ?? 0, weights[at] ?? 0);
  normalise(vector);
  return vector;
}

/** The unit vector of a course, or zeros when none of its terms is known. */
function placeCourse(space: LatentSpace, document: number): Float32Array {
  const { offsets, runs } = space.forward;
  const vector = new Float32Array(space.dimensions);
  for (let at = offsets[document] ?? 0; at < (offsets[document + 1] ?? 0); at += 1) {
    const run = runs[at] ?? 0;
    addTerm(space, vector, space.runs.terms[run] ?? 0, space.runs.weights[run] ?? 0);
  }
  normalise(vector);
  return vector;
}

/** Cosine of a placed query with one course, -1 to 1. */
export function latentCosine(space: LatentSpace, query: Float32Array, document: number): number {
  const course = placeCourse(space, document);
  let sum = 0;
  for (let k = 0; k < space.dimensions; k += 1) sum += (query[k] as number) * (course[k] as number); // in range
  return sum;
}
