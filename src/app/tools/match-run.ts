import type { CourseMatches, MatchBasis } from '../../domain/index.ts';

/** The matches of a list of home courses, with what they rest on. */
export interface MatchRun {
  readonly basis: MatchBasis;
  readonly results: readonly CourseMatches[];
}
