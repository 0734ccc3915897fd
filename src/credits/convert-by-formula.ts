/** Rungs of the ladder that compute: the linear method and the modified Bavarian formula. */
import { type GradeScale, type HomeGrade, Rational } from '../domain/index.ts';
import { type Conversion, isCalled, type Rung, type StepOf } from './conversion.ts';
import { step } from './derive.ts';
import {
  countPassingGrades,
  homeGradeByPercent,
  homeGradeByPoints,
  isBetter,
  lowestPassingPercent,
  passedWithoutGrade,
} from './home-grade.ts';

interface Range {
  readonly value: Rational;
  readonly best: Rational;
  readonly pass: Rational;
  readonly note: string;
}

/** The host grade between pass and best, with the policy's practical ends; a grade beyond them counts as the end. */
function rangeOf(rung: StepOf<'linear-percent' | 'modified-bavarian'>, conversion: Conversion): Range | string {
  const { grade, hostScale } = conversion;
  if (grade.status === 'failed') return 'a fail is never converted by a formula';
  if (grade.value === null) return `${grade.printed} has no number on ${hostScale.id}`;
  const passing = countPassingGrades(hostScale);
  const needed = Rational.of(rung.minPassingGrades);
  if (passing === null && hostScale.kind === 'symbols') return `${hostScale.id} has no passing grades listed`;
  if (passing?.lt(needed)) return `${hostScale.id} has ${passing} passing grades, fewer than ${needed}`;
  const practical = rung.practical.find((range) => isCalled(hostScale, range.hostScale));
  const best = practical?.best ?? hostScale.best;
  const pass = practical?.pass ?? hostScale.pass;
  if (best.eq(pass)) return `best and lowest passing grade of ${hostScale.id} are the same`;
  const beyondBest = isBetter(hostScale, grade.value, best);
  const value = beyondBest ? best : isBetter(hostScale, pass, grade.value) ? pass : grade.value;
  const note = practical ? ` (practical range ${pass} to ${best}, ${practical.source})` : '';
  return { value, best, pass, note };
}

/** percent = low + (100 - low) (grade - pass) / (best - pass), then the home letter table. The institution's own method. */
export function convertLinearly(rung: StepOf<'linear-percent'>, conversion: Conversion): Rung {
  const { grade, hostScale, homeScale } = conversion;
  const low = lowestPassingPercent(homeScale);
  if (low === null) return { reason: `${homeScale.id} has no percent bands` };
  const range = rangeOf(rung, conversion);
  if (typeof range === 'string') return { reason: range };
  const { value, best, pass, note } = range;
  const exact = low.add(Rational.of(100).sub(low).mul(value.sub(pass)).div(best.sub(pass)));
  const percent = exact.round(rung.rounding);
  const found = homeGradeByPercent(homeScale, percent);
  if (found?.status !== 'graded') return { reason: `${percent}% is no passing grade of ${homeScale.id}` };
  const formula = `${low} + (100 - ${low}) × (${value} - ${pass}) / (${best} - ${pass}) = ${exact}%`;
  const steps = [
    step({
      rule: 'grade.linear-percent',
      text: `${grade.printed} on ${hostScale.id}: ${formula}${note}, rounded ${rung.rounding} to ${percent}%`,
      inputs: { grade: value, best, pass, low, rounding: rung.rounding },
      output: percent,
      source: rung.source,
    }),
    step({
      rule: 'grade.letter',
      text: `${percent}% is ${found.letter} on ${homeScale.id}`,
      inputs: { percent, scale: homeScale.id },
      output: found.letter ?? '',
      source: homeScale.source,
    }),
  ];
  return { grade: found, steps };
}

/**
 * x = best' + (pass' - best') (Nmax - Nd) / (Nmax - Nmin) in the home scale's numbers; with a German home scale that is the KMK's
 * 1 + 3 (Nmax - Nd) / (Nmax - Nmin).
 */
export function convertByBavarianFormula(rung: StepOf<'modified-bavarian'>, conversion: Conversion): Rung {
  const { grade, hostScale, homeScale } = conversion;
  const range = rangeOf(rung, conversion);
  if (typeof range === 'string') return { reason: range };
  const { value, best, pass, note } = range;
  const spread = homeScale.pass.sub(homeScale.best);
  const exact = homeScale.best.add(spread.mul(best.sub(value)).div(best.sub(pass)));
  const points = exact.round(rung.rounding, rung.step);
  const found = rung.snap === 'none' ? unsnapped(homeScale, points) : homeGradeByPoints(homeScale, points, rung.snap);
  if (!found) return { reason: `${points} is no passing grade of ${homeScale.id}` };
  const formula = `${homeScale.best} + (${spread}) × (${best} - ${value}) / (${best} - ${pass}) = ${exact}`;
  const steps = [
    step({
      rule: 'grade.modified-bavarian',
      text: `${grade.printed} on ${hostScale.id}: ${formula}${note}, rounded ${rung.rounding} to ${points}`,
      inputs: { grade: value, best, pass, rounding: rung.rounding, step: rung.step },
      output: points,
      source: rung.source,
    }),
  ];
  if (rung.snap !== 'none')
    steps.push(
      step({
        rule: 'grade.snap',
        text: `${points} becomes the ${rung.snap} grade of ${homeScale.id}: ${found.letter}`,
        inputs: { points, snap: rung.snap },
        output: found.letter ?? '',
        source: rung.source,
      }),
    );
  return { grade: found, steps };
}

/** A number of the home scale that stands as it is; null beyond the lowest pass. */
function unsnapped(homeScale: GradeScale, points: Rational): HomeGrade | null {
  if (isBetter(homeScale, homeScale.pass, points)) return null;
  const exact = homeScale.grades.find(({ value, passing }) => passing && value?.eq(points));
  return { ...passedWithoutGrade(homeScale), letter: exact?.symbol ?? null, points, status: 'graded' };
}
