/** The contract of the storage: `onEveryDatabase` runs its tests on PGlite and on PostgreSQL, each file on fresh databases. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
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

/** One fresh store of each kind for all tests of `tests`; it is open while they run. */
export function onEveryDatabase(name: string, tests: (store: () => Store, kind: Kind) => void): void {
  describe.each(KINDS)(`${name} on %s`, (kind) => {
    let store: Store | undefined;
    beforeAll(async () => {
      store = await openFreshStore(kind);
    });
    afterAll(() => store?.close());
    tests(() => {
      if (store === undefined) throw new Error('the store is open inside of tests only');
      return store;
    }, kind);
  });
}
