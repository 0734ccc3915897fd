/** Why no plan exists: the fewest rules that cannot be kept together, and the nearest plan if one of them gives way. */
import {
  failure,
  type PlanConflict,
  type PlanRequest,
  type Problem,
  problem,
  type ReasonCode,
  type Result,
  reason,
  success,
} from '../domain/index.ts';
import { subsets } from './bundles.ts';
import { singlesOf } from './candidates.ts';
import { BUNDLE_RULES, PLAN_RULES } from './constraints/index.ts';
import type { PlanInput } from './input.ts';
import { prepare, solveModel } from './prepare.ts';
import { relax } from './relax.ts';
import { dropRules, type HostStay, indexStay } from './stay.ts';

/** Every rule that may be said to be in conflict, in its declared order and pins last; without those that a plan means nothing without. */
const NAMED_RULES: readonly ReasonCode[] = [
  ...new Set(
    [...PLAN_RULES, ...BUNDLE_RULES]
      .filter(({ structural, name }) => !structural && name !== 'rule-pins')
      .map(({ name }) => name),
  ),
  'rule-pins',
];
const JUSTIFICATIONS = new Map([...PLAN_RULES, ...BUNDLE_RULES].map(({ name, why }) => [name, why]));

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
  const tester = new Tester(input, stay);
  if (await tester.isFeasible(tester.rules)) return success({ rules: [], relaxations: [] }, tester.remarks());
  const names = contradictionIn(stay) ?? (await tester.smallestConflict());
  const others = await tester.furtherConflicts(names);
  const relaxations: PlanConflict['relaxations'] = [];
  for (const name of names) {
    const yielding = [name, ...others];
    if (!(await tester.isFeasible(tester.rules.filter((rule) => !yielding.includes(rule))))) continue;
    const relaxed = await relax(input, stay, yielding);
    if (relaxed) relaxations.push(relaxed);
  }
  const rules = names.map((name) => ({
    name: { code: name, values: {} },
    why: { code: JUSTIFICATIONS.get(name) ?? name, values: {} },
  }));
  return success({ rules, relaxations }, tester.remarks());
}

/** A minimum above its maximum: whatever else may be in the way, that is said. */
function contradictionIn({ request }: HostStay): ReasonCode[] | null {
  const { minEcts, maxEcts, termLimits } = request;
  if (minEcts.gt(maxEcts)) return ['rule-minimum-ects', 'rule-maximum-ects'];
  for (const term of ['autumn', 'spring'] as const)
    if (request.term === null && termLimits?.[term].minEcts.gt(termLimits[term].maxEcts))
      return [`rule-minimum-${term}`, `rule-maximum-${term}`];
  return null;
}

const LIMITS = {
  /** Sets of courses that are looked at first: a plan among them is a plan, and only where there is none are all looked at. */
  quickSets: 4_000,
} as const;

/** Tells which rules conflict by solving with some of them left out. */
class Tester {
  readonly #input: PlanInput;
  readonly #stay: HostStay;
  readonly #known: { readonly kept: ReadonlySet<ReasonCode>; readonly isFeasible: boolean }[] = [];
  /** The fewest host courses that were tried for a home course where no plan was found; null: all of them, always. */
  #tried: number | null = null;
  /** Rules that have something to say about this input. */
  readonly rules: readonly ReasonCode[];

  constructor(input: PlanInput, stay: HostStay) {
    this.#input = input;
    this.#stay = stay;
    this.rules = this.#rulesInForce();
  }

  /** A rule that refuses nothing and makes no row cannot be in a conflict. */
  #rulesInForce(): ReasonCode[] {
    const stay = this.#stay;
    const open = prepare(this.#input, dropRules(stay, new Set(NAMED_RULES)));
    const model = open.ok ? { ...open.value.model, stay } : null;
    const singles = [...stay.homes.values()].flatMap((home) => singlesOf(home, stay));
    const candidates = [...singles, ...(model?.candidates ?? [])];
    const refusing = BUNDLE_RULES.filter(({ refuse }) =>
      candidates.some((candidate) => refuse(candidate, stay) !== null),
    );
    const limiting = PLAN_RULES.filter(({ rows }) => model !== null && rows(model).length > 0);
    const inForce = new Set([...refusing, ...limiting].map(({ name }) => name));
    if (stay.request.pins.length > 0) inForce.add('rule-pins');
    return NAMED_RULES.filter((name) => inForce.has(name));
  }

