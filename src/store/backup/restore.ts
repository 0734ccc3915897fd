import { sql } from 'kysely';
import { type Result, reason, refuse, success } from '../../domain/index.ts';
import { audit } from '../audit/audit.ts';
import type { Connection } from '../connection.ts';
import { migrateTo, migrateToLatest, migrationLevel } from '../migrate.ts';
import { openUnmigrated, type StoreOptions } from '../open.ts';
import { MIGRATIONS } from '../schema/index.ts';
import {
  type BackupHeader,
  type BackupSummary,
  checkBackup,
  headerIn,
  isEmpty,
  parseLine,
  readLines,
  readTables,
  type TableShape,
} from './format.ts';

/**
 * Puts a backup into an empty database of either kind, at the level of migrations that it was made at, and then brings it up to date.
 * A damaged backup, one of a newer version, or a database that is not empty is refused before anything is written. An audit that does
 * not verify is restored as it is and reported as warnings.
 */
export async function restoreFromFile(options: StoreOptions, file: string): Promise<Result<BackupSummary>> {
  const checked = await checkBackup(file);
  if (!checked.ok) return checked;
  const store = openUnmigrated(options);
  try {
    const ready = await prepare(store.connection, checked.value.level);
    if (!ready.ok) return ready;
    await load(store.connection, file);
    await migrateToLatest(store.connection);
    const { problems } = await audit.verify(store);
    return success(
      checked.value,
      problems.map((problem) => ({ ...problem, severity: 'warning' })),
    );
  } finally {
    await store.close();
  }
}

async function prepare(connection: Connection, level: string): Promise<Result<null>> {
  if (!(level in MIGRATIONS)) return refuse('backup-damaged', reason('store-backup-newer', { level }));
  const found = await migrationLevel(connection);
  const isUsable = found === null || (found === level && (await isEmpty(connection, await readTables(connection))));
  if (!isUsable) return refuse('already-exists', reason('store-database-not-empty'));
  if (found === null) await migrateTo(connection, level);
  return success(null);
}

/** All rows, or none. */
async function load(connection: Connection, file: string): Promise<void> {
  const shapes = new Map((await readTables(connection)).map((table) => [table.name, table]));
  await connection.transaction().execute(async (tx) => {
    await sql`delete from audit_head`.execute(tx);
    const batch = startBatch(tx, shapes);
    for await (const line of readLines(file)) {
      batch.follow(headerIn(line));
      const parsed = parseLine(line);
      if (parsed === null) continue;
      if ('table' in parsed) await batch.begin(parsed.table);
      else await batch.add(parsed.row);
    }
    await batch.flush();
  });
}

/** Collects rows of one table, and writes them in as few statements as is good for memory. */
function startBatch(connection: Connection, shapes: ReadonlyMap<string, TableShape>) {
  let table = '';
  let rows: string[] = [];
  let characters = 0;
  let version: BackupHeader['version'] = 2;
  const flush = async (): Promise<void> => {
    if (rows.length === 0) return;
    const { columns = [], json = [] } = shapes.get(table) ?? {};
    // The database takes a JSON null for NULL; in a column of JSON it is a value like any other.
    const cellOf = (column: string) =>
      version === 2 && json.includes(column)
        ? sql`case when given.one->${sql.lit(column)} = 'null'::jsonb then 'null'::jsonb else record.${sql.id(column)} end`
        : sql`record.${sql.id(column)}`;
    await sql`insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.id(column)))})
      select ${sql.join(columns.map(cellOf))}
      from jsonb_array_elements(${`[${rows.join(',')}]`}::jsonb) as given (one),
        lateral jsonb_populate_record(null::${sql.table(table)}, given.one) as record`.execute(connection);
    rows = [];
    characters = 0;
  };
  return {
    flush,
    follow: (header: BackupHeader | null): void => {
      version = header?.version ?? version;
    },
    begin: async (next: string): Promise<void> => {
      await flush();
      table = next;
    },
    add: async (row: string): Promise<void> => {
      rows.push(row);
      characters += row.length;
      if (rows.length >= 1000 || characters >= 8_000_000) await flush();
    },
  };
}
