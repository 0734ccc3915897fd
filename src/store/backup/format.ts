/**
 * A backup is a gzip of lines, each a JSON array: `["concord-backup", header]`, then for each table `["table", name]` and its rows
 * `["row", {...}]`, at last `["end", trailer]` with the SHA-256 of every byte before it. It says the same on either database.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { createGunzip } from 'node:zlib';
import { sql } from 'kysely';
import { z } from 'zod';
import { auditHeadSchema, type Reason, type Result, reason, refuse, success } from '../../domain/index.ts';
import type { Connection } from '../connection.ts';

const headerSchema = z.strictObject({
  /** 2: a column that is left out of a row is SQL NULL, and null in a row is the JSON null of a column. In 1 both were null. */
  version: z.literal([1, 2]),
  /** Name of the last migration of the database. */
  level: z.string(),
  madeAt: z.iso.datetime(),
  /** Where the audit ended; written down elsewhere it proves more. */
  head: auditHeadSchema,
});
export type BackupHeader = z.infer<typeof headerSchema>;

const trailerSchema = z.strictObject({
  /** Rows of each table. */
  rows: z.record(z.string(), z.number().int().nonnegative()),
  sha256: z.string(),
});

/** What is in a backup. */
export interface BackupSummary extends Omit<BackupHeader, 'version'>, Pick<z.infer<typeof trailerSchema>, 'rows'> {}

/** Lines as they are written; a row is JSON already. */
export const lineOf = {
  header: (header: BackupHeader): string => `["concord-backup",${JSON.stringify(header)}]\n`,
  table: (name: string): string => `["table",${JSON.stringify(name)}]\n`,
  row: (row: string): string => `["row",${row}]\n`,
  end: (trailer: z.infer<typeof trailerSchema>): string => `["end",${JSON.stringify(trailer)}]\n`,
};

/** The lines of a packed file. @throws Error when it cannot be read or unpacked. */
export async function* readLines(file: string): AsyncGenerator<string> {
  const unpacked = createGunzip();
  const source = createReadStream(file);
  // A pipe hands on no errors.
  source.once('error', (error) => unpacked.destroy(error));
  source.pipe(unpacked);
  let parts: Buffer[] = [];
  for await (const chunk of unpacked as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf('\n'); end >= 0; end = chunk.indexOf('\n', start)) {
      yield Buffer.concat([...parts, chunk.subarray(start, end)]).toString();
      parts = [];
      start = end + 1;
    }
    if (start < chunk.length) parts.push(chunk.subarray(start));
  }
  if (parts.length > 0) yield Buffer.concat(parts).toString();
}

/** A line of a table: its name, or a row as JSON text. Null for any other. */
export function parseLine(line: string): { readonly table: string } | { readonly row: string } | null {
  const start = '["row",';
  if (line.startsWith(start)) return { row: line.slice(start.length, -1) };
  const [kind, table]: unknown[] = JSON.parse(line);
  return kind === 'table' && typeof table === 'string' ? { table } : null;
}

const damaged = (file: string, why: Reason): Result<never> =>
  refuse('backup-damaged', reason('store-backup-damaged', { file, why }));

/** Reads the whole file and checks every byte of it before anything of it is used. */
export async function checkBackup(file: string): Promise<Result<BackupSummary>> {
  try {
    return await readWhole(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return damaged(file, reason('store-backup-absent'));
    return damaged(
      file,
      reason('store-backup-unreadable', { error: error instanceof Error ? error.message : String(error) }),
    );
  }
}

async function readWhole(file: string): Promise<Result<BackupSummary>> {
  const hash = createHash('sha256');
  const tally = startTally();
  let header: BackupHeader | null = null;
  for await (const line of readLines(file)) {
    if (line.startsWith('["end",')) {
      const trailer = trailerSchema.parse(JSON.parse(line)[1]);
      if (header === null || trailer.sha256 !== hash.digest('hex'))
        return damaged(file, reason('store-backup-checksum'));
      if (!isDeepStrictEqual(tally.rows, trailer.rows)) return damaged(file, reason('store-backup-rows-missing'));
      return success({ level: header.level, madeAt: header.madeAt, head: header.head, rows: tally.rows });
    }
    hash.update(`${line}\n`);
    if (header !== null) tally.count(line);
    else {
      header = parseHeader(line);
      if (header === null) return damaged(file, reason('store-backup-foreign'));
    }
  }
  return damaged(file, reason('store-backup-end-missing'));
}

/** Counts the rows of each table. */
function startTally() {
  const rows: Record<string, number> = {};
  let table = '';
  return {
    rows,
    count: (line: string): void => {
      const parsed = parseLine(line);
      if (parsed === null) return;
      if ('table' in parsed) table = parsed.table;
      rows[table] = (rows[table] ?? 0) + ('row' in parsed ? 1 : 0);
    },
  };
}

/** The header, where a line is one. */
export const headerIn = (line: string): BackupHeader | null =>
  line.startsWith('["concord-backup",') ? parseHeader(line) : null;

function parseHeader(line: string): BackupHeader | null {
  const [kind, value]: unknown[] = JSON.parse(line);
  return kind === 'concord-backup' ? headerSchema.parse(value) : null;
}

export interface TableShape {
  readonly name: string;
  /** Columns of the primary key. */
  readonly key: readonly string[];
  readonly columns: readonly string[];
  /** Those of them that hold JSON. */
  readonly json: readonly string[];
}

/** Every table of Concord, each after the tables that it refers to. */
export async function readTables(connection: Connection): Promise<TableShape[]> {
  const { rows } = await sql<TableShape & { refersTo: string[] }>`
    select t.relname as name,
      array(select a.attname::text from pg_index i
        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
        where i.indrelid = t.oid and i.indisprimary order by array_position(i.indkey, a.attnum)) as key,
      array(select a.attname::text from pg_attribute a
        where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped order by a.attnum) as columns,
      array(select a.attname::text from pg_attribute a where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
        and a.atttypid = 'jsonb'::regtype order by a.attnum) as json,
      array(select distinct f.relname::text from pg_constraint c join pg_class f on f.oid = c.confrelid
        where c.conrelid = t.oid and c.contype = 'f' and c.confrelid <> t.oid order by 1) as refers_to
    from pg_class t join pg_namespace n on n.oid = t.relnamespace
    where t.relkind = 'r' and n.nspname = current_schema() and t.relname not like 'kysely\\_%'
    order by t.relname collate "C"`.execute(connection);
  const sorted: TableShape[] = [];
  const placed = new Set<string>();
  while (sorted.length < rows.length) {
    const next = rows.find(({ name, refersTo }) => !placed.has(name) && refersTo.every((other) => placed.has(other)));
    if (!next) throw new Error('tables refer to each other in a ring');
    placed.add(next.name);
    const { name, key, columns, json } = next;
    sorted.push({ name, key, columns, json });
  }
  return sorted;
}

/** Whether nothing was ever written: all tables are empty, but for the head of an empty audit. */
export async function isEmpty(connection: Connection, tables: readonly TableShape[]): Promise<boolean> {
  for (const { name } of tables) {
    const unused = name === 'audit_head' ? sql`where count > 0` : sql``;
    const { rows } = await sql`select 1 from ${sql.table(name)} ${unused} limit 1`.execute(connection);
    if (rows.length > 0) return false;
  }
  return true;
}