  /**
   * Whether some plan keeps these rules, all others left out. What is known of fewer rules or of more tells it
   * without a solve; not with and without pins, because a pin also lets in what other rules refuse.
   */
  async isFeasible(kept: readonly ReasonCode[]): Promise<boolean> {
    const asked = new Set(kept.filter((name) => this.rules.includes(name)));
    const isWithin = (few: ReadonlySet<ReasonCode>, many: ReadonlySet<ReasonCode>): boolean =>
      [...few].every((name) => many.has(name));
    const known = this.#known.find(
      ({ kept: other, isFeasible }) =>
        other.has('rule-pins') === asked.has('rule-pins') &&
        (isFeasible ? isWithin(asked, other) : isWithin(other, asked)),
    );
    if (known) return known.isFeasible;
    const isFeasible = await this.#hasPlan(asked);
    this.#known.push({ kept: asked, isFeasible });
    return isFeasible;
  }

  async #hasPlan(kept: ReadonlySet<ReasonCode>): Promise<boolean> {
    const dropped = new Set(NAMED_RULES.filter((name) => !kept.has(name)));
    const stay = { ...dropRules(this.#stay, dropped), anyPlan: true };
    const quick = Math.min(LIMITS.quickSets, stay.mostSets ?? LIMITS.quickSets);
    for (const mostSets of [quick, stay.mostSets]) {
      const prepared = prepare(this.#input, { ...stay, mostSets });
      if (!prepared.ok) return false;
      if ((await solveModel(prepared.value, { best: false })).kind === 'solved') return true;
      const { cut } = prepared.value;
      if (cut === null) return false;
      if (mostSets !== quick || mostSets === stay.mostSets) this.#tried = Math.min(this.#tried ?? cut.tried, cut.tried);
    }
    return false;
  }

  /** What the answer is true of, where a limit of size kept the search from looking at everything. */
  remarks(): Problem[] {
    const tried = this.#tried;
    return tried === null ? [] : [problem('plan-not-proven', reason('best-among', { tried }), { severity: 'warning' })];
  }

  /**
   * The fewest rules in conflict. Every conflict meets every set of rules whose leaving out makes a plan possible: so the fewest rules that meet all
   * such sets known so far are a smallest conflict, or can be kept together and show a set that they do not meet.
   */
  async smallestConflict(rules: readonly ReasonCode[] = this.rules): Promise<ReasonCode[]> {
    for (const known: ReasonCode[][] = []; ; ) {
      const fewest = fewestMeeting(known, rules);
      if (!(await this.isFeasible(fewest))) return fewest;
      const kept = [...fewest];
      for (const rule of rules) if (!kept.includes(rule) && (await this.isFeasible([...kept, rule]))) kept.push(rule);
      const leftOut = rules.filter((rule) => !kept.includes(rule));
      if (leftOut.length === 0) return []; // all can be kept: there is no conflict
      known.push(leftOut);
    }
  }

  /** Rules of the conflicts that are left when this one is resolved: one rule that gives way is then not enough for a plan. */
  async furtherConflicts(first: readonly ReasonCode[]): Promise<ReasonCode[]> {
    const found: ReasonCode[] = [];
    let kept = this.rules.filter((rule) => !first.includes(rule));
    while (!(await this.isFeasible(kept))) {
      const next = await this.smallestConflict(kept);
      if (next.length === 0) break;
      found.push(...next);
      kept = kept.filter((rule) => !next.includes(rule));
    }
    return found;
  }
}

/** The first of the smallest sets of rules that has one of each set. */
function fewestMeeting(sets: readonly (readonly ReasonCode[])[], rules: readonly ReasonCode[]): ReasonCode[] {
  for (let size = 0; size < rules.length; size += 1) {
    const found = subsets(rules, size).find((some) => sets.every((set) => set.some((rule) => some.includes(rule))));
    if (found) return found;
  }
  return [...rules];
}

/** The conflict as one problem: the figure first, then the rules by name. */
export function conflictProblem({ rules, relaxations }: PlanConflict, { minEcts, maxEcts }: PlanRequest): Problem {
  const [first, ...ways] = relaxations.map(({ explanation }) => explanation);
  const headline = minEcts.gt(maxEcts)
    ? reason('minimum-above-maximum', { least: `${minEcts}`, most: `${maxEcts}` })
    : (first ?? reason('no-plan'));
  const said = { headline, rules: rules.map(({ name }) => name) };
  return problem(
    'plan-infeasible',
    ways.length > 0
      ? reason('rules-conflict-ways', { ...said, ways })
      : reason('rules-conflict', { ...said, count: rules.length }),
  );
}
