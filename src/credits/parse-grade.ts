/** A printed grade on one scale: strict, a symbol of another scale is unknown and never a guess. */
import {
  foldLookalikes,
  type GradeScale,
  normaliseText,
  Rational,
  type Result,
  type Rounding,
  reason,
  refuse,
  shown,
  spellHalves,
  success,
} from '../domain/index.ts';
import type { Meaning, ParsedGrade } from './parsed-grade.ts';
import { readHalves } from './read-halves.ts';

export type ScaleGrade = GradeScale['grades'][number];

/** Whether `a` is a better number than `b` on this scale. */
export const isBetter = (scale: GradeScale, a: Rational, b: Rational): boolean =>
  scale.direction === 'higher-is-better' ? a.gt(b) : a.lt(b);

/** A symbol for comparison: look-alike letters, dashes, case, white space and a closing full stop make no difference. */
export const symbolKey = (symbol: string): string =>
  foldLookalikes(normaliseText(symbol).toUpperCase())
    .replace(/\s/g, '')
    .replace(/(?<=.)\.$/, '');

const symbols = new WeakMap<GradeScale, ReadonlyMap<string, Meaning>>();

/** Every symbol and alias of a scale; kept per scale object, because a transcript asks for it on every row. */
function symbolsOf(scale: GradeScale): ReadonlyMap<string, Meaning> {
  const known = symbols.get(scale);
  if (known) return known;
  const table = new Map<string, Meaning>();
  for (const { symbol, aliases, meaning } of scale.special)
    for (const name of [symbol, ...aliases])
      table.set(symbolKey(name), { status: meaning, symbol, value: null, percent: null });
  for (const grade of scale.grades)
    for (const name of [grade.symbol, ...grade.aliases]) table.set(symbolKey(name), meaningOfSymbol(scale, grade));
  symbols.set(scale, table);
  return table;
}

const meaningOf = (grade: ScaleGrade, percent: Rational | null = null): Meaning => ({
  status: grade.passing ? (grade.conditional ? 'conditional' : 'graded') : 'failed',
  symbol: grade.symbol,
  value: grade.value,
  percent,
});

/** A letter of a scale of numbers stands for its printed band, by the middle of it. */
function meaningOfSymbol({ kind }: GradeScale, grade: ScaleGrade): Meaning {
  const meaning = meaningOf(grade);
  const band = grade.percent ?? grade.span;
  if (kind !== 'numeric' || meaning.value !== null || band === null) return meaning;
  return { ...meaning, value: band[0].add(band[1]).div(Rational.of(2)), band };
}

/**
 * Reads a grade as printed, in one notation or in several that must agree. Fails with `grade-missing` for nothing and `grade-unknown` for what
 * the scale does not have, for halves that contradict each other, or for words that cover several numbers. A fractional percentage between two bands needs the policy's `rounding`;
 * without it the grade is unknown.
 */
export function parseGrade(scale: GradeScale, printed: string | null, rounding?: Rounding): Result<ParsedGrade> {
  if (printed === null || printed.trim() === '') return refuse('grade-missing', reason('grade-missing'));
  const whole = readWhole(scale, printed, rounding);
  if (whole) return success({ printed, scale: scale.name, ...whole });
  const halves = readHalves(scale, printed, (half) => readWhole(scale, half, rounding));
  if (halves && 'meaning' in halves) return success({ printed, scale: scale.name, ...halves.meaning });
  const value = shown(printed);
  const said = { grade: value, scale: scale.name };
  if (!halves) return refuse('grade-unknown', reason('grade-unknown', said), { value });
  const why =
    'range' in halves
      ? reason('grade-range', { ...said, from: halves.range[0], to: halves.range[1] })
      : reason('grade-halves-differ', { ...said, first: halves.first, second: halves.second });
  return refuse('grade-unknown', why, { value });
}

