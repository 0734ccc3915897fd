/** What a plan is made from: the home courses of a period, a host's courses in ECTS, and their matches. */
import { parseGrade, type RulesAt, resolveScale, resolveUnit, rulesAt, toEcts } from '../credits/index.ts';
import {
  type BundlePrecedent,
  type Catalogue,
  type Course,
  type Curriculum,
  type CurriculumCourse,
  codeKey,
  failure,
  type PlanRequest,
  type Policy,
  type Problem,
  type Rational,
  type Result,
  success,
  type Transcript,
  termOfSemester,
} from '../domain/index.ts';
import { asBundlePrecedents, asMatchPrecedents } from '../mobility/index.ts';
import type { PlanInput } from '../planning/index.ts';
import { type AppContext, findPolicy } from './context.ts';
import { match } from './match.ts';

/** Candidates per home course that the planner sees. */
const CANDIDATES = 40;

export interface PlanOptions {
  readonly minEcts?: Rational;
  readonly maxEcts?: Rational;
  readonly term?: 'autumn' | 'spring';
  readonly semester?: number;
  readonly languages?: readonly string[];
  /** Home code with host code. */
  readonly pins?: readonly { home: string; host: string }[];
  readonly bans?: readonly string[];
  readonly policy?: string;
  /** What the student has passed at home so far, on the home scale. Without it prerequisites are unknown, not unmet. */
  readonly soFar?: Transcript;
  readonly onProgress?: (done: number, total: number) => void;
  readonly timeLimitSeconds?: number;
}

export interface Sides {
  readonly curriculum: Curriculum;
  readonly catalogue: Catalogue;
  /** What was decided before on courses of these two institutions. */
  readonly precedents?: readonly BundlePrecedent[];
}

/** Prepares the planner's input. The home courses are those of `semester`, or of the semesters in `term`, or all. */
export function prepareStay(
  context: AppContext,
  { curriculum, catalogue, precedents = [] }: Sides,
  options: PlanOptions,
): Result<PlanInput> {
  const policy = findPolicy(context, options.policy);
  if (!policy.ok) return policy;
  const period = coursesOfPeriod(curriculum, options);
  if (!period.ok) return period;
  const rules = rulesAt(context.rules, context.today);
  const soFar = options.soFar ? passedCourses(options.soFar, rules, policy.value) : success([]);
  if (!soFar.ok) return soFar;
  const passed = new Set(soFar.value.map(codeKey));
  const { institution, programme } = curriculum;
  const run = match(context, {
    home: [
      ...period.value,
      ...curriculum.courses.filter((course) => passed.has(codeKey(course.code)) && !period.value.includes(course)),
    ],
    host: catalogue.courses,
    hostInstitution: catalogue.institution,
    homeInstitution: institution,
    precedents: asMatchPrecedents(precedents),
    top: CANDIDATES,
    ...(options.onProgress && { onProgress: options.onProgress }),
  });
  const inEcts = ectsReader(rules, policy.value);
  const input: PlanInput = {
    home: { institution, programme, courses: period.value.map((course) => ({ course, ects: inEcts.read(course) })) },
    host: {
      institution: catalogue.institution,
      academicYear: catalogue.academicYear,
      courses: catalogue.courses.map((course) => ({ course, ects: inEcts.read(course) })),
    },
    matches: run.results,
    request: requestFrom(options, policy.value, { period: period.value, passed: options.soFar ? soFar.value : null }),
    policy: options.soFar ? policy.value : withoutRecord(policy.value),
    basis: run.basis,
    bundlePrecedents: asBundlePrecedents(precedents, context.today),
    ...(context.solver && { solver: context.solver }),
    ...(options.timeLimitSeconds !== undefined && { timeLimitSeconds: options.timeLimitSeconds }),
  };
  return success(input, [...bansOutside(catalogue, options.bans ?? []), ...soFar.problems, ...inEcts.problems()]);
}

/** Without a record of what the student has passed, a prerequisite is unknown, not unmet: it is noted beside the bundle. */
const withoutRecord = (policy: Policy): Policy => ({
  ...policy,
  planning: { ...policy.planning, prerequisites: 'noted' },
});

