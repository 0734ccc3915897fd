/** Credits from one unit to ECTS and back, by exact ratios. */
import { type CreditUnit, failure, type Policy, Rational, type Result, success, textIn } from '../domain/index.ts';
import { type Derived, step } from './derive.ts';

interface Ratio {
  readonly value: Rational;
  /** Name of the ratio for the derivation. */
  readonly name: string;
  readonly source: string;
}

/** ECTS per unit by this policy, exact, without a derivation. Fails as {@link toEcts}. */
export function ectsPerUnit(unit: CreditUnit, policy: Policy): Result<Rational> {
  const ratio = ratioOf(unit, policy);
  return ratio.ok ? success(ratio.value.value) : ratio;
}

/** ECTS per unit that the policy picks: its named alternative, its own exact ratio, or the unit's value. */
function ratioOf(unit: CreditUnit, policy: Policy): Result<Ratio> {
  const choice = policy.credits.ratios[unit.id];
  if (choice !== undefined) {
    const named = unit.alternatives[choice];
    if (named) return success({ value: named, name: choice, source: unit.source });
    const own = Rational.parse(choice);
    if (own?.gt(Rational.ZERO)) return success({ value: own, name: 'policy', source: policy.source });
    return failure({
      code: 'policy-invalid',
      severity: 'error',
      message: `policy ${policy.id} chooses the ratio "${choice}" for ${unit.id}, which has no such ratio`,
      mend: `Choose one of: ${Object.keys(unit.alternatives).join(', ') || '(none)'}, or give a positive number`,
    });
  }
  if (!unit.ectsPerUnit)
    return failure({
      code: 'unit-not-convertible',
      severity: 'error',
      message: `${textIn(unit.name, 'en')} can not be converted by a ratio`,
      mend: unit.basis,
    });
  return success(byBasis(unit, policy) ?? { value: unit.ectsPerUnit.value, name: 'unit', source: unit.source });
}

const YEAR = Rational.of(60);

/**
 * By proportion of the full-time year (Goettingen, Aarhus) or by hours of work (UMAP), where the policy asks for it and the unit states one
 * number; hours of teaching are not hours of work and do not count.
 */
function byBasis(unit: CreditUnit, { credits, source }: Policy): Ratio | null {
  if (credits.basis === 'unit') return null;
  const stated = Rational.parse((credits.basis === 'year' ? unit.unitsPerYear : unit.hoursPerUnit) ?? '');
  if (!stated?.gt(Rational.ZERO)) return null;
  const value = credits.basis === 'year' ? YEAR.div(stated) : stated.div(credits.hoursPerEcts);
  return { value, name: credits.basis, source };
}

/** `amount` of `unit` in ECTS, exact and unrounded. Fails with `unit-not-convertible` or `policy-invalid`. */
export function toEcts(amount: Rational, unit: CreditUnit, policy: Policy): Result<Derived<Rational>> {
  const ratio = ratioOf(unit, policy);
  if (!ratio.ok) return ratio;
  const value = amount.mul(ratio.value.value);
  const derivation = step({
    rule: 'credits.ratio',
    text: `${amount} ${textIn(unit.name, 'en')} × ${ratio.value.value} = ${value} ECTS`,
    inputs: { amount, unit: unit.id, ectsPerUnit: ratio.value.value, ratio: ratio.value.name },
    output: value,
    source: ratio.value.source,
  });
  return success({ value, derivation: [derivation] });
}

/** `ects` in `unit`, exact and unrounded; the inverse of {@link toEcts}, with the same failures. */
export function fromEcts(ects: Rational, unit: CreditUnit, policy: Policy): Result<Derived<Rational>> {
  const ratio = ratioOf(unit, policy);
  if (!ratio.ok) return ratio;
  const value = ects.div(ratio.value.value);
  const derivation = step({
    rule: 'credits.ratio-inverse',
    text: `${ects} ECTS / ${ratio.value.value} = ${value} ${textIn(unit.name, 'en')}`,
    inputs: { ects, unit: unit.id, ectsPerUnit: ratio.value.value, ratio: ratio.value.name },
    output: value,
    source: ratio.value.source,
  });
  return success({ value, derivation: [derivation] });
}
