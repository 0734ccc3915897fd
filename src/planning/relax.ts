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

/**
 * Solves without the first of the named rules, and without the others where conflicts remain, and tells how far the nearest plan is
 * from keeping them; null when even then there is no plan.
 */
export async function relax(input: PlanInput, strict: Stay, names: readonly string[]): Promise<Relaxation | null> {
  const prepared = prepare(input, dropRules(strict, new Set(names)));
  if (!prepared.ok) return null;
  const { model } = prepared.value;
  const rows = names.map((name) => ({ name, row: limitRow(name, model) }));
  const first = rows.map(({ name, row }) => (row ? distance(row, model) : violations(name, strict, model)));
  const solution = await solveModel(prepared.value, { first });
  if (solution.kind !== 'solved') return null;
  const { candidates } = readSolution(model, solution);
  const told = rows.flatMap(({ name, row }, index) => {
    const broken = row ? breaksLimit(row, solution) : breaches(name, strict, candidates).length > 0;
    if (!broken && index > 0) return [];
    const text = row ? tellLimit({ name, row, solution, stay: model.stay }) : tellViolations(name, strict, candidates);
    return [{ name, text }];
  });
  return {
    rule: told.map(({ name }) => name).join(' and '),
    text: told.map(({ text }) => text).join('; and '),
    plan: assemblePlan(prepared.value, solution),
  };
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

/** What the row's sum comes to in the solution. */
function reachedBy({ terms }: Row, solution: Solved): Rational {
  const taken = new Set(solution.taken);
  return Rational.sum(terms.filter(({ column }) => taken.has(column)).map(({ coefficient }) => coefficient));
}

function breaksLimit(row: Row, solution: Solved): boolean {
  const reached = reachedBy(row, solution);
  return (row.min?.gt(reached) ?? false) || (row.max?.lt(reached) ?? false);
}

/** "only 21 ECTS can be matched in autumn; the minimum is 27 (6 short)". */
function tellLimit({ name, row, solution, stay }: LimitOutcome): string {
  const reached = reachedBy(row, solution);
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

/** What breaks the rule in the nearest plan, each in the words of the rule. */
function breaches(name: string, strict: Stay, candidates: readonly Candidate[]): string[] {
  if (name === 'pins')
    return strict.request.pins
      .filter((pin) => !candidates.some((candidate) => keepsPin(candidate, pin)))
      .map(({ home, host }) => `${home} = ${host}`);
  const texts = BUNDLE_RULES.filter((rule) => rule.name === name).flatMap((rule) =>
    candidates.flatMap((candidate) => rule.refuse(candidate, strict) ?? []),
  );
  return name === 'time-table' ? clashing(candidates, strict) : texts;
}

function tellViolations(name: string, strict: Stay, candidates: readonly Candidate[]): string {
  const broken = breaches(name, strict, candidates);
  if (name === 'pins') return `a plan exists without the pin(s) ${broken.join(', ')}`;
  const all = candidates.map((bundle) => `${homeCodes(bundle)} = ${hostCodes(bundle)}`).join(', ');
  return `a plan exists if the rule "${name}" gives way: ${broken.join('; ') || all}`;
}

function clashing(candidates: readonly Candidate[], stay: Stay): string[] {
  const hosts = candidates.flatMap((candidate) => candidate.hosts);
  return hosts.flatMap((a, index) =>
    hosts
      .slice(index + 1)
      .flatMap((b) => (clashWith(a, b, stay) ? [`${a.course.code} meets at the same time as ${b.course.code}`] : [])),
  );
}
