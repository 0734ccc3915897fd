/** What a constraint is: a name that messages use, a justification, and one small function. */
import type { Rational, Uncovered } from '../../domain/index.ts';
import type { Candidate } from '../candidate.ts';
import type { Model } from '../model.ts';
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
  /** True when a plan means nothing without it: such a rule is never said to be in conflict. */
  readonly structural?: true;
  /** A sentence with the figures when the bundle breaks the rule, else null. */
  readonly refuse: (candidate: Candidate, stay: Stay) => string | null;
}

/** `coefficient` times a column of the model. */
export interface Term {
  readonly column: number;
  readonly coefficient: Rational;
}

/** `min <= sum of the terms <= max`; null = no limit on that side. Each column at most once. */
export interface Row {
  readonly terms: readonly Term[];
  readonly min: Rational | null;
  readonly max: Rational | null;
}

/** A hard rule on the plan as a whole, as rows over the model's columns. */
export interface PlanRule {
  readonly name: string;
  readonly why: string;
  /** True when the plan means nothing without it: such a rule is never said to be in conflict. */
  readonly structural?: true;
  /** True when it is one limit on one sum, so that its shortfall can be told as a figure. */
  readonly limit?: true;
  readonly rows: (model: Model) => Row[];
}

/** A soft goal over candidates. Whole numbers, more is better. */
export interface Goal {
  readonly name: string;
  readonly why: string;
  readonly worth: (candidate: Candidate, stay: Stay) => number;
}
