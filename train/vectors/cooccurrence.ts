/**
 * Where the learning of word vectors starts: the leading eigenvectors of how much more often than by chance two words stand in the
 * same course (positive pointwise mutual information; Levy and Goldberg 2014), by subspace iteration.
 */
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import type { Random } from '../random.ts';
import type { Bag } from './vocabulary.ts';

/** Symmetric sparse rows. */
interface Sparse {
  readonly size: number;
  readonly offsets: Uint32Array;
  readonly columns: Int32Array;
  readonly values: Float32Array;
}

/** Common partners would otherwise drown rare ones (context distribution smoothing, Levy et al. 2015). */
const SMOOTHING = 0.75;
const ITERATIONS = 6;

function countPairs(bags: readonly Bag[], size: number): Uint16Array {
  const counts = new Uint16Array(size * size);
  for (const { ids } of bags) {
    for (const a of ids) {
      const row = a * size;
      for (const b of ids) if (a !== b) counts[row + b] = (counts[row + b] as number) + 1; // in range
    }
  }
  return counts;
}

/** The mutual information made symmetric: the mean of smoothing either side. */
function informationMatrix(bags: readonly Bag[], size: number): Sparse {
  const counts = countPairs(bags, size);
  const sums = Float64Array.from({ length: size }, (_, row) =>
    counts.subarray(row * size, (row + 1) * size).reduce((sum, count) => sum + count, 0),
  );
  const smoothed = sums.map((sum) => sum ** SMOOTHING);
  const total = smoothed.reduce((sum, value) => sum + value, 0);
  const offsets = new Uint32Array(size + 1);
  const columns: number[] = [];
  const values: number[] = [];
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const count = counts[row * size + column] as number; // in range
      if (count === 0) continue;
      const chances =
        Math.log((sums[row] ?? 1) * (smoothed[column] ?? 1)) + Math.log((sums[column] ?? 1) * (smoothed[row] ?? 1));
      const value = Math.log(count) + Math.log(total) - chances / 2;
      if (value <= 0) continue;
      columns.push(column);
      values.push(value);
    }
    offsets[row + 1] = columns.length;
  }
  return { size, offsets, columns: Int32Array.from(columns), values: Float32Array.from(values) };
}

/** `matrix * block`, both of `width` columns, row-major. */
function multiply({ size, offsets, columns, values }: Sparse, block: Float64Array, width: number): Float64Array {
  const product = new Float64Array(size * width);
  for (let row = 0; row < size; row += 1) {
    for (let place = offsets[row] as number; place < (offsets[row + 1] as number); place += 1) {
      const value = values[place] as number; // in range, as are all below
      const from = (columns[place] as number) * width;
      const to = row * width;
      for (let k = 0; k < width; k += 1)
        product[to + k] = (product[to + k] as number) + value * (block[from + k] as number);
    }
  }
  return product;
}

/** Makes the columns orthonormal by Gram and Schmidt, twice for rounding. */
function orthonormalise(block: Float64Array, width: number): void {
  const rows = block.length / width;
  const done: Float64Array[] = [];
  for (let k = 0; k < width; k += 1) {
    const vector = Float64Array.from({ length: rows }, (_, row) => block[row * width + k] ?? 0);
    for (const other of [...done, ...done]) {
      let product = 0;
      for (let row = 0; row < rows; row += 1) product += (vector[row] as number) * (other[row] as number); // in range
      for (let row = 0; row < rows; row += 1) vector[row] = (vector[row] as number) - product * (other[row] as number);
    }
    let square = 0;
    for (const value of vector) square += value * value;
    const scale = 1 / (Math.sqrt(square) || 1);
    for (let row = 0; row < rows; row += 1) {
      vector[row] = (vector[row] as number) * scale;
      block[row * width + k] = vector[row] as number;
    }
    done.push(vector);
  }
}

/** Unit row vectors of the words, `width` numbers each, the strongest directions first. */
export function startVectors(bags: readonly Bag[], size: number, width: number, random: Random): Float32Array {
  const matrix = informationMatrix(bags, size);
  let block: Float64Array = Float64Array.from({ length: size * width }, () => random() - 0.5);
  for (let step = 0; step < ITERATIONS; step += 1) {
    orthonormalise(block, width);
    block = multiply(matrix, block, width);
  }
  orthonormalise(block, width);
  const image = multiply(matrix, block, width);
  const basis = Matrix.from1DArray(size, width, block);
  const small = basis.transpose().mmul(Matrix.from1DArray(size, width, image));
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(small, { assumeSymmetric: true });
  const order = realEigenvalues
    .map((_value, at) => at)
    .sort((a, b) => (realEigenvalues[b] ?? 0) - (realEigenvalues[a] ?? 0));
  const turned = basis.mmul(eigenvectorMatrix);
  const vectors = new Float32Array(size * width);
  for (let row = 0; row < size; row += 1) {
    const values = order.map((from) => turned.get(row, from) * Math.sqrt(Math.max(0, realEigenvalues[from] ?? 0)));
    const length = Math.hypot(...values) || 1;
    values.forEach((value, k) => {
      vectors[row * width + k] = value / length;
    });
  }
  return vectors;
}
