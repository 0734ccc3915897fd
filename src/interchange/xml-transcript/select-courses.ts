/**
 * Which nodes of an ELMO tree are rows of the transcript. Real files put credits on degrees, courses and their classes alike, against the
 * schema's rule that a node with ECTS has neither ancestors nor descendants with ECTS: every branch gives its credits once, at the level
 * that carries the result.
 */
import { codeKey, Rational, type Reason, reason, shown } from '../../domain/index.ts';
import type { ProblemLog } from '../problems.ts';
import { childrenNamed, childText, elementPlace, localCode, type XmlElement } from './xml-element.ts';

/** One row to be: the course, the run of it that carries the result, and what was settled between it and its parts. */
export interface SelectedCourse {
  readonly specification: XmlElement;
  /** `learningOpportunityInstance`; null when the course has none. */
  readonly instance: XmlElement | null;
  /** Sum of the parts' ECTS, for a course that states its result and leaves the credits to its parts. */
  readonly ectsOfParts: Rational | null;
  /** The result stands on its parts: no grade is known of the whole, and no pass either. */
  readonly resultOnParts: boolean;
}

/**
 * The rows of the reports in document order; what is counted once is said in notes. Courses that a degree merely lists, without grade and
 * status, are dropped when they stand in the file again with their result.
 */
export function selectCourses(reports: readonly XmlElement[], log: ProblemLog): SelectedCourse[] {
  const courses = reports.flatMap((report) => childrenNamed(report, 'learningOpportunitySpecification'));
  const selected = courses
    .flatMap((course) => select(course, log))
    .map((course) => ({
      course,
      code: codeKey(localCode(course.specification)),
      result: hasResult(course.specification),
    }));
  const withResult = new Set(selected.flatMap(({ code, result }) => (code !== '' && result ? [code] : [])));
  return selected.flatMap(({ course, code, result }) => {
    if (result || !withResult.has(code)) return [course];
    const why = reason('xml-course-listed', { course: courseName(course.specification) });
    log.note('code-duplicate', why, elementPlace(course.specification));
    return [];
  });
}

function select(course: XmlElement, log: ProblemLog): SelectedCourse[] {
  const parts = partsOfCourse(course);
  const [result, credits] = [hasResult(course), hasCredits(course)];
  const note = (why: Reason): void => {
    const values = { course: courseName(course), count: parts.length, why };
    log.note('row-malformed', reason('xml-course-of-parts', values), elementPlace(course));
  };
  const ofParts = (why: Reason | null): SelectedCourse[] => {
    if (why) note(why);
    return parts.flatMap((part) => select(part, log));
  };
  const whole = (why: Reason | null, settled?: Parameters<typeof wholeCourse>[1]): SelectedCourse[] => {
    if (why) note(why);
    return wholeCourse(course, settled);
  };
  if (!parts.some((part) => resultWithin(part) || creditsWithin(part))) return whole(null);
  // Degrees and groups hold courses and are none. "Degree" and "Module group" are words of files before ELMO 1.0.
  const type = childText(course, 'type').toLowerCase();
  const isContainer = ['degree programme', 'degree', 'module group'].includes(type);
  if (isContainer || (!result && !credits)) return ofParts(credits ? reason('xml-credits-of-parts') : null);
  if (result && credits) return whole(reason('xml-one-row'));
  if (result) {
    // Parts that have both are the rows, else the course with the credits of its parts.
    if (parts.every((part) => hasResult(part) && hasCredits(part))) return ofParts(reason('xml-results-of-parts'));
    const ectsOfParts = ectsCredits(parts);
    return whole(ectsOfParts && reason('xml-one-row-with-ects', { ects: ectsOfParts }), { ectsOfParts });
  }
  // Parts that have both are the rows; else the course, of which no grade is known if parts have one.
  const graded = parts.filter(resultWithin);
  if (graded.length === 0) return whole(reason('xml-one-row'));
  if (graded.every(creditsWithin)) return ofParts(reason('xml-parts-carry-results'));
  log.warn('grade-missing', reason('xml-results-on-parts', { course: courseName(course) }), elementPlace(course));
  return whole(null, { resultOnParts: true });
}

/** The row of a course; a course that lists several runs has a row for each. */
function wholeCourse(
  course: XmlElement,
  settled: Partial<Pick<SelectedCourse, 'ectsOfParts' | 'resultOnParts'>> = {},
): SelectedCourse[] {
  const rest = { specification: course, ectsOfParts: null, resultOnParts: false, ...settled };
  const instances = instancesOf(course);
  return instances.length === 0 ? [{ ...rest, instance: null }] : instances.map((instance) => ({ ...rest, instance }));
}

const partsOfCourse = (course: XmlElement): XmlElement[] =>
  childrenNamed(course, 'hasPart').flatMap((part) => childrenNamed(part, 'learningOpportunitySpecification'));

const instancesOf = (course: XmlElement): XmlElement[] =>
  childrenNamed(course, 'specifies').flatMap((part) => childrenNamed(part, 'learningOpportunityInstance'));

/** A grade, or a statement that the course was passed, failed or is under way. `result` is the grade of files before ELMO 1.0. */
const hasResult = (course: XmlElement): boolean =>
  instancesOf(course).some((instance) => ['resultLabel', 'result', 'status'].some((name) => childText(instance, name)));

/** Credit statements of a run of a course, or of the course itself in files before ELMO 1.0. */
export const creditsOf = (course: XmlElement, instance: XmlElement | null): XmlElement[] => [
  ...(instance ? childrenNamed(instance, 'credit') : []),
  ...childrenNamed(course, 'credit'),
];

const hasCredits = (course: XmlElement): boolean =>
  [null, ...instancesOf(course)].some((instance) =>
    creditsOf(course, instance).some((credit) => /[1-9]/.test(childText(credit, 'value'))),
  );

const resultWithin = (course: XmlElement): boolean => hasResult(course) || partsOfCourse(course).some(resultWithin);
const creditsWithin = (course: XmlElement): boolean => hasCredits(course) || partsOfCourse(course).some(creditsWithin);

export const isEcts = (credit: XmlElement): boolean => /^ects\b/i.test(childText(credit, 'scheme'));

/** ECTS of the parts that state some; null when none does. */
function ectsCredits(parts: readonly XmlElement[]): Rational | null {
  const values = parts.flatMap((part) => {
    const credit = creditsOf(part, instancesOf(part)[0] ?? null).find(isEcts);
    return (credit && Rational.parse(childText(credit, 'value'))) ?? [];
  });
  return values.length === 0 ? null : Rational.sum(values);
}

function courseName(course: XmlElement): Reason | string {
  const name = localCode(course) || childText(course, 'title');
  return name ? `"${shown(name)}"` : reason('xml-course-unnamed');
}
