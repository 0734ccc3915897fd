/** Importing a catalogue or a curriculum: the same content is the same version, and a dry run says what would change. */
import { sql } from 'kysely';
import { type Catalogue, type Curriculum, codeKey } from '../../domain/index.ts';
import { type Act, type Connection, recordEvent, type Tx } from '../connection.ts';
import { newId } from '../values.ts';
import { type CourseDifference, differenceOf, listHash, type StoredCourse, toEntry } from './content.ts';
import { type CourseListVersion, courseLists } from './lists.ts';

export const imports = {
  /** `language`: ISO 639-1 code of the one that the list is mainly in; `list`: id of the list, when this import makes it. */
  async run(
    tx: Tx,
    content: Catalogue | Curriculum,
    act: Act,
    { language = null, list: id }: { readonly language?: string | null; readonly list?: string } = {},
  ): Promise<{
    readonly version: CourseListVersion;
    /** False: the latest version has this content already, and nothing was written. */
    readonly created: boolean;
    /** Against the version before; all is added when there was none. */
    readonly difference: CourseDifference;
  }> {
    const key = courseLists.keyOf(content);
    const list = await courseLists.lock(tx, { ...key, id }, act.at);
    const latest = await courseLists.latest(tx, list.id);
    const entries = content.courses.map(toEntry);
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
  },

  /**
   * What importing would change, and the version that it would be compared with; null when it would be the first. `against`: another
   * version to compare it with. Writes nothing.
   */
  async preview(
    connection: Connection,
    content: Catalogue | Curriculum,
    against: CourseListVersion | null = null,
  ): Promise<{ readonly latest: CourseListVersion | null; readonly difference: CourseDifference }> {
    const list = await courseLists.find(connection, courseLists.keyOf(content));
    const latest = against ?? (list ? await courseLists.latest(connection, list.id) : null);
    const before = latest ? await readEntries(connection, latest.id) : [];
    return { latest, difference: differenceOf(before, content.courses.map(toEntry)) };
  },
};

/** In the order of their hashes, so that two imports with the same courses cannot wait for each other in a ring. */
async function insertCourses(tx: Tx, entries: readonly StoredCourse[]): Promise<void> {
  const byHash = [...new Map(entries.map(({ hash, content }) => [hash, { hash, body: content }])).values()];
  byHash.sort((a, b) => (a.hash < b.hash ? -1 : 1));
  for (const chunk of chunksOf(byHash))
    await sql`
      insert into courses (hash, body)
      select hash, body from jsonb_to_recordset(${JSON.stringify(chunk)}::jsonb) as given (hash text, body jsonb)
      on conflict do nothing`.execute(tx);
}

async function insertEntries(tx: Tx, version: string, entries: readonly StoredCourse[]): Promise<void> {
  const rows = entries.map(({ key, hash, source }, position) => ({ position, key, hash, source }));
  for (const chunk of chunksOf(rows))
    await sql`
      insert into course_list_entries (version, position, code_key, hash, source)
      select ${version}, position, key, hash, coalesce(source, 'null'::jsonb)
      from jsonb_to_recordset(${JSON.stringify(chunk)}::jsonb)
        as given (position integer, key text, hash text, source jsonb)`.execute(tx);
}

/** As many rows as a statement takes. */
function* chunksOf<T>(rows: readonly T[], size = 1000): Generator<readonly T[]> {
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size);
}

/** The courses of a version in their order. */
export async function readEntries(connection: Connection, version: string): Promise<StoredCourse[]> {
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
