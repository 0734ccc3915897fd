/** The line of the embedded database, which one process has to itself: the table of the jobs. */
import type { JobLine } from '../connection.ts';

export const TABLE_LINE: JobLine = {
  open: async () => undefined,
  add: async () => undefined,
  take: async (connection) => {
    const next = await connection
      .selectFrom('jobs')
      .select('id')
      .where('state', '=', 'waiting')
      .where(({ eb, fn }) => eb('dueAt', '<=', fn<string>('now')))
      .orderBy('priority', 'desc')
      .orderBy('createdAt')
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
    return next?.id ?? null;
  },
  close: async () => undefined,
};
