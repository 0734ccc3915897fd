/** What a plan is made from: the home courses of a period, a host's courses in ECTS, and their matches. */
import { type RulesAt, resolveUnit, rulesAt, toEcts } from '../../credits/index.ts';
import {
  type Catalogue,
  type Course,
  type CurriculumCourse,
  codeKey,
  failure,
  hostNamed,
  levelOf,
  type PlanRequest,
  type PlanWishes,
  type Policy,
  type Precedent,
  type Problem,
  planWishesSchema,
  precedentsOn,
  problem,
  type Rational,
  type Result,
  reason,
  type Transcript,
} from '../../domain/index.ts';

import { homeKey, isNamed, type PlanInput } from '../../planning/index.ts';
import { findPolicy, type PlanContext } from './context.ts';

import { type MatchRequest, matchBatch } from './match.ts';
import type { MatchRun } from './match-tasks.ts';
import { coursesOfPeriod, limitsOf, type PeriodOptions, passedCourses } from './period.ts';
import type { Sides } from './sides.ts';
import { takenAtBySubject } from './taken-at.ts';

/** What a plan needs beside the request that it keeps. */
export interface RunOptions {
  readonly precedents?: readonly Precedent[];
  readonly onProgress?: (done: number, total: number) => void;
  readonly timeLimitSeconds?: number;
  /** Gives up the matching. */
  readonly signal?: AbortSignal;
}

export interface PlanOptions extends PeriodOptions, RunOptions, PlanWishes {
  readonly policy?: string;
  /** What the student has passed at home so far, on the home scale. Without it prerequisites are unknown, not unmet. */
  readonly soFar?: Transcript;
}

/** Prepares the planner's input. The home courses are those of the semesters, which are asked for where the curriculum has several. */
export async function prepareStay(
  context: PlanContext,
  sides: Sides,
  options: PlanOptions,
): Promise<Result<PlanInput>> {
  const policy = findPolicy(context, options.policy);
  if (!policy.ok) return policy;
  const period = coursesOfPeriod(sides.curriculum, options);
  if (!period.ok) return period;
  const limits = limitsOf(options, policy.value);
  if (!limits.ok) return limits;
  const rules = rulesAt(context.rules, context.today);
  const soFar = options.soFar && passedCourses(options.soFar, sides.curriculum, { rules, policy: policy.value });
  if (soFar && !soFar.ok) return soFar;
  // The levels of the home courses, where the curriculum says them: a bachelor's student is not sent to doctoral seminars unasked.
  const ofCourses = [...new Set(period.value.flatMap((course) => levelOf(course.level) ?? []))].sort();
  const levels = options.levels ?? ofCourses;
  const request: PlanRequest = {
    ...planWishesSchema.parse(options),
    ...limits.value,
    semesters: [...new Set(period.value.flatMap((course) => course.semester ?? []))].sort((a, b) => a - b),
    ...(levels.length > 0 && { levels }),
    ...(soFar && { passed: { home: soFar.value, host: [] } }),
  };
  const input = await inputFor(context, sides, { request, period: period.value, policy: policy.value, run: options });
  const problems = [...(soFar?.problems ?? []), ...input.problems];
  const causes = causesIn(input.value);
  return causes.length > 0 ? failure(...causes, ...problems) : { ...input, problems };
}

/** What makes every plan empty: said instead of the rules that then cannot be kept. */
function causesIn({ home, host, request: { term } }: PlanInput): Problem[] {
  const sides = [
    ['curriculum-without-unit', home.courses],
    ['catalogue-without-unit', host.courses],
  ] as const;
  const unread = sides
    .filter(([, courses]) => courses.length > 0 && courses.every(({ ects }) => ects === null))
    .map(([code, { length }]) => problem('unit-unknown', reason(code, { count: length })));
  const offered = host.courses.map(({ course }) => course.terms);
  const isElsewhen =
    term !== null && offered.length > 0 && offered.every((terms) => terms.length > 0 && !terms.includes(term));
  const { institution } = host;
  return [
    ...unread,
    ...(isElsewhen
      ? [problem('option-invalid', reason('catalogue-of-other-term', { institution: hostNamed(institution), term }))]
      : []),
  ];
}

/** The input of a plan under a request: the same request and files give the same input, whether it is asked or was read from a plan. */
export async function inputFor(
  context: PlanContext,
  { curriculum, catalogue, index, among, precedents: decided = [] }: Sides,
  {
    request,
    period,
    policy,
    run: { precedents = [], onProgress, timeLimitSeconds, signal },
  }: {
    readonly request: PlanRequest;
    readonly period: readonly CurriculumCourse[];
    readonly policy: Policy;
    readonly run: RunOptions;
  },
): Promise<Result<PlanInput> & { ok: true }> {
  const { institution, programme } = curriculum;
  const passed = request.passed?.home ?? [];
  const isPassed = (course: CurriculumCourse): boolean => passed.some((name) => isNamed(name, course));
  // The same list for the same memory alone, so that what matching makes of it is kept.
  const decisions = precedents.length === 0 ? decided : [...precedents, ...decided];
  const run = await matchBatch(context, {
    home: [...period, ...curriculum.courses.filter((course) => isPassed(course) && !period.includes(course))],
    host: catalogue.courses,
    homeInstitution: institution,
    hostInstitution: catalogue.institution,
    precedents: decisions,
    // Candidates per home course that the planner sees.
    top: 40,
    ...(index && { index }),
    ...(request.mobility && { abroad: request.mobility === 'external' }),
    among,
    ...(onProgress && { onProgress }),
    ...(signal && { signal }),
  });
  const inEcts = ectsReader(rulesAt(context.rules, context.today), policy);
  const subjects = context.subjects?.().subjects ?? [];
  const planned = (course: CurriculumCourse): PlanInput['home']['courses'][number] => {
    const takenAt = takenAtBySubject(course, subjects);
    return { course, ects: inEcts.read(course), ...(takenAt && { takenAt }) };
  };
  const value: PlanInput = {
    home: { institution, programme, courses: period.map(planned) },
    host: {
      institution: catalogue.institution,
      academicYear: catalogue.academicYear,
      courses: catalogue.courses.map((course) => ({ course, ...inEcts.readRange(course) })),
    },
    matches: run.results,
    request,
    // Without a record of what the student has passed, a prerequisite is unknown, not unmet: it is noted beside the bundle.
    policy: request.passed ? policy : { ...policy, planning: { ...policy.planning, prerequisites: 'noted' } },
    basis: run.basis,
    precedents: precedentsOn(decisions, context.today, { home: institution, host: catalogue.institution }),
    ...(context.solver && { solver: context.solver }),
    ...(timeLimitSeconds !== undefined && { timeLimitSeconds }),
  };
  return { ok: true, value, problems: [...remarksOn(period, catalogue, request), ...inEcts.problems()] };
}

