import { sql } from 'kysely';
import type { Tx } from '../connection.ts';
import { readTables } from './format.ts';

/**
 * Takes every row out of every table, the audit's among them, in the caller's transaction: what is then written begins a chain of its own.
 * For invented data alone; whoever calls it has to make sure of that.
 */
export async function emptyTables(tx: Tx): Promise<void> {
  const tables = (await readTables(tx)).map(({ name }) => sql.table(name));
  await sql`alter table events disable trigger events_are_only_added`.execute(tx);
  await sql`truncate ${sql.join(tables)} restart identity`.execute(tx);
  await sql`alter table events enable trigger events_are_only_added`.execute(tx);
  await sql`insert into audit_head (singleton, count, hash) values (true, 0, repeat('0', 64))`.execute(tx);
}
