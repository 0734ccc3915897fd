/** The nearest plan when one rule gives way, and by how much it does. */
import { codeKey, type PlanConflict, type PlanRequest, Rational } from '../domain/index.ts';
import { assemblePlan, readSolution } from './assemble.ts';
import { type Candidate, homeCodes, hostCodes } from './candidate.ts';
import { BUNDLE_RULES, clashWith, PLAN_RULES, type Row } from './constraints/index.ts';
import { isNamed } from './home-key.ts';
import type { PlanInput } from './input.ts';
import type { Model } from './model.ts';
import { prepare, solveModel } from './prepare.ts';
import { inWholeNumbers } from './program.ts';
import type { Solved } from './solve.ts';
import { dropRules, type Stay } from './stay.ts';

type Relaxation = PlanConflict['relaxations'][number];

/** Solves without one rule and tells how far the nearest plan is from keeping it; null when even then there is no plan. */
export async function relax(input: PlanInput, strict: Stay, name: string): Promise<Relaxation | null> {
  const prepared = prepare(input, dropRules(strict, new Set([name])));
  if (!prepared.ok) return null;
  const { model } = prepared.value;
  const row = limitRow(name, model);
  const first = row ? distance(row, model) : violations(name, strict, model);
  const solution = await solveModel(prepared.value, { first: [first] });
  if (solution.kind !== 'solved') return null;
  const plan = assemblePlan(prepared.value, solution);
  const text = row
    ? tellLimit({ name, row, solution, stay: model.stay })
    : tellViolations(name, strict, readSolution(model, solution).candidates);
  return { rule: name, text, plan };
}

/** The row of a rule that is one limit on a sum. */
const limitRow = (name: string, model: Model): Row | null =>
  PLAN_RULES.filter((rule) => rule.name === name && rule.limit).flatMap((rule) => rule.rows(model))[0] ?? null;

/** As a goal: the sum of the row, as large as possible below a minimum, as small as possible above a maximum. */
function distance(row: Row, { candidates, takes }: Model): number[] {
  const goal = new Array<number>(candidates.length + takes.length).fill(0);
  const { indices, values } = inWholeNumbers(row);
  indices.forEach((column, index) => {
    goal[column] = (row.min === null ? -1 : 1) * (values[index] ?? 0);
  });
  return goal;
}

/** As a goal: as few bundles as possible that break the rule, or as many kept pins. */
function violations(name: string, strict: Stay, { candidates, takes }: Model): number[] {
  const rules = BUNDLE_RULES.filter((rule) => rule.name === name);
  const breaks = (candidate: Candidate): number =>
    rules.some((rule) => rule.refuse(candidate, strict) !== null) ? -1 : 0;
  const keptPins = (candidate: Candidate): number =>
    strict.request.pins.filter((pin) => keepsPin(candidate, pin)).length;
  const worth = candidates.map((candidate) =>
    name === 'pins' ? keptPins(candidate) : rules.length > 0 ? breaks(candidate) : 0,
  );
  return [...worth, ...takes.map(() => 0)];
}

const keepsPin = ({ homes, hosts }: Candidate, pin: PlanRequest['pins'][number]): boolean =>
  homes.some(({ course }) => isNamed(pin.home, course)) && hosts.some(({ key }) => key === codeKey(pin.host));

interface LimitOutcome {
  readonly name: string;
  readonly row: Row;
  readonly solution: Solved;
  readonly stay: Stay;
}

/** "only 21 ECTS can be matched in autumn; the minimum is 27 (6 short)". */
function tellLimit({ name, row, solution, stay }: LimitOutcome): string {
  const taken = new Set(solution.taken);
  const reached = Rational.sum(
    row.terms.filter(({ column }) => taken.has(column)).map(({ coefficient }) => coefficient),
  );
  if (name === 'cap on academic difference') {
    const most = stay.policy.planning.maxDifferenceEcts ?? Rational.ZERO;
    const open = (row.min ?? Rational.ZERO).add(most).sub(reached);
    return `${open} ECTS of the home courses would stay uncovered; at most ${most} may (${open.sub(most)} too many)`;
  }
  if (name === 'cap on uncertain bundles')
    return `${reached} bundle(s) would be below the strength that the policy trusts; at most ${row.max} may be`;
  const term = / in (autumn|spring)$/.exec(name)?.[1] ?? stay.request.term;
  const where = term ? ` in ${term}` : '';
  return row.min === null
    ? `at least ${reached} ECTS are needed${where}; the maximum is ${row.max} (${reached.sub(row.max ?? Rational.ZERO)} over)`
    : `only ${reached} ECTS can be matched${where}; the minimum is ${row.min} (${row.min.sub(reached)} short)`;
}

/** What breaks the rule in the nearest plan, in the words of the rule. */
function tellViolations(name: string, strict: Stay, candidates: readonly Candidate[]): string {
  if (name === 'pins') {
    const lost = strict.request.pins.filter((pin) => !candidates.some((candidate) => keepsPin(candidate, pin)));
    return `a plan exists without the pin(s) ${lost.map(({ home, host }) => `${home} = ${host}`).join(', ')}`;
  }
  const texts = BUNDLE_RULES.filter((rule) => rule.name === name).flatMap((rule) =>
    candidates.flatMap((candidate) => rule.refuse(candidate, strict) ?? []),
  );
  if (texts.length > 0) return `a plan exists if the rule "${name}" gives way: ${texts.join('; ')}`;
  const pairs = clashing(candidates, strict);
  const where =
    pairs.length > 0
      ? pairs.join('; ')
      : candidates.map((bundle) => `${homeCodes(bundle)} = ${hostCodes(bundle)}`).join(', ');
  return `a plan exists if the rule "${name}" gives way: ${where}`;
}

function clashing(candidates: readonly Candidate[], stay: Stay): string[] {
  const hosts = candidates.flatMap((candidate) => candidate.hosts);
  return hosts.flatMap((a, index) =>
    hosts
      .slice(index + 1)
      .flatMap((b) => (clashWith(a, b, stay) ? [`${a.course.code} meets at the same time as ${b.course.code}`] : [])),
  );
}