/** One notation: a symbol, or a number with or without what its scale prints behind it. */
function readWhole(scale: GradeScale, printed: string, rounding: Rounding | undefined): Meaning | null {
  const key = symbolKey(printed);
  const symbol = symbolsOf(scale).get(key);
  if (symbol) return symbol;
  const { text, outOfBest } = numberText(
    scale,
    /[¼½¾⁰-⁹¹²³]|\d\s1\/2/.test(printed) ? symbolKey(spellHalves(printed)) : key,
  );
  const percentSign = text.endsWith('%');
  // No leading zeros: "02" is a grade in Denmark, where it is a symbol, and nowhere else.
  const number = /^(0|[1-9]\d{0,2})(?:[.,](\d{1,4}))?$/.exec(percentSign ? text.slice(0, -1) : text);
  if (!number) return null;
  const value = Rational.parse(number[0].replace(',', '.'));
  if (!value) return null;
  // A bare number below ten may be a five-point grade or points, where a hundred are the best.
  const isBare = !percentSign && !outOfBest && scale.best.eq(Rational.of(100));
  if (isBare && value.lt(Rational.of(10)) && !value.isZero()) return null;
  return scale.kind === 'numeric'
    ? readNumber(scale, { value, percentSign }, rounding)
    : readPercentOrPoints(scale, { value, percentSign, decimal: number[2] !== undefined }, rounding);
}

/** A number without the best mark behind it ("28/30"; another denominator is another scale) and without the scale's own word for it. */
function numberText(scale: GradeScale, key: string): { readonly text: string; readonly outOfBest: boolean } {
  const suffix = scale.suffixes.map(symbolKey).find((word) => key.endsWith(word) && /^\d/.test(key));
  const text = suffix === undefined ? key : key.slice(0, key.lastIndexOf(suffix));
  const outOfBest = text.endsWith(`/${scale.best}`);
  return { text: outOfBest ? text.slice(0, text.lastIndexOf('/')) : text, outOfBest };
}

function readNumber(
  scale: GradeScale,
  { value, percentSign }: { readonly value: Rational; readonly percentSign: boolean },
  rounding?: Rounding,
): Meaning | null {
  if (percentSign && !scale.best.eq(Rational.of(100))) return null;
  if (value.lt(scale.best.min(scale.worst)) || value.gt(scale.best.max(scale.worst))) return null;
  if (scale.step && !value.sub(scale.worst).div(scale.step).isInteger()) return null;
  const banded = scale.grades.some(({ percent }) => percent !== null);
  const grade = banded
    ? gradeOfPercent(scale, value, rounding)
    : scale.grades.findLast((candidate) => candidate.value?.eq(value));
  if (banded && !grade) return null;
  const passing = grade ? grade.passing : !isBetter(scale, scale.pass, value);
  const status = passing ? (grade?.conditional ? 'conditional' : 'graded') : 'failed';
  return { status, symbol: grade?.symbol ?? null, value, percent: null };
}

function readPercentOrPoints(
  scale: GradeScale,
  {
    value,
    percentSign,
    decimal,
  }: { readonly value: Rational; readonly percentSign: boolean; readonly decimal: boolean },
  rounding?: Rounding,
): Meaning | null {
  if (!scale.grades.some(({ percent }) => percent !== null)) return null;
  if (!percentSign && decimal && value.lte(scale.best)) {
    const grade = scale.grades.find((candidate) => candidate.value?.eq(value));
    return grade ? meaningOf(grade) : null;
  }
  // A bare number below ten on a percent scale may be points or a five-point grade.
  if (!percentSign && value.lt(Rational.of(10)) && !value.isZero()) return null;
  const grade = value.lte(Rational.of(100)) ? gradeOfPercent(scale, value, rounding) : undefined;
  return grade ? meaningOf(grade, value) : null;
}

/** The grade whose band holds this number; a number between whole ones is rounded first, and unknown without a rounding. */
export function gradeOfPercent(scale: GradeScale, percent: Rational, rounding?: Rounding): ScaleGrade | undefined {
  if (!percent.isInteger() && rounding === undefined) return undefined;
  const whole = rounding === undefined ? percent : percent.round(rounding);
  return scale.grades.find(({ percent: band }) => band !== null && whole.gte(band[0]) && whole.lte(band[1]));
}
