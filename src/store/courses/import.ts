/** Importing a catalogue or a curriculum: the same content is the same version, and a dry run says what would change. */
import { sql } from 'kysely';
import { type Catalogue, type Course, type Curriculum, codeKey } from '../../domain/index.ts';
import type { Act, Connection, Tx } from '../connection.ts';
import { recordEvent } from '../records/write.ts';
import { newId } from '../values.ts';
import { type CourseDifference, differenceOf, type Entry, listHash, toEntry } from './content.ts';
import {
  type CourseListKey,
  type CourseListVersion,
  findCourseList,
  findLatestVersion,
  lockCourseList,
} from './lists.ts';

/** Rows per statement. */
const CHUNK = 1000;

export interface CourseImport {
  readonly version: CourseListVersion;
  /** False: the latest version has this content already, and nothing was written. */
  readonly created: boolean;
  /** Against the version before; all is added when there was none. */
  readonly difference: CourseDifference;
}

export interface ImportPreview {
  /** The version that it would be compared with; null when it would be the first. */
  readonly latest: CourseListVersion | null;
  readonly difference: CourseDifference;
}

export interface ImportOptions {
  /** ISO 639-1 code of the language that the list is mainly in. */
  readonly language?: string | null;
  /** Id of the list, when this import makes it; a new one when left out. */
  readonly list?: string;
}

export const catalogueKey = ({ institution, academicYear }: Catalogue): CourseListKey => ({
  kind: 'catalogue',
  institution,
  academicYear,
  programme: null,
});

export const curriculumKey = ({ institution, programme }: Curriculum): CourseListKey => ({
  kind: 'curriculum',
  institution,
  academicYear: null,
  programme,
});

export const importCatalogue = (
  tx: Tx,
  catalogue: Catalogue,
  act: Act,
  options?: ImportOptions,
): Promise<CourseImport> =>
  importCourses(tx, { key: catalogueKey(catalogue), courses: catalogue.courses, ...options }, act);

export const importCurriculum = (
  tx: Tx,
  curriculum: Curriculum,
  act: Act,
  options?: ImportOptions,
): Promise<CourseImport> =>
  importCourses(tx, { key: curriculumKey(curriculum), courses: curriculum.courses, ...options }, act);

/** What importing would change; writes nothing. */
export const previewCatalogue = (connection: Connection, catalogue: Catalogue): Promise<ImportPreview> =>
  previewCourses(connection, catalogueKey(catalogue), catalogue.courses);

export const previewCurriculum = (connection: Connection, curriculum: Curriculum): Promise<ImportPreview> =>
  previewCourses(connection, curriculumKey(curriculum), curriculum.courses);

interface Given extends ImportOptions {
  readonly key: CourseListKey;
  readonly courses: readonly Course[];
}

async function importCourses(
  tx: Tx,
  { key, courses, language = null, list: id }: Given,
  act: Act,
): Promise<CourseImport> {
  const list = await lockCourseList(tx, { ...key, id }, act.at);
  const latest = await findLatestVersion(tx, list.id);
  const entries = courses.map(toEntry);
  const contentHash = listHash(entries);
  const difference = differenceOf(latest ? await readEntries(tx, latest.id) : [], entries);
  if (latest?.contentHash === contentHash) return { version: latest, created: false, difference };
  const version: CourseListVersion = {
    id: newId(),
    list: list.id,
    number: (latest?.number ?? 0) + 1,
    contentHash,
    language,
    courseCount: entries.length,
    importedAt: act.at,
  };
  await tx
    .insertInto('courseListVersions')
    .values({ ...version, importedBy: act.by })
    .execute();
  await insertCourses(tx, entries);
  await insertEntries(tx, version.id, entries);
  recordEvent(tx, act, { kind: key.kind, id: list.id, before: latest?.contentHash ?? null, after: contentHash });
  return { version, created: true, difference };
}

async function previewCourses(
  connection: Connection,
  key: CourseListKey,
  courses: readonly Course[],
): Promise<ImportPreview> {
  const list = await findCourseList(connection, key);
  const latest = list ? await findLatestVersion(connection, list.id) : null;
  const before = latest ? await readEntries(connection, latest.id) : [];
  return { latest, difference: differenceOf(before, courses.map(toEntry)) };
}

/** In the order of their hashes, so that two imports with the same courses can not wait for each other in a ring. */
async function insertCourses(tx: Tx, entries: readonly Entry[]): Promise<void> {
  const byHash = [...new Map(entries.map(({ hash, content }) => [hash, { hash, body: content }])).values()];
  byHash.sort((a, b) => (a.hash < b.hash ? -1 : 1));
  for (const chunk of chunksOf(byHash))
    await sql`
      insert into courses (hash, body)
      select hash, body from jsonb_to_recordset(${JSON.stringify(chunk)}::jsonb) as given (hash text, body jsonb)
      on conflict do nothing`.execute(tx);
}

async function insertEntries(tx: Tx, version: string, entries: readonly Entry[]): Promise<void> {
  const rows = entries.map(({ key, hash, source }, position) => ({ position, key, hash, source }));
  for (const chunk of chunksOf(rows))
    await sql`
      insert into course_list_entries (version, position, code_key, hash, source)
      select ${version}, position, key, hash, coalesce(source, 'null'::jsonb)
      from jsonb_to_recordset(${JSON.stringify(chunk)}::jsonb)
        as given (position integer, key text, hash text, source jsonb)`.execute(tx);
}

function* chunksOf<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < rows.length; start += CHUNK) yield rows.slice(start, start + CHUNK);
}

/** The courses of a version in their order. */
export async function readEntries(connection: Connection, version: string): Promise<Entry[]> {
  const rows = await connection
    .selectFrom('courseListEntries as entries')
    .innerJoin('courses', 'courses.hash', 'entries.hash')
    .where('version', '=', version)
    .orderBy('position')
    .select(['entries.hash', 'body', 'source'])
    .execute();
  return rows.map(({ hash, body, source }) => {
    const content = body as Readonly<Record<string, unknown>>;
    const code = String(content.code);
    return { code, key: codeKey(code), hash, content, source };
  });
}
