export type { ApprovedChange, RowMatcher } from './assign-rows.ts';
export { type GpaRow, gpa } from './average.ts';
export { checkPolicy } from './check-policy.ts';
export { compareRecognitions, type RecognitionDifference } from './compare-recognitions.ts';
export type { Conversion, GradingTables } from './conversion.ts';
export { fromEcts, toEcts } from './convert-credits.ts';
export { convertGrade } from './convert-grade.ts';
export { type CourseGrade, type CourseGradeRule, courseGrade } from './course-grade.ts';
export type { Derived } from './derive.ts';
export {
  type Comparison,
  chooseOverlap,
  compareDistributions,
  type Distribution,
  distributionOf,
} from './distribution.ts';
export { givenTable, tablesFor } from './grading-tables.ts';
export { type ParsedGrade, parseGrade } from './parse-grade.ts';
export { type RecogniseInput, recognise } from './recognise.ts';
export { type RulesAt, resolveScale, resolveUnit, rulesAt } from './rules-at.ts';
