/** Which home courses a stay should replace, in which terms, and within which limits. */
import {
  type Curriculum,
  type CurriculumCourse,
  type PlanRequest,
  type Policy,
  Rational,
  type Result,
  reason,
  refuse,
  success,
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

/** The courses of the chosen semesters, or of the semesters in the term, or all; never none. */
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
