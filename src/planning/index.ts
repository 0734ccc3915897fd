/** The individual curriculum: the best plan for a stay under the policy's rules, proven, with reasons. */
export { buildPlan } from './build.ts';
export type { BundlePrecedent, Meeting, PlanHomeCourse, PlanHostCourse, PlanInput } from './input.ts';
export { verifyPlan } from './verify/index.ts';
