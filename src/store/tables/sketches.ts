/** Sketches of catalogues, by which many are looked through at once. They can be made again from the courses at any time. */
import { sql } from 'kysely';
import type { Connection } from '../connection.ts';
import { readEntries } from '../courses/import.ts';

export const sketches = {
  /** Of these versions, those that have none of this kind. */
  async missing(connection: Connection, kind: string, versions: readonly string[]): Promise<string[]> {
    const { rows } = await sql<{ version: string }>`
      select version from catalogue_sketches
      where kind = ${kind} and version in (select jsonb_array_elements_text(${JSON.stringify(versions)}::jsonb))`.execute(
      connection,
    );
    const present = new Set(rows.map(({ version }) => version));
    return versions.filter((version) => !present.has(version));
  },

  /** Of these versions, in no order; those without one are left out. */
  async read(
    connection: Connection,
    kind: string,
    versions: readonly string[],
  ): Promise<{ readonly version: string; readonly content: Uint8Array }[]> {
    const { rows } = await sql<{ version: string; content: Uint8Array }>`
      select version, content from catalogue_sketches
      where kind = ${kind} and version in (select jsonb_array_elements_text(${JSON.stringify(versions)}::jsonb))`.execute(
      connection,
    );
    return rows.map(({ version, content }) => ({ version, content: new Uint8Array(content) }));
  },

  /** In the place of one of another kind. Whoever makes the same at the same time makes the same. */
  async keep(
    connection: Connection,
    { version, kind, content }: { readonly version: string; readonly kind: string; readonly content: Uint8Array },
  ): Promise<void> {
    await sql`
      insert into catalogue_sketches (version, kind, content) values (${version}, ${kind}, ${content})
      on conflict (version) do update set kind = excluded.kind, content = excluded.content`.execute(connection);
  },

  /** The courses of a version as they are stored, each as JSON with its hash: read where there is time. */
  async texts(connection: Connection, version: string): Promise<{ readonly hash: string; readonly text: string }[]> {
    const entries = await readEntries(connection, version);
    return entries.map(({ hash, content }) => ({ hash, text: JSON.stringify(content) }));
  },
};
