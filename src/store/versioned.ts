/** Optimistic concurrency: a write names the version that it read, and loses when somebody else was first. */
import type { Kysely, Selectable, Updateable } from 'kysely';
import { type Result, success } from '../domain/index.ts';
import type { Connection } from './connection.ts';
import { notFound, staleVersion } from './outcome.ts';
import type { Database } from './schema/index.ts';

/** Tables with an id and a count of changes. */
export type VersionedTable = {
  [T in keyof Database]: Database[T] extends { id: string; version: number } ? T : never;
}[keyof Database];

export interface AtVersion {
  readonly id: string;
  readonly version: number;
}

/**
 * Writes `changes` into the row that still has this version, and answers the row at the next one; a row that has moved on answers
 * `conflict-version`, a row that is not there `not-found`. `what` names the thing in messages: `study plan`.
 */
export async function updateAtVersion<T extends VersionedTable>(
  connection: Connection,
  table: T,
  { id, version }: AtVersion,
  { what, changes }: { readonly what: string; readonly changes: Omit<Updateable<Database[T]>, 'id' | 'version'> },
): Promise<Result<Selectable<Database[T]>>> {
  // The types of one table's columns do not follow from a type parameter; its signature above keeps them.
  const rows = connection as unknown as Kysely<Record<string, AtVersion>>;
  const name: string = table;
  const updated = await rows
    .updateTable(name)
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
  if (updated) return success(updated as unknown as Selectable<Database[T]>);
  const current = await rows.selectFrom(name).select('version').where('id', '=', id).executeTakeFirst();
  return current ? staleVersion(what, id, current.version) : notFound(what, id);
}
