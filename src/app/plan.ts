/** Plan: the study plan of one stay, from a curriculum and a host's catalogue. */

import { type RulesAt, resolveUnit, rulesAt, toEcts } from '../credits/index.ts';
import {
  type Catalogue,
  type Course,
  type Curriculum,
  type CurriculumCourse,
  codeKey,
  failure,
  type Plan,
  type PlanRequest,
  type Policy,
  type Problem,
  type Rational,
  type Result,
  success,
  termOfSemester,
} from '../domain/index.ts';
import { type FileInput, readCatalogue, readCurriculum, readPlan, writeJson } from '../interchange/index.ts';
import { buildPlan } from '../planning/index.ts';
import { type AppContext, findPolicy, joinProblems } from './context.ts';
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
  readonly onProgress?: (done: number, total: number) => void;
}

/** Plans a stay. The home courses are those of `semester`, or of the semesters that fall in `term`, or all. */
export async function planStay(
  context: AppContext,
  sides: { readonly curriculum: Curriculum; readonly catalogue: Catalogue },
  options: PlanOptions,
): Promise<Result<Plan>> {
  const policy = findPolicy(context, options.policy);
  if (!policy.ok) return policy;
  const period = coursesOfPeriod(sides.curriculum, options);
  if (!period.ok) return period;
  const unknownBans = bansOutside(sides.catalogue, options.bans ?? []);
  const rules = rulesAt(context.rules, context.today);
  const run = match(context, {
    home: period.value,
    host: sides.catalogue.courses,
    hostInstitution: sides.catalogue.institution,
    top: CANDIDATES,
    ...(options.onProgress && { onProgress: options.onProgress }),
  });
  const inEcts = ectsReader(rules, policy.value);
  const { institution, programme } = sides.curriculum;
  const planned = await buildPlan({
    home: { institution, programme, courses: period.value.map((course) => ({ course, ects: inEcts(course) })) },
    host: {
      institution: sides.catalogue.institution,
      academicYear: sides.catalogue.academicYear,
      courses: sides.catalogue.courses.map((course) => ({ course, ects: inEcts(course) })),
    },
    matches: run.results,
    request: requestFrom(options, policy.value, period.value),
    policy: policy.value,
    basis: run.basis,
  });
  return { ...planned, problems: joinProblems(unknownBans, inEcts.problems(), planned.problems) };
}

/** The curriculum courses that the stay should replace; never empty. */
function coursesOfPeriod(curriculum: Curriculum, options: PlanOptions): Result<CurriculumCourse[]> {
  const { semester, term } = options;
  const chosen = curriculum.courses.filter((course) => {
    if (semester !== undefined) return course.semester === semester;
    return term === undefined || course.semester === null || termOfSemester(course.semester) === term;
  });
  if (chosen.length > 0) return success(chosen);
  const semesters = [...new Set(curriculum.courses.flatMap((course) => course.semester ?? []))].sort((a, b) => a - b);
  return failure({
    code: 'option-invalid',
    severity: 'error',
    message:
      semester === undefined
        ? `no course of the curriculum falls in ${term ?? 'the period'}`
        : `no course of the curriculum is in semester ${semester}`,
    mend:
      semesters.length > 0
        ? `Choose one of its semesters: ${semesters.join(', ')}`
        : 'Add the column "semester" to the curriculum, or leave the option out',
  });
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

function requestFrom(options: PlanOptions, policy: Policy, period: readonly CurriculumCourse[]): PlanRequest {
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
  };
}

/**
 * Reads a course's ECTS by the rules of the day; null when its credits are unknown or not convertible. A range counts at its
 * minimum, which is what the host promises at least. `problems()` names each unknown unit once.
 */
function ectsReader(rules: RulesAt, policy: Policy): ((course: Course) => Rational | null) & { problems(): Problem[] } {
  const problems = new Map<string, Problem>();
  const read = (course: Course): Rational | null => {
    if (!course.credits) return null;
    const unit = resolveUnit(rules, course.credits.unit);
    const ects = unit.ok ? toEcts(course.credits.min, unit.value, policy) : unit;
    if (ects.ok) return ects.value.value;
    for (const problem of ects.problems) problems.set(problem.message, problem);
    return null;
  };
  return Object.assign(read, { problems: () => [...problems.values()] });
}

export interface PlanFilesRequest extends PlanOptions {
  readonly curriculum: FileInput;
  readonly host: FileInput;
}

/** Reads the files and plans; `rejected` counts the rows that were left out. */
export async function planFiles(
  context: AppContext,
  request: PlanFilesRequest,
): Promise<Result<{ plan: Plan; rejected: number }>> {
  const curriculum = readCurriculum(request.curriculum);
  if (!curriculum.ok) return curriculum;
  const host = readCatalogue(request.host);
  if (!host.ok) return host;
  const sides = { curriculum: curriculum.value.value, catalogue: host.value.value };
  const planned = await planStay(context, sides, request);
  const problems = joinProblems(curriculum.problems, host.problems, planned.problems);
  if (!planned.ok) return { ok: false, problems };
  return success({ plan: planned.value, rejected: curriculum.value.rejected + host.value.rejected }, problems);
}

export const planToJson = (plan: Plan): string => writeJson(plan);
export const planFromFile = (file: FileInput): Result<Plan> => readPlan(file);
