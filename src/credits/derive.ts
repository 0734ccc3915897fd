/** A figure together with how it came about. */
import type { DerivationStep, Rational } from '../domain/index.ts';

/** A value and the steps that led to it, in order. */
export interface Derived<T> {
  readonly value: T;
  readonly derivation: readonly DerivationStep[];
}

interface StepInput {
  readonly rule: string;
  readonly text: string;
  readonly inputs?: Readonly<Record<string, Rational | string | null>>;
  readonly output: Rational | string;
  readonly source: string;
}

/** One derivation step; figures become exact text, absent ones are left out. */
export function step({ rule, text, inputs = {}, output, source }: StepInput): DerivationStep {
  const shown: Record<string, string> = {};
  for (const name in inputs) {
    const value = inputs[name];
    if (value !== null && value !== undefined) shown[name] = value.toString();
  }
  return { rule, text, inputs: shown, output: output.toString(), source };
}
