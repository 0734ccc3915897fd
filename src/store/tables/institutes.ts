import { type Institute, instituteSchema, type Result } from '../../domain/index.ts';
import type { Act, Connection, Tx } from '../connection.ts';
import type { Draft, RecordDefinition } from '../records/define.ts';
import { findRecord, listRecords } from '../records/read.ts';
import { insertRecord, updateRecord } from '../records/write.ts';

export const INSTITUTES: RecordDefinition<Institute> = {
  table: 'institutes',
  what: 'institute',
  schema: instituteSchema,
  columns: ['code'],
};

/** A code that is taken answers `already-exists`. */
export const createInstitute = (tx: Tx, draft: Draft<Institute>, act: Act): Promise<Result<Institute>> =>
  insertRecord(tx, INSTITUTES, draft, act);

export const updateInstitute = (tx: Tx, institute: Institute, act: Act): Promise<Result<Institute>> =>
  updateRecord(tx, INSTITUTES, institute, act);

export const findInstitute = (connection: Connection, id: string): Promise<Institute | null> =>
  findRecord(connection, INSTITUTES, id);

/** All of them; a university has dozens, not thousands. */
export async function listInstitutes(connection: Connection): Promise<Institute[]> {
  const { items } = await listRecords(connection, INSTITUTES, { limit: 500 });
  return items;
}
