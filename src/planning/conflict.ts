/** Why no plan exists: the fewest named rules that cannot be kept together, and the nearest plan if one of them gives way. */
import { failure, type PlanConflict, type PlanRequest, type Problem, type Result, success } from '../domain/index.ts';
import { singlesOf } from './candidates.ts';
import { BUNDLE_RULES, PLAN_RULES } from './constraints/index.ts';
import type { PlanInput } from './input.ts';
import { prepare, solveModel } from './prepare.ts';
import { relax } from './relax.ts';
import { dropRules, indexStay, type Stay } from './stay.ts';

/** A rule that a conflict can name. */
export interface NamedRule {
  readonly name: string;
  readonly why: string;
}

/** Every rule that may be said to be in conflict, in its declared order and pins last; without those that a plan means nothing without. */
function namedRules(): NamedRule[] {
  const rules = [
    ...PLAN_RULES.filter(({ structural }) => !structural),
    ...BUNDLE_RULES.filter(({ structural }) => !structural),
  ];
  const distinct = [...new Map(rules.map(({ name, why }) => [name, { name, why }])).values()];
  return [...distinct.filter(({ name }) => name !== 'pins'), ...distinct.filter(({ name }) => name === 'pins')];
}

/**
 * The smallest conflict of an input without a plan. A rule whose leaving out alone makes a plan possible belongs to every
 * conflict; if these alone already conflict they are the smallest one, else the fewest further rules are added that do.
 * Fails with `pin-unknown` for pins that name nothing; a success with no rules means that there is a plan.
 */
export async function explainConflict(input: PlanInput): Promise<Result<PlanConflict>> {
  const stay = indexStay(input);
  const whole = prepare(input, stay);
  const unknown = whole.ok ? [] : whole.problems.filter(({ code }) => code === 'pin-unknown');
  if (unknown.length > 0) return failure(...unknown);
  const tester = testerOf(input, stay);
  if (await tester.isFeasible(tester.rules)) return success({ rules: [], relaxations: [] });
  const rules = await smallestConflict(tester);
  const others = (await furtherConflicts(rules, tester)).map(({ name }) => name);
  const relaxations = [];
  for (const { name } of rules) {
    const relaxed = await relax(input, stay, [name, ...others]);
    if (relaxed) relaxations.push(relaxed);
  }
  return success({ rules, relaxations });
}

/** Rules of the conflicts that are left when this one is resolved: one rule that gives way is then not enough for a plan. */
async function furtherConflicts(first: readonly NamedRule[], tester: Tester): Promise<NamedRule[]> {
  const found: NamedRule[] = [];
  let kept = tester.rules.filter((rule) => !first.includes(rule));
  while (!(await tester.isFeasible(kept))) {
    const next = await smallestConflict({ ...tester, rules: kept });
    if (next.length === 0) break;
    found.push(...next);
    kept = kept.filter((rule) => !next.includes(rule));
  }
  return found;
}

interface Tester {
  /** Rules that have something to say about this input. */
  readonly rules: readonly NamedRule[];
  /** Whether some plan keeps these rules, all others left out. */
  readonly isFeasible: (kept: readonly NamedRule[]) => Promise<boolean>;
}

function testerOf(input: PlanInput, stay: Stay): Tester {
  const all = namedRules();
  const rules = rulesInForce(all, input, stay);
  const known = new Map<string, Promise<boolean>>();
  const test = async (dropped: ReadonlySet<string>): Promise<boolean> => {
    const prepared = prepare(input, dropRules(stay, dropped));
    return prepared.ok && (await solveModel(prepared.value, { best: false })).kind === 'solved';
  };
  const isFeasible = (kept: readonly NamedRule[]): Promise<boolean> => {
    const names = new Set(kept.map(({ name }) => name));
    const dropped = new Set(all.map(({ name }) => name).filter((name) => !names.has(name)));
    const key = [...dropped].join('\n');
    const answer = known.get(key) ?? test(dropped);
    known.set(key, answer);
    return answer;
  };
  return { rules, isFeasible };
}

/** A rule that refuses nothing and makes no row cannot be in a conflict. */
function rulesInForce(all: readonly NamedRule[], input: PlanInput, stay: Stay): NamedRule[] {
  const open = prepare(input, dropRules(stay, new Set(all.map(({ name }) => name))));
  const model = open.ok ? { ...open.value.model, stay } : null;
  const singles = [...stay.homes.values()].flatMap((home) => singlesOf(home, stay));
  const candidates = [...singles, ...(model?.candidates ?? [])];
  const inForce = new Set([
    ...(stay.request.pins.length > 0 ? ['pins'] : []),
    ...BUNDLE_RULES.filter(({ refuse }) => candidates.some((candidate) => refuse(candidate, stay) !== null)).map(
      ({ name }) => name,
    ),
    ...PLAN_RULES.filter(({ rows }) => model !== null && rows(model).length > 0).map(({ name }) => name),
  ]);
  return all.filter(({ name }) => inForce.has(name));
}

async function smallestConflict({ rules, isFeasible }: Tester): Promise<NamedRule[]> {
  const needed: NamedRule[] = [];
  for (const rule of rules) if (await isFeasible(rules.filter((other) => other !== rule))) needed.push(rule);
  const others = rules.filter((rule) => !needed.includes(rule));
  for (let size = 0; size <= 2; size += 1) {
    for (const added of subsets(others, size)) {
      const tried = rules.filter((rule) => needed.includes(rule) || added.includes(rule));
      if (!(await isFeasible(tried))) return tried;
    }
  }
  return deletionFilter(rules, isFeasible);
}

/** A conflict from which no rule can be left out; not always the smallest. For inputs with several long conflicts. */
async function deletionFilter(rules: readonly NamedRule[], isFeasible: Tester['isFeasible']): Promise<NamedRule[]> {
  let kept = [...rules];
  for (const rule of rules) {
    const without = kept.filter((other) => other !== rule);
    if (!(await isFeasible(without))) kept = without;
  }
  return kept;
}

function subsets<T>(items: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, index) => subsets(items.slice(index + 1), size - 1).map((rest) => [item, ...rest]));
}

/** The conflict as one problem: the figure first, then the rules by name. */
export function conflictProblem({ rules, relaxations }: PlanConflict, { minEcts, maxEcts }: PlanRequest): Problem {
  const [first, ...others] = relaxations.map(({ text }) => text);
  const headline = minEcts.gt(maxEcts)
    ? `the minimum of ${minEcts} ECTS is above the maximum of ${maxEcts} ECTS`
    : (first ?? 'no plan keeps all rules');
  return {
    code: 'plan-infeasible',
    severity: 'error',
    message: `${headline}. Rules in conflict: ${rules.map(({ name }) => name).join(', ')}`,
    mend:
      others.length > 0
        ? `Let one of them give way, for example: ${others.join('; or: ')}`
        : `Let ${rules.length > 1 ? 'one of them' : 'it'} give way`,
  };
}
