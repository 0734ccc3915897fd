/** A database server that is killed takes nobody with it: what was at work fails, and what comes after it is back is done. */

import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { openStore, transact } from '../../src/store/index.ts';
import { startPostgresServer } from './postgres-server.ts';
import { makeInstitute } from './samples.ts';

it('a database that is killed while a transaction waits for its next step ends that transaction alone', async () => {
  const postgres = await startPostgresServer();
  try {
    const store = await openStore({ kind: 'postgresql', url: postgres.url('postgres') });
    const kept = await makeInstitute(store);
    const broken = transact(store, async (tx) => {
      await sql`select 1`.execute(tx);
      await postgres.kill();
      // The connection says that it is gone while nobody asks it anything.
      await new Promise((resolve) => setTimeout(resolve, 300));
      await sql`select 1`.execute(tx);
    });
    await expect(broken).rejects.toThrow();
    await postgres.start();
    const { rows } = await sql<{ id: string }>`select id from institutes`.execute(store.connection);
    expect(rows.map(({ id }) => id)).toContain(kept.id);
    await makeInstitute(store);
    await store.close();
  } finally {
    await postgres.stop();
  }
}, 120_000);
