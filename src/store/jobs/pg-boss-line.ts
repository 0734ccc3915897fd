/** The line of a PostgreSQL server, where several processes work: pg-boss hands each job to one of them. */
import { CompiledQuery } from 'kysely';
import type PgBoss from 'pg-boss';
import type { Connection, JobLine } from '../connection.ts';

const BOSS_QUEUE = 'concord';

/** Through the pool of the store; pg-boss reads its own columns by their own names. */
const through = (connection: Connection): PgBoss.Db => ({
  executeSql: (text, values) =>
    connection.withoutPlugins().executeQuery(CompiledQuery.raw(text, values)) as Promise<{ rows: object[] }>,
});

/** `connection` is asked for when the line is opened. */
export function pgBossLine(connection: () => Connection): JobLine {
  let opened: Promise<PgBoss> | undefined;
  const start = async (): Promise<PgBoss> => {
    const { default: Boss } = await import('pg-boss');
    const boss = new Boss({ db: through(connection()), schedule: false });
    // What its rounds of maintenance cannot do once, the next ones do; what is asked of it here says so itself.
    boss.on('error', () => undefined);
    await boss.start();
    // Who holds a job and when it is tried again stands in the table: here it is handed over, once.
    await boss.createQueue(BOSS_QUEUE, { name: BOSS_QUEUE, policy: 'standard', retryLimit: 0 });
    return boss;
  };
  const open = (): Promise<PgBoss> => {
    opened ??= start().catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
  return {
    open: async () => void (await open()),
    add: async (tx, { id, priority }, startAfter = 0) => {
      const boss = await open();
      await boss.send(BOSS_QUEUE, { id }, { priority, startAfter, db: through(tx) });
    },
    take: async () => {
      const boss = await open();
      const [next] = await boss.fetch<{ id: string }>(BOSS_QUEUE, { batchSize: 1 });
      if (!next) return null;
      await boss.deleteJob(BOSS_QUEUE, next.id);
      return next.data.id;
    },
    close: async () => {
      const boss = await opened?.catch(() => undefined);
      await boss?.stop({ graceful: false, close: false });
    },
  };
}
