/** Courses and bundles as a plan keeps them. */
import {
  type Bundle,
  type PlannedCourse,
  type PlannedHomeCourse,
  Rational,
  type Term,
  termOfSemester,
} from '../domain/index.ts';
import type { Candidate } from './candidate.ts';
import { notesOn } from './notes.ts';
import type { HomeEntry, HostEntry, Stay } from './stay.ts';

/** A home course as planned. Unread credits count as 0 ECTS; such a course is never covered. */
export const plannedHomeCourse = ({ course, ects }: HomeEntry): PlannedHomeCourse => ({
  code: course.code,
  titles: course.titles,
  credits: course.credits,
  ects: ects ?? Rational.ZERO,
  term: course.semester === null ? null : termOfSemester(course.semester),
  languages: course.languages,
  semester: course.semester,
  cycle: course.cycle,
  component: course.component,
});

/** The term is that of the stay, the one the plan chose, or the only one in which the course is offered. */
function plannedHostCourse({ key, course, ects }: HostEntry, { stay, terms }: BundlePlace): PlannedCourse {
  const [first, ...others] = course.terms;
  const only = first !== undefined && others.length === 0 ? first : null;
  const term = stay.request.term ?? terms.get(key) ?? only;
  return {
    code: course.code,
    titles: course.titles,
    credits: course.credits,
    ects: ects ?? Rational.ZERO,
    term,
    languages: course.languages,
  };
}

/** Where a bundle stands: its id, the stay, and the terms chosen for host courses. */
export interface BundlePlace {
  readonly id: string;
  readonly stay: Stay;
  readonly terms: ReadonlyMap<string, Term>;
}

/** A chosen candidate as a bundle of the plan. */
export function bundleOf(candidate: Candidate, place: BundlePlace): Bundle {
  const { homes, block, score, probability, evidence, shared, missing, pinned } = candidate;
  const home = homes.map(plannedHomeCourse);
  const notes = notesOn(candidate, place.stay);
  return {
    id: place.id,
    home: block === null ? home : [],
    host: candidate.hosts.map((host) => plannedHostCourse(host, place)),
    electiveBlock: block,
    ...(block !== null && { fills: home }),
    score,
    ...(probability !== undefined && { probability }),
    evidence: [...evidence],
    shared: [...shared],
    missing: [...missing],
    pinned,
    ...(notes.length > 0 && { notes }),
  };
}
