/** The two regressions of the training: which candidate is right (conditional), and whether it is right at all (logistic). */
import { CholeskyDecomposition, Matrix } from 'ml-matrix';

/** Candidates of one query as rows of features; `right` is how right each is, 0 to 1; `weight`: how often the query counts. */
export interface Choice {
  readonly weight: number;
  readonly rows: readonly Float64Array[];
  readonly right: readonly number[];
}

/** Solves `matrix * x = vector` for a symmetric positive definite matrix given by its lower half, row by row. */
function solve(matrix: Float64Array, vector: Float64Array): Float64Array<ArrayBuffer> {
  const lower = Matrix.from1DArray(vector.length, vector.length, matrix);
  for (let i = 0; i < vector.length; i += 1) for (let j = 0; j < i; j += 1) lower.set(j, i, lower.get(i, j));
  return Float64Array.from(new CholeskyDecomposition(lower).solve(Matrix.columnVector(vector)).to1DArray());
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += (a[at] as number) * (b[at] as number); // of equal length
  return sum;
}

/** Gradient and curvature of a penalised likelihood, filled by `add` for a weighted row. */
class Normal {
  readonly gradient: Float64Array;
  readonly curvature: Float64Array;
  /** The penalised log likelihood. */
  value: number;
  readonly weights: Float64Array;
  constructor(weights: Float64Array, penalty: Float64Array) {
    this.weights = weights;
    const n = weights.length;
    this.gradient = Float64Array.from(weights, (weight, at) => -(penalty[at] ?? 0) * weight);
    this.value = weights.reduce((sum, weight, at) => sum - ((penalty[at] ?? 0) * weight * weight) / 2, 0);
    this.curvature = new Float64Array(n * n);
    for (let i = 0; i < n; i += 1) this.curvature[i * n + i] = penalty[i] ?? 0;
  }
  slope(row: Float64Array, factor: number): void {
    const { gradient } = this;
    for (let i = 0; i < row.length; i += 1) gradient[i] = (gradient[i] as number) + factor * (row[i] as number); // in range
  }
  bend(row: Float64Array, factor: number): void {
    const n = row.length;
    const { curvature } = this;
    for (let i = 0; i < n; i += 1) {
      const value = factor * (row[i] as number); // in range, as are all below
      if (value === 0) continue;
      for (let j = 0, at = i * n; j <= i; j += 1, at += 1)
        curvature[at] = (curvature[at] as number) + value * (row[j] as number);
    }
  }
  step(): Float64Array<ArrayBuffer> {
    return solve(this.curvature, this.gradient);
  }
}

const STEPS = 40;
const CONVERGED = 1e-5;

/** Newton's method; a step that lowers the likelihood is halved until it does not. */
function climb(size: number, penalty: Float64Array, fill: (normal: Normal) => void): Float64Array {
  let weights = new Float64Array(size);
  let best = weights;
  let value = Number.NEGATIVE_INFINITY;
  let step = new Float64Array(size);
  for (let round = 0; round < STEPS; round += 1) {
    const normal = new Normal(weights, penalty);
    fill(normal);
    if (normal.value >= value) {
      [best, value] = [weights, normal.value];
      step = normal.step();
    } else step = step.map((change) => change / 2);
    if (step.every((change) => Math.abs(change) < CONVERGED)) break;
    weights = best.map((weight, at) => weight + (step[at] ?? 0));
  }
  return best;
}

/**
 * Conditional logit: the log of the softmax share of the right candidates, with an L2 penalty. The curvature of the denominator
 * alone bounds the likelihood's, so each step goes up. Queries without a right candidate say nothing here and are left out.
 */
export function fitConditional(choices: readonly Choice[], penalty: number): Float64Array {
  const usable = choices.filter(({ right }) => right.includes(1));
  const size = usable[0]?.rows[0]?.length ?? 0;
  return climb(size, new Float64Array(size).fill(penalty), (normal) => {
    for (const { rows, right, weight } of usable) {
      const values = rows.map((row) => dot(row, normal.weights));
      const top = Math.max(...values);
      const powers = values.map((value) => Math.exp(value - top));
      const total = powers.reduce((sum, power) => sum + power, 0);
      const chosen = powers.reduce((sum, power, at) => sum + (right[at] ?? 0) * power, 0);
      normal.value += weight * Math.log(Math.max(chosen, Number.MIN_VALUE) / total);
      const mean = new Float64Array(size);
      rows.forEach((row, at) => {
        const share = (powers[at] ?? 0) / total;
        const gain = chosen > 0 ? ((right[at] ?? 0) * (powers[at] ?? 0)) / chosen : 0;
        normal.slope(row, weight * (gain - share));
        normal.bend(row, weight * share);
        for (let i = 0; i < size; i += 1) mean[i] = (mean[i] as number) + share * (row[i] as number); // in range
      });
      normal.bend(mean, -weight);
    }
  });
}

/**
 * Logistic regression with an L2 penalty, a number for all columns or one for each. `offsets` are log-odds that are given, `weights` how
 * often each row counts. The first `free` columns have no penalty.
 */
export function fitLogistic(
  rows: readonly Float64Array[],
  right: readonly boolean[],
  {
    penalty,
    free = 0,
    offsets,
    weights,
  }: {
    readonly penalty: number | readonly number[];
    readonly free?: number;
    readonly offsets?: readonly number[];
    readonly weights?: readonly number[];
  },
): Float64Array {
  const size = rows[0]?.length ?? 0;
  const of = (at: number): number => (typeof penalty === 'number' ? penalty : (penalty[at] ?? 0));
  const penalties = Float64Array.from({ length: size }, (_, at) => of(at)).fill(1e-6, 0, free);
  return climb(size, penalties, (normal) => {
    rows.forEach((row, at) => {
      const chance = 1 / (1 + Math.exp(-dot(row, normal.weights) - (offsets?.[at] ?? 0)));
      const weight = weights?.[at] ?? 1;
      normal.value += weight * Math.log(Math.max(right[at] ? chance : 1 - chance, Number.MIN_VALUE));
      normal.slope(row, weight * ((right[at] ? 1 : 0) - chance));
      normal.bend(row, weight * Math.max(chance * (1 - chance), 1e-6));
    });
  });
}
