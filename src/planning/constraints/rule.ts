/** What a constraint is: a name that messages use, a justification, and one small function. */
import type { Rational, Uncovered } from '../../domain/index.ts';
import type { Candidate } from '../candidate.ts';
import type { Stay } from '../stay.ts';

/** A hard rule that looks at one bundle alone; a refused bundle never enters the model. */
export interface BundleRule {
  readonly name: string;
  /** Why the rule exists, in one sentence. */
  readonly why: string;
  /** What an uncovered home course is told when its best candidate fails here. */
  readonly reason: Uncovered['reason'];
  /** True when a person's pin stands above the rule. */
  readonly yieldsToPin: boolean;
  /** True when the rule judges the bundle as a whole, so that a part of a larger bundle need not keep it alone. */
  readonly wholeOnly: boolean;
  /** A sentence with the figures when the bundle breaks the rule, else null. */
  readonly refuse: (candidate: Candidate, stay: Stay) => string | null;
}

/** `min <= sum of coefficient * (candidate taken) <= max`; null = no limit on that side. */
export interface Row {
  /** Name of the rule that made it. */
  readonly rule: string;
  readonly terms: readonly { readonly candidate: number; readonly coefficient: Rational }[];
  readonly min: Rational | null;
  readonly max: Rational | null;
}

/** A hard rule on the plan as a whole, as rows over the candidates. */
export interface PlanRule {
  readonly name: string;
  readonly why: string;
  readonly rows: (candidates: readonly Candidate[], stay: Stay) => Row[];
}

/** A soft goal. Goals are reached in their declared order: a later one never costs an earlier one. Whole numbers, more is better. */
export interface Goal {
  readonly name: string;
  readonly why: string;
  readonly worth: (candidate: Candidate, stay: Stay) => number;
}
