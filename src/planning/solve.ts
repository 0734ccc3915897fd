/** The bridge to HiGHS: binary columns, rows with exact coefficients, goals in lexicographic order. */
import highsLoader, { type Highs, type Model } from 'highs';
import { Rational } from '../domain/index.ts';
import type { Row } from './constraints/index.ts';

/** A program over `columns` yes-or-no decisions. */
export interface Program {
  readonly columns: number;
  readonly rows: readonly Row[];
  /** Whole numbers per column, maximised in this order: a later goal never costs an earlier one. */
  readonly goals: readonly (readonly number[])[];
  readonly timeLimitSeconds: number;
}

export type Solution =
  | {
      readonly kind: 'solved';
      /** Columns taken, ascending. */
      readonly taken: readonly number[];
      /** False when the time limit came first. */
      readonly proven: boolean;
      /** How far the first goal may be from its best, as a share of it; 0 when proven. */
      readonly gap: number;
    }
  | { readonly kind: 'infeasible' }
  /** The time limit came before any plan was found. */
  | { readonly kind: 'unknown' };

/** The package's types describe its CommonJS build, where `default` is a property; as a module, the default is the loader itself. */
const loadHighs = highsLoader as unknown as typeof highsLoader.default;

let loading: Promise<Highs> | undefined;

/** The solver, loaded once (50 ms). */
const loadSolver = (): Promise<Highs> => {
  loading ??= loadHighs();
  return loading;
};

/** Name and version for a plan's record. */
export const solverName = async (): Promise<string> => `HiGHS ${(await loadSolver()).version.string}`;

/**
 * Solves goal after goal. Each goal is maximised to a proven optimum (`mip_rel_gap = 0`) and then kept by a row, so the next
 * goal only chooses among equals. The solver runs single-threaded from a fixed seed and sees the same rows in the same order
 * for the same input, so its answer is the same every time; only a time limit that strikes can change it.
 */
export async function solve(program: Program): Promise<Solution> {
  if (program.columns === 0) return solveEmpty(program);
  const highs = await loadSolver();
  return highs.withModel(modelData(program, highs), (model: Model): Solution => {
    model.options.set({
      output_flag: false,
      mip_rel_gap: 0,
      mip_abs_gap: 0,
      random_seed: 0,
      time_limit: program.timeLimitSeconds,
    });
    let best: Solution = { kind: 'unknown' };
    for (const goal of program.goals) {
      const step = maximise(model, goal, highs);
      if (step.kind !== 'solved') return best.kind === 'solved' ? { ...best, proven: false } : step;
      best = step;
      if (!step.proven) return step;
      keepGoal(model, goal, step.taken);
    }
    return best;
  });
}

/** With nothing to take, every sum is 0. */
function solveEmpty({ rows }: Program): Solution {
  const kept = rows.every(({ min, max }) => (min?.lte(Rational.ZERO) ?? true) && (max?.gte(Rational.ZERO) ?? true));
  return kept ? { kind: 'solved', taken: [], proven: true, gap: 0 } : { kind: 'infeasible' };
}

function modelData({ columns, rows }: Program, highs: Highs) {
  const whole = rows.map((row) => inWholeNumbers(row, highs.infinity));
  const starts = [0];
  for (const { indices } of whole) starts.push((starts.at(-1) ?? 0) + indices.length);
  const ones = new Array<number>(columns).fill(1);
  return {
    numCols: columns,
    numRows: rows.length,
    sense: highs.constants.objectiveSense.maximize,
    colCost: ones.map(() => 0),
    colLower: ones.map(() => 0),
    colUpper: ones,
    integrality: ones.map(() => highs.constants.variableType.integer),
    rowLower: whole.map(({ lower }) => lower),
    rowUpper: whole.map(({ upper }) => upper),
    matrix: {
      format: 'csr' as const,
      numRows: rows.length,
      numCols: columns,
      starts,
      indices: whole.flatMap(({ indices }) => indices),
      values: whole.flatMap(({ values }) => values),
    },
  };
}

/** Common denominators up to this are exact in the solver's arithmetic. */
const EXACT_SCALE = 1_000_000n;

/**
 * A row times the common denominator of its fractions: whole numbers, which doubles hold exactly. With absurd denominators the
 * coefficients are rounded against the plan instead (up for a maximum, down for a minimum), so that no limit is ever broken.
 */
function inWholeNumbers({ terms, min, max }: Row, infinity: number) {
  const limits = [min, max].filter((limit) => limit !== null);
  const common = [...terms.map(({ coefficient }) => coefficient), ...limits].reduce(
    (lcm, { den }) => leastCommonMultiple(lcm, den),
    1n,
  );
  const scale = Rational.of(common <= EXACT_SCALE ? common : EXACT_SCALE);
  const mode = max === null ? 'floor' : 'ceil';
  return {
    indices: terms.map(({ candidate }) => candidate),
    values: terms.map(({ coefficient }) => coefficient.mul(scale).round(mode).toNumber()),
    lower: min === null ? -infinity : min.mul(scale).round('ceil').toNumber(),
    upper: max === null ? infinity : max.mul(scale).round('floor').toNumber(),
  };
}

function leastCommonMultiple(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return (a / x) * b;
}

function maximise(model: Model, goal: readonly number[], highs: Highs): Solution {
  model.changeColsCost({ kind: 'range', from: 0, to: goal.length - 1 }, goal);
  const { modelStatus } = model.run();
  const { optimal, infeasible } = highs.constants.modelStatus;
  if (modelStatus === infeasible) return { kind: 'infeasible' };
  const values = model.getSolution().colValue;
  if (modelStatus !== optimal && !(model.info.get('primal_solution_status') === 2)) return { kind: 'unknown' };
  const taken = [...values.keys()].filter((column) => (values[column] ?? 0) > 0.5);
  const proven = modelStatus === optimal;
  return { kind: 'solved', taken, proven, gap: proven ? 0 : Number(model.info.get('mip_gap')) };
}

/** Half a unit below the whole number reached, so that the solver's tolerance cannot cut off the solution itself. */
function keepGoal(model: Model, goal: readonly number[], taken: readonly number[]): void {
  const columns = [...goal.keys()].filter((column) => goal[column] !== 0);
  const reached = taken.reduce((sum, column) => sum + (goal[column] ?? 0), 0);
  model.addRow(reached - 0.5, Number.POSITIVE_INFINITY, {
    indices: columns,
    values: columns.map((column) => goal[column] ?? 0),
  });
}
