/** Catalogues and curricula as lists of courses in versions. */
import { type RawBuilder, sql } from 'kysely';
import { type Catalogue, type Curriculum, titleKey } from '../../domain/index.ts';
import { type Act, type Connection, recordEvent, type Tx } from '../connection.ts';
import { newId, storableText } from '../values.ts';

export type CourseListKind = 'catalogue' | 'curriculum';

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

/**
 * One import. `number` counts from 1 within its list; `contentHash` is the same for the same courses in the same order. Who imported it
 * the audit tells: lists of courses may be open to everybody.
 */
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

const VERSION = sql`versions.id, versions.list, versions.number, versions.content_hash, versions.language,
  versions.course_count, versions.imported_at`;
const LIST = sql`json_build_object('id', lists.id, 'kind', lists.kind, 'institution', lists.institution,
  'academicYear', nullif(lists.academic_year, ''), 'programme', nullif(lists.programme, ''), 'institute', lists.institute) as list_of`;

/** Versions with their lists, by what follows `from`: both are joined already. */
async function versionsBy(
  connection: Connection,
  rest: RawBuilder<unknown>,
  { first = sql`` }: { readonly first?: RawBuilder<unknown> } = {},
): Promise<{ list: CourseList; version: CourseListVersion }[]> {
  const { rows } = await sql<CourseListVersion & { listOf: CourseList }>`
    select ${first} ${VERSION}, ${LIST}
    from course_list_versions as versions join course_lists as lists on lists.id = versions.list ${rest}`.execute(
    connection,
  );
  return rows.map(({ listOf, ...version }) => ({ list: listOf, version }));
}

const columnsOfKey = ({ kind, institution, academicYear, programme }: CourseListKey) => ({
  kind,
  institutionKey: titleKey(institution),
  academicYear: storableText(academicYear ?? ''),
  programme: storableText(programme ?? ''),
});

export const courseLists = {
  keyOf: (of: Catalogue | Curriculum): CourseListKey =>
    'programme' in of
      ? { kind: 'curriculum', institution: of.institution, academicYear: null, programme: of.programme }
      : { kind: 'catalogue', institution: of.institution, academicYear: of.academicYear, programme: null },

  /** Institutions are the same when their names differ in case, spaces or kinds of dashes and quotes alone. */
  async find(connection: Connection, key: CourseListKey): Promise<CourseList | null> {
    const { kind, institutionKey, academicYear, programme } = columnsOfKey(key);
    const { rows } = await sql<{ listOf: CourseList }>`
      select ${LIST} from course_lists as lists where kind = ${kind} and institution_key = ${institutionKey}
        and academic_year = ${academicYear} and programme = ${programme}`.execute(connection);
    return rows[0]?.listOf ?? null;
  },

  /** The list, made under this id when there is none, and locked: imports of one list wait for each other. */
  async lock(
    tx: Tx,
    { id = newId(), ...key }: CourseListKey & { readonly id?: string | undefined },
    at: string,
  ): Promise<CourseList> {
    await tx
      .insertInto('courseLists')
      .values({ id, ...columnsOfKey(key), institution: storableText(key.institution), createdAt: at })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const list = await courseLists.find(tx, key);
    if (!list) throw new Error('the list that was made is not there');
    await tx.selectFrom('courseLists').select('id').where('id', '=', list.id).forUpdate().execute();
    return list;
  },

  /** From now on this institute's directorate keeps the list. The institute must exist. */
  async give(
    tx: Tx,
    { list: { id, kind }, institute }: { readonly list: CourseList; readonly institute: string },
    act: Act,
  ): Promise<void> {
    await tx.updateTable('courseLists').set({ institute }).where('id', '=', id).execute();
    recordEvent(tx, { ...act, action: `${kind}.give` }, { kind, id, before: null, after: null });
  },

  /** Lists with their latest version, by institution, year and programme. */
  async list(
    connection: Connection,
    {
      kind,
      institution,
    }: { readonly kind?: CourseListKind | undefined; readonly institution?: string | undefined } = {},
  ): Promise<{ list: CourseList; latest: CourseListVersion }[]> {
    const found = await versionsBy(
      connection,
      sql`where (${kind ?? null}::text is null or kind = ${kind ?? null})
          and (${institution ?? null}::text is null or institution_key = ${titleKey(institution ?? '')})
        order by institution_key, academic_year, programme, kind, number desc`,
      { first: sql`distinct on (institution_key, academic_year, programme, kind)` },
    );
    return found.map(({ list, version }) => ({ list, latest: version }));
  },

  /** Whether there is any list. */
  async present(connection: Connection): Promise<boolean> {
    return (await connection.selectFrom('courseLists').select('id').limit(1).executeTakeFirst()) !== undefined;
  },

  /** Every version of a list, newest first. */
  async versions(connection: Connection, list: string): Promise<CourseListVersion[]> {
    const found = await versionsBy(connection, sql`where versions.list = ${list} order by number desc`);
    return found.map(({ version }) => version);
  },

  /** The latest version of the list of each key, in their order; null where there is none. */
  async latestOf(connection: Connection, keys: readonly CourseListKey[]): Promise<(CourseListVersion | null)[]> {
    if (keys.length === 0) return [];
    const asked = keys.map((key, place) => ({ place, ...columnsOfKey(key) }));
    const { rows } = await sql<CourseListVersion & { readonly place: number }>`
      select distinct on (asked.place) asked.place, ${VERSION}
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
        as asked (place integer, kind text, "institutionKey" text, "academicYear" text, programme text)
      join course_lists as lists on lists.kind = asked.kind and lists.institution_key = asked."institutionKey"
        and lists.academic_year = asked."academicYear" and lists.programme = asked.programme
      join course_list_versions as versions on versions.list = lists.id
      order by asked.place, versions.number desc`.execute(connection);
    const versions = new Map(rows.map(({ place, ...version }) => [place, version]));
    return keys.map((_, place) => versions.get(place) ?? null);
  },

  async latest(connection: Connection, list: string): Promise<CourseListVersion | null> {
    const [found] = await versionsBy(connection, sql`where versions.list = ${list} order by number desc limit 1`);
    return found?.version ?? null;
  },

  /** The version with this id, or the latest of the list with this id. */
  async named(connection: Connection, kind: CourseListKind, id: string): Promise<CourseListVersion | null> {
    const wanted = sql`where kind = ${kind} and (versions.id = ${id} or lists.id = ${id}) order by number desc limit 1`;
    const [found] = await versionsBy(connection, wanted);
    return found?.version ?? null;
  },

  async findVersion(
    connection: Connection,
    id: string,
  ): Promise<{ list: CourseList; version: CourseListVersion } | null> {
    const [found] = await versionsBy(connection, sql`where versions.id = ${id}`);
    return found ?? null;
  },
};
