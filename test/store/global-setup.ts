/** One PostgreSQL server and one migrated database of each kind per test run; every test file starts from a copy. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { CamelCasePlugin, Kysely } from 'kysely';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { pgliteDialect } from '../../src/store/dialects/pglite.ts';
import { openStore } from '../../src/store/index.ts';
import { migrateToLatest } from '../../src/store/migrate.ts';
import type { Database } from '../../src/store/schema/index.ts';
import { type PostgresServer, startPostgresServer } from './postgres-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The server's own database, for `create database`. */
    postgresUrl: string;
    pgliteSnapshot: string;
  }
}

export const TEMPLATE = 'concord_template';

/** Nothing that these tests write has to outlive the machine. */
const FORGETFUL = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'jit=off'];

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(tmpdir(), 'concord-pglite-'));
  const server = await startPostgresServer(FORGETFUL);
  const tearDown = async (): Promise<void> => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await makeTemplate(server);
    const pgliteSnapshot = path.join(folder, 'snapshot.tar');
    writeFileSync(pgliteSnapshot, await migratedSnapshot());
    project.provide('postgresUrl', server.url('postgres'));
    project.provide('pgliteSnapshot', pgliteSnapshot);
    return tearDown;
  } catch (error) {
    await tearDown();
    throw error;
  }
}

async function makeTemplate(server: PostgresServer): Promise<void> {
  const client = new Client({ connectionString: server.url('postgres') });
  await client.connect();
  await client.query(`create database ${TEMPLATE}`);
  await client.end();
  const template = await openStore({ kind: 'postgresql', url: server.url(TEMPLATE) });
  await template.close();
}

async function migratedSnapshot(): Promise<Uint8Array> {
  const database = await PGlite.create();
  const connection = new Kysely<Database>({
    dialect: pgliteDialect(async () => database),
    plugins: [new CamelCasePlugin()],
  });
  await migrateToLatest(connection);
  const dump = await database.dumpDataDir('none');
  await connection.destroy();
  return new Uint8Array(await dump.arrayBuffer());
}
