import type { AuditEvent } from '../../domain/index.ts';
import type { EventDraft, Tx } from '../connection.ts';
import { eventHash } from './chain.ts';

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
