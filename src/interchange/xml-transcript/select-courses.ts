/**
 * Which nodes of an ELMO tree are rows of the transcript. Real files put credits on degrees, courses and their classes alike, against the
 * schema's rule that a node with ECTS has neither ancestors nor descendants with ECTS: every branch gives its credits once, at the level
 * that carries the result.
 */
import { codeKey, Rational, shown } from '../../domain/index.ts';
import type { ProblemLog } from '../problems.ts';
import { localCode } from './local-code.ts';
import { childrenNamed, placeOf, textOf, type XmlElement } from './xml-element.ts';

const LOOK = 'Look at it if the file means otherwise';

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

/** The rows of the reports in document order; what is counted once is said in notes. */
export function selectCourses(reports: readonly XmlElement[], log: ProblemLog): SelectedCourse[] {
  const courses = reports.flatMap((report) => childrenNamed(report, 'learningOpportunitySpecification'));
  return withoutListings(
    courses.flatMap((course) => select(course, log)),
    log,
  );
}

/** Drops courses that a degree merely lists, without grade and status, when they stand in the file again with their result. */
function withoutListings(selected: readonly SelectedCourse[], log: ProblemLog): SelectedCourse[] {
  const codes = selected.map(({ specification }) => codeKey(localCode(specification)));
  const withResult = new Set(codes.filter((code, index) => code !== '' && carriesResult(selected[index])));
  return selected.filter((course, index) => {
    if (carriesResult(course) || !withResult.has(codes[index] ?? '')) return true;
    const message = `${nameOf(course.specification)} is listed without a result here and with it elsewhere: it counts there`;
    log.note('code-duplicate', { message, mend: LOOK, ...placeOf(course.specification) });
    return false;
  });
}

const carriesResult = (course: SelectedCourse | undefined): boolean =>
  course !== undefined && hasResult(course.specification);

function select(course: XmlElement, log: ProblemLog): SelectedCourse[] {
  const parts = partsOf(course);
  if (parts.length === 0 || !parts.some(carriesAnything)) return wholeCourse(course);
  const [result, credits] = [hasResult(course), hasCredits(course)];
  if (isContainer(course) || (!result && !credits)) {
    if (credits) note(course, log, 'its parts are the rows; the credits of the whole are not counted beside theirs');
    return parts.flatMap((part) => select(part, log));
  }
  if (result && credits) {
    note(course, log, 'it counts as one row');
    return wholeCourse(course);
  }
  return result ? selectByResult(course, log) : selectByCredits(course, log);
}

/** A course with a result and no credits: parts that have both are the rows, else the course with the credits of its parts. */
function selectByResult(course: XmlElement, log: ProblemLog): SelectedCourse[] {
  const parts = partsOf(course);
  if (parts.every((part) => hasResult(part) && hasCredits(part))) {
    note(course, log, 'its parts are the rows, each with its result and credits; the result of the whole is left out');
    return parts.flatMap((part) => select(part, log));
  }
  const ectsOfParts = sumEcts(parts);
  if (ectsOfParts) note(course, log, `it counts as one row with their ${ectsOfParts} ECTS`);
  return wholeCourse(course, { ectsOfParts });
}

/** A course with credits and no result: parts that have both are the rows; else the course, of which no grade is known if parts have one. */
function selectByCredits(course: XmlElement, log: ProblemLog): SelectedCourse[] {
  const parts = partsOf(course);
  const graded = parts.filter(resultWithin);
  if (graded.length === 0) {
    note(course, log, 'it counts as one row');
    return wholeCourse(course);
  }
  if (graded.every(creditsWithin)) {
    note(
      course,
      log,
      'its parts are the rows, because they carry the results; the credits of the whole are not counted',
    );
    return parts.flatMap((part) => select(part, log));
  }
  log.warn('grade-missing', {
    message: `${nameOf(course)} carries the credits and its parts the results, so it has no grade of its own`,
    mend: 'Ask the host for the final grade of the course',
    ...placeOf(course),
  });
  return wholeCourse(course, { resultOnParts: true });
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

const partsOf = (course: XmlElement): XmlElement[] =>
  childrenNamed(course, 'hasPart').flatMap((part) => childrenNamed(part, 'learningOpportunitySpecification'));

const instancesOf = (course: XmlElement): XmlElement[] =>
  childrenNamed(course, 'specifies').flatMap((part) => childrenNamed(part, 'learningOpportunityInstance'));

/** Degrees and groups hold courses and are none. "Degree" and "Module group" are words of files before ELMO 1.0. */
const isContainer = (course: XmlElement): boolean =>
  ['degree programme', 'degree', 'module group'].includes(textOf(course, 'type').toLowerCase());

/** A grade, or a statement that the course was passed, failed or is under way. `result` is the grade of files before ELMO 1.0. */
const hasResult = (course: XmlElement): boolean =>
  instancesOf(course).some((instance) => ['resultLabel', 'result', 'status'].some((name) => textOf(instance, name)));

/** Credit statements of a run of a course, or of the course itself in files before ELMO 1.0. */
export const creditsOf = (course: XmlElement, instance: XmlElement | null): XmlElement[] => [
  ...(instance ? childrenNamed(instance, 'credit') : []),
  ...childrenNamed(course, 'credit'),
];

const hasCredits = (course: XmlElement): boolean =>
  [null, ...instancesOf(course)].some((instance) =>
    creditsOf(course, instance).some((credit) => /[1-9]/.test(textOf(credit, 'value'))),
  );

const resultWithin = (course: XmlElement): boolean => hasResult(course) || partsOf(course).some(resultWithin);
const creditsWithin = (course: XmlElement): boolean => hasCredits(course) || partsOf(course).some(creditsWithin);
const carriesAnything = (course: XmlElement): boolean => resultWithin(course) || creditsWithin(course);

export const isEcts = (credit: XmlElement): boolean => /^ects\b/i.test(textOf(credit, 'scheme'));

/** ECTS of the parts that state some; null when none does. */
function sumEcts(parts: readonly XmlElement[]): Rational | null {
  const values = parts.flatMap((part) => {
    const credit = creditsOf(part, instancesOf(part)[0] ?? null).find(isEcts);
    return (credit && Rational.parse(textOf(credit, 'value'))) ?? [];
  });
  return values.length === 0 ? null : Rational.sum(values);
}

function nameOf(course: XmlElement): string {
  const name = localCode(course) || textOf(course, 'title');
  return name ? `"${shown(name)}"` : 'this course';
}

function note(course: XmlElement, log: ProblemLog, what: string): void {
  const count = partsOf(course).length;
  const message = `${nameOf(course)} is made of ${count === 1 ? '1 part' : `${count} parts`}: ${what}`;
  log.note('row-malformed', {
    message,
    mend: LOOK,
    ...placeOf(course),
  });
}
