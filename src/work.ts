/** A process that only works: it takes jobs, sends mail, and listens to nobody. */
import { availableParallelism } from 'node:os';
import pino from 'pino';
import { openProcess, type ProcessOptions, whenAsked } from './process.ts';

/** Works until a signal; what is at work then is given back, and another takes it up at once. */
export async function startWorker(options: ProcessOptions): Promise<void> {
  const { config, version, print } = options;
  if (config.DATABASE_URL === undefined)
    throw new Error(
      'DATABASE_URL: a worker needs a PostgreSQL server, which it shares with the servers; the embedded database is used by one process, which works on its jobs itself',
    );
  const logger = pino({ level: config.LOG_LEVEL });
  const { begin, end } = await openProcess(options, logger);
  try {
    const atOnce = config.JOBS_AT_ONCE || Math.max(2, availableParallelism());
    begin([], atOnce);
    print(`Concord ${version} works, ${atOnce} jobs at a time. Stop with Ctrl-C.\n`);
    const reason = await new Promise<string>((resolve) => whenAsked(config, resolve));
    logger.info({ reason }, 'stopping');
  } finally {
    await end();
  }
}
