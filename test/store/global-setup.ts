/** One PostgreSQL server and one migrated database of each kind per test run; every test file starts from a copy. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { openStore } from '../../src/store/index.ts';
import { startPostgresServer } from './postgres-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The server's own database, for `create database`. */
    postgresUrl: string;
    pgliteSnapshot: string;
  }
}

export const TEMPLATE = 'concord_template';

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(tmpdir(), 'concord-pglite-'));
  const server = await startPostgresServer();
  const postgresUrl = server.url('postgres');
  const client = new Client({ connectionString: postgresUrl });
  await client.connect();
  await client.query(`create database ${TEMPLATE}`);
  await client.end();
  const template = await openStore({ kind: 'postgresql', url: server.url(TEMPLATE) });
  await template.close();
  const pgliteSnapshot = path.join(folder, 'snapshot.tar');
  writeFileSync(pgliteSnapshot, await migratedSnapshot(path.join(folder, 'data')));
  project.provide('postgresUrl', postgresUrl);
  project.provide('pgliteSnapshot', pgliteSnapshot);
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

async function migratedSnapshot(folder: string): Promise<Uint8Array> {
  const store = await openStore({ kind: 'pglite', folder });
  await store.close();
  const database = await PGlite.create({ dataDir: path.join(folder, 'database') });
  const dump = await database.dumpDataDir('none');
  await database.close();
  return new Uint8Array(await dump.arrayBuffer());
}
