/** What a plan is made from. */
import type {
  Course,
  CourseMatches,
  CurriculumCourse,
  MatchBasis,
  PlanRequest,
  Policy,
  Precedent,
  Rational,
} from '../domain/index.ts';
import type { Solver } from './solve.ts';

/** A home course of the period. `ects` null: its credits cannot be read in ECTS, so nothing can be planned for it. */
export interface PlanHomeCourse {
  readonly course: CurriculumCourse;
  readonly ects: Rational | null;
  /** Where it can be taken, by its subject; a mark of the curriculum itself stands above it. */
  readonly takenAt?: CurriculumCourse['takenAt'];
}

/** A course of the host. `ects` null: its credits cannot be read in ECTS; it is never planned, and the plan says so. */
export interface PlanHostCourse {
  readonly course: Course;
  readonly ects: Rational | null;
  /** The most of a range of credits, of which `ects` is the least. */
  readonly mostEcts?: Rational;
}

/** Everything a plan rests on. The home courses are those of the period alone; the caller chooses the semesters. */
export interface PlanInput {
  readonly home: {
    readonly institution: string;
    readonly programme: string | null;
    readonly courses: readonly PlanHomeCourse[];
  };
  readonly host: {
    readonly institution: string;
    readonly academicYear: string | null;
    readonly courses: readonly PlanHostCourse[];
  };
  /** Matches of the home courses, and of passed home courses where prerequisites shall be met by them. */
  readonly matches: readonly CourseMatches[];
  readonly request: PlanRequest;
  readonly policy: Policy;
  readonly basis: MatchBasis;
  /** Past decisions that count on the day of the plan, each for exactly its courses. */
  readonly precedents?: readonly Precedent[];
  /** Pairs of host codes that cannot be taken in the same stay although no time-table says so. */
  readonly clashes?: readonly (readonly [string, string])[];
  /** Sets of courses that are looked at for bundles of several; 8,000,000 when left out. Beyond, the plan is the best among those and says so. */
  readonly mostSets?: number;
  /** Seconds for each solve; after them the best plan found is returned as `not-proven`. Default 20. */
  readonly timeLimitSeconds?: number;
  /** Where the solver runs, for example in a worker. Default: in this thread, which blocks while it solves. */
  readonly solver?: Solver;
}
