/**
 * Latent semantic vectors of a catalogue: courses that share no word still meet through words that occur in the same courses.
 * The row space of the term matrix is approximated by subspace iteration from a fixed start (Halko, Martinsson and Tropp 2011,
 * algorithm 4.4). A cosine inside the subspace does not depend on its basis, so no singular vectors are computed.
 */
import type { QueryVector, TermSpace } from './term-space.ts';

/** `basis` holds a row of `dimensions` per term, `documents` a unit row per course (zero when it has no known term). */
export interface LatentSpace {
  readonly dimensions: number;
  readonly basis: Float32Array;
  readonly documents: Float32Array;
}

const DIMENSIONS = 128;
const ITERATIONS = 2;
/** Larger catalogues are learned from evenly spread courses; all of them get a vector. */
const LEARNED_FROM = 20_000;

/** Row-major matrix. */
type Matrix = Float64Array;

/** A fixed sequence of +1 and -1 (xorshift), the same on every machine. */
function startMatrix(rows: number, columns: number): Matrix {
  const matrix = new Float64Array(rows * columns);
  let state = 0x9e3779b9;
  for (let at = 0; at < matrix.length; at += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    matrix[at] = state & 1 ? 1 : -1;
  }
  return matrix;
}

/** Visits every posting of a sampled course: term, course, weight. */
function eachPosting(
  space: TermSpace,
  stride: number,
  visit: (term: number, document: number, weight: number) => void,
): void {
  for (let term = 0; term + 1 < space.offsets.length; term += 1) {
    const end = space.offsets[term + 1] as number; // in range, as are all below
    for (let place = space.offsets[term] as number; place < end; place += 1) {
      const document = space.documents[place] as number;
      if (document % stride === 0) visit(term, document, space.weights[place] as number);
    }
  }
}

/** `to[toRow] += weight * from[fromRow]`, rows of `width`. */
function addRow(
  to: Float64Array | Float32Array,
  toRow: number,
  from: Matrix | Float32Array,
  fromRow: number,
  weight: number,
  width: number,
): void {
  const [a, b] = [toRow * width, fromRow * width];
  for (let k = 0; k < width; k += 1) to[a + k] = (to[a + k] as number) + weight * (from[b + k] as number);
}

/** Makes the columns orthonormal through the Cholesky factor of their Gram matrix; dependent columns become zero. */
function orthonormalise(matrix: Matrix, width: number): void {
  const gram = new Float64Array(width * width);
  for (let row = 0; row < matrix.length; row += width) {
    for (let i = 0; i < width; i += 1) {
      const value = matrix[row + i] as number;
      if (value === 0) continue;
      for (let j = 0; j <= i; j += 1)
        gram[i * width + j] = (gram[i * width + j] as number) + value * (matrix[row + j] as number);
    }
  }
  const isKept = factorise(gram, width);
  for (let row = 0; row < matrix.length; row += width) {
    for (let i = 0; i < width; i += 1) {
      let value = matrix[row + i] as number;
      for (let j = 0; j < i; j += 1) value -= (gram[i * width + j] as number) * (matrix[row + j] as number);
      matrix[row + i] = isKept[i] ? value / (gram[i * width + i] as number) : 0;
    }
  }
}

/** Cholesky in the lower half, in place. A pivot that is lost in rounding marks a dependent column. */
function factorise(gram: Float64Array, width: number): boolean[] {
  const kept: boolean[] = [];
  for (let i = 0; i < width; i += 1) {
    const whole = gram[i * width + i] as number;
    for (let j = 0; j <= i; j += 1) {
      let value = gram[i * width + j] as number;
      for (let k = 0; k < j; k += 1) value -= (gram[i * width + k] as number) * (gram[j * width + k] as number);
      if (i === j) {
        kept[i] = value > whole * 1e-10 && value > 1e-14;
        gram[i * width + i] = kept[i] ? Math.sqrt(value) : 1;
      } else gram[i * width + j] = kept[j] ? value / (gram[j * width + j] as number) : 0;
    }
  }
  return kept;
}

/** Learns the latent space of a term space. Deterministic; about 2 s for 10,000 courses. */
export function buildLatentSpace(space: TermSpace): LatentSpace {
  const width = Math.min(DIMENSIONS, Math.max(1, space.size));
  const terms = space.offsets.length - 1;
  const stride = Math.max(1, Math.ceil(space.size / LEARNED_FROM));
  let basis = startMatrix(terms, width);
  for (let step = 0; step <= ITERATIONS; step += 1) {
    const documents = new Float64Array(space.size * width);
    eachPosting(space, stride, (term, document, weight) => addRow(documents, document, basis, term, weight, width));
    orthonormalise(documents, width);
    basis = new Float64Array(terms * width);
    eachPosting(space, stride, (term, document, weight) => addRow(basis, term, documents, document, weight, width));
  }
  orthonormalise(basis, width);
  const short = Float32Array.from(basis);
  const documents = new Float32Array(space.size * width);
  eachPosting(space, 1, (term, document, weight) => addRow(documents, document, short, term, weight, width));
  for (let row = 0; row < documents.length; row += width) normalise(documents.subarray(row, row + width));
  return { dimensions: width, basis: short, documents };
}

function normalise(vector: Float32Array): void {
  let square = 0;
  for (const value of vector) square += value * value;
  if (square === 0) return;
  const scale = 1 / Math.sqrt(square);
  for (let k = 0; k < vector.length; k += 1) vector[k] = (vector[k] as number) * scale; // in range
}

/** The unit vector of a query, or zeros when none of its terms is known. */
export function placeQuery({ basis, dimensions }: LatentSpace, query: QueryVector): Float32Array {
  const vector = new Float32Array(dimensions);
  for (let at = 0; at < query.ids.length; at += 1) {
    addRow(vector, 0, basis, query.ids[at] ?? 0, query.weights[at] ?? 0, dimensions);
  }
  normalise(vector);
  return vector;
}

/** Cosine of a placed query with one course, -1 to 1. */
export function latentCosine({ documents, dimensions }: LatentSpace, query: Float32Array, document: number): number {
  let sum = 0;
  for (let k = 0, at = document * dimensions; k < dimensions; k += 1, at += 1)
    sum += (query[k] as number) * (documents[at] as number); // in range
  return sum;
}
