/** The final grade of a Kazakh course from its midterms and its exam, as transcripts of internal mobility may list them apart. */
import { type GradeScale, Rational, type Rounding } from '../domain/index.ts';
import { type Derived, step } from './derive.ts';
import { gradeOfPercent } from './parse-grade.ts';

/** Shares and threshold are the university's own: 60/40 and 50 are the usual ones. */
export interface CourseGradeRule {
  readonly midtermShare: Rational;
  readonly admission: Rational;
  readonly rounding: Rounding;
}

export interface CourseGrade {
  readonly admission: Rational;
  /** Null when the student was not admitted to the exam. */
  readonly final: Rational | null;
  readonly letter: string;
  readonly passed: boolean;
}

/** 60 % of the mean of the midterms and 40 % of the exam; below 50 % the exam does not count. */
const USUAL_COURSE_GRADE: CourseGradeRule = {
  midtermShare: Rational.of(3, 5),
  admission: Rational.of(50),
  rounding: 'half-up',
};

/**
 * Final percentage and letter from percentages. Who is not admitted has the scale's lowest grade, without a retake. Null when there is no midterm
 * or the scale has no bands. Source: KazNU academic policy 2.17.3-4 and common practice.
 */
export function courseGrade(
  marks: { readonly midterms: readonly Rational[]; readonly exam: Rational },
  scale: GradeScale,
  rule: CourseGradeRule = USUAL_COURSE_GRADE,
): Derived<CourseGrade> | null {
  const lowest = gradeOfPercent(scale, Rational.ZERO);
  if (marks.midterms.length === 0 || !lowest) return null;
  const { midtermShare, rounding } = rule;
  const admission = Rational.sum(marks.midterms).div(Rational.of(marks.midterms.length));
  const source = scale.source;
  if (admission.lt(rule.admission)) {
    const text = `The mean of the midterms is ${admission}, below ${rule.admission}: not admitted to the exam`;
    const only = step({ rule: 'course.not-admitted', text, inputs: { admission }, output: lowest.symbol, source });
    return { value: { admission, final: null, letter: lowest.symbol, passed: false }, derivation: [only] };
  }
  const final = admission.mul(midtermShare).add(marks.exam.mul(Rational.ONE.sub(midtermShare)));
  const grade = gradeOfPercent(scale, final, rounding) ?? lowest;
  const text = `${midtermShare} × ${admission} + ${Rational.ONE.sub(midtermShare)} × ${marks.exam} = ${final}%: ${grade.symbol}`;
  const inputs = { admission, exam: marks.exam, rounding };
  const only = step({ rule: 'course.final', text, inputs, output: grade.symbol, source });
  return { value: { admission, final, letter: grade.symbol, passed: grade.passing }, derivation: [only] };
}
