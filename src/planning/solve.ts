/** The bridge to HiGHS: yes-or-no columns, rows of whole numbers, goals in lexicographic order. */
import type { Highs, Model } from 'highs';

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

/**
 * Solves goal after goal in this thread. Each goal is maximised to a proven optimum (`mip_rel_gap = 0`) and then kept by a row,
 * so the next goal only chooses among equals. The solver runs single-threaded from a fixed seed and sees the same rows in the
 * same order for the same input, so its answer is the same every time; only a time limit that strikes can change it.
 */
export const solve: Solver = async (program) => {
  const { columns, rows, goals, timeLimitSeconds } = program;
  if (columns === 0) {
    // With nothing to take, every sum is 0.
    const kept = rows.every(({ lower, upper }) => lower <= 0 && upper >= 0);
    return kept ? { kind: 'solved', taken: [], proven: true, gap: 0 } : { kind: 'infeasible' };
  }
  const highs = await GoalSolver.load();
  return highs.withModel(GoalSolver.modelOf(program, highs), (model: Model): Solution => {
    const limits = { mip_rel_gap: 0, mip_abs_gap: 0, random_seed: 0, time_limit: timeLimitSeconds };
    model.options.set({ output_flag: false, ...limits });
    return new GoalSolver(model, highs).reach(
      goals.filter((goal, at) => at === 0 || goal.some((worth) => worth !== 0)),
    );
  });
};

/** What a goal is worth when courses could be taken in part, and what changing one column would cost then. */
interface Relaxation {
  readonly bound: number;
  readonly values: Float64Array;
  readonly costs: Float64Array;
}

/** Share of the bound that the first few columns may lie below it. */
const SIFT = { first: 0.01 } as const;

class GoalSolver {
  static #loading: Promise<Highs> | undefined;
  readonly #model: Model;
  readonly #highs: Highs;

  constructor(model: Model, highs: Highs) {
    this.#model = model;
    this.#highs = highs;
  }

  /** The solver, loaded once (50 ms). */
  static load(): Promise<Highs> {
    GoalSolver.#loading ??= import('highs').then(({ default: loader }) =>
      // The package's types describe its CommonJS build, where `default` is a property; as a module, the default is the loader itself.
      (loader as unknown as typeof loader.default)(),
    );
    return GoalSolver.#loading;
  }

  static modelOf({ columns, rows }: Program, highs: Highs) {
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

  reach(goals: Program['goals']): Solution {
    let best: Solved | null = null;
    for (const goal of goals) {
      const relaxation: Relaxation | null = best ? null : this.#relax(goal);
      const step: Solution = (relaxation && this.#sift(goal, relaxation)) ?? this.#maximise(goal);
      if (step.kind !== 'solved') return best ? { ...best, proven: false } : step;
      if (!step.proven) return best ? { ...step, gap: 0 } : step;
      best = step;
      const reached = worthOf(step.taken, goal);
      this.#keep(goal, reached);
      if (relaxation) this.#settle(relaxation, relaxation.bound - reached);
    }
    return best ?? { kind: 'unknown' };
  }

  /**
   * The best solution among the columns that the relaxation holds nearest to being taken, first a few and then more, until the reduced costs prove that
   * no other column is in a better solution: a column that costs more than the bound stands above what was reached is as the relaxation has it.
   * Null where the few hold no solution or the time ran out, so that all have to be looked at.
   */
  #sift(goal: readonly number[], relaxation: Relaxation): Solution | null {
    for (let room = Math.max(1, Math.abs(relaxation.bound) * SIFT.first); ; ) {
      const settled = this.#settle(relaxation, room);
      if (settled * 2 < goal.length) {
        this.#free(goal.length);
        return null;
      }
      const step = this.#maximise(goal);
      this.#free(goal.length);
      if (step.kind !== 'solved' || !step.proven) return null;
      const needed = relaxation.bound - worthOf(step.taken, goal);
      if (needed <= room) return step;
      room = needed;
    }
  }

  #free(columns: number): void {
    const [none, whole] = [new Float64Array(columns), new Float64Array(columns).fill(1)];
    this.#model.changeColsBounds({ kind: 'range', from: 0, to: columns - 1 }, none, whole);
  }

  #relax(goal: readonly number[]): Relaxation | null {
    const { variableType, modelStatus } = this.#highs.constants;
    const every = { kind: 'range' as const, from: 0, to: goal.length - 1 };
    this.#model.changeColsCost(every, goal);
    this.#model.clearIntegrality();
    const status = this.#model.run().modelStatus;
    const { colValue, colDual } = this.#model.getSolution();
    const bound = this.#model.getObjectiveValue();
    this.#model.changeColsIntegrality(
      every,
      goal.map(() => variableType.integer),
    );
    return status === modelStatus.optimal ? { bound, values: colValue, costs: colDual } : null;
  }

  #maximise(goal: readonly number[]): Solution {
    const { modelStatus, solutionStatus } = this.#highs.constants;
    this.#model.changeColsCost({ kind: 'range', from: 0, to: goal.length - 1 }, goal);
    const status = this.#model.run().modelStatus;
    if (status === modelStatus.infeasible) return { kind: 'infeasible' };
    const proven = status === modelStatus.optimal;
    const { info } = this.#model;
    if (!proven && info.get('primal_solution_status') !== solutionStatus.feasible) return { kind: 'unknown' };
    const values = this.#model.getSolution().colValue;
    const taken = [...values.keys()].filter((column) => (values[column] ?? 0) > 0.5);
    return { kind: 'solved', taken, proven, gap: proven ? 0 : Number(info.get('mip_gap')) };
  }

  /** Half a unit below the whole number reached, so that the solver's tolerance cannot cut off the solution itself. */
  #keep(goal: readonly number[], reached: number): void {
    const columns = [...goal.keys()].filter((column) => goal[column] !== 0);
    const values = columns.map((column) => goal[column] ?? 0);
    this.#model.addRow(reached - 0.5, Number.POSITIVE_INFINITY, { indices: columns, values });
  }

  /**
   * Settles columns (reduced-cost fixing): where a column rests at 0 or 1 in the relaxation and moving it would cost more than `room`, it stays.
   * With the bound less a goal that is reached as room, no solution that keeps the goal has it otherwise, so later goals cost little time. A whole
   * unit of margin keeps rounding out of it. Returns how many were settled.
   */
  #settle({ values, costs }: Relaxation, room: number): number {
    let settled = 0;
    for (const [column, cost] of costs.entries()) {
      if (Math.abs(cost) <= room + 1) continue;
      const at = (values[column] ?? 0) > 0.5 ? 1 : 0;
      this.#model.changeColBounds(column, at, at);
      settled += 1;
    }
    return settled;
  }
}

const worthOf = (taken: readonly number[], goal: readonly number[]): number =>
  taken.reduce((sum, column) => sum + (goal[column] ?? 0), 0);
