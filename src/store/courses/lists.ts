/** Catalogues and curricula as lists of courses in versions. */
import { sql } from 'kysely';
import { titleKey } from '../../domain/index.ts';
import type { Act, Connection, Tx } from '../connection.ts';
import { recordEvent } from '../records/write.ts';
import { newId, storableText } from '../values.ts';

export const COURSE_LIST_KINDS = ['catalogue', 'curriculum'] as const;
export type CourseListKind = (typeof COURSE_LIST_KINDS)[number];

/** What a list is of: a host's academic year, or a programme. */
export interface CourseListKey {
  readonly kind: CourseListKind;
  readonly institution: string;
  readonly academicYear: string | null;
  readonly programme: string | null;
}

export interface CourseList extends CourseListKey {
  readonly id: string;
  /** Of a curriculum: the institute whose directorate keeps it; null: the registrar alone does. */
  readonly institute: string | null;
}

/** One import. `number` counts from 1 within its list; `contentHash` is the same for the same courses in the same order. */
export interface CourseListVersion {
  readonly id: string;
  readonly list: string;
  readonly number: number;
  readonly contentHash: string;
  /** ISO 639-1 code of the language that it is mainly in; null = not said. */
  readonly language: string | null;
  readonly courseCount: number;
  readonly importedAt: string;
}

/** All but who imported it, which the audit tells: lists of courses may be open to everybody. */
const VERSION = [
  'versions.id',
  'versions.list',
  'versions.number',
  'versions.contentHash',
  'versions.language',
  'versions.courseCount',
  'versions.importedAt',
] as const;

const columnsOf = ({ kind, institution, academicYear, programme }: CourseListKey) => ({
  kind,
  institutionKey: titleKey(institution),
  academicYear: storableText(academicYear ?? ''),
  programme: storableText(programme ?? ''),
});

interface ListRow {
  readonly id: string;
  readonly kind: string;
  readonly institution: string;
  readonly academicYear: string;
  readonly programme: string;
  readonly institute: string | null;
}

const toList = ({ id, kind, institution, academicYear, programme, institute }: ListRow): CourseList => ({
  id,
  kind: kind === 'curriculum' ? 'curriculum' : 'catalogue',
  institution,
  academicYear: academicYear || null,
  programme: programme || null,
  institute,
});

const listColumns = ['id', 'kind', 'institution', 'academicYear', 'programme', 'institute'] as const;

/** Institutions are the same when their names differ in case, spaces or kinds of dashes and quotes alone. */
export async function findCourseList(connection: Connection, key: CourseListKey): Promise<CourseList | null> {
  const { kind, institutionKey, academicYear, programme } = columnsOf(key);
  const row = await connection
    .selectFrom('courseLists')
    .select(listColumns)
    .where('kind', '=', kind)
    .where('institutionKey', '=', institutionKey)
    .where('academicYear', '=', academicYear)
    .where('programme', '=', programme)
    .executeTakeFirst();
  return row ? toList(row) : null;
}

