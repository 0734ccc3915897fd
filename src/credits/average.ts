/** Averages: the grade of a bundle and the GPA. */
import { type HomeGrade, type Policy, Rational, reason } from '../domain/index.ts';
import type { HomeRules } from './conversion.ts';
import { type Derived, step } from './derive.ts';
import { homeGradeByPercent, homeGradeByPoints, passedWithoutGrade } from './home-grade.ts';

interface Weighted<T> {
  readonly value: T;
  readonly weight: Rational;
}

/**
 * The one grade of a bundle of passes: each host grade is converted first, then the credit-weighted mean of percent is taken, or of points
 * where a percentage is not known. Passes without a grade are left out or take the grade away, as the policy says.
 */
export function meanGrade(parts: readonly Weighted<HomeGrade>[], home: HomeRules): Derived<HomeGrade> {
  const { recognition, source } = home.policy;
  const graded = parts.filter(({ value }) => value.status === 'graded');
  const [first] = graded;
  const mixed = graded.length < parts.length;
  if (!first || (mixed && recognition.mixedBundle === 'without-grade')) {
    const why = first ? reason('bundle-partly-without-grade') : reason('bundle-without-grade');
    const output = reason('passed-without-grade');
    const only = step({ rule: 'bundle.without-grade', reason: why, output, source });
    return { value: passedWithoutGrade(home.homeScale), derivation: parts.length > 1 ? [only] : [] };
  }
  const leftOut = { reason: reason('bundle-graded-part'), output: reason('left-out') };
  const note = mixed ? [step({ rule: 'bundle.graded-part', ...leftOut, source })] : [];
  if (graded.length === 1) return { value: first.value, derivation: note };
  const mean = meanOfPercent(graded, home) ?? meanOfPoints(graded, home);
  return { value: mean.value, derivation: [...note, ...mean.derivation] };
}

function meanOfPercent(
  parts: readonly Weighted<HomeGrade>[],
  { homeScale, policy: { grades, source } }: HomeRules,
): Derived<HomeGrade> | null {
  const weighted = parts.flatMap(({ value: { exactPercent, percent }, weight }) => {
    const exact = exactPercent ?? percent;
    return exact ? [{ value: exact, weight }] : [];
  });
  if (weighted.length < parts.length) return null;
  const { mean, terms } = weightedMean(weighted, '%');
  const percent = mean.round(grades.percentRounding);
  const value = homeGradeByPercent(homeScale, percent);
  if (value?.status !== 'graded') return null;
  const output = value.letter ?? '';
  const rounding = reason('rounding', { mode: grades.percentRounding });
  const why = reason('bundle-mean-percent', { terms, mean, rounding, percent, letter: output });
  const inputs = { rounding: grades.percentRounding };
  return { value, derivation: [step({ rule: 'bundle.mean-percent', reason: why, inputs, output, source })] };
}

function meanOfPoints(
  parts: readonly Weighted<HomeGrade>[],
  { homeScale, policy: { grades, source } }: HomeRules,
): Derived<HomeGrade> {
  const weighted = parts.flatMap(({ value: { exactPoints, points }, weight }) => {
    const exact = exactPoints ?? points;
    return exact ? [{ value: exact, weight }] : [];
  });
  const { mean, terms } = weightedMean(weighted);
  const snap = grades.meanSnap;
  const snapped = homeGradeByPoints(homeScale, mean, snap);
  const value = snapped ?? { ...passedWithoutGrade(homeScale), points: mean, status: 'graded' as const };
  const output = value.letter ?? mean;
  const why = reason('bundle-mean-points', {
    terms,
    mean,
    snap,
    scale: homeScale.name,
    letter: output,
  });
  return { value, derivation: [step({ rule: 'bundle.mean-points', reason: why, inputs: { snap }, output, source })] };
}

/** Mean by weight, with its terms as they are shown; courses without credits weigh the same. The list is not empty. */
function weightedMean(parts: readonly Weighted<Rational>[], unit = ''): { mean: Rational; terms: string } {
  const terms = parts.map(({ value, weight }) => `${value}${unit} × ${weight}`).join(' + ');
  const total = Rational.sum(parts.map(({ weight }) => weight));
  const mean = total.isZero()
    ? Rational.sum(parts.map(({ value }) => value)).div(Rational.of(parts.length))
    : Rational.sum(parts.map(({ value, weight }) => value.mul(weight))).div(total);
  return { mean, terms };
}

/** One graded course for an average. `points` null = no grade, which is left out. */
export interface GpaRow {
  readonly points: Rational | null;
  readonly credits: Rational;
  readonly failed?: boolean;
}

/**
 * Sum of points × credits over sum of credits, rounded once at the end as the policy says; null when nothing counts.
 * Passes without a grade are left out; fails stay in the denominator where the policy counts them (kaznpu.kz/en/1054).
 */
export function gpa(
  rows: readonly GpaRow[],
  { gpa: rule, source }: { gpa: Pick<Policy['gpa'], 'failedCount' | 'digits' | 'rounding'>; source: string },
): Derived<Rational | null> {
  const counted = rows.flatMap(({ points, credits, failed = false }) =>
    points !== null && credits.gt(Rational.ZERO) && (!failed || rule.failedCount)
      ? [{ value: points, weight: credits }]
      : [],
  );
  if (counted.length === 0) {
    const only = step({ rule: 'gpa', reason: reason('gpa-nothing-counts'), output: reason('no-average'), source });
    return { value: null, derivation: [only] };
  }
  const { mean, terms } = weightedMean(counted);
  const value = mean.round(rule.rounding, Rational.of(1n, 10n ** BigInt(rule.digits)));
  const credits = Rational.sum(counted.map(({ weight }) => weight));
  const formula = `(${terms}) / ${credits} = ${mean}`;
  const why = reason('gpa-mean', { formula, rounding: reason('rounding', { mode: rule.rounding }), value });
  const inputs = { credits, rounding: rule.rounding };
  return { value, derivation: [step({ rule: 'gpa', reason: why, inputs, output: value, source })] };
}
