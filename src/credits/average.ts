/** Averages: the grade of a bundle and the GPA. */
import { type GradeScale, type HomeGrade, type Policy, Rational } from '../domain/index.ts';
import { type Derived, step } from './derive.ts';
import { homeGradeByPercent, homeGradeByPoints, passedWithoutGrade } from './home-grade.ts';

/** One converted grade of a bundle with its weight. */
export interface WeightedGrade {
  readonly grade: HomeGrade;
  readonly weight: Rational;
}

interface MeanInput {
  readonly parts: readonly WeightedGrade[];
  readonly homeScale: GradeScale;
  readonly policy: Policy;
}

/**
 * The one grade of a bundle of passes: each host grade is converted first, then the credit-weighted mean of percent is taken, or of points
 * where a percentage is not known. Passes without a grade are left out or take the grade away, as the policy says.
 */
export function meanGrade({ parts, homeScale, policy }: MeanInput): Derived<HomeGrade> {
  const graded = parts.filter(({ grade }) => grade.status === 'graded');
  const [first] = graded;
  const mixed = graded.length < parts.length;
  if (!first || (mixed && policy.recognition.mixedBundle === 'without-grade')) {
    const text = first ? 'Part of the bundle has no grade, so the whole has none' : 'No part of the bundle has a grade';
    const only = step({ rule: 'bundle.without-grade', text, output: 'passed without grade', source: policy.source });
    return { value: passedWithoutGrade(homeScale), derivation: parts.length > 1 ? [only] : [] };
  }
  const note = mixed
    ? [
        step({
          rule: 'bundle.graded-part',
          text: 'Passes without a grade are left out of the mean',
          output: 'left out',
          source: policy.source,
        }),
      ]
    : [];
  if (graded.length === 1) return { value: first.grade, derivation: note };
  const mean = meanOfPercent(graded, { homeScale, policy }) ?? meanOfPoints(graded, { homeScale, policy });
  return { value: mean.value, derivation: [...note, ...mean.derivation] };
}

type MeanRules = Omit<MeanInput, 'parts'>;

function meanOfPercent(parts: readonly WeightedGrade[], { homeScale, policy }: MeanRules): Derived<HomeGrade> | null {
  const weighted = parts.flatMap(({ grade, weight }) => (grade.percent ? [{ value: grade.percent, weight }] : []));
  if (weighted.length < parts.length) return null;
  const exact = weightedMean(weighted);
  const percent = exact.round(policy.grades.percentRounding);
  const value = homeGradeByPercent(homeScale, percent);
  if (value?.status !== 'graded') return null;
  const terms = weighted.map((part) => `${part.value}% × ${part.weight}`).join(' + ');
  const only = step({
    rule: 'bundle.mean-percent',
    text: `Credit-weighted mean (${terms}) = ${exact}%, rounded ${policy.grades.percentRounding} to ${percent}%: ${value.letter}`,
    inputs: { rounding: policy.grades.percentRounding },
    output: value.letter ?? '',
    source: policy.source,
  });
  return { value, derivation: [only] };
}

function meanOfPoints(parts: readonly WeightedGrade[], { homeScale, policy }: MeanRules): Derived<HomeGrade> {
  const weighted = parts.flatMap(({ grade, weight }) => (grade.points ? [{ value: grade.points, weight }] : []));
  const exact = weightedMean(weighted);
  const snapped = homeGradeByPoints(homeScale, exact, policy.grades.meanSnap);
  const value = snapped ?? { ...passedWithoutGrade(homeScale), points: exact, status: 'graded' as const };
  const terms = weighted.map((part) => `${part.value} × ${part.weight}`).join(' + ');
  const only = step({
    rule: 'bundle.mean-points',
    text: `Credit-weighted mean (${terms}) = ${exact}; ${policy.grades.meanSnap} grade of ${homeScale.id}: ${value.letter ?? exact}`,
    inputs: { snap: policy.grades.meanSnap },
    output: value.letter ?? exact,
    source: policy.source,
  });
  return { value, derivation: [only] };
}

interface Weighted {
  readonly value: Rational;
  readonly weight: Rational;
}

/** Mean by weight; courses without credits weigh the same. The list is not empty. */
function weightedMean(parts: readonly Weighted[]): Rational {
  const total = Rational.sum(parts.map(({ weight }) => weight));
  if (total.isZero()) return Rational.sum(parts.map(({ value }) => value)).div(Rational.of(parts.length));
  return Rational.sum(parts.map(({ value, weight }) => value.mul(weight))).div(total);
}

/** One graded course for an average. `points` null = no grade, which is left out. */
export interface GpaRow {
  readonly title: string;
  readonly points: Rational | null;
  readonly credits: Rational;
  readonly failed?: boolean;
}

type GpaRule = Pick<Policy['gpa'], 'failedCount' | 'digits' | 'rounding'>;

/**
 * Sum of points × credits over sum of credits, rounded once at the end as the policy says; null when nothing counts.
 * Passes without a grade are left out; fails stay in the denominator where the policy counts them (kaznpu.kz/en/1054).
 */
export function gpa(
  rows: readonly GpaRow[],
  { gpa: rule, source }: { gpa: GpaRule; source: string },
): Derived<Rational | null> {
  const counted = rows.flatMap(({ points, credits, failed = false }) =>
    points !== null && credits.gt(Rational.ZERO) && (!failed || rule.failedCount)
      ? [{ value: points, weight: credits }]
      : [],
  );
  if (counted.length === 0) {
    const only = step({ rule: 'gpa', text: 'No course with a grade counts', output: 'none', source });
    return { value: null, derivation: [only] };
  }
  const exact = weightedMean(counted);
  const value = exact.round(rule.rounding, Rational.of(1n, 10n ** BigInt(rule.digits)));
  const terms = counted.map((row) => `${row.value} × ${row.weight}`).join(' + ');
  const credits = Rational.sum(counted.map(({ weight }) => weight));
  const only = step({
    rule: 'gpa',
    text: `(${terms}) / ${credits} = ${exact}, rounded ${rule.rounding} to ${value}`,
    inputs: { credits, rounding: rule.rounding },
    output: value,
    source,
  });
  return { value, derivation: [only] };
}
