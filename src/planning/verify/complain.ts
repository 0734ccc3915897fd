/** What the checks of a bundle and of a whole plan share. */
import type { Bundle, PlannedHomeCourse, Reason } from '../../domain/index.ts';

/** Says what is wrong at a place in the plan. */
export type Complain = (path: string, why: Reason) => void;

/** Home courses that a bundle stands for: replaced by content, or as places of an elective block. */
export const replacedBy = ({ home, fills = [] }: Bundle): PlannedHomeCourse[] => [...home, ...fills];
