/** Single conversions that a registrar asks for: one grade, one amount of credits. */
import {
  convertGrade,
  type Derived,
  fromEcts,
  givenTable,
  type RulesAt,
  readGradeOn,
  resolveScale,
  resolveUnit,
  rulesAt,
  tablesFor,
  toEcts,
} from '../../credits/index.ts';
import {
  type GradeCounts,
  type HomeGrade,
  levelOf,
  type Policy,
  type Rational,
  type Result,
  reason,
  refuse,
  success,
} from '../../domain/index.ts';
import { type AppContext, findPolicy } from './context.ts';

export interface RuleChoice {
  readonly policy?: string | undefined;
  /** ISO date whose rules apply; the day of the request when left out. */
  readonly on?: string | undefined;
}

interface ChosenRules {
  readonly rules: RulesAt;
  readonly policy: Policy;
}

export function chooseRules(context: AppContext, { policy: id, on }: RuleChoice): Result<ChosenRules> {
  const day = on ?? context.today;
  const policy = findPolicy({ ...context, today: day }, id);
  if (!policy.ok) return policy;
  return success({ rules: rulesAt(context.rules, day), policy: policy.value });
}

/** How often each grade was given; `sampleStated` false = shares, whose number of students is not known. */
export interface GivenGrades {
  readonly counts: GradeCounts;
  readonly sampleStated?: boolean | undefined;
}

export interface GradeRequest extends RuleChoice {
  /** As printed by the host. */
  readonly grade: string;
  /** Scale by id, family, name or alias. */
  readonly from: string;
  /** Id of the one conversion table that is asked about, instead of the policy's ladder. */
  readonly table?: string | undefined;
  /** The policy's home scale when left out. */
  readonly to?: string | undefined;
  /** Host institution, for its own conversion table and its grading tables. */
  readonly host?: string | undefined;
  /** ISCED-F field and level of the course: the group whose grading tables are compared. */
  readonly iscedF?: string | undefined;
  readonly level?: string | undefined;
  /** Grading tables of the two sides, instead of the installed ones. */
  readonly hostGrades?: GivenGrades | undefined;
  readonly homeGrades?: GivenGrades | undefined;
}

/** One printed grade on the home scale by the policy's ladder; fails when a person has to look at it. */
export function convertOneGrade(context: AppContext, request: GradeRequest): Result<Derived<HomeGrade>> {
  const chosen = chooseRules(context, request);
  if (!chosen.ok) return chosen;
  const { rules } = chosen.value;
  const asked = request.table === undefined ? success(chosen.value.policy) : byTableAlone(chosen.value, request.table);
  if (!asked.ok) return asked;
  const policy = asked.value;
  const { host = null, iscedF = null, level = null, hostGrades, homeGrades } = request;
  const named = resolveScale(rules, request.from, { institution: host });
  if (!named.ok) return named;
  const homeScale = resolveScale(rules, request.to ?? policy.homeScale);
  if (!homeScale.ok) return homeScale;
  const rounding = policy.grades.percentRounding;
  const read = readGradeOn([named.value], request.grade, { level: levelOf(level), rounding });
  if (!read.ok) return read;
  const { grade, scale: hostScale } = read.value;
  const given = {
    host: hostGrades && givenTable('given_host', hostScale.id, hostGrades),
    home: homeGrades && givenTable('given_home', homeScale.value.id, homeGrades),
  };
  return convertGrade({
    grade,
    hostScale,
    homeScale: homeScale.value,
    policy,
    hostInstitution: host,
    installed: rules.conversions,
    tables: tablesFor(rules, { home: policy.institution, host, iscedF, level, given }),
  });
}

/** The policy with one installed table as its whole ladder, and that table's home scale. */
function byTableAlone({ rules, policy }: ChosenRules, id: string): Result<Policy> {
  const found = rules.conversions.find((conversion) => conversion.id === id);
  if (!found)
    return refuse(
      'reference-unknown',
      reason('conversion-unknown', { id, day: rules.date, known: rules.conversions.map((one) => one.id) }),
    );
  const { hostScale, homeScale, table, source } = found;
  const ladder = [
    { method: 'fixed-table' as const, hostScale, conversion: id, table, choose: 'minimum' as const, source },
  ];
  return success({ ...policy, homeScale, grades: { ...policy.grades, ladder } });
}

/** An amount of credits in another unit, exact, through ECTS. */
export function convertCredits(
  context: AppContext,
  request: RuleChoice & {
    readonly amount: Rational;
    /** Printed names or ids of units. */
    readonly from: string;
    readonly to: string;
  },
): Result<Derived<Rational>> {
  const chosen = chooseRules(context, request);
  if (!chosen.ok) return chosen;
  const { rules, policy } = chosen.value;
  const from = resolveUnit(rules, request.from);
  if (!from.ok) return from;
  const to = resolveUnit(rules, request.to);
  if (!to.ok) return to;
  const ects = toEcts(request.amount, from.value, policy);
  if (!ects.ok) return ects;
  const converted = fromEcts(ects.value.value, to.value, policy);
  if (!converted.ok) return converted;
  return success({ ...converted.value, derivation: [...ects.value.derivation, ...converted.value.derivation] });
}
