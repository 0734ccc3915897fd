/** Which home courses a stay should replace, in which terms and limits, and what the student has passed so far. */

import { parseGrade, type RulesAt, resolveScale } from '../../credits/index.ts';
import {
  type Curriculum,
  type CurriculumCourse,
  codeKey,
  type PlanRequest,
  type Policy,
  type Problem,
  Rational,
  type Result,
  reason,
  refuse,
  success,
  type Transcript,
  termOfSemester,
} from '../../domain/index.ts';

type TermName = 'autumn' | 'spring';

interface Limits {
  readonly minEcts?: Rational;
  readonly maxEcts?: Rational;
}

export interface PeriodOptions extends Limits {
  readonly term?: TermName;
  /** Home semesters that the stay replaces. An odd and an even one make a stay of two terms unless `term` says one. */
  readonly semester?: number | readonly number[];
  /** Limits of each term of a stay of two; `minEcts` and `maxEcts` are those of the whole stay. */
  readonly termLimits?: Partial<Record<TermName, Limits>>;
}

const semestersOf = ({ semester = [] }: PeriodOptions): readonly number[] => [semester].flat();

/** The courses of the chosen semesters, or of the only one in the term; all where the curriculum names none; never none. */
export function coursesOfPeriod(curriculum: Curriculum, options: PeriodOptions): Result<CurriculumCourse[]> {
  const wanted = semestersOf(options);
  const known = [...new Set(curriculum.courses.flatMap((course) => course.semester ?? []))].sort((a, b) => a - b);
  const missing = wanted.filter((semester) => !known.includes(semester));
  if (missing.length > 0)
    return refuse(
      'option-invalid',
      known.length > 0
        ? reason('semesters-unknown', { semesters: missing.map(String), known: known.map(String) })
        : reason('curriculum-without-semesters'),
    );
  // Which part of the studies is away is the student's to say; a list of one semester has said it.
  const open = known.filter((semester) => options.term === undefined || termOfSemester(semester) === options.term);
  if (wanted.length === 0 && open.length > 1)
    return refuse('option-invalid', reason('semester-to-choose', { known: open.map(String) }));
  const chosen = curriculum.courses.filter(({ semester }) => {
    if (wanted.length > 0) return semester !== null && wanted.includes(semester);
    return options.term === undefined || semester === null || termOfSemester(semester) === options.term;
  });
  if (chosen.length > 0) return success(chosen);
  return refuse('option-invalid', reason(options.term ? `no-course-in-${options.term}` : 'no-course-in-period'));
}

/**
 * Terms and limits of the stay. A stay of two terms has the policy's limits in each, and their sum as a whole; a minimum of the whole
 * that is given leaves each term free, and a greater maximum of the whole may be shared by halves.
 */
export function limitsOf(
  options: PeriodOptions,
  { planning }: Policy,
): Result<Pick<PlanRequest, 'term' | 'minEcts' | 'maxEcts' | 'termLimits'>> {
  const terms = new Set(options.term ? [options.term] : semestersOf(options).map(termOfSemester));
  const { minEcts, maxEcts, termLimits: asked } = options;
  if (terms.size < 2) {
    if (asked) return refuse('option-invalid', reason('term-limits-alone'));
    const [term = null] = terms;
    return success({ term, minEcts: minEcts ?? planning.minEcts, maxEcts: maxEcts ?? planning.maxEcts });
  }
  const half = (maxEcts ?? Rational.ZERO).div(Rational.of(2));
  const limitsIn = (term: TermName) => ({
    minEcts: asked?.[term]?.minEcts ?? (minEcts ? Rational.ZERO : planning.minEcts),
    maxEcts: asked?.[term]?.maxEcts ?? planning.maxEcts.max(half),
  });
  const termLimits = { autumn: limitsIn('autumn'), spring: limitsIn('spring') };
  const { autumn, spring } = termLimits;
  return success({
    term: null,
    minEcts: minEcts ?? autumn.minEcts.add(spring.minEcts),
    maxEcts: maxEcts ?? autumn.maxEcts.add(spring.maxEcts),
    termLimits,
  });
}

/**
 * Home courses that the record shows as passed on the home scale. Where a code stands in several semesters of the curriculum, each
 * pass counts for one of them, the earliest first (`KAZ1101@1`); a repetition adds none. A row that cannot be judged is reported
 * and counts as not passed.
 */
export function passedCourses(
  soFar: Transcript,
  curriculum: Curriculum,
  { rules, policy }: { readonly rules: RulesAt; readonly policy: Policy },
): Result<string[]> {
  const scale = resolveScale(rules, policy.homeScale);
  if (!scale.ok) return scale;
  const problems: Problem[] = [];
  const passes = new Map<string, { readonly code: string; readonly count: number }>();
  for (const row of soFar.rows) {
    const grade = parseGrade(scale.value, row.grade, policy.grades.percentRounding);
    if (!grade.ok)
      problems.push(...grade.problems.map((problem) => ({ ...problem, severity: 'warning' as const, line: row.line })));
    const isPassed = grade.ok && (grade.value.status === 'graded' || grade.value.status === 'passed-without-grade');
    if (!isPassed || row.code === '') continue;
    const { code, count } = passes.get(codeKey(row.code)) ?? { code: row.code, count: 0 };
    const isRepetition = row.attempt !== null && row.attempt > 1;
    passes.set(codeKey(row.code), { code, count: isRepetition ? Math.max(1, count) : count + 1 });
  }
  const semestersWith = (code: string, { courses }: Curriculum): number[] =>
    courses
      .filter((course) => codeKey(course.code) === codeKey(code))
      .flatMap(({ semester }) => semester ?? [])
      .sort((a, b) => a - b);
  const named = [...passes.values()].flatMap(({ code, count }) => {
    const semesters = semestersWith(code, curriculum);
    return semesters.length < 2 ? [code] : semesters.slice(0, count).map((semester) => `${code}@${semester}`);
  });
  return success(named, problems);
}
