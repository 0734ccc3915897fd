/** The bridge to HiGHS: yes-or-no columns, rows of whole numbers, goals in lexicographic order. */
import highsLoader, { type Highs, type Model } from 'highs';

/** `lower <= sum of values[i] * column indices[i] <= upper`, in whole numbers; infinite = no limit. */
export interface ProgramRow {
  readonly indices: readonly number[];
  readonly values: readonly number[];
  readonly lower: number;
  readonly upper: number;
}

/** A program over `columns` yes-or-no decisions. Plain data, so that it can be sent to a worker. */
export interface Program {
  readonly columns: number;
  readonly rows: readonly ProgramRow[];
  /** Whole numbers per column, maximised in this order: a later goal never costs an earlier one. */
  readonly goals: readonly (readonly number[])[];
  readonly timeLimitSeconds: number;
}

export interface Solved {
  readonly kind: 'solved';
  /** Columns taken, ascending. */
  readonly taken: readonly number[];
  /** False when the time limit came first. */
  readonly proven: boolean;
  /** How far the first goal may be from its best, as a share of it; 0 when it is proven. */
  readonly gap: number;
}
export type Solution =
  | Solved
  | { readonly kind: 'infeasible' }
  /** The time limit came before any solution was found. */
  | { readonly kind: 'unknown' };

/** Solves a program; where it runs is up to the implementation. */
export type Solver = (program: Program) => Promise<Solution>;

/** What plans name as their solver: the release line pinned in package.json. */
export const SOLVER_NAME = 'HiGHS 1.15';

/** The package's types describe its CommonJS build, where `default` is a property; as a module, the default is the loader itself. */
const loadHighs = highsLoader as unknown as typeof highsLoader.default;

let loading: Promise<Highs> | undefined;

/** The solver, loaded once (50 ms). */
const loadSolver = (): Promise<Highs> => {
  loading ??= loadHighs();
  return loading;
};

/**
 * Solves goal after goal in this thread. Each goal is maximised to a proven optimum (`mip_rel_gap = 0`) and then kept by a row,
 * so the next goal only chooses among equals. The solver runs single-threaded from a fixed seed and sees the same rows in the
 * same order for the same input, so its answer is the same every time; only a time limit that strikes can change it.
 */
export const solve: Solver = async (program) => {
  if (program.columns === 0) return solveEmpty(program);
  const highs = await loadSolver();
  return highs.withModel(modelData(program, highs), (model: Model): Solution => {
    const limit = program.timeLimitSeconds;
    model.options.set({ output_flag: false, mip_rel_gap: 0, mip_abs_gap: 0, random_seed: 0, time_limit: limit });
    let best: Solution = { kind: 'unknown' };
    for (const goal of program.goals) {
      if (best.kind === 'solved' && goal.every((worth) => worth === 0)) continue;
      const step = maximise(model, goal, highs);
      if (step.kind !== 'solved') return best.kind === 'solved' ? { ...best, proven: false } : step;
      if (!step.proven) return best.kind === 'solved' ? { ...step, gap: 0 } : step;
      best = step;
      keepGoal(model, goal, step.taken);
    }
    return best;
  });
};

/** With nothing to take, every sum is 0. */
function solveEmpty({ rows }: Program): Solution {
  const kept = rows.every(({ lower, upper }) => lower <= 0 && upper >= 0);
  return kept ? { kind: 'solved', taken: [], proven: true, gap: 0 } : { kind: 'infeasible' };
}

function modelData({ columns, rows }: Program, highs: Highs) {
  const starts = [0];
  for (const { indices } of rows) starts.push((starts.at(-1) ?? 0) + indices.length);
  const ones = new Array<number>(columns).fill(1);
  return {
    numCols: columns,
    numRows: rows.length,
    sense: highs.constants.objectiveSense.maximize,
    colCost: ones.map(() => 0),
    colLower: ones.map(() => 0),
    colUpper: ones,
    integrality: ones.map(() => highs.constants.variableType.integer),
    rowLower: rows.map(({ lower }) => lower),
    rowUpper: rows.map(({ upper }) => upper),
    matrix: {
      format: 'csr' as const,
      numRows: rows.length,
      numCols: columns,
      starts,
      indices: rows.flatMap(({ indices }) => indices),
      values: rows.flatMap(({ values }) => values),
    },
  };
}

function maximise(model: Model, goal: readonly number[], highs: Highs): Solution {
  const { modelStatus, solutionStatus } = highs.constants;
  model.changeColsCost({ kind: 'range', from: 0, to: goal.length - 1 }, goal);
  const status = model.run().modelStatus;
  if (status === modelStatus.infeasible) return { kind: 'infeasible' };
  const proven = status === modelStatus.optimal;
  if (!proven && model.info.get('primal_solution_status') !== solutionStatus.feasible) return { kind: 'unknown' };
  const values = model.getSolution().colValue;
  const taken = [...values.keys()].filter((column) => (values[column] ?? 0) > 0.5);
  return { kind: 'solved', taken, proven, gap: proven ? 0 : Number(model.info.get('mip_gap')) };
}

/** Half a unit below the whole number reached, so that the solver's tolerance cannot cut off the solution itself. */
function keepGoal(model: Model, goal: readonly number[], taken: readonly number[]): void {
  const columns = [...goal.keys()].filter((column) => goal[column] !== 0);
  const reached = taken.reduce((sum, column) => sum + (goal[column] ?? 0), 0);
  const values = columns.map((column) => goal[column] ?? 0);
  model.addRow(reached - 0.5, Number.POSITIVE_INFINITY, { indices: columns, values });
}