/** What of the request and the files a person should look at before the plan is trusted. */
function remarksOn(period: readonly CurriculumCourse[], catalogue: Catalogue, request: PlanRequest): Problem[] {
  const { institution } = catalogue;
  const warning = { severity: 'warning' } as const;
  const known = new Set(catalogue.courses.map(({ code }) => codeKey(code)));
  const unknown = (code: 'banned-not-offered' | 'preferred-not-offered', codes: readonly string[] = []): Problem[] =>
    codes
      .filter((one) => !known.has(codeKey(one)))
      .map((value) => {
        const why = reason(code, { code: value, institution: hostNamed(institution) });
        return problem('reference-unknown', why, { ...warning, value });
      });
  const bare = period.filter(
    ({ descriptions, outcomes }) => Object.keys(descriptions).length + Object.keys(outcomes).length === 0,
  );
  const counts = { bare: bare.length, total: period.length };
  return [
    ...unknown('banned-not-offered', request.bans),
    ...unknown('preferred-not-offered', request.preferred),
    ...repeated(period, homeKey).map((value) =>
      problem('code-duplicate', reason('curriculum-code-twice', { code: value }), { ...warning, value }),
    ),
    ...repeated(catalogue.courses, ({ code }) => codeKey(code)).map((value) =>
      problem('code-duplicate', reason('catalogue-code-twice', { code: value, institution: hostNamed(institution) }), {
        ...warning,
        value,
      }),
    ),
    ...(bare.length > 0 ? [problem('value-missing', reason('titles-alone', counts), warning)] : []),
  ];
}

/** Codes of courses of which the list has another above. */
function repeated<T extends { readonly code: string }>(courses: readonly T[], keyOf: (course: T) => string): string[] {
  const seen = new Set<string>();
  return courses.flatMap((course) => {
    const isNew = !seen.has(keyOf(course));
    seen.add(keyOf(course));
    return isNew ? [] : [course.code];
  });
}

/**
 * Reads a course's ECTS by the rules of the day; null when its credits are unknown or not convertible. A range counts at its
 * minimum, which is what the host promises at least. `problems()` names each unknown unit once.
 */
export function ectsReader(
  rules: RulesAt,
  policy: Policy,
): {
  read: (course: Course) => Rational | null;
  /** As the planner takes a host course. */
  readRange: (course: Course) => { ects: Rational | null; mostEcts?: Rational };
  problems: () => Problem[];
} {
  const problems = new Map<string, Problem>();
  const convert = (course: Course, end: 'min' | 'max'): Rational | null => {
    if (!course.credits) return null;
    const unit = resolveUnit(rules, course.credits.unit);
    const ects = unit.ok ? toEcts(course.credits[end], unit.value, policy) : unit;
    if (ects.ok) return ects.value.value;
    for (const problem of ects.problems)
      problems.set(JSON.stringify(problem.reason), { ...problem, severity: 'warning' });
    return null;
  };
  const read = (course: Course): Rational | null => convert(course, 'min');
  const readRange = (course: Course) => {
    const most = course.credits?.max.gt(course.credits.min) ? convert(course, 'max') : null;
    return { ects: read(course), ...(most && { mostEcts: most }) };
  };
  return { read, readRange, problems: () => [...problems.values()] };
}

export const matchSides = (
  context: PlanContext,
  { curriculum, catalogue, precedents: decided = [] }: Sides,
  {
    top,
    semester,
    code,
    precedents = [],
    everyFeature,
    onProgress,
    signal,
  }: Pick<MatchRequest, 'everyFeature' | 'onProgress' | 'signal'> & {
    readonly top: number;
    /** Only the home courses of this semester. */
    readonly semester?: number | undefined;
    /** Only the home course of this code. */
    readonly code?: string | undefined;
    /** Decisions beside those of the sides. */
    readonly precedents?: readonly Precedent[] | undefined;
  },
): Promise<MatchRun> =>
  matchBatch(context, {
    home: curriculum.courses.filter(
      (course) =>
        (semester === undefined || course.semester === semester) &&
        (code === undefined || codeKey(course.code) === codeKey(code)),
    ),
    host: catalogue.courses,
    homeInstitution: curriculum.institution,
    hostInstitution: catalogue.institution,
    precedents: precedents.length === 0 ? decided : [...precedents, ...decided],
    ...{ top, everyFeature },
    ...(onProgress && { onProgress }),
    ...(signal && { signal }),
  });
