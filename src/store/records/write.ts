/** Writing records: each write is one event of the audit, and names the revision that it read. */
import { type Kysely, sql } from 'kysely';
import type { Result } from '../../domain/index.ts';
import type { Act, Tx } from '../connection.ts';
import { constrained, notFound, versionConflict } from '../outcome.ts';
import { newId } from '../values.ts';
import { fromRow, hashOf, type StoredRow, toStored } from './define.ts';
import { type Draft, RECORDS, type RecordDefinition, type RecordKind, type Records } from './kinds.ts';
import { rowsOf } from './read.ts';

/** The types of one table's columns do not follow from a definition; its schema checks what goes in and out. */
const untyped = (tx: Tx) => tx as unknown as Kysely<Record<string, StoredRow>>;

/** A plan is made with its first version (`createStudyPlan`), a change of it for the version that it has (`createChangeProposal`). */
export const create = <K extends Exclude<RecordKind, 'plan' | 'change'>>(
  tx: Tx,
  kind: K,
  draft: Draft<Records[K]>,
  act: Act,
): Promise<Result<Records[K]>> => insertRecord(tx, kind, draft, act);

/** `already-exists` or `reference-unknown` when the database's constraints say so. */
export async function insertRecord<K extends RecordKind>(
  tx: Tx,
  kind: K,
  draft: Draft<Records[K]>,
  act: Act,
): Promise<Result<Records[K]>> {
  const definition: RecordDefinition<Records[K]> = RECORDS[kind];
  const { what, table } = definition;
  const [id, salt] = [draft.id ?? newId(), newId()];
  const { columns, body } = toStored(definition, { ...draft, id, revision: 1 });
  const since = 'state' in columns ? { stateSince: act.at } : {};
  const row = { ...columns, ...since, id, revision: 1, salt, body, createdAt: act.at, updatedAt: act.at };
  return constrained(what, id, async () => {
    const inserted = await untyped(tx).insertInto(table).values(row).returningAll().executeTakeFirstOrThrow();
    const record = await readBack(tx, definition, inserted);
    recordEvent(tx, act, { kind: what, id, before: null, after: hashOf(definition, salt, record) });
    return record;
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
  const definition: RecordDefinition<Records[K]> = RECORDS[kind];
  const { id, revision } = record;
  const stored = await lockRow(tx, definition, id);
  if (!stored) return notFound(definition.what, id);
  if (stored.revision !== revision) return versionConflict(definition.what, id, stored.revision);
  return constrained(definition.what, id, () =>
    overwrite(tx, definition, { stored, salt: stored.salt, changed: record, at: act.at }, act),
  );
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
  const stored = await lockRow(tx, definition, id);
  if (!stored) return;
  const changed = change(fromRow(definition, stored));
  await overwrite(tx, definition, { stored, salt: newId(), changed, at: null }, act);
}

interface Overwriting<R> {
  readonly stored: StoredRow;
  readonly salt: string;
  readonly changed: R;
  /** When it counts as changed; null: the days of its last change and of its state stay. */
  readonly at: string | null;
}

async function overwrite<R extends Records[RecordKind]>(
  tx: Tx,
  definition: RecordDefinition<R>,
  { stored, salt, changed, at }: Overwriting<R>,
  act: Act,
): Promise<R> {
  const { id } = stored;
  const revision = stored.revision + 1;
  const { columns, body } = toStored(definition, { ...changed, id, revision });
  const since = at !== null && columns.state !== stored.state ? { stateSince: at } : {};
  const updated = await untyped(tx)
    .updateTable(definition.table)
    .set({ ...columns, ...since, ...(at !== null && { updatedAt: at }), revision, body, salt })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  const written = await readBack(tx, definition, updated);
  const before = hashOf(definition, stored.salt, fromRow(definition, stored));
  recordEvent(tx, act, { kind: definition.what, id, before, after: hashOf(definition, salt, written) });
  return written;
}

const lockRow = async <R extends Records[RecordKind]>(tx: Tx, definition: RecordDefinition<R>, id: string) => {
  const from = sql`${sql.table(definition.table)} as one where id = ${id}`;
  const [row] = await rowsOf(tx, definition, { from: sql`${from} for update of one` });
  return row ?? null;
};

/** The record that a write has left; with what lies in another table, which the write did not answer. */
async function readBack<R extends Records[RecordKind]>(
  tx: Tx,
  definition: RecordDefinition<R>,
  row: StoredRow,
): Promise<R> {
  if (!definition.joined) return fromRow(definition, row);
  const [whole = row] = await rowsOf(tx, definition, {
    from: sql`${sql.table(definition.table)} as one where id = ${row.id}`,
  });
  return fromRow(definition, whole);
}

/** An event for the audit; it is chained when the transaction commits. */
export function recordEvent(
  tx: Tx,
  { at, by, action }: Act,
  subject: {
    readonly kind: string;
    readonly id: string;
    readonly before: string | null;
    readonly after: string | null;
  },
): void {
  const { kind, id, before, after } = subject;
  tx.events.push({ at, actor: by, action, subject: { kind, id }, before, after });
}