/** The list, made under this id when there is none, and locked: imports of one list wait for each other. */
export async function lockCourseList(
  connection: Connection,
  { id = newId(), ...key }: CourseListKey & { readonly id?: string | undefined },
  at: string,
): Promise<CourseList> {
  const columns = columnsOf(key);
  await connection
    .insertInto('courseLists')
    .values({ id, ...columns, institution: storableText(key.institution), createdAt: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const list = await findCourseList(connection, key);
  if (!list) throw new Error('the list that was made is not there');
  await connection.selectFrom('courseLists').select('id').where('id', '=', list.id).forUpdate().execute();
  return list;
}

/** From now on this institute's directorate keeps the list. The institute must exist. */
export async function giveCourseList(
  tx: Tx,
  { list: { id, kind }, institute }: { readonly list: CourseList; readonly institute: string },
  act: Act,
): Promise<void> {
  await tx.updateTable('courseLists').set({ institute }).where('id', '=', id).execute();
  recordEvent(tx, { ...act, action: `${kind}.give` }, { kind, id, before: null, after: null });
}

export interface CourseListFilter {
  readonly kind?: CourseListKind | undefined;
  readonly institution?: string | undefined;
}

/** Lists with their latest version, by institution, year and programme. */
export async function listCourseLists(
  connection: Connection,
  { kind, institution }: CourseListFilter = {},
): Promise<{ list: CourseList; latest: CourseListVersion }[]> {
  let query = connection
    .selectFrom('courseLists as lists')
    .innerJoin('courseListVersions as versions', 'versions.list', 'lists.id')
    .distinctOn(['lists.institutionKey', 'lists.academicYear', 'lists.programme', 'lists.kind'])
    .select(['lists.id as listId', 'kind', 'institution', 'academicYear', 'programme', 'institute'])
    .select(VERSION);
  if (kind !== undefined) query = query.where('kind', '=', kind);
  if (institution !== undefined) query = query.where('institutionKey', '=', titleKey(institution));
  const rows = await query.orderBy(sql`institution_key, academic_year, programme, kind, number desc`).execute();
  return rows.map(({ listId, kind: ofKind, institution: name, academicYear, programme, institute, ...latest }) => ({
    list: toList({ id: listId, kind: ofKind, institution: name, academicYear, programme, institute }),
    latest,
  }));
}

/** Every version of a list, newest first. */
export async function listCourseListVersions(connection: Connection, list: string): Promise<CourseListVersion[]> {
  return connection
    .selectFrom('courseListVersions as versions')
    .select(VERSION)
    .where('list', '=', list)
    .orderBy('number', 'desc')
    .execute();
}

/** The latest version of the list of each key, in their order; null where there is none. */
export async function findLatestOf(
  connection: Connection,
  keys: readonly CourseListKey[],
): Promise<(CourseListVersion | null)[]> {
  if (keys.length === 0) return [];
  const asked = keys.map(columnsOf);
  const { rows } = await sql<CourseListVersion & { readonly place: number }>`
    select distinct on (asked.place) asked.place, ${sql.join(VERSION.map((column) => sql.ref(column)))}
    from jsonb_to_recordset(${JSON.stringify(asked.map((columns, place) => ({ place, ...columns })))}::jsonb)
      as asked (place integer, kind text, "institutionKey" text, "academicYear" text, programme text)
    join course_lists as lists on lists.kind = asked.kind and lists.institution_key = asked."institutionKey"
      and lists.academic_year = asked."academicYear" and lists.programme = asked.programme
    join course_list_versions as versions on versions.list = lists.id
    order by asked.place, versions.number desc`.execute(connection);
  const versions = new Map(rows.map(({ place, ...version }) => [place, version]));
  return keys.map((_, place) => versions.get(place) ?? null);
}

export async function findLatestVersion(connection: Connection, list: string): Promise<CourseListVersion | null> {
  const [latest] = await connection
    .selectFrom('courseListVersions as versions')
    .select(VERSION)
    .where('list', '=', list)
    .orderBy('number', 'desc')
    .limit(1)
    .execute();
  return latest ?? null;
}

/** The version with this id, or the latest of the list with this id. */
export async function findNamedVersion(
  connection: Connection,
  kind: CourseListKind,
  id: string,
): Promise<CourseListVersion | null> {
  const version = await connection
    .selectFrom('courseListVersions as versions')
    .innerJoin('courseLists as lists', 'lists.id', 'versions.list')
    .select(VERSION)
    .where('kind', '=', kind)
    .where((eb) => eb.or([eb('versions.id', '=', id), eb('lists.id', '=', id)]))
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return version ?? null;
}

export async function findCourseListVersion(
  connection: Connection,
  id: string,
): Promise<{ list: CourseList; version: CourseListVersion } | null> {
  const version = await connection
    .selectFrom('courseListVersions as versions')
    .select(VERSION)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!version) return null;
  const row = await connection
    .selectFrom('courseLists')
    .select(listColumns)
    .where('id', '=', version.list)
    .executeTakeFirstOrThrow();
  return { list: toList(row), version };
}