/** The curriculum courses that the stay should replace; never empty. */
function coursesOfPeriod(curriculum: Curriculum, { semester, term }: PlanOptions): Result<CurriculumCourse[]> {
  const chosen = curriculum.courses.filter((course) => {
    if (semester !== undefined) return course.semester === semester;
    return term === undefined || course.semester === null || termOfSemester(course.semester) === term;
  });
  if (chosen.length > 0) return success(chosen);
  const semesters = [...new Set(curriculum.courses.flatMap((course) => course.semester ?? []))].sort((a, b) => a - b);
  const where = semester === undefined ? `falls in ${term ?? 'the period'}` : `is in semester ${semester}`;
  return failure({
    code: 'option-invalid',
    severity: 'error',
    message: `no course of the curriculum ${where}`,
    mend:
      semesters.length > 0
        ? `Choose one of its semesters: ${semesters.join(', ')}`
        : 'Add the column "semester" to the curriculum, or leave the option out',
  });
}

/** Codes of the rows that are passed on the home scale; a row that can not be judged is reported and counts as not passed. */
function passedCourses(soFar: Transcript, rules: RulesAt, policy: Policy): Result<string[]> {
  const scale = resolveScale(rules, policy.homeScale);
  if (!scale.ok) return scale;
  const problems: Problem[] = [];
  const codes = soFar.rows.flatMap((row) => {
    const grade = parseGrade(scale.value, row.grade, policy.grades.percentRounding);
    if (!grade.ok)
      problems.push(...grade.problems.map((problem) => ({ ...problem, severity: 'warning' as const, line: row.line })));
    const isPassed = grade.ok && (grade.value.status === 'graded' || grade.value.status === 'passed-without-grade');
    return isPassed && row.code !== '' ? [row.code] : [];
  });
  return success(codes, problems);
}

function bansOutside(catalogue: Catalogue, bans: readonly string[]): Problem[] {
  const known = new Set(catalogue.courses.map(({ code }) => codeKey(code)));
  return bans
    .filter((code) => !known.has(codeKey(code)))
    .map((code) => ({
      code: 'reference-unknown' as const,
      severity: 'warning' as const,
      message: `the banned course "${code}" is not in the catalogue of ${catalogue.institution}`,
      mend: 'Check the code; the ban changes nothing',
      value: code,
    }));
}

interface Asked {
  readonly period: readonly CurriculumCourse[];
  readonly passed: readonly string[] | null;
}

function requestFrom(options: PlanOptions, policy: Policy, { period, passed }: Asked): PlanRequest {
  const semesters = [...new Set(period.flatMap((course) => course.semester ?? []))].sort((a, b) => a - b);
  const term = options.term ?? (options.semester === undefined ? null : termOfSemester(options.semester));
  return {
    minEcts: options.minEcts ?? policy.planning.minEcts,
    maxEcts: options.maxEcts ?? policy.planning.maxEcts,
    term,
    semesters,
    languages: [...(options.languages ?? [])],
    pins: [...(options.pins ?? [])],
    bans: [...(options.bans ?? [])],
    ...(passed && { passed: { home: [...passed], host: [] } }),
  };
}

/**
 * Reads a course's ECTS by the rules of the day; null when its credits are unknown or not convertible. A range counts at its
 * minimum, which is what the host promises at least. `problems()` names each unknown unit once.
 */
export function ectsReader(
  rules: RulesAt,
  policy: Policy,
): { read: (course: Course) => Rational | null; problems: () => Problem[] } {
  const problems = new Map<string, Problem>();
  const read = (course: Course): Rational | null => {
    if (!course.credits) return null;
    const unit = resolveUnit(rules, course.credits.unit);
    const ects = unit.ok ? toEcts(course.credits.min, unit.value, policy) : unit;
    if (ects.ok) return ects.value.value;
    for (const problem of ects.problems)
      problems.set(`${problem.message} ${problem.value}`, { ...problem, severity: 'warning' });
    return null;
  };
  return { read, problems: () => [...problems.values()] };
}
