/** Rungs of the ladder that compute: the linear method and the modified Bavarian formula. */
import { type DerivationStep, Rational, type Reason, type Rounding, reason } from '../domain/index.ts';
import { type Conversion, isCalled, printedGrade, type Rung, type StepOf } from './conversion.ts';
import { step } from './derive.ts';
import {
  countPassingGrades,
  homeGradeByPercent,
  homeGradeByPoints,
  lowestPassingPercent,
  passedWithoutGrade,
} from './home-grade.ts';
import { isBetter } from './parse-grade.ts';

interface Range {
  readonly value: Rational;
  readonly best: Rational;
  readonly pass: Rational;
  /** Where the policy's practical ends come from; null for the scale's own. */
  readonly source: string | null;
}

/** The host grade between pass and best, with the policy's practical ends; a grade beyond them counts as the end. */
function rangeOf(
  rung: StepOf<'linear-percent' | 'modified-bavarian'>,
  { grade, hostScale }: Conversion,
): Range | { why: Reason } {
  const scale = hostScale.name;
  if (grade.status === 'failed') return { why: reason('ladder-no-formula-for-fails') };
  if (grade.value === null) return { why: reason('ladder-no-number', { grade: grade.printed, scale }) };
  const passing = countPassingGrades(hostScale, grade);
  const least = Rational.of(rung.minPassingGrades);
  if (passing === null && hostScale.kind === 'symbols') return { why: reason('ladder-no-passing-grades', { scale }) };
  if (passing?.lt(least)) return { why: reason('ladder-few-passing-grades', { scale, count: passing, least }) };
  const practical = rung.practical.find((range) => isCalled(hostScale, range.hostScale));
  const best = practical?.best ?? hostScale.best;
  const pass = practical?.pass ?? hostScale.pass;
  if (best.eq(pass)) return { why: reason('ladder-no-range', { scale }) };
  const beyondBest = isBetter(hostScale, grade.value, best);
  const value = beyondBest ? best : isBetter(hostScale, pass, grade.value) ? pass : grade.value;
  return { value, best, pass, source: practical?.source ?? null };
}

/** The sentence of a formula: its figures stand in it as they were computed. */
function formulaReason(
  { grade }: Conversion,
  { best, pass, source }: Range,
  figures: { readonly formula: string; readonly rounding: Rounding; readonly result: string },
): Reason {
  const values = { ...figures, grade: printedGrade(grade), rounding: reason('rounding', { mode: figures.rounding }) };
  return source === null
    ? reason('grade-by-formula', values)
    : reason('grade-by-formula-in-practice', { ...values, pass, best, source });
}

/** What the number in a formula stands for: the middle of a letter's band; the first cycle's pass mark where the cycle is not known. */
function assumptions({ grade, hostScale }: Conversion, pass: Rational): DerivationStep[] {
  const { band, value } = grade;
  const { name: scale, source } = hostScale;
  const middle =
    band && value
      ? [
          step({
            rule: 'assumed.band',
            reason: reason('grade-band', { grade: grade.printed, scale, from: band[0], to: band[1], middle: value }),
            output: value,
            source,
          }),
        ]
      : [];
  if (Object.keys(hostScale.passByLevel).length === 0) return middle;
  const why = reason('grade-level-open', { grade: grade.printed, scale, pass });
  return [...middle, step({ rule: 'assumed.level', reason: why, output: pass, source })];
}

/** percent = low + (100 - low) (grade - pass) / (best - pass), then the home letter table. The institution's own method. */
export function convertLinearly(rung: StepOf<'linear-percent'>, conversion: Conversion): Rung {
  const { homeScale } = conversion;
  const { rounding, source } = rung;
  const scale = homeScale.name;
  const low = lowestPassingPercent(homeScale);
  if (low === null) return { why: reason('ladder-no-percent-bands', { scale }) };
  const range = rangeOf(rung, conversion);
  if ('why' in range) return range;
  const { value, best, pass } = range;
  const exact = low.add(Rational.of(100).sub(low).mul(value.sub(pass)).div(best.sub(pass)));
  const percent = exact.round(rounding);
  const found = homeGradeByPercent(homeScale, percent);
  if (found?.status !== 'graded') return { why: reason('ladder-no-pass', { grade: `${percent}%`, scale }) };
  const grade = { ...found, exactPercent: exact };
  const letter = grade.letter ?? '';
  const formula = `${low} + (100 - ${low}) × (${value} - ${pass}) / (${best} - ${pass}) = ${exact}%`;
  const steps = [
    ...assumptions(conversion, pass),
    step({
      rule: 'grade.linear-percent',
      reason: formulaReason(conversion, range, { formula, rounding, result: `${percent}%` }),
      inputs: { grade: value, best, pass, low, rounding },
      output: percent,
      source,
    }),
    step({
      rule: 'grade.letter',
      reason: reason('grade-letter', { percent, letter, scale }),
      inputs: { percent, scale: homeScale.id },
      output: letter,
      source: homeScale.source,
    }),
  ];
  return { grade, steps };
}

/**
 * x = best' + (pass' - best') (Nmax - Nd) / (Nmax - Nmin) in the home scale's numbers; with a German home scale that is the KMK's
 * 1 + 3 (Nmax - Nd) / (Nmax - Nmin).
 */
export function convertByBavarianFormula(rung: StepOf<'modified-bavarian'>, conversion: Conversion): Rung {
  const { homeScale } = conversion;
  const { rounding, snap, source } = rung;
  const range = rangeOf(rung, conversion);
  if ('why' in range) return range;
  const { value, best, pass } = range;
  const scale = homeScale.name;
  const spread = homeScale.pass.sub(homeScale.best);
  const exact = homeScale.best.add(spread.mul(best.sub(value)).div(best.sub(pass)));
  const points = exact.round(rounding, rung.step);
  // Without a snap the number stands as it is, but not beyond the lowest pass.
  const symbol = homeScale.grades.find(({ value: of, passing }) => passing && of?.eq(points))?.symbol ?? null;
  const unsnapped = { ...passedWithoutGrade(homeScale), letter: symbol, points, status: 'graded' as const };
  const beyond = isBetter(homeScale, homeScale.pass, points);
  const found = snap === 'none' ? (beyond ? null : unsnapped) : homeGradeByPoints(homeScale, points, snap);
  if (!found) return { why: reason('ladder-no-pass', { grade: points, scale }) };
  const grade = { ...found, exactPoints: exact };
  const letter = grade.letter ?? '';
  const formula = `${homeScale.best} + (${spread}) × (${best} - ${value}) / (${best} - ${pass}) = ${exact}`;
  const computed = step({
    rule: 'grade.modified-bavarian',
    reason: formulaReason(conversion, range, { formula, rounding, result: points.toString() }),
    inputs: { grade: value, best, pass, rounding, step: rung.step },
    output: points,
    source,
  });
  const assumed = assumptions(conversion, pass);
  if (snap === 'none') return { grade, steps: [...assumed, computed] };
  const why = reason('grade-snapped', { points, snap, scale, letter });
  return {
    grade,
    steps: [
      ...assumed,
      computed,
      step({ rule: 'grade.snap', reason: why, inputs: { points, snap }, output: letter, source }),
    ],
  };
}
