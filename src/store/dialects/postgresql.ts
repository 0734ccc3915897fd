import { type Dialect, PostgresDialect } from 'kysely';
import type { Pool } from 'pg';
import type { ConnectionCounts } from '../connection.ts';
import { PARSERS } from '../values.ts';

export interface PostgresqlOptions {
  /** `postgres://user:password@host:port/database` */
  readonly url: string;
  /** Connections at most. */
  readonly poolSize?: number;
}

/** In milliseconds: a server that says nothing, or waits for another's lock, holds up nobody for longer. */
const TIMEOUTS = {
  connectionTimeoutMillis: 5000,
  statement_timeout: 120_000,
  query_timeout: 130_000,
  lock_timeout: 30_000,
  idle_in_transaction_session_timeout: 600_000,
  keepAlive: true,
} as const;

/** A pool of connections to a PostgreSQL server, and how many there are. Idle connections that break are replaced by the pool. */
export function postgresqlDialect({ url, poolSize = 10 }: PostgresqlOptions): {
  readonly dialect: Dialect;
  readonly count: () => ConnectionCounts;
} {
  let opened: Pool | undefined;
  const openPool = async () => {
    const { Pool, types } = await import('pg');
    const pool = new Pool({
      connectionString: url,
      max: poolSize,
      ...TIMEOUTS,
      types: { getTypeParser: (oid: number, format) => PARSERS[oid] ?? types.getTypeParser(oid, format) },
    });
    // Without a listener an idle connection's end would end the program; the next query reports it.
    pool.on('error', () => undefined);
    // Likewise of one that is at work and waits for its next query: the pool does not listen to those.
    pool.on('connect', (client) => client.on('error', () => undefined));
    opened = pool;
    return pool;
  };
  return {
    dialect: new PostgresDialect({ pool: openPool }),
    count: () => ({
      open: opened?.totalCount ?? 0,
      idle: opened?.idleCount ?? 0,
      waiting: opened?.waitingCount ?? 0,
    }),
  };
}
