/** The two products that learning spends its time in. Four rows at a time: a number once loaded serves four sums. */

/** Inner products of all rows of `one` with all rows of `other` (a multiple of four), row by row. */
export function innerProducts(one: Float32Array, other: Float32Array, width: number): Float32Array {
  const [rows, columns] = [one.length / width, other.length / width];
  const products = new Float32Array(rows * columns);
  for (let i = 0; i < rows; i += 1) {
    for (let j = 0; j < columns; j += 4) {
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      let b = j * width;
      for (let a = i * width, end = a + width; a < end; a += 1, b += 1) {
        const value = one[a] as number; // in range, as are all below
        s0 += value * (other[b] as number);
        s1 += value * (other[b + width] as number);
        s2 += value * (other[b + 2 * width] as number);
        s3 += value * (other[b + 3 * width] as number);
      }
      const at = i * columns + j;
      products[at] = s0;
      products[at + 1] = s1;
      products[at + 2] = s2;
      products[at + 3] = s3;
    }
  }
  return products;
}

export function transpose(matrix: Float32Array, size: number): Float32Array {
  const turned = new Float32Array(matrix.length);
  for (let i = 0; i < size; i += 1)
    for (let j = 0; j < size; j += 1) turned[j * size + i] = matrix[i * size + j] as number; // in range
  return turned;
}

/** For each row of `factors` (square) the sum of the rows of `block` with those factors; a multiple of four rows. */
export function weightedSums(factors: Float32Array, block: Float32Array, width: number): Float32Array {
  const size = block.length / width;
  const sums = new Float32Array(block.length);
  for (let i = 0; i < size; i += 1) {
    const start = i * width;
    for (let j = 0; j < size; j += 4) {
      const at = i * size + j;
      const f0 = factors[at] as number; // in range, as are all below
      const f1 = factors[at + 1] as number;
      const f2 = factors[at + 2] as number;
      const f3 = factors[at + 3] as number;
      let b = j * width;
      for (let a = start, end = start + width; a < end; a += 1, b += 1) {
        sums[a] =
          (sums[a] as number) +
          f0 * (block[b] as number) +
          f1 * (block[b + width] as number) +
          f2 * (block[b + 2 * width] as number) +
          f3 * (block[b + 3 * width] as number);
      }
    }
  }
  return sums;
}
