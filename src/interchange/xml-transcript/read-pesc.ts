/** PESC College Transcript (XML of North American institutions): courses of its sessions as rows, with the credits earned. */
import {
  failure,
  Rational,
  type Result,
  reason,
  success,
  type Transcript,
  type TranscriptRow,
} from '../../domain/index.ts';
import { readDate } from '../dates.ts';
import type { Loaded } from '../loaded.ts';
import { ProblemLog } from '../problems.ts';
import {
  childNamed,
  childrenNamed,
  childText,
  descendantsNamed,
  elementPlace,
  type XmlElement,
} from './xml-element.ts';

/** Words of `CourseCreditUnits` and what rules/credit-units call them. */
const UNITS: Readonly<Record<string, string>> = {
  Semester: 'US semester credit',
  Quarter: 'US quarter credit',
};

export const isPesc = (root: XmlElement): boolean => root.name === 'CollegeTranscript';

/** Reads a transcript; a course without number and title is rejected alone. `scale` is that of every row: the standard names its own codes. */
export function readPesc(
  root: XmlElement,
  { source, scale }: { readonly source: string; readonly scale?: string | undefined },
): Result<Loaded<Transcript>> {
  const log = new ProblemLog(source);
  const sender = descendantsNamed(root, 'Source')[0] ?? root;
  const person = descendantsNamed(root, 'Person')[0] ?? null;
  const sessions = descendantsNamed(root, 'AcademicSession');
  const courses = sessions.flatMap((session) =>
    childrenNamed(session, 'Course').map((course) => ({ session, course })),
  );
  const rows = courses.flatMap(({ session, course }, at) => {
    const row = rowOf(course, session, { line: at + 1, scale: scale ?? null });
    if (row) return row;
    log.error('value-missing', reason('xml-course-without-name'), elementPlace(course));
    return [];
  });
  if (rows.length === 0) log.error('file-empty', reason('xml-no-courses'));
  if (scale === undefined && rows.some(({ grade }) => grade !== null))
    log.warn(
      'scale-unknown',
      reason('xml-scale-unnamed', { count: rows.length, schemes: [], listed: 'none', more: 0 }),
    );
  if (rows.length === 0) return failure(...log.list());
  const rejectedRows = courses.flatMap(({ course }, at) =>
    nameOf(course) === '' ? [{ place: { line: at + 1 }, cells: [], reason: reason('xml-course-without-name') }] : [],
  );
  const [institution = null, ...others] = ORGANISATION_NAMES.flatMap((name) =>
    descendantsNamed(sender, name).map(({ text }) => text),
  ).filter((text) => text !== '');
  const issued = readDate((descendantsNamed(root, 'CreatedDateTime')[0]?.text ?? '').slice(0, '2026-01-31'.length));
  const value: Transcript = {
    institution,
    ...(others.length > 0 && { institutionNames: [...new Set(others)] }),
    ...('value' in issued && { issuedOn: issued.value }),
    student: childText(person, 'SchoolAssignedPersonID') || null,
    rows,
    ...(rejectedRows.length > 0 && { rejectedRows }),
  };
  const problems = log.list();
  return success(
    {
      value,
      rows: courses.length,
      rejected: rejectedRows.length,
      rejectedRows,
      unknownColumns: [],
      tables: [],
      listedRows: [],
      problems,
    },
    problems,
  );
}

/** The organisation's name, and what the networks of universities call it. */
const ORGANISATION_NAMES = ['OrganizationName', 'OPEID', 'NCHELPID', 'IPEDS', 'ATP', 'FICE', 'ACT', 'CSIS', 'USIS'];

/** Every identifier of a course; the first is the sender's own. */
const identifierCodes = (course: XmlElement): string[] => {
  const number = ['CourseSubjectAbbreviation', 'CourseNumber'].map((name) => childText(course, name));
  const codes = [childText(course, 'OriginalCourseID'), number.filter(Boolean).join(' ')];
  return [...new Set(codes)].filter((code) => code !== '');
};

const nameOf = (course: XmlElement): string => identifierCodes(course)[0] ?? childText(course, 'CourseTitle');

function rowOf(
  course: XmlElement,
  session: XmlElement,
  { line, scale }: { readonly line: number; readonly scale: string | null },
): TranscriptRow | null {
  if (nameOf(course) === '') return null;
  const [code = '', ...codes] = identifierCodes(course);
  const title = childText(course, 'CourseTitle');
  const credits = Rational.parse(childText(course, 'CourseCreditValue') || childText(course, 'CourseCreditEarned'));
  const units = childText(course, 'CourseCreditUnits');
  const detail = childNamed(session, 'AcademicSessionDetail');
  const ended = readDate(childText(course, 'CourseEndDate') || childText(detail, 'SessionEndDate'));
  const kept = ['CourseCreditBasis', 'CourseRepeatCode', 'CourseAcademicGradeScaleCode', 'CourseCreditEarned'].flatMap(
    (name) => {
      const text = childText(course, name);
      return text === '' ? [] : [[name, text] as const];
    },
  );
  return {
    line,
    code,
    ...(codes.length > 0 && { codes }),
    titles: title === '' ? {} : { en: title },
    credits,
    unit: UNITS[units] ?? (units || null),
    grade: childText(course, 'CourseAcademicGrade') || null,
    scale,
    completedOn: 'value' in ended ? ended.value : null,
    term: childText(detail, 'SessionName') || childText(detail, 'SessionDesignator') || null,
    languages: [],
    attempt: null,
    iscedF: null,
    level: childText(course, 'CourseLevel') || null,
    extra: Object.fromEntries(kept),
  };
}
