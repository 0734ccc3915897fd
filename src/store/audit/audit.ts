/** Reading the audit, and proving that nothing in it was altered, removed or put in. */
import { type Selectable, sql } from 'kysely';
import {
  type AuditEvent,
  type AuditHead,
  auditEventSchema,
  failure,
  type Problem,
  problem,
  type Reason,
  type Result,
  reason,
  refuse,
  success,
} from '../../domain/index.ts';

import type { Connection, EventDraft, Store, Tx } from '../connection.ts';
import { eventHash, GENESIS } from '../hash.ts';
import { limitOf, type Page, type PageOptions, readCursor, toPage } from '../page.ts';
import type { Database } from '../schema/index.ts';
import { compareRecords } from './records.ts';

/** Breaks reported before the search ends. */
const MAX_BREAKS = 50;

export const audit = {
  /**
   * Follows the chain from its first event to its head. Any event that was altered, removed (the last ones too) or put in breaks it, and
   * each break is a problem `audit-broken` with the number of the event. Where the chain holds, every record and file is compared with its
   * last event: what was changed, put in or removed past the program is named. A success answers the head, to be written down elsewhere. `anchors`:
   * heads written down earlier, outside of the database, which find a chain that was made anew as a whole.
   */
  async verify(
    store: Store,
    { anchors = [] }: { readonly anchors?: readonly AuditHead[] } = {},
  ): Promise<Result<AuditHead>> {
    return store.connection
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (tx) => {
        const head = await tx.selectFrom('auditHead').select(['count', 'hash']).executeTakeFirst();
        if (!head) return refuse('audit-broken', reason('store-audit-end-missing'));
        const walk = startWalk(anchors);
        for (let after = 0; walk.problems.length < MAX_BREAKS; ) {
          const rows = await tx
            .selectFrom('events')
            .selectAll()
            .where('sequence', '>', after)
            .orderBy('sequence')
            .limit(2000)
            .execute();
          rows.forEach(walk.step);
          const last = rows.at(-1);
          if (last === undefined) break;
          after = last.sequence;
        }
        const chain = walk.end(head);
        // A chain that does not hold proves nothing about the records.
        const problems = chain.length > 0 ? chain : await compareRecords(tx, MAX_BREAKS);
        return problems.length > 0 ? failure(...problems) : success(head);
      });
  },

  /** The records alone, as a transaction sees them. */
  async compare(connection: Connection): Promise<Result<null>> {
    const problems = await compareRecords(connection, MAX_BREAKS);
    return problems.length > 0 ? failure(...problems) : success(null);
  },

  /** Where the chain ends now. */
  head(connection: Connection): Promise<AuditHead> {
    return connection.selectFrom('auditHead').select(['count', 'hash']).executeTakeFirstOrThrow();
  },

  /** Events of several things in their order, at most the first ten thousand. */
  async ofSubjects(connection: Connection, subjects: readonly AuditEvent['subject'][]): Promise<AuditEvent[]> {
    if (subjects.length === 0) return [];
    const { rows } = await sql<Selectable<Database['events']>>`
      select events.* from events
      join jsonb_to_recordset(${JSON.stringify(subjects)}::jsonb) as asked (kind text, id text)
        on events.subject_kind = asked.kind and events.subject_id = asked.id
      order by sequence limit 10000`.execute(connection);
    return rows.map((row) => auditEventSchema.parse(toEvent(row)));
  },

  /** Events in their order. */
  async list(
    connection: Connection,
    filter: PageOptions & {
      readonly subject?: { readonly kind: string; readonly id?: string } | undefined;
      readonly actor?: string | undefined;
      readonly action?: string | undefined;
      /** First and last day, UTC. */
      readonly from?: string | undefined;
      readonly to?: string | undefined;
      readonly order?: 'oldest' | 'newest' | undefined;
    } = {},
  ): Promise<Page<AuditEvent>> {
    const limit = limitOf(filter);
    let query = connection.selectFrom('events').selectAll();
    if (filter.subject) query = query.where('subjectKind', '=', filter.subject.kind);
    if (filter.subject?.id !== undefined) query = query.where('subjectId', '=', filter.subject.id);
    if (filter.actor !== undefined) query = query.where('actor', '=', filter.actor);
    if (filter.action !== undefined) query = query.where('action', '=', filter.action);
    if (filter.from !== undefined) query = query.where('at', '>=', `${filter.from}T00:00:00.000Z`);
    if (filter.to !== undefined) query = query.where('at', '<=', `${filter.to}T23:59:59.999Z`);
    const isNewest = filter.order === 'newest';
    if (filter.after) query = query.where('sequence', isNewest ? '<' : '>', Number(readCursor(filter.after)[0]));
    const rows = await query
      .orderBy('sequence', isNewest ? 'desc' : 'asc')
      .limit(limit + 1)
      .execute();
    return toPage(rows, limit, {
      read: (row) => auditEventSchema.parse(toEvent(row)),
      cursor: ({ sequence }) => [sequence, ''],
    });
  },
};

/** Follows events one by one and collects where the chain does not hold. */
function startWalk(anchors: readonly AuditHead[]) {
  const problems: Problem[] = [];
  const broken = (because: Reason): void => void problems.push(problem('audit-broken', because));
  const anchorAt = new Map(anchors.map(({ count, hash }) => [count, hash]));
  let [count, hash] = [0, GENESIS];
  const checkAnchor = (): void => {
    const noted = anchorAt.get(count);
    anchorAt.delete(count);
    if (noted !== undefined && noted !== hash) broken(reason('store-audit-made-anew', { event: count }));
  };
  checkAnchor();
  return {
    problems,
    step: (row: Selectable<Database['events']>): void => {
      const event = toEvent(row);
      const { sequence } = event;
      if (sequence !== count + 1)
        broken(reason('store-audit-events-removed', { count: sequence - count - 1, event: sequence }));
      else if (event.previous !== hash)
        broken(reason('store-audit-not-following', { event: sequence, previous: count }));
      if (eventHash(event) !== event.hash) broken(reason('store-audit-event-altered', { event: sequence }));
      [count, hash] = [sequence, event.hash];
      checkAnchor();
    },
    end: (head: AuditHead): Problem[] => {
      if (problems.length >= MAX_BREAKS) return problems;
      if (count < head.count) broken(reason('store-audit-last-removed', { count: head.count - count }));
      else if (count > head.count) broken(reason('store-audit-last-added', { count: count - head.count }));
      else if (hash !== head.hash) broken(reason('store-audit-other-last', { event: count }));
      for (const [noted] of anchorAt) broken(reason('store-audit-fewer-events', { noted, count }));
      return problems;
    },
  };
}

const toEvent = ({ subjectKind, subjectId, ...event }: Selectable<Database['events']>): AuditEvent => ({
  ...event,
  subject: { kind: subjectKind, id: subjectId },
});

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
