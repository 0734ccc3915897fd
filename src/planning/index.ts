/** The individual curriculum: the best plan for a stay under the policy's rules, proven, with reasons. */
export { type AlternativesRequest, buildAlternatives } from './alternatives.ts';
export { amendPlan } from './amend.ts';
export { buildPlan, type PlanResult } from './build.ts';
export { type ComparedHost, compareHost, compareHosts, withoutPlan } from './compare.ts';
export { explainConflict } from './conflict.ts';
export { figuresOf } from './figures.ts';
export { homeKey, isNamed } from './home-key.ts';
export type { PlanHomeCourse, PlanHostCourse, PlanInput } from './input.ts';
export { type Program, type Solution, type Solver, solve } from './solve.ts';
export { verifyPlan } from './verify/index.ts';
export { evaluatePlan, whyNot } from './why-not.ts';
