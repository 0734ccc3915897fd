/** From the input to a model that can be solved once, or several times with further rows and goals. */
import { Rational, type Result, success } from '../domain/index.ts';
import type { Candidate } from './candidate.ts';
import { type Cut, collectCandidates } from './candidates.ts';
import { GOALS, planRows } from './constraints/index.ts';
import type { PlanInput } from './input.ts';
import { type Constraint, layOut, type Model } from './model.ts';
import { pinnedCandidates } from './pins.ts';
import { type ProgramRow, type Solution, solve } from './solve.ts';
import { type HostStay, indexStay } from './stay.ts';

export interface Prepared {
  readonly input: PlanInput;
  readonly model: Model;
  readonly rows: readonly ProgramRow[];
  readonly timeLimitSeconds: number;
  /** Set when not every bundle was looked at. */
  readonly cut: Cut | null;
}

const LIMITS = {
  /** Seconds for each solve. */
  time: 20,
  /** Common denominators up to this are exact in the solver's arithmetic. */
  exactScale: 1_000_000n,
  /** More than any number of courses in a plan, and than all ranks of a plan added up. */
  courses: 256,
  ranks: 131_072,
  /** Candidates further down a list count alike, and so do home courses after so many: what is left then is the solver's own fixed order. */
  lastRank: 32,
  rankedHomes: 60,
} as const;

/** Collects candidates and writes the rows; fails with the problems of pins. `stay` is the indexed input, with rules left out or not. */
export function prepare(input: PlanInput, stay: HostStay = indexStay(input)): Result<Prepared> {
  const pinned = pinnedCandidates(stay);
  if (!pinned.ok) return pinned;
  const { candidates, cut } = collectCandidates(stay, pinned.value);
  const model = layOut(stay, candidates);
  const rows = planRows(model).map(inWholeNumbers);
  return success({ input, model, rows, timeLimitSeconds: input.timeLimitSeconds ?? LIMITS.time, cut });
}

export interface Extras {
  /** Rows beside those of the rules. */
  readonly rows?: readonly Constraint[];
  /** Goals before the declared ones, worth per column. */
  readonly first?: readonly (readonly number[])[];
  /** False: any solution will do; the declared goals are left out. */
  readonly best?: boolean;
}

/** Solves the model: the best plan by the declared goals, unless `extras` says otherwise. */
export function solveModel({ input, model, rows, timeLimitSeconds }: Prepared, extras: Extras = {}): Promise<Solution> {
  const columns = model.candidates.length + model.takes.length;
  const goals = [...(extras.first ?? []), ...(extras.best === false ? [] : declaredGoals(model))];
  return (input.solver ?? solve)({
    columns,
    rows: [...rows, ...(extras.rows ?? []).map(inWholeNumbers)],
    goals: goals.length > 0 ? goals : [new Array<number>(columns).fill(0)],
    timeLimitSeconds,
  });
}

/**
 * The soft goals as worth per column. Within a step a greater goal counts in units above anything the lesser ones can reach.
 * Last, in the lowest place of the last step, comes the order in which equal plans are preferred.
 */
function declaredGoals({ candidates, takes, stay }: Model): number[][] {
  const steps = GOALS.map((goals) =>
    candidates.map((candidate) => goals.reduce((sum, { worth }) => sum * LIMITS.courses + worth(candidate, stay), 0)),
  );
  const ranks = preferenceOrder(candidates);
  const last = (steps.pop() ?? []).map((worth, column) => worth * LIMITS.ranks + (ranks[column] ?? 0));
  return [
    // A goal that says nothing about this stay is no step, because every step is a solve.
    ...steps
      .filter((worths) => worths.some((worth) => worth !== 0))
      .map((worths) => [...worths, ...takes.map(() => 0)]),
    [...last, ...takes.map(({ term }) => (term === 'spring' ? -1 : 0))],
  ];
}

/**
 * Candidates that stand earlier in their home courses' list come first, the wish of an earlier home course before that of a later.
 * Added up over a plan it stays below the limit of ranks: 32 * (60 + 59 + ... + 1) = 58,560.
 */
function preferenceOrder(candidates: readonly Candidate[]): number[] {
  const seen = new Map<string, number>();
  const places = new Map<string, number>();
  return candidates.map(({ homes }) => {
    const first = homes[0]?.key ?? '';
    const place = places.get(first) ?? places.size;
    places.set(first, place);
    const key = homes.map((home) => home.key).join(' ');
    const rank = Math.min(seen.get(key) ?? 0, LIMITS.lastRank);
    seen.set(key, rank + 1);
    return 0 - rank * Math.max(1, LIMITS.rankedHomes - place);
  });
}

/**
 * A row times the common denominator of its fractions: whole numbers, which doubles hold exactly. With absurd denominators the
 * coefficients are rounded against the plan instead (up for a maximum, down for a minimum), so that no limit is ever broken.
 */
export function inWholeNumbers({ terms, min, max }: Constraint): ProgramRow {
  const limits = [min, max].filter((limit) => limit !== null);
  const fractions = [...terms.map(({ coefficient }) => coefficient), ...limits];
  const divisor = (a: bigint, b: bigint): bigint => (b === 0n ? a : divisor(b, a % b));
  const common = fractions.reduce((multiple, { den }) => (multiple / divisor(multiple, den)) * den, 1n);
  const scale = Rational.of(common <= LIMITS.exactScale ? common : LIMITS.exactScale);
  const mode = max === null ? 'floor' : 'ceil';
  return {
    indices: terms.map(({ column }) => column),
    values: terms.map(({ coefficient }) => coefficient.mul(scale).round(mode).toNumber()),
    lower: min === null ? Number.NEGATIVE_INFINITY : min.mul(scale).round('ceil').toNumber(),
    upper: max === null ? Number.POSITIVE_INFINITY : max.mul(scale).round('floor').toNumber(),
  };
}
