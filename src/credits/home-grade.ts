/** A grade on the home scale, from a symbol, a percentage or points. */
import { type GradeScale, type HomeGrade, Rational, type Rounding, reason, textIn } from '../domain/index.ts';
import { type Derived, step } from './derive.ts';
import { gradeOfPercent, isBetter, parseGrade, type ScaleGrade, symbolKey } from './parse-grade.ts';
import type { ParsedGrade } from './parsed-grade.ts';

/** The home scale's row as a grade; `percent` only where one is known. Registrars write the traditional grade in Russian. */
const homeGrade = (scale: GradeScale, grade: ScaleGrade, percent: Rational | null = null): HomeGrade => ({
  scale: scale.id,
  letter: grade.symbol,
  points: grade.value,
  percent,
  traditional: grade.traditional ? textIn(grade.traditional, 'ru', 'kk', 'en') : null,
  status: grade.passing ? 'graded' : 'failed',
});

/** A pass that counts credits and stays out of every average. */
export const passedWithoutGrade = (scale: GradeScale): HomeGrade => ({
  scale: scale.id,
  letter: null,
  points: null,
  percent: null,
  traditional: null,
  status: 'passed-without-grade',
});

/** The home grade with this symbol, alias or number, or null. */
export function homeGradeBySymbol(scale: GradeScale, symbol: string, percent: Rational | null): HomeGrade | null {
  const key = symbolKey(symbol);
  const grade = scale.grades.find((row) => [row.symbol, ...row.aliases].some((name) => symbolKey(name) === key));
  if (grade) return homeGrade(scale, grade, percent);
  const parsed = parseGrade(scale, symbol);
  if (!parsed.ok || parsed.value.value === null) return null;
  const { status, value } = parsed.value;
  if (status !== 'graded' && status !== 'failed') return null;
  return { ...passedWithoutGrade(scale), letter: symbol, points: value, percent, status };
}

/** The home grade of a whole percentage, or null when the scale has no such band. */
export function homeGradeByPercent(scale: GradeScale, percent: Rational): HomeGrade | null {
  const grade = gradeOfPercent(scale, percent);
  return grade ? homeGrade(scale, grade, percent) : null;
}

/**
 * The passing home grade for a number that lies between grades: `nearest` (a tie to the better), the next `better`, or the next
 * `lower`. Null when no passing grade qualifies.
 */
export function homeGradeByPoints(
  scale: GradeScale,
  points: Rational,
  snap: 'nearest' | 'better' | 'lower',
): HomeGrade | null {
  const distance = (value: Rational): Rational => value.sub(points).max(points.sub(value));
  let chosen: { grade: ScaleGrade; value: Rational } | null = null;
  for (const grade of scale.grades) {
    const { value } = grade;
    if (!grade.passing || value === null) continue;
    if (snap === 'better' && isBetter(scale, points, value)) continue;
    if (snap === 'lower' && isBetter(scale, value, points)) continue;
    const order = chosen ? distance(value).cmp(distance(chosen.value)) : -1;
    if (chosen === null || order < 0 || (order === 0 && isBetter(scale, value, chosen.value)))
      chosen = { grade, value };
  }
  return chosen ? homeGrade(scale, chosen.grade) : null;
}

/** Lowest percentage that passes on a scale with bands; null when it has none. */
export const lowestPassingPercent = (scale: GradeScale): Rational | null =>
  scale.grades.reduce<Rational | null>(
    (least, { passing, percent }) => (passing && percent ? (least?.min(percent[0]) ?? percent[0]) : least),
    null,
  );

/** Whether a grade is a number as printed on a scale of numbers, and not a word or a letter that stands for a band of them. */
const isPrintedNumber = ({ value, band }: ParsedGrade, { kind, grades }: GradeScale): boolean =>
  kind === 'numeric' &&
  value !== null &&
  !band &&
  grades.some(({ percent }) => percent) &&
  grades.every((one) => !one.value);

/** How many different passing grades such a grade could have been; null = any number between pass and best. */
export function countPassingGrades(scale: GradeScale, grade: ParsedGrade): Rational | null {
  if (scale.step === null && isPrintedNumber(grade, scale)) return null;
  if (scale.kind === 'symbols' || scale.step === null) {
    const passing = scale.grades.filter((grade) => grade.passing && !grade.conditional);
    return passing.length > 0 ? Rational.of(passing.length) : null;
  }
  const span = scale.best.sub(scale.pass);
  return span.max(span.neg()).div(scale.step).round('floor').add(Rational.ONE);
}

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
