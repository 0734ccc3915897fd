/** From the input to a model that can be solved once, or several times with further rows and goals. */
import { type Result, success } from '../domain/index.ts';
import type { Candidate } from './candidate.ts';
import { collectCandidates } from './candidates.ts';
import { GOALS, planRows, type Row } from './constraints/index.ts';
import type { PlanInput } from './input.ts';
import { layOut, type Model } from './model.ts';
import { pinnedCandidates } from './pins.ts';
import { inWholeNumbers } from './program.ts';
import { type ProgramRow, type Solution, solve } from './solve.ts';
import { indexStay, type Stay } from './stay.ts';

const DEFAULT_TIME_LIMIT = 20;

export interface Prepared {
  readonly input: PlanInput;
  readonly model: Model;
  readonly rows: readonly ProgramRow[];
  readonly timeLimitSeconds: number;
}

/** Collects candidates and writes the rows; fails with the problems of pins. `stay` is the indexed input, with rules left out or not. */
export function prepare(input: PlanInput, stay: Stay = indexStay(input)): Result<Prepared> {
  const pinned = pinnedCandidates(stay);
  if (!pinned.ok) return pinned;
  const model = layOut(stay, collectCandidates(stay, pinned.value));
  const rows = planRows(model).map(inWholeNumbers);
  return success({ input, model, rows, timeLimitSeconds: input.timeLimitSeconds ?? DEFAULT_TIME_LIMIT });
}

export interface Extras {
  /** Rows beside those of the rules. */
  readonly rows?: readonly Row[];
  /** Goals before the declared ones, worth per column. */
  readonly first?: readonly (readonly number[])[];
  /** False: any solution will do; the declared goals are left out. */
  readonly best?: boolean;
}

/** Solves the model: the best plan by the declared goals, unless `extras` says otherwise. */
export function solveModel({ input, model, rows, timeLimitSeconds }: Prepared, extras: Extras = {}): Promise<Solution> {
  const columns = model.candidates.length + model.takes.length;
  const declared = extras.best === false ? [] : declaredGoals(model);
  const goals = [...(extras.first ?? []), ...declared];
  return (input.solver ?? solve)({
    columns,
    rows: [...rows, ...(extras.rows ?? []).map(inWholeNumbers)],
    goals: goals.length > 0 ? goals : [new Array<number>(columns).fill(0)],
    timeLimitSeconds,
  });
}

/** More than any number of courses in a plan, and than all ranks of a plan added up. */
const MORE_COURSES = 256;
const MORE_RANKS = 131_072;

/**
 * The soft goals as worth per column. Within a step a greater goal counts in units above anything the lesser ones can reach.
 * Last, in the lowest place of the last step, comes the order in which equal plans are preferred.
 */
function declaredGoals({ candidates, takes, stay }: Model): number[][] {
  const steps = GOALS.map((goals) =>
    candidates.map((candidate) => goals.reduce((sum, { worth }) => sum * MORE_COURSES + worth(candidate, stay), 0)),
  );
  const ranks = preferenceOrder(candidates);
  const last = (steps.pop() ?? []).map((worth, column) => worth * MORE_RANKS + (ranks[column] ?? 0));
  return [
    // A goal that says nothing about this stay is no step, because every step is a solve.
    ...steps
      .filter((worths) => worths.some((worth) => worth !== 0))
      .map((worths) => [...worths, ...takes.map(() => 0)]),
    [...last, ...takes.map(({ term }) => (term === 'spring' ? -1 : 0))],
  ];
}

/** Candidates further down a list count alike, and so do home courses after so many: what is left then is the solver's own fixed order. */
const LAST_RANK = 32;
const RANKED_HOMES = 60;

/**
 * Candidates that stand earlier in their home courses' list come first, the wish of an earlier home course before that of a later.
 * Added up over a plan it stays below {@link MORE_RANKS}: 32 * (60 + 59 + ... + 1) = 58,560.
 */
function preferenceOrder(candidates: readonly Candidate[]): number[] {
  const seen = new Map<string, number>();
  const places = new Map<string, number>();
  return candidates.map(({ homes }) => {
    const first = homes[0]?.key ?? '';
    const place = places.get(first) ?? places.size;
    places.set(first, place);
    const key = homes.map((home) => home.key).join(' ');
    const rank = Math.min(seen.get(key) ?? 0, LAST_RANK);
    seen.set(key, rank + 1);
    return 0 - rank * Math.max(1, RANKED_HOMES - place);
  });
}
