/** Writing records: each write is one event of the audit, and names the revision that it read. */
import { type Kysely, sql } from 'kysely';
import type { Result } from '../../domain/index.ts';
import { type Act, recordEvent, type Tx } from '../connection.ts';
import { constrained, notFound, versionConflict } from '../outcome.ts';
import { newId } from '../values.ts';
import { type Draft, RECORDS, type RecordDefinition, type RecordKind, type Records } from './kinds.ts';
import { fromRow, hashOf, rowsOf, type StoredRow, toRow } from './read.ts';

/** The types of one table's columns do not follow from a definition; its schema checks what goes in and out. */
const untyped = (tx: Tx) => tx as unknown as Kysely<Record<string, StoredRow>>;

/** `already-exists` or `reference-unknown` when the database's constraints say so. */
export const create = <K extends Exclude<RecordKind, 'plan' | 'change'>>(
  tx: Tx,
  kind: K,
  draft: Draft<Records[K]>,
  act: Act,
): Promise<Result<Records[K]>> => insert(tx, kind, draft, act);

/** As {@link create}, of any kind: `plans` alone makes a plan (with its first version) and a change of one. */
export async function insert<K extends RecordKind>(
  tx: Tx,
  kind: K,
  draft: Draft<Records[K]>,
  act: Act,
): Promise<Result<Records[K]>> {
  const definition: RecordDefinition<Records[K]> = RECORDS[kind];
  const [id, salt] = [draft.id ?? newId(), newId()];
  const columns = toRow(definition, { ...draft, id, revision: 1 });
  const since = 'state' in columns ? { stateSince: act.at } : {};
  const row = { ...columns, ...since, id, revision: 1, salt, createdAt: act.at, updatedAt: act.at };
  return constrained(kind, id, async () => {
    const inserted = await untyped(tx)
      .insertInto(definition.table)
      .values(row)
      .returningAll()
      .executeTakeFirstOrThrow();
    return finishWrite(
      tx,
      kind,
      { given: { ...draft, id, revision: 1 } as Records[K], row: inserted, before: null },
      act,
    );
  });
}

/**
 * Writes a record over the revision that it carries: `version-conflict` when that has been written over, `not-found` when it is gone,
 * `no-seat-left` for a call with fewer places than seats given.
 */
export async function update<K extends RecordKind>(
  tx: Tx,
  kind: K,
  record: Records[K],
  act: Act,
): Promise<Result<Records[K]>> {
  const { id, revision } = record;
  const stored = await lockRow(tx, kind, id);
  if (!stored) return notFound(kind, id);
  if (stored.revision !== revision) return versionConflict(kind, id, stored.revision);
  return constrained(kind, id, () => overwrite(tx, kind, { stored, salt: stored.salt, record, at: act.at }, act));
}

/**
 * Writes a record whatever its revision and salts it anew: the hashes that the audit keeps of its earlier states then tell nothing
 * about them. For erasing personal data, which is no event of the case: the day of its last change stays, and keeping counts from it.
 */
export async function rewrite<K extends RecordKind>(
  tx: Tx,
  kind: K,
  { id, change }: { readonly id: string; readonly change: (record: Records[K]) => Records[K] },
  act: Act,
): Promise<void> {
  const definition: RecordDefinition<Records[K]> = RECORDS[kind];
  const stored = await lockRow(tx, kind, id);
  if (!stored) return;
  const record = change(fromRow(definition, stored));
  await overwrite(tx, kind, { stored, salt: newId(), record, at: null }, act);
}

const lockRow = async (tx: Tx, kind: RecordKind, id: string): Promise<StoredRow | null> => {
  const from = sql`${sql.table(RECORDS[kind].table)} as one where id = ${id} for update of one`;
  return (await rowsOf(tx, kind, { from }))[0] ?? null;
};

/** `at`: when the record counts as changed; null: the days of its last change and of its state stay. */
async function overwrite<K extends RecordKind>(
  tx: Tx,
  kind: K,
  { stored, salt, record, at }: { stored: StoredRow; salt: string; record: Records[K]; at: string | null },
  act: Act,
): Promise<Records[K]> {
  const definition: RecordDefinition<Records[K]> = RECORDS[kind];
  const revision = stored.revision + 1;
  const columns = toRow(definition, record);
  const since = at !== null && columns.state !== stored.state ? { stateSince: at } : {};
  const row = await untyped(tx)
    .updateTable(definition.table)
    .set({ ...columns, ...since, ...(at !== null && { updatedAt: at }), revision, salt })
    .where('id', '=', stored.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  const before = hashOf(definition, stored.salt, fromRow(definition, stored));
  return finishWrite(tx, kind, { given: record, row, before }, act);
}

/** Writes what lies in another table, and tells the audit. The record is as it will be read. */
async function finishWrite<K extends RecordKind>(
  tx: Tx,
  kind: K,
  { given, row, before }: { given: Records[K]; row: StoredRow; before: string | null },
  act: Act,
): Promise<Records[K]> {
  const definition: RecordDefinition<Records[K]> = RECORDS[kind];
  const { joined, subject } = definition;
  await joined?.write?.(tx, given);
  const whole = joined ? await lockRow(tx, kind, row.id) : row;
  const record = fromRow(definition, whole ?? row);
  recordEvent(tx, act, { kind: subject, id: row.id, before, after: hashOf(definition, row.salt, record) });
  return record;
}
