/** The nearest plan when one rule gives way, and by how much it does. */
import {
  codeKey,
  type PlanConflict,
  type PlanRequest,
  Rational,
  type Reason,
  type ReasonCode,
  reason,
} from '../domain/index.ts';
import { assemblePlan } from './assemble.ts';
import { type Candidate, codesOf } from './candidate.ts';
import { readSolution } from './chosen.ts';
import { BUNDLE_RULES, clashWith, PLAN_RULES } from './constraints/index.ts';
import { isNamed } from './home-key.ts';
import type { PlanInput } from './input.ts';
import type { Constraint, Model } from './model.ts';
import { inWholeNumbers, prepare, solveModel } from './prepare.ts';
import type { Solved } from './solve.ts';
import { dropRules, type HostStay } from './stay.ts';

/** A rule that gives way: what comes nearest to keeping it, as a goal, and what is said where a solution misses it, else null. */
interface Yielding {
  readonly name: ReasonCode;
  readonly goal: readonly number[];
  readonly tell: (solution: Solved, chosen: readonly Candidate[]) => { isBroken: boolean; text: Reason };
}

/**
 * Solves without the first of the named rules, and without the others where conflicts remain, and tells how far the nearest plan is
 * from keeping them; null when even then there is no plan.
 */
export async function relax(
  input: PlanInput,
  strict: HostStay,
  names: readonly ReasonCode[],
): Promise<PlanConflict['relaxations'][number] | null> {
  const prepared = prepare(input, dropRules(strict, new Set(names)));
  if (!prepared.ok) return null;
  const { model } = prepared.value;
  const yielding = names.map((name) => yieldingLimit(name, model) ?? yieldingRule(name, strict, model));
  const solution = await solveModel(prepared.value, { first: yielding.map(({ goal }) => goal) });
  if (solution.kind !== 'solved') return null;
  const { candidates } = readSolution(model, solution);
  const told = yielding.flatMap(({ name, tell }, index) => {
    const { isBroken, text } = tell(solution, candidates);
    return isBroken || index === 0 ? [{ name, text }] : [];
  });
  const [first, ...others] = told.map(({ text }) => text);
  return {
    rules: told.map(({ name }) => ({ code: name, values: {} })),
    explanation: first && others.length === 0 ? first : reason('and-also', { reasons: told.map(({ text }) => text) }),
    plan: assemblePlan(prepared.value, solution),
  };
}

/** A rule that is one limit on a sum: the sum as large as possible below a minimum, as small as possible above a maximum. */
function yieldingLimit(name: ReasonCode, model: Model): Yielding | null {
  for (const { name: own, miss, rows } of PLAN_RULES) {
    const row = own === name && miss ? rows(model)[0] : undefined;
    if (!row || !miss) continue;
    const goal = new Array<number>(model.candidates.length + model.takes.length).fill(0);
    const { indices, values } = inWholeNumbers(row);
    indices.forEach((column, index) => {
      goal[column] = (row.min === null ? -1 : 1) * (values[index] ?? 0);
    });
    const tell: Yielding['tell'] = (solution) => {
      const reached = reachedBy(row, solution);
      const isBroken = (row.min?.gt(reached) ?? false) || (row.max?.lt(reached) ?? false);
      return { isBroken, text: miss(row, reached, model.stay) };
    };
    return { name, goal, tell };
  }
  return null;
}

/** What the row's sum comes to in the solution. */
function reachedBy({ terms }: Constraint, solution: Solved): Rational {
  const taken = new Set(solution.taken);
  return Rational.sum(terms.filter(({ column }) => taken.has(column)).map(({ coefficient }) => coefficient));
}

/** Any other rule: as few bundles as possible that break it, or as many kept pins. */
function yieldingRule(name: ReasonCode, strict: HostStay, { candidates, takes }: Model): Yielding {
  const { pins } = strict.request;
  const rules = BUNDLE_RULES.filter((rule) => rule.name === name);
  const breaks = (candidate: Candidate): Reason[] => rules.flatMap((rule) => rule.refuse(candidate, strict) ?? []);
  const worth = (candidate: Candidate): number => {
    if (name === 'rule-pins') return pins.filter((pin) => keepsPin(candidate, pin)).length;
    return breaks(candidate).length > 0 ? -1 : 0;
  };
  const breaches = (chosen: readonly Candidate[]): Reason[] => {
    if (name === 'rule-time-table') return clashing(chosen, strict);
    if (name !== 'rule-pins') return chosen.flatMap(breaks);
    return pins
      .filter((pin) => !chosen.some((candidate) => keepsPin(candidate, pin)))
      .map(({ home, host }) => reason('pair', { home, host }));
  };
  const tell: Yielding['tell'] = (_solution, chosen) => {
    const broken = breaches(chosen);
    if (name === 'rule-pins')
      return { isBroken: broken.length > 0, text: reason('without-pins', { pins: broken, count: broken.length }) };
    const all = chosen.map(({ homes, hosts }) => reason('pair', { home: codesOf(homes), host: codesOf(hosts) }));
    const text = reason('without-rule', {
      rule: { code: name, values: {} },
      breaches: broken.length > 0 ? broken : all,
    });
    return { isBroken: broken.length > 0, text };
  };
  return { name, goal: [...candidates.map(worth), ...takes.map(() => 0)], tell };
}

const keepsPin = ({ homes, hosts }: Candidate, pin: PlanRequest['pins'][number]): boolean =>
  homes.some(({ course }) => isNamed(pin.home, course)) && hosts.some(({ key }) => key === codeKey(pin.host));

function clashing(candidates: readonly Candidate[], stay: HostStay): Reason[] {
  const hosts = candidates.flatMap((candidate) => candidate.hosts);
  return hosts.flatMap((a, index) =>
    hosts
      .slice(index + 1)
      .filter((b) => clashWith(a, b, stay))
      .map((b) => reason('meet-at-once', { course: a.course.code, other: b.course.code })),
  );
}
