import { type Institute, instituteSchema, type Result, success } from '../../domain/index.ts';
import type { Connection } from '../connection.ts';
import { uniquely } from '../outcome.ts';
import { newId, toJson } from '../values.ts';
import { updateAtVersion } from '../versioned.ts';

const { names: namesSchema } = instituteSchema.shape;

/** A code that is taken answers `conflict-duplicate`. */
export async function createInstitute(
  connection: Connection,
  { code, names }: Pick<Institute, 'code' | 'names'>,
): Promise<Result<Institute>> {
  return uniquely(`an institute with the code "${code}"`, async () => {
    const row = await connection
      .insertInto('institutes')
      .values({ id: newId(), code, names: toJson(namesSchema, names), version: 1 })
      .returningAll()
      .executeTakeFirstOrThrow();
    return instituteSchema.parse(row);
  });
}

export async function updateInstitute(
  connection: Connection,
  { id, version, code, names }: Institute,
): Promise<Result<Institute>> {
  const changes = { code, names: toJson(namesSchema, names) };
  const updated = await updateAtVersion(connection, 'institutes', { id, version }, { what: 'institute', changes });
  return updated.ok ? success(instituteSchema.parse(updated.value)) : updated;
}

export async function findInstitute(connection: Connection, id: string): Promise<Institute | null> {
  const row = await connection.selectFrom('institutes').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? instituteSchema.parse(row) : null;
}

/** All of them, by code. */
export async function listInstitutes(connection: Connection): Promise<Institute[]> {
  const rows = await connection.selectFrom('institutes').selectAll().orderBy('code').execute();
  return rows.map((row) => instituteSchema.parse(row));
}
