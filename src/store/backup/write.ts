import { createHash } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { sql } from 'kysely';
import { type Result, reason, refuse, success } from '../../domain/index.ts';
import { audit } from '../audit/audit.ts';
import type { Connection, Store } from '../connection.ts';
import { migrationLevel } from '../migrate.ts';
import { type BackupHeader, type BackupSummary, lineOf, readTables, type TableShape } from './format.ts';

/**
 * Writes everything as of one moment, while others go on writing. `at` is the instant of the backup, for its header. The file is there
 * whole or not at all, and never in place of another.
 */
export async function backupToFile(store: Store, file: string, at: string): Promise<Result<BackupSummary>> {
  if (existsSync(file)) return refuse('already-exists', reason('store-file-exists', { file }));
  const unfinished = `${file}.part`;
  let summary: BackupSummary | null = null;
  const note = (done: BackupSummary): void => {
    summary = done;
  };
  try {
    await pipeline(backupLines(store, at, note), createGzip(), createWriteStream(unfinished, { mode: 0o600 }));
    if (summary === null) throw new Error('the backup ended before its end');
    const handle = await open(unfinished, 'r+');
    await handle.sync();
    await handle.close();
    await rename(unfinished, file);
    return success(summary);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** The lines of a backup, not yet packed; `note` is told what is in it before its last line. */
export async function* backupLines(
  store: Store,
  at: string,
  note: (summary: BackupSummary) => void = () => undefined,
): AsyncGenerator<string> {
  const level = await migrationLevel(store.connection);
  if (level === null) throw new Error('a database without tables cannot be backed up');
  const snapshot = await store.connection
    .startTransaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute();
  try {
    await sql`set local time zone 'UTC'`.execute(snapshot);
    const head = await audit.head(snapshot);
    yield* summedLines(snapshot, { version: 2, level, madeAt: new Date(at).toISOString(), head }, note);
  } finally {
    await snapshot.rollback().execute();
  }
}

async function* summedLines(
  connection: Connection,
  header: BackupHeader,
  note: (summary: BackupSummary) => void,
): AsyncGenerator<string> {
  const hash = createHash('sha256');
  const rows: Record<string, number> = {};
  const summed = (line: string): string => {
    hash.update(line);
    return line;
  };
  yield summed(lineOf.header(header));
  for (const table of await readTables(connection)) {
    yield summed(lineOf.table(table.name));
    let count = 0;
    for await (const row of readRows(connection, table)) {
      yield summed(lineOf.row(row));
      count += 1;
    }
    rows[table.name] = count;
  }
  const { level, madeAt, head } = header;
  note({ level, madeAt, head, rows });
  yield lineOf.end({ rows, sha256: hash.digest('hex') });
}

/** JSON tells no SQL NULL from a null of its own: a column that is NULL is left out of its row. */
const nameWhereNull = (column: string) => sql`case when t.${sql.id(column)} is null then ${sql.lit(column)} end`;

/** Every row of a table as JSON text, in the order of its key. */
async function* readRows(connection: Connection, { name, key, columns }: TableShape): AsyncGenerator<string> {
  const order = key.length === 0 ? sql`1` : sql.join(key.map((column) => sql`${sql.ref(column)}::text collate "C"`));
  // Files are large.
  const size = sql.lit(name === 'document_files' || name === 'syllabi' ? 4 : 500);
  await sql`declare backup_rows no scroll cursor for
    select (to_jsonb(t) - array_remove(array[${sql.join(columns.map(nameWhereNull))}], null))::text as row
    from ${sql.table(name)} as t order by ${order}`.execute(connection);
  for (;;) {
    const { rows } = await sql<{ row: string }>`fetch forward ${size} from backup_rows`.execute(connection);
    if (rows.length === 0) break;
    for (const { row } of rows) yield row;
  }
  await sql`close backup_rows`.execute(connection);
}
