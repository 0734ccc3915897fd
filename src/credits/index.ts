export type { ApprovedChange, RowMatcher } from './assign-rows.ts';
export { type GpaRow, gpa } from './average.ts';
export { fromEcts, toEcts } from './convert-credits.ts';
export { convertGrade } from './convert-grade.ts';
export type { Derived } from './derive.ts';
export type { Conversion } from './ladder.ts';
export { type ParsedGrade, parseGrade } from './parse-grade.ts';
export { type RecogniseInput, recognise } from './recognise.ts';
export { type RulesAt, resolveScale, resolveUnit, rulesAt } from './rules-at.ts';
