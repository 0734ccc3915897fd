/** What a constraint is: a name, a justification, and one small function. Names and justifications are said by their reasons. */
import type { Rational, Reason, ReasonCode, Uncovered } from '../../domain/index.ts';
import type { Candidate } from '../candidate.ts';
import type { Constraint, Model } from '../model.ts';
import type { HostStay } from '../stay.ts';

interface NamedRule {
  readonly name: ReasonCode;
  readonly why: ReasonCode;
  /** True when a plan means nothing without it: such a rule is never said to be in conflict. */
  readonly structural?: true;
}

/** A hard rule that looks at one bundle alone; a refused bundle never enters the model. */
export interface BundleRule extends NamedRule {
  /** What an uncovered home course is told when its best candidate fails here. */
  readonly uncovered: Uncovered['reason'];
  /** True when a person's pin stands above the rule. */
  readonly yieldsToPin?: true;
  /** True when the rule judges the bundle as a whole, so that a part of a larger bundle need not keep it alone. */
  readonly wholeOnly?: true;
  /** What is wrong, with the figures, when the bundle breaks the rule, else null. */
  readonly refuse: (candidate: Candidate, stay: HostStay) => Reason | null;
}

/** A hard rule on the plan as a whole, as rows over the model's columns. */
export interface PlanRule extends NamedRule {
  /** Set when it is one limit on one sum: tells by how much a plan misses it. */
  readonly miss?: (row: Constraint, reached: Rational, stay: HostStay) => Reason;
  readonly rows: (model: Model) => Constraint[];
}

/** A soft goal over candidates. Whole numbers, more is better. */
export interface Goal extends Omit<NamedRule, 'structural'> {
  readonly worth: (candidate: Candidate, stay: HostStay) => number;
}
