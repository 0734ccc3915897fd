/** The individual curriculum: the best plan for a stay under the policy's rules, proven, with reasons. */
export { buildPlan } from './build.ts';
export type { PlanHomeCourse, PlanHostCourse, PlanInput } from './stay.ts';
export { verifyPlan } from './verify.ts';
