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
  success,
} from '../domain/index.ts';

/** A printed grade as its scale means it. `value` is in the scale's own numbers; null when the symbol carries none. */
export interface ParsedGrade {
  readonly printed: string;
  /** Null when the host's word of the course stands instead of a grade. */
  readonly scale: string | null;
  /** `graded` is a pass; `conditional` one under the host's own conditions; the others are as in the scale's special symbols. */
  readonly status:
    | 'graded'
    | 'conditional'
    | 'failed'
    | 'passed-without-grade'
    | 'withdrawn'
    | 'incomplete'
    | 'not-assessed'
    | 'transferred';
  readonly symbol: string | null;
  readonly value: Rational | null;
  /** Percent when that was printed, unrounded. */
  readonly percent: Rational | null;
}

export type ScaleGrade = GradeScale['grades'][number];
type Meaning = Omit<ParsedGrade, 'printed' | 'scale'>;

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
    for (const name of [grade.symbol, ...grade.aliases]) table.set(symbolKey(name), meaningOf(grade));
  symbols.set(scale, table);
  return table;
}

const meaningOf = (grade: ScaleGrade, percent: Rational | null = null): Meaning => ({
  status: grade.passing ? (grade.conditional ? 'conditional' : 'graded') : 'failed',
  symbol: grade.symbol,
  value: grade.value,
  percent,
});

/**
 * Reads a grade as printed. Fails with `grade-missing` for nothing and `grade-unknown` for what the scale does not have.
 * A fractional percentage between two bands needs the policy's `rounding`; without it the grade is unknown.
 */
export function parseGrade(scale: GradeScale, printed: string | null, rounding?: Rounding): Result<ParsedGrade> {
  if (printed === null || printed.trim() === '') return refuse('grade-missing', reason('grade-missing'));
  const reading = readWhole(scale, printed, rounding) ?? readParts(scale, printed, rounding);
  if (reading) return success({ printed, scale: scale.id, ...reading });
  const value = shown(printed);
  return refuse('grade-unknown', reason('grade-unknown', { grade: value, scale: scale.id }), { value });
}

function readWhole(scale: GradeScale, printed: string, rounding: Rounding | undefined): Meaning | null {
  const key = symbolKey(printed);
  const symbol = symbolsOf(scale).get(key);
  if (symbol) return symbol;
  // "28/30" prints the best mark behind the mark; another denominator is another scale.
  const text = key.endsWith(`/${scale.best}`) ? key.slice(0, key.lastIndexOf('/')) : key;
  const percentSign = text.endsWith('%');
  // No leading zeros: "02" is a grade in Denmark, where it is a symbol, and nowhere else.
  const number = /^(0|[1-9]\d{0,2})(?:[.,](\d{1,4}))?$/.exec(percentSign ? text.slice(0, -1) : text);
  if (!number) return null;
  const value = Rational.parse(number[0].replace(',', '.'));
  if (!value) return null;
  return scale.kind === 'numeric'
    ? readNumber(scale, { value, percentSign }, rounding)
    : readPercentOrPoints(scale, { value, percentSign, decimal: number[2] !== undefined }, rounding);
}

/** "A- (92)" or "87 B+ 3.33": several notations of one grade. All must mean the same grade. */
function readParts(scale: GradeScale, printed: string, rounding: Rounding | undefined): Meaning | null {
  const parts = printed.split(/[\s()/;|]+/).filter((part) => part !== '');
  if (parts.length < 2) return null;
  const readings = parts.map((part) => readWhole(scale, part, rounding));
  const [first] = readings;
  if (!first || first.symbol === null) return null;
  const agree = readings.every((reading) => reading?.symbol === first.symbol && reading.status === first.status);
  const percent = readings.find((reading) => reading?.percent)?.percent ?? null;
  return agree ? { ...first, percent } : null;
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
