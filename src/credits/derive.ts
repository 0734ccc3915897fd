/** A figure together with how it came about. */
import { type DerivationStep, Rational } from '../domain/index.ts';

/** A value and the steps that led to it, in order. */
export interface Derived<T> {
  readonly value: T;
  readonly derivation: readonly DerivationStep[];
}

/** One derivation step; figures become exact text, absent ones are left out. */
export function step({
  rule,
  reason,
  source,
  inputs = {},
  output,
}: Pick<DerivationStep, 'rule' | 'reason' | 'source'> & {
  readonly inputs?: Readonly<Record<string, Rational | string | null>>;
  readonly output: Rational | DerivationStep['output'];
}): DerivationStep {
  const figures: Record<string, string> = {};
  for (const name in inputs) if (inputs[name] !== null && inputs[name] !== undefined) figures[name] = `${inputs[name]}`;
  return { rule, reason, source, inputs: figures, output: output instanceof Rational ? output.toString() : output };
}
