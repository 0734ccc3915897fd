/** Tall matrices in row-major order, their columns made orthonormal. Four rows are worked on at once: they share what is loaded. */

/** `rows` rows of `width` numbers; the values of rows beyond the last, up to a multiple of four, are zero. */
export interface Matrix {
  readonly rows: number;
  readonly width: number;
  readonly values: Float64Array;
}

const TOGETHER = 4;

export const emptyMatrix = (rows: number, width: number): Matrix => ({
  rows,
  width,
  values: new Float64Array(Math.ceil(rows / TOGETHER) * TOGETHER * width),
});

/** Makes the columns orthonormal through the Cholesky factor of their Gram matrix; dependent columns become zero. */
export function orthonormalise(matrix: Matrix): void {
  const gram = gramOf(matrix);
  const kept = factorise(gram, matrix.width);
  solveRows(matrix, gram, kept);
}

/** The products of the columns with one another, in the lower half. All indices below are in range by construction. */
function gramOf({ width, values }: Matrix): Float64Array {
  const gram = new Float64Array(width * width);
  for (let a = 0; a < values.length; a += TOGETHER * width) {
    const [b, c, d] = [a + width, a + 2 * width, a + 3 * width];
    for (let i = 0; i < width; i += 1) {
      const va = values[a + i] as number;
      const vb = values[b + i] as number;
      const vc = values[c + i] as number;
      const vd = values[d + i] as number;
      for (let j = 0, at = i * width; j <= i; j += 1, at += 1)
        gram[at] =
          (gram[at] as number) +
          va * (values[a + j] as number) +
          vb * (values[b + j] as number) +
          vc * (values[c + j] as number) +
          vd * (values[d + j] as number);
    }
  }
  return gram;
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

/** Divides each row by the factor, from the left to the right. */
function solveRows({ width, values }: Matrix, factor: Float64Array, kept: readonly boolean[]): void {
  for (let a = 0; a < values.length; a += TOGETHER * width) {
    const [b, c, d] = [a + width, a + 2 * width, a + 3 * width];
    for (let i = 0; i < width; i += 1) {
      let va = values[a + i] as number;
      let vb = values[b + i] as number;
      let vc = values[c + i] as number;
      let vd = values[d + i] as number;
      for (let j = 0, at = i * width; j < i; j += 1, at += 1) {
        const value = factor[at] as number;
        va -= value * (values[a + j] as number);
        vb -= value * (values[b + j] as number);
        vc -= value * (values[c + j] as number);
        vd -= value * (values[d + j] as number);
      }
      const scale = kept[i] ? 1 / (factor[i * width + i] as number) : 0;
      values[a + i] = va * scale;
      values[b + i] = vb * scale;
      values[c + i] = vc * scale;
      values[d + i] = vd * scale;
    }
  }
}
