/** The hashes of the audit, of a record and of an event with everything before it, and the chain that they make. */
import type { AuditEvent } from '../../domain/index.ts';
import type { EventDraft, Tx } from '../connection.ts';
import { sha256 } from '../values.ts';

/** Before the first event. */
export const GENESIS = '0'.repeat(64);

/** SHA-256 of the event's fields in this order as a JSON array. */
export const eventHash = (event: Omit<AuditEvent, 'hash'>): string => {
  const { sequence, at, actor, action, subject, before, after, previous } = event;
  return sha256(JSON.stringify([sequence, at, actor, action, subject.kind, subject.id, before, after, previous]));
};

/** SHA-256 of the salt and the record as JSON with sorted keys. */
export const recordHash = (salt: string, record: unknown): string => sha256(`${salt}\n${canonicalJson(record)}`);

/** JSON with keys in code point order, the same for equal values however they were made. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : part,
  );
}

/** Chains the events of a transaction to those before it. Whoever comes second waits here until the first has committed. */
export async function appendEvents(tx: Tx, drafts: readonly EventDraft[]): Promise<void> {
  if (drafts.length === 0) return;
  const head = await tx.selectFrom('auditHead').select(['count', 'hash']).forUpdate().executeTakeFirstOrThrow();
  let [sequence, previous] = [head.count, head.hash];
  const events = drafts.map((draft): AuditEvent => {
    sequence += 1;
    const event = { ...draft, at: new Date(draft.at).toISOString(), sequence, previous };
    previous = eventHash(event);
    return { ...event, hash: previous };
  });
  await tx
    .insertInto('events')
    .values(events.map(({ subject, ...event }) => ({ ...event, subjectKind: subject.kind, subjectId: subject.id })))
    .execute();
  await tx.updateTable('auditHead').set({ count: sequence, hash: previous }).execute();
}
