/** Credits from one unit to ECTS and back, by exact ratios. */
import {
  type CreditUnit,
  memoise,
  type Policy,
  Rational,
  type Result,
  reason,
  refuse,
  success,
} from '../domain/index.ts';
import { type Derived, step } from './derive.ts';
import { memoryOf } from './memory.ts';

/**
 * ECTS per unit that the policy picks, exact, with its name and source for the derivation: its named alternative, its own ratio, the share of
 * the full-time year of 60 ECTS (Goettingen, Aarhus) or the hours of work (UMAP) where it asks for one and the unit states one number, or
 * the unit's value. Hours of teaching are not hours of work and do not count. Fails as {@link toEcts}.
 */
export function ratioOf(
  unit: CreditUnit,
  { id, credits, source }: Policy,
): Result<{ readonly value: Rational; readonly name: string; readonly source: string }> {
  const choice = credits.ratios[unit.id];
  if (choice !== undefined) {
    const named = unit.alternatives[choice];
    if (named) return success({ value: named, name: choice, source: unit.source });
    const own = Rational.parse(choice);
    if (own?.gt(Rational.ZERO)) return success({ value: own, name: 'policy', source });
    const known = Object.keys(unit.alternatives);
    return refuse(
      'policy-invalid',
      reason('policy-ratio-unknown', { policy: id, unit: unit.id, ratio: choice, known }),
    );
  }
  if (!unit.ectsPerUnit)
    return refuse('unit-not-convertible', reason('unit-not-convertible', { unit: unit.name, basis: unit.basis }));
  const { basis, hoursPerEcts } = credits;
  const stated =
    basis === 'unit' ? null : Rational.parse((basis === 'year' ? unit.unitsPerYear : unit.hoursPerUnit) ?? '');
  if (!stated?.gt(Rational.ZERO)) return success({ value: unit.ectsPerUnit.value, name: 'unit', source: unit.source });
  const value = basis === 'year' ? Rational.of(60).div(stated) : stated.div(hoursPerEcts);
  return success({ value, name: basis, source });
}

/** `amount` of `unit` in ECTS, exact and unrounded. Fails with `unit-not-convertible` or `policy-invalid`. */
export function toEcts(amount: Rational, unit: CreditUnit, policy: Policy): Result<Derived<Rational>> {
  const memory = memoryOf<Result<Derived<Rational>>>(toEcts, [policy, unit]);
  return memoise(memory, amount.toString(), () => convertToEcts(amount, unit, policy), 500);
}

function convertToEcts(amount: Rational, unit: CreditUnit, policy: Policy): Result<Derived<Rational>> {
  const found = ratioOf(unit, policy);
  if (!found.ok) return found;
  const { value: ratio, name, source } = found.value;
  const ects = amount.mul(ratio);
  const why = reason('credits-ratio', { amount, unit: unit.name, ratio, ects });
  const inputs = { amount, unit: unit.id, ectsPerUnit: ratio, ratio: name };
  const derivation = [step({ rule: 'credits.ratio', reason: why, inputs, output: ects, source })];
  return success({ value: ects, derivation });
}

/** `ects` in `unit`, exact and unrounded; the inverse of {@link toEcts}, with the same failures. */
export function fromEcts(ects: Rational, unit: CreditUnit, policy: Policy): Result<Derived<Rational>> {
  const found = ratioOf(unit, policy);
  if (!found.ok) return found;
  const { value: ratio, name, source } = found.value;
  const amount = ects.div(ratio);
  const why = reason('credits-ratio-inverse', { ects, ratio, amount, unit: unit.name });
  const inputs = { ects, unit: unit.id, ectsPerUnit: ratio, ratio: name };
  const derivation = [step({ rule: 'credits.ratio-inverse', reason: why, inputs, output: amount, source })];
  return success({ value: amount, derivation });
}

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
