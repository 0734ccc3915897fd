/** Reading the audit, and proving that nothing in it was altered, removed or put in. */
import type { Selectable } from 'kysely';
import {
  type AuditEvent,
  type AuditHead,
  auditEventSchema,
  failure,
  type Problem,
  type Result,
  success,
} from '../../domain/index.ts';
import type { Connection, Store } from '../connection.ts';
import { limitOf, type Page, type PageOptions, readCursor, toPage } from '../records/page.ts';
import type { Database } from '../schema/index.ts';
import { eventHash, GENESIS } from './chain.ts';

/** Events read at a time. */
const BATCH = 2000;
/** Breaks reported before the search ends. */
const MAX_BREAKS = 50;

const MEND =
  'Compare with the last backup whose audit verifies; whoever can write to the database past Concord may have done it';

const broken = (message: string): Problem => ({ code: 'audit-broken', severity: 'error', message, mend: MEND });

export interface VerifyOptions {
  /** Heads written down earlier, outside of the database: they find a chain that was made anew as a whole. */
  readonly anchors?: readonly AuditHead[];
}

/**
 * Follows the chain from its first event to its head. Any event that was altered, removed (the last ones too) or put in breaks it, and
 * each break is a problem `audit-broken` with the number of the event. A success answers the head, to be written down elsewhere.
 */
export async function verifyAudit(store: Store, { anchors = [] }: VerifyOptions = {}): Promise<Result<AuditHead>> {
  return store.connection
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      const head = await tx.selectFrom('auditHead').select(['count', 'hash']).executeTakeFirst();
      if (!head) return failure(broken('the end of the chain is not recorded any more'));
      const walk = startWalk(anchors);
      for (let after = 0; walk.problems.length < MAX_BREAKS; ) {
        const rows = await tx
          .selectFrom('events')
          .selectAll()
          .where('sequence', '>', after)
          .orderBy('sequence')
          .limit(BATCH)
          .execute();
        rows.forEach(walk.step);
        const last = rows.at(-1);
        if (last === undefined) break;
        after = last.sequence;
      }
      const problems = walk.end(head);
      return problems.length > 0 ? failure(...problems) : success(head);
    });
}

/** Follows events one by one and collects where the chain does not hold. */
function startWalk(anchors: readonly AuditHead[]) {
  const problems: Problem[] = [];
  const anchorAt = new Map(anchors.map(({ count, hash }) => [count, hash]));
  let [count, hash] = [0, GENESIS];
  const checkAnchor = (): void => {
    const noted = anchorAt.get(count);
    anchorAt.delete(count);
    if (noted !== undefined && noted !== hash)
      problems.push(
        broken(`event ${count} is not the one whose hash was written down: the chain up to it was made anew`),
      );
  };
  checkAnchor();
  return {
    problems,
    step: (row: Selectable<Database['events']>): void => {
      const event = toEvent(row);
      const { sequence } = event;
      if (sequence !== count + 1)
        problems.push(broken(`${sequence - count - 1} event(s) before event ${sequence} were removed`));
      else if (event.previous !== hash)
        problems.push(broken(`event ${sequence} does not follow event ${count}: one of the two was altered or put in`));
      if (eventHash(event) !== event.hash) problems.push(broken(`event ${sequence} was altered`));
      [count, hash] = [sequence, event.hash];
      checkAnchor();
    },
    end: (head: AuditHead): Problem[] => {
      if (problems.length >= MAX_BREAKS) return problems;
      if (count < head.count) problems.push(broken(`the last ${head.count - count} event(s) were removed`));
      else if (count > head.count) problems.push(broken(`the last ${count - head.count} event(s) were put in`));
      else if (hash !== head.hash) problems.push(broken(`event ${count} is not the one that was written last`));
      for (const [noted] of anchorAt)
        problems.push(broken(`there were ${noted} events when the head was written down; now there are ${count}`));
      return problems;
    },
  };
}

/** Where the chain ends now. */
export const readAuditHead = (connection: Connection): Promise<AuditHead> =>
  connection.selectFrom('auditHead').select(['count', 'hash']).executeTakeFirstOrThrow();

export interface EventFilter extends PageOptions {
  readonly subject?: { readonly kind: string; readonly id?: string } | undefined;
  readonly actor?: string | undefined;
}

/** Events in their order. */
export async function listEvents(connection: Connection, filter: EventFilter = {}): Promise<Page<AuditEvent>> {
  const limit = limitOf(filter);
  let query = connection.selectFrom('events').selectAll();
  if (filter.subject) query = query.where('subjectKind', '=', filter.subject.kind);
  if (filter.subject?.id !== undefined) query = query.where('subjectId', '=', filter.subject.id);
  if (filter.actor !== undefined) query = query.where('actor', '=', filter.actor);
  if (filter.after) query = query.where('sequence', '>', Number(readCursor(filter.after)[0]));
  const rows = await query
    .orderBy('sequence')
    .limit(limit + 1)
    .execute();
  return toPage(rows, limit, {
    read: (row) => auditEventSchema.parse(toEvent(row)),
    cursor: ({ sequence }) => [sequence, ''],
  });
}

const toEvent = ({ subjectKind, subjectId, ...event }: Selectable<Database['events']>): AuditEvent => ({
  ...event,
  subject: { kind: subjectKind, id: subjectId },
});
