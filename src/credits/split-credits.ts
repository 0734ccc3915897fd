/** Splitting a total over several courses without losing or inventing anything. */
import { Rational } from '../domain/index.ts';

/**
 * `total` split in proportion to `shares`, in multiples of `step` (null = exactly); the parts always sum to `total`. With a step, each part is
 * rounded down and the steps that are left go to the largest remainders, the first of equal ones first; what is smaller than a
 * step goes to the first part.
 */
export function splitExactly(total: Rational, shares: readonly Rational[], step: Rational | null): Rational[] {
  if (shares.length === 0) return [];
  const sum = Rational.sum(shares);
  const equal = Rational.of(shares.length);
  const exact = shares.map((share) => (sum.isZero() ? total.div(equal) : total.mul(share).div(sum)));
  if (step === null) return exact;
  const parts = exact.map((part) => part.round('floor', step));
  const order = exact
    .map((part, index) => ({ index, left: part.sub(part.round('floor', step)) }))
    .sort((a, b) => b.left.cmp(a.left) || (a.index < b.index ? -1 : 1));
  let rest = total.sub(Rational.sum(parts));
  for (const { index } of order) {
    if (rest.lt(step)) break;
    parts[index] = (parts[index] ?? Rational.ZERO).add(step);
    rest = rest.sub(step);
  }
  return parts.map((part, index) => (index === 0 ? part.add(rest) : part));
}
