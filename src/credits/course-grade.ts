/** The final grade of a Kazakh course from its midterms and its exam, as transcripts of internal mobility may list them apart. */
import { type GradeScale, Rational, type Rounding, reason } from '../domain/index.ts';
import { type Derived, step } from './derive.ts';
import { gradeOfPercent } from './parse-grade.ts';

/**
 * Final percentage and letter from percentages. Who is not admitted has the scale's lowest grade, without a retake, and no final percentage.
 * Shares and threshold are the university's own: 60 % of the mean of the midterms and 40 % of the exam, from 50 % on, are the usual ones.
 * Null when there is no midterm or the scale has no bands. Source: KazNU academic policy 2.17.3-4 and common practice.
 */
export function courseGrade(
  marks: { readonly midterms: readonly Rational[]; readonly exam: Rational },
  scale: GradeScale,
  rule: { readonly midtermShare: Rational; readonly admission: Rational; readonly rounding: Rounding } = {
    midtermShare: Rational.of(3, 5),
    admission: Rational.of(50),
    rounding: 'half-up',
  },
): Derived<{ admission: Rational; final: Rational | null; letter: string; passed: boolean }> | null {
  const lowest = gradeOfPercent(scale, Rational.ZERO);
  if (marks.midterms.length === 0 || !lowest) return null;
  const { midtermShare, rounding } = rule;
  const admission = Rational.sum(marks.midterms).div(Rational.of(marks.midterms.length));
  const source = scale.source;
  if (admission.lt(rule.admission)) {
    const why = reason('course-not-admitted', { mean: admission, least: rule.admission });
    const inputs = { admission };
    const only = step({ rule: 'course.not-admitted', reason: why, inputs, output: lowest.symbol, source });
    return { value: { admission, final: null, letter: lowest.symbol, passed: false }, derivation: [only] };
  }
  const examShare = Rational.ONE.sub(midtermShare);
  const final = admission.mul(midtermShare).add(marks.exam.mul(examShare));
  const grade = gradeOfPercent(scale, final, rounding) ?? lowest;
  const formula = `${midtermShare} × ${admission} + ${examShare} × ${marks.exam} = ${final}%`;
  const why = reason('course-final', { formula, letter: grade.symbol });
  const inputs = { admission, exam: marks.exam, rounding };
  const only = step({ rule: 'course.final', reason: why, inputs, output: grade.symbol, source });
  return { value: { admission, final, letter: grade.symbol, passed: grade.passing }, derivation: [only] };
}
