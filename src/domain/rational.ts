/**
 * Exact rational numbers. Credits and grades are computed with these and never with floating point, because
 * `Math.floor(x * 10) / 10` and its like are wrong by one step on ordinary grades.
 */
import { z } from 'zod';

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?$/;
const FRACTION = /^([+-]?\d+)\/(\d+)$/;

export type Rounding = 'half-up' | 'half-even' | 'half-down' | 'floor' | 'ceil';

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b));

/** An immutable fraction in lowest terms with a positive denominator. */
export class Rational {
  static readonly ZERO = new Rational(0n, 1n);
  static readonly ONE = new Rational(1n, 1n);

  readonly num: bigint;
  readonly den: bigint;

  private constructor(num: bigint, den: bigint) {
    this.num = num;
    this.den = den;
  }

  /** @throws RangeError when `den` is zero: that is a mistake of the program, not of its input. */
  static of(num: bigint | number, den: bigint | number = 1n): Rational {
    const [n, d] = [BigInt(num), BigInt(den)];
    if (d === 0n) throw new RangeError('a fraction needs a denominator other than zero');
    const g = gcd(n, d) * (d < 0n ? -1n : 1n);
    return new Rational(n / g, d / g);
  }

  /** Reads `5`, `-2.75` or `4/3`; `null` for anything else (no exponents, no thousands separators). */
  static parse(text: string): Rational | null {
    const trimmed = text.trim();
    if (trimmed.length > 40) return null;
    const fraction = FRACTION.exec(trimmed);
    if (fraction)
      return fraction[2] && BigInt(fraction[2]) !== 0n
        ? Rational.of(BigInt(fraction[1] ?? 0), BigInt(fraction[2]))
        : null;
    const decimal = DECIMAL.exec(trimmed);
    if (!decimal) return null;
    const [, sign, whole = '0', part = ''] = decimal;
    const magnitude = Rational.of(BigInt(whole + part), 10n ** BigInt(part.length));
    return sign === '-' ? magnitude.neg() : magnitude;
  }

  /** Like {@link Rational.parse}, for constants of the program. @throws RangeError when the text is no rational. */
  static from(text: string | number): Rational {
    const value = Rational.parse(String(text));
    if (!value) throw new RangeError(`not a rational number: ${text}`);
    return value;
  }

  static sum(values: Iterable<Rational>): Rational {
    let total = Rational.ZERO;
    for (const value of values) total = total.add(value);
    return total;
  }

  add(other: Rational): Rational {
    if (other.num === 0n) return this;
    if (this.den === 1n && other.den === 1n) return new Rational(this.num + other.num, 1n);
    return Rational.of(this.num * other.den + other.num * this.den, this.den * other.den);
  }
  sub(other: Rational): Rational {
    return this.add(other.neg());
  }
  mul(other: Rational): Rational {
    if (this.den === 1n && other.den === 1n) return new Rational(this.num * other.num, 1n);
    return Rational.of(this.num * other.num, this.den * other.den);
  }
  /** @throws RangeError when `other` is zero. */
  div(other: Rational): Rational {
    if (other.num === 1n && other.den === 1n) return this;
    return Rational.of(this.num * other.den, this.den * other.num);
  }
  neg(): Rational {
    return new Rational(-this.num, this.den);
  }
  /** Negative, zero or positive as this is less than, equal to or greater than `other`. */
  cmp(other: Rational): number {
    const same = this.den === other.den;
    const left = same ? this.num : this.num * other.den;
    const right = same ? other.num : other.num * this.den;
    return left < right ? -1 : left > right ? 1 : 0;
  }
  eq(other: Rational): boolean {
    return this.cmp(other) === 0;
  }
  lt(other: Rational): boolean {
    return this.cmp(other) < 0;
  }
  lte(other: Rational): boolean {
    return this.cmp(other) <= 0;
  }
  gt(other: Rational): boolean {
    return this.cmp(other) > 0;
  }
  gte(other: Rational): boolean {
    return this.cmp(other) >= 0;
  }
  min(other: Rational): Rational {
    return this.lte(other) ? this : other;
  }
  max(other: Rational): Rational {
    return this.gte(other) ? this : other;
  }
  isZero(): boolean {
    return this.num === 0n;
  }
  isInteger(): boolean {
    return this.den === 1n;
  }

  /** The multiple of `step` chosen by `mode`; halves go away from zero with `half-up`, towards it with `half-down`. */
  round(mode: Rounding, step: Rational = Rational.ONE): Rational {
    const scaled = this.div(step);
    return Rational.of(roundToInteger(scaled.num, scaled.den, mode)).mul(step);
  }

  /** Canonical text: a decimal when it ends (`7.5`), else a fraction (`4/3`). `parse` reads it back unchanged. */
  toString(): string {
    if (this.den === 1n) return this.num.toString();
    let [den, twos, fives] = [this.den, 0, 0];
    for (; den % 2n === 0n; den /= 2n) twos += 1;
    for (; den % 5n === 0n; den /= 5n) fives += 1;
    if (den !== 1n) return `${this.num}/${this.den}`;
    const digits = Math.max(twos, fives);
    return decimalText((this.num * 10n ** BigInt(digits)) / this.den, digits);
  }

  /** Decimal text with exactly `digits` decimals, rounded half away from zero; for display only. */
  toFixed(digits: number): string {
    const scaled = this.round('half-up', Rational.of(1n, 10n ** BigInt(digits)));
    return decimalText((scaled.num * 10n ** BigInt(digits)) / scaled.den, digits);
  }

  toJSON(): string {
    return this.toString();
  }

  /** Nearest double, for the solver and for display; never fed back into a credit or a grade. */
  toNumber(): number {
    return Number(this.num) / Number(this.den);
  }
}

/** So many units of the last of `digits` decimals as text. */
function decimalText(units: bigint, digits: number): string {
  const text = (units < 0n ? -units : units).toString().padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  return `${units < 0n ? '-' : ''}${whole}${digits > 0 ? `.${text.slice(-digits)}` : ''}`;
}

function roundToInteger(num: bigint, den: bigint, mode: Rounding): bigint {
  const floor = num >= 0n ? num / den : -((-num + den - 1n) / den);
  const twice = 2n * (num - floor * den);
  if (mode === 'floor' || twice === 0n) return floor;
  if (mode === 'ceil') return floor + 1n;
  if (twice !== den) return twice > den ? floor + 1n : floor;
  if (mode === 'half-even') return floor % 2n === 0n ? floor : floor + 1n;
  const awayFromZero = num >= 0n ? floor + 1n : floor;
  const towardsZero = num >= 0n ? floor : floor + 1n;
  return mode === 'half-up' ? awayFromZero : towardsZero;
}

/** An exact number on the wire: text such as `"7.5"` or `"4/3"`, or a JSON number. Parses to {@link Rational}. */
export const rationalSchema = z
  .union([z.string(), z.number()])
  .transform((value, context) => {
    const parsed = Rational.parse(String(value));
    if (parsed) return parsed;
    context.addIssue({
      code: 'custom',
      message: `expected a number such as "5", "7.5" or "4/3", got "${value}"`,
      params: { reason: 'api-not-a-number' },
    });
    return z.NEVER;
  })
  .meta({ description: 'exact number as text: "5", "7.5" or "4/3"', example: '7.5' });
