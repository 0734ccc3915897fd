/** Stored courses: a version as the catalogue or curriculum that it was made from, or some of it. */
import { sql } from 'kysely';
import type { z } from 'zod';
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
import { limitOf, type Page, type PageOptions, readCursor, toPage } from '../page.ts';
import { storableText } from '../values.ts';
import { readEntries } from './import.ts';
import { type CourseListKind, courseLists } from './lists.ts';

/** What a list shows of a course, and is searched by: all but its texts. */
const outlineSchema = courseSchema.pick({
  ...{ code: true, titles: true, credits: true, level: true, terms: true, languages: true },
});
export type CourseOutline = z.output<typeof outlineSchema>;

export const courses = {
  /** Null when there is no such version, or it is one of a curriculum. */
  catalogue: (connection: Connection, version: string): Promise<Catalogue | null> =>
    wholeOf(connection, { version, kind: 'catalogue', schema: catalogueSchema }),

  /** Null when there is no such version, or it is one of a catalogue. */
  curriculum: (connection: Connection, version: string): Promise<Curriculum | null> =>
    wholeOf(connection, { version, kind: 'curriculum', schema: curriculumSchema }),

  /** The courses of a version in its order, without their texts. */
  async outlines(connection: Connection, version: string): Promise<CourseOutline[]> {
    const { rows } = await sql<{ outline: unknown }>`
      select body - array['descriptions', 'outcomes', 'prerequisites', 'meetings'] as outline
      from course_list_entries as entries join courses on courses.hash = entries.hash
      where version = ${version} order by position`.execute(connection);
    return rows.map(({ outline }) => outlineSchema.parse(outline));
  },

  /** Those courses of versions that are named, by version and in its order; the codes in whatever spelling. */
  async named(
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
    const found = new Map<string, Course[]>();
    for (const { version, body, source } of rows)
      found.set(version, [...(found.get(version) ?? []), courseSchema.parse({ ...body, source })]);
    return found;
  },

  /** The courses of a version in its order, page by page, as its kind has them. `text`: part of the code or of any title. */
  async list(
    connection: Connection,
    version: string,
    options: PageOptions & { readonly text?: string | undefined } = {},
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
  },
};

async function wholeOf<T>(
  connection: Connection,
  { version, kind, schema }: { version: string; kind: CourseListKind; schema: { parse: (value: unknown) => T } },
): Promise<T | null> {
  const found = await courseLists.findVersion(connection, version);
  if (found?.list.kind !== kind) return null;
  const { institution, academicYear, programme } = found.list;
  const entries = await readEntries(connection, version);
  return schema.parse({
    institution,
    ...(kind === 'catalogue' ? { academicYear } : { programme }),
    courses: entries.map(({ content, source }) => ({ ...content, source })),
  });
}
