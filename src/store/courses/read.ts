/** A stored version as the catalogue or curriculum that it was made from. */
import { sql } from 'kysely';
import {
  type Catalogue,
  type Course,
  type Curriculum,
  type CurriculumCourse,
  catalogueSchema,
  codeKey,
  courseSchema,
  curriculumCourseSchema,
  curriculumSchema,
} from '../../domain/index.ts';
import type { Connection } from '../connection.ts';
import { limitOf, type Page, type PageOptions, readCursor, toPage } from '../records/page.ts';
import { storableText } from '../values.ts';
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

/** Those courses of a version that are named, in its order; the codes in whatever spelling. */
export async function readNamedCourses(
  connection: Connection,
  version: string,
  codes: readonly string[],
): Promise<Course[]> {
  return (await readNamedCoursesOf(connection, [{ version, codes }])).get(version) ?? [];
}

/** The same of several versions, by their ids. */
export async function readNamedCoursesOf(
  connection: Connection,
  asked: readonly { readonly version: string; readonly codes: readonly string[] }[],
): Promise<Map<string, Course[]>> {
  const named = asked.flatMap(({ version, codes }) => codes.map((code) => ({ version, key: codeKey(code) })));
  // Each once: a course that is asked for twice would come twice.
  const keys = [...new Map(named.map((one) => [`${one.version} ${one.key}`, one])).values()];
  if (keys.length === 0) return new Map();
  const { rows } = await sql<{ version: string; body: object; source: unknown }>`
    select entries.version, body, source
    from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as asked (version text, key text)
    join course_list_entries as entries on entries.version = asked.version and entries.code_key = asked.key
    join courses on courses.hash = entries.hash
    order by entries.version, position`.execute(connection);
  const courses = new Map<string, Course[]>();
  for (const { version, body, source } of rows)
    courses.set(version, [...(courses.get(version) ?? []), courseSchema.parse({ ...body, source })]);
  return courses;
}

export interface CoursePageOptions extends PageOptions {
  /** Part of the code or of any title. */
  readonly text?: string | undefined;
}

/** The courses of a version in its order, page by page, as its kind has them. */
export async function listCourses(
  connection: Connection,
  version: string,
  options: CoursePageOptions = {},
): Promise<Page<CurriculumCourse>> {
  const limit = limitOf(options);
  let query = connection
    .selectFrom('courseListEntries as entries')
    .innerJoin('courses', 'courses.hash', 'entries.hash')
    .where('version', '=', version)
    .select(['position', 'body', 'source']);
  if (options.after) query = query.where('position', '>', Number(readCursor(options.after)[0]));
  if (options.text)
    query = query.where(
      sql<boolean>`position(lower(${storableText(options.text)}) in lower(concat(body->>'code', ' ', body->>'titles'))) > 0`,
    );
  const rows = await query
    .orderBy('position')
    .limit(limit + 1)
    .execute();
  return toPage(rows, limit, {
    read: ({ body, source }) => curriculumCourseSchema.parse({ ...(body as object), source }),
    cursor: ({ position }) => [position, ''],
  });
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
