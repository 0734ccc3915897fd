/** The contract of the storage: `onEveryDatabase` runs its tests on PGlite and on PostgreSQL, on empty databases. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, inject } from 'vitest';
import { openStore, type Store, type StoreOptions } from '../../src/store/index.ts';
import { TEMPLATE } from './global-setup.ts';

export const KINDS = ['pglite', 'postgresql'] as const;
export type Kind = (typeof KINDS)[number];

/** Where a fresh, migrated database of this kind is opened. */
export async function freshDatabase(kind: Kind): Promise<StoreOptions> {
  if (kind === 'pglite') return { kind, snapshot: new Blob([readFileSync(inject('pgliteSnapshot'))]) };
  return { kind, url: await createPostgresDatabase(TEMPLATE) };
}

/** The URL of a new database of the run's server, copied from a template when one is named. */
export async function createPostgresDatabase(template?: string): Promise<string> {
  const url = new URL(inject('postgresUrl'));
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const client = new Client({ connectionString: url.href });
  await client.connect();
  await client.query(`create database ${name}${template ? ` template ${template}` : ''}`);
  await client.end();
  url.pathname = `/${name}`;
  return url.href;
}

export const openFreshStore = async (kind: Kind): Promise<Store> => openStore(await freshDatabase(kind));

/** The PGlite of this test worker while no test has it: to empty one is ten times faster than to open one. */
let spare: Store | undefined;

/** A store without records. Give it back when it is still as the migrations left it but for records. */
async function takeStore(kind: Kind): Promise<Store> {
  if (kind === 'postgresql' || spare === undefined) return openFreshStore(kind);
  const store = spare;
  spare = undefined;
  await empty(store);
  return store;
}

async function giveBack(store: Store): Promise<void> {
  if (store.kind === 'postgresql' || spare !== undefined) return store.close();
  spare = store;
}

const empty = ({ connection }: Store): Promise<void> =>
  connection.transaction().execute(async (tx) => {
    const { rows } = await sql<{ name: string }>`
      select tablename as name from pg_tables
      where schemaname = 'public' and tablename not like 'kysely%' and tablename <> 'audit_head'
    `.execute(tx);
    // Events refuse to be removed, but for whoever may turn triggers off.
    await sql`set local session_replication_role = replica`.execute(tx);
    await sql`truncate ${sql.join(rows.map(({ name }) => sql.table(name)))}`.execute(tx);
    await sql`update audit_head set count = 0, hash = repeat('0', 64)`.execute(tx);
  });

/** One store of each kind for all tests of `tests`, without records at first; it is open while they run. */
export function onEveryDatabase(name: string, tests: (store: () => Store, kind: Kind) => void): void {
  describe.each(KINDS)(`${name} on %s`, (kind) => {
    let store: Store | undefined;
    beforeAll(async () => {
      store = await takeStore(kind);
    });
    afterAll(() => store && giveBack(store));
    tests(() => {
      if (store === undefined) throw new Error('the store is open inside of tests only');
      return store;
    }, kind);
  });
}
