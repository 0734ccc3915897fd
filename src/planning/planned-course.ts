/** Courses and bundles as a plan keeps them. */
import {
  type Bundle,
  type PlannedCourse,
  type PlannedHomeCourse,
  type PlanRequest,
  Rational,
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

function plannedHostCourse({ course, ects }: HostEntry, request: PlanRequest): PlannedCourse {
  const { code, titles, credits, languages, terms } = course;
  const [first] = terms;
  const only = terms.length === 1 && first !== undefined ? first : null;
  return { code, titles, credits, ects: ects ?? Rational.ZERO, term: request.term ?? only, languages };
}

/** A chosen candidate as a bundle of the plan. */
export function bundleOf(candidate: Candidate, id: string, stay: Stay): Bundle {
  const { score, probability, evidence, shared, missing, pinned } = candidate;
  const notes = notesOn(candidate, stay);
  return {
    id,
    home: candidate.homes.map(plannedHomeCourse),
    host: candidate.hosts.map((host) => plannedHostCourse(host, stay.request)),
    electiveBlock: null,
    score,
    ...(probability !== undefined && { probability }),
    evidence: [...evidence],
    shared: [...shared],
    missing: [...missing],
    pinned,
    ...(notes.length > 0 && { notes }),
  };
}
