/** The one list of constraints: hard rules on a bundle, hard rules on the plan, soft goals in their order. */
export { BUNDLE_RULES, figure, levelWord, overriddenByPin, refusalOf, verdictWord } from './bundle-rules.ts';
export { clashWith } from './clashes.ts';
export { GOALS, recognisedCredits } from './goals.ts';
export { PLAN_RULES, planRows } from './plan-rules.ts';
export { lackedPrerequisites, openPrerequisites } from './prerequisites.ts';
