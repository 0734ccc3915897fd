/** A grade on the home scale, from a symbol, a percentage or points. */
import { type GradeScale, type HomeGrade, Rational, textIn } from '../domain/index.ts';
import { gradeOfPercent, parseGrade, symbolKey } from './parse-grade.ts';

type ScaleGrade = GradeScale['grades'][number];

/** Registrars of the home university write the traditional grade in Russian; other languages are for scales that lack it. */
const TRADITIONAL_LANGUAGES = ['ru', 'kk', 'en'];

/** The home scale's row as a grade; `percent` only where one is known. */
const homeGrade = (scale: GradeScale, grade: ScaleGrade, percent: Rational | null = null): HomeGrade => ({
  scale: scale.id,
  letter: grade.symbol,
  points: grade.value,
  percent,
  traditional: grade.traditional ? textIn(grade.traditional, ...TRADITIONAL_LANGUAGES) : null,
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

/** A fail that no table gave a symbol for: no letter and no points are made up. */
export const failedGrade = (scale: GradeScale): HomeGrade => ({ ...passedWithoutGrade(scale), status: 'failed' });

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

/** Whether `a` is a better number than `b` on this scale. */
export const isBetter = (scale: GradeScale, a: Rational, b: Rational): boolean =>
  scale.direction === 'higher-is-better' ? a.gt(b) : a.lt(b);

/**
 * The passing home grade for a number that lies between grades: `nearest` (a tie to the better), the next `better`, or the next
 * `lower`. Null when no passing grade qualifies.
 */
export function homeGradeByPoints(
  scale: GradeScale,
  points: Rational,
  snap: 'nearest' | 'better' | 'lower',
): HomeGrade | null {
  let chosen: { grade: ScaleGrade; value: Rational } | null = null;
  for (const grade of scale.grades) {
    const { value } = grade;
    if (!grade.passing || value === null) continue;
    if (snap === 'better' && isBetter(scale, points, value)) continue;
    if (snap === 'lower' && isBetter(scale, value, points)) continue;
    if (chosen === null || isCloser(scale, points, [value, chosen.value])) chosen = { grade, value };
  }
  return chosen ? homeGrade(scale, chosen.grade) : null;
}

/** Whether the first candidate is closer to `points` than the second, or as close and better. */
function isCloser(scale: GradeScale, points: Rational, [first, second]: readonly [Rational, Rational]): boolean {
  const order = distance(first, points).cmp(distance(second, points));
  return order < 0 || (order === 0 && isBetter(scale, first, second));
}

const distance = (a: Rational, b: Rational): Rational => a.sub(b).max(b.sub(a));

const lowestPercents = new WeakMap<GradeScale, Rational | null>();

/** Lowest percentage that passes on a scale with bands; null when it has none. Kept per scale, because every conversion asks for it. */
export function lowestPassingPercent(scale: GradeScale): Rational | null {
  const known = lowestPercents.get(scale);
  if (known !== undefined) return known;
  const lows = scale.grades.flatMap(({ passing, percent }) => (passing && percent ? [percent[0]] : []));
  const lowest = lows.reduce<Rational | null>((least, low) => least?.min(low) ?? low, null);
  lowestPercents.set(scale, lowest);
  return lowest;
}

/** How many different passing grades a scale has; null = any number between pass and best. */
export function countPassingGrades(scale: GradeScale): Rational | null {
  if (scale.kind === 'symbols' || scale.step === null) {
    const passing = scale.grades.filter((grade) => grade.passing && !grade.conditional);
    return passing.length > 0 ? Rational.of(passing.length) : null;
  }
  const span = scale.best.sub(scale.pass);
  return span.max(span.neg()).div(scale.step).round('floor').add(Rational.ONE);
}
