/** A stored version as the catalogue or curriculum that it was made from. */
import {
  type Catalogue,
  type Course,
  type Curriculum,
  catalogueSchema,
  codeKey,
  courseSchema,
  curriculumSchema,
} from '../../domain/index.ts';
import type { Connection } from '../connection.ts';
import { readEntries } from './import.ts';
import { findCourseListVersion } from './lists.ts';

const coursesOf = async (connection: Connection, version: string) =>
  (await readEntries(connection, version)).map(({ content, source }) => ({ ...content, source }));

/** Null when there is no such version, or it is one of a curriculum. */
export async function readCatalogue(connection: Connection, version: string): Promise<Catalogue | null> {
  const found = await findCourseListVersion(connection, version);
  if (found?.list.kind !== 'catalogue') return null;
  const { institution, academicYear } = found.list;
  return catalogueSchema.parse({ institution, academicYear, courses: await coursesOf(connection, version) });
}

/** Null when there is no such version, or it is one of a catalogue. */
export async function readCurriculum(connection: Connection, version: string): Promise<Curriculum | null> {
  const found = await findCourseListVersion(connection, version);
  if (found?.list.kind !== 'curriculum') return null;
  const { institution, programme } = found.list;
  return curriculumSchema.parse({ institution, programme, courses: await coursesOf(connection, version) });
}

/** Courses of a version by code, whatever its spelling; more than one where a list prints a code twice. */
export async function findCourses(connection: Connection, version: string, code: string): Promise<Course[]> {
  const rows = await connection
    .selectFrom('courseListEntries as entries')
    .innerJoin('courses', 'courses.hash', 'entries.hash')
    .where('version', '=', version)
    .where('codeKey', '=', codeKey(code))
    .orderBy('position')
    .select(['body', 'source'])
    .execute();
  return rows.map(({ body, source }) => courseSchema.parse({ ...(body as object), source }));
}
