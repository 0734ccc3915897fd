/** The input of a plan, indexed: courses by the key of their code, matches beside the home course that they serve. */
import {
  type Course,
  type CourseMatches,
  type CurriculumCourse,
  codeKey,
  type Match,
  type MatchBasis,
  type PlanRequest,
  type Policy,
  type Rational,
} from '../domain/index.ts';

/** A home course of the period. `ects` null: its credits cannot be read in ECTS, so nothing can be planned for it. */
export interface PlanHomeCourse {
  readonly course: CurriculumCourse;
  readonly ects: Rational | null;
}

/** A course of the host. `ects` null: its credits cannot be read in ECTS; it is never planned, and the plan says so. */
export interface PlanHostCourse {
  readonly course: Course;
  readonly ects: Rational | null;
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
  readonly matches: readonly CourseMatches[];
  readonly request: PlanRequest;
  readonly policy: Policy;
  readonly basis: MatchBasis;
  /** Seconds for each solve; after them the best plan found is returned as `not-proven`. Default 20. */
  readonly timeLimitSeconds?: number;
}

/** A host course with its key. */
export interface HostEntry {
  readonly key: string;
  readonly course: Course;
  readonly ects: Rational | null;
}

/** A home course with its key, and its matches with courses of this host, strongest first, one per host course. */
export interface HomeEntry {
  readonly key: string;
  readonly course: CurriculumCourse;
  readonly ects: Rational | null;
  readonly matches: readonly Match[];
}

/** {@link PlanInput}, ready to be looked up. Of two courses with the same key the first counts. */
export interface Stay {
  readonly homes: ReadonlyMap<string, HomeEntry>;
  readonly hosts: ReadonlyMap<string, HostEntry>;
  readonly banned: ReadonlySet<string>;
  readonly request: PlanRequest;
  readonly policy: Policy;
}

/** How strong a match is for planning: its probability once there is one, else its score. */
export const strengthOf = (match: { readonly score: number; readonly probability?: number | undefined }): number =>
  match.probability ?? match.score;

/** Text order by UTF-16 code unit: the same on every machine, whatever its language. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Indexes the input; does not judge it. */
export function indexStay(input: PlanInput): Stay {
  const hosts = new Map<string, HostEntry>();
  for (const { course, ects } of input.host.courses) {
    const key = codeKey(course.code);
    if (!hosts.has(key)) hosts.set(key, { key, course, ects });
  }
  const matchesOf = new Map(input.matches.map((found) => [codeKey(found.homeCode), found.matches]));
  const homes = new Map<string, HomeEntry>();
  for (const { course, ects } of input.home.courses) {
    const key = codeKey(course.code);
    if (!homes.has(key))
      homes.set(key, { key, course, ects, matches: strongestFirst(matchesOf.get(key) ?? [], hosts) });
  }
  const banned = new Set(input.request.bans.map(codeKey));
  return { homes, hosts, banned, request: input.request, policy: input.policy };
}

function strongestFirst(matches: readonly Match[], hosts: ReadonlyMap<string, HostEntry>): Match[] {
  const keyed = matches.map((match) => ({ match, key: codeKey(match.hostCode) })).filter(({ key }) => hosts.has(key));
  keyed.sort((a, b) => strengthOf(b.match) - strengthOf(a.match) || compareText(a.key, b.key));
  const seen = new Set<string>();
  return keyed.filter(({ key }) => !seen.has(key) && seen.add(key)).map(({ match }) => match);
}
