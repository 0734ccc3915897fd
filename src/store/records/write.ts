/** Writing records: each write is one event of the audit, and names the revision that it read. */
import type { Kysely } from 'kysely';
import type { Result } from '../../domain/index.ts';
import type { Act, Tx } from '../connection.ts';
import { constrained, notFound, versionConflict } from '../outcome.ts';
import { newId } from '../values.ts';
import {
  type AnyRecord,
  type Draft,
  fromRow,
  hashOf,
  type RecordDefinition,
  type StoredRow,
  toStored,
} from './define.ts';

/** The types of one table's columns do not follow from a definition; its schema checks what goes in and out. */
const untyped = (tx: Tx) => tx as unknown as Kysely<Record<string, StoredRow>>;

/** `already-exists` or `reference-unknown` when the database's constraints say so. */
export async function insertRecord<R extends AnyRecord>(
  tx: Tx,
  definition: RecordDefinition<R>,
  draft: Draft<R>,
  act: Act,
): Promise<Result<R>> {
  const [id, salt] = [draft.id ?? newId(), newId()];
  const { columns, body } = toStored(definition, { ...draft, id, revision: 1 });
  const since = sinceOf(definition, true, act.at);
  const row = { ...columns, ...since, id, revision: 1, salt, body, createdAt: act.at, updatedAt: act.at };
  return constrained(definition.what, async () => {
    const inserted = await untyped(tx)
      .insertInto(definition.table)
      .values(row)
      .returningAll()
      .executeTakeFirstOrThrow();
    const record = fromRow(definition, inserted);
    recordEvent(tx, act, { kind: definition.what, id, before: null, after: hashOf(salt, record) });
    return record;
  });
}

/** Writes a record over the revision that it carries: `version-conflict` when that has been written over, `not-found` when it is gone. */
export async function updateRecord<R extends AnyRecord>(
  tx: Tx,
  definition: RecordDefinition<R>,
  record: R,
  act: Act,
): Promise<Result<R>> {
  const { table, what } = definition;
  const { id, revision } = record;
  const stored = await untyped(tx).selectFrom(table).selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!stored) return notFound(what, id);
  if (stored.revision !== revision) return versionConflict(what, id, stored.revision);
  const { columns, body } = toStored(definition, { ...record, revision: revision + 1 });
  const hasMoved = columns.state !== stored.state;
  return constrained(what, async () => {
    const updated = await untyped(tx)
      .updateTable(table)
      .set({ ...columns, ...sinceOf(definition, hasMoved, act.at), revision: revision + 1, body, updatedAt: act.at })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    const written = fromRow(definition, updated);
    const [before, after] = [fromRow(definition, stored), written].map((state) => hashOf(stored.salt, state));
    recordEvent(tx, act, { kind: what, id, before: before ?? null, after: after ?? null });
    return written;
  });
}

/** When a case came into its state: not touched by what is written while it stays there. */
const sinceOf = (
  { columns }: { readonly columns: readonly string[] },
  hasMoved: boolean,
  at: string,
): { readonly stateSince?: string } => (hasMoved && columns.includes('state') ? { stateSince: at } : {});

/**
 * Writes a record whatever its revision and salts it anew: the hashes that the audit keeps of its earlier states then tell nothing
 * about them. For erasing personal data, which is no event of the case: the day of its last change stays, and keeping counts from it.
 */
export async function rewriteRecord<R extends AnyRecord>(
  tx: Tx,
  definition: RecordDefinition<R>,
  { id, change }: { readonly id: string; readonly change: (record: R) => R },
  act: Act,
): Promise<void> {
  const { table, what } = definition;
  const stored = await untyped(tx).selectFrom(table).selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!stored) return;
  const before = fromRow(definition, stored);
  const [salt, revision] = [newId(), before.revision + 1];
  const { columns, body } = toStored(definition, { ...change(before), id, revision });
  const row = await untyped(tx)
    .updateTable(table)
    .set({ ...columns, revision, body, salt })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  const after = hashOf(salt, fromRow(definition, row));
  recordEvent(tx, act, { kind: what, id, before: hashOf(stored.salt, before), after });
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
