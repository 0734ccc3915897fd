/** The one list of constraints: hard rules on a bundle, hard rules on the plan, soft goals in their order. */
export { BUNDLE_RULES, overriddenByPin, type Refusal, refusalOf } from './bundle-rules.ts';
export { GOALS, isOwed } from './goals.ts';
export { PLAN_RULES } from './plan-rules.ts';
export type { BundleRule, Goal, PlanRule, Row } from './rule.ts';
