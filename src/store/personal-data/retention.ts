/** What a retention policy asks of the store: cases whose time has come, and old things that nobody needs. */
import type { ApplicationState } from '../../domain/index.ts';
import type { Connection } from '../connection.ts';

export interface EndedCase {
  readonly user: string;
  readonly application: string;
  /** Day (UTC) of the last change, from which its time counts. */
  readonly endedOn: string;
}

/** Cases in one of the states since before a day, that were not erased yet, oldest first, at most 500. */
export async function listEndedCases(
  connection: Connection,
  { states, before }: { readonly states: readonly ApplicationState[]; readonly before: string },
): Promise<EndedCase[]> {
  if (states.length === 0) return [];
  const rows = await connection
    .selectFrom('applications')
    .select(['id', 'student', 'updatedAt'])
    .where('state', 'in', states)
    .where('updatedAt', '<', `${before}T00:00:00Z`)
    .where('erasedAt', 'is', null)
    .orderBy('updatedAt')
    .orderBy('id')
    .limit(500)
    .execute();
  return rows.map(({ id, student, updatedAt }) => ({
    user: student,
    application: id,
    endedOn: updatedAt.slice(0, 10),
  }));
}

/** Removes notices and sent messages from before an instant; what waits to be sent stays. Answers how many went. */
export async function forgetMessages(connection: Connection, before: string): Promise<number> {
  const notices = await connection.deleteFrom('notices').where('createdAt', '<', before).executeTakeFirstOrThrow();
  const messages = await connection
    .deleteFrom('outbox')
    .where('state', '=', 'sent')
    .where('createdAt', '<', before)
    .executeTakeFirstOrThrow();
  return Number(notices.numDeletedRows + messages.numDeletedRows);
}
