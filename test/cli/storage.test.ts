/** Backup, restore and audit from the command line, on a data folder; each command opens one, which takes seconds. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openStore } from '../../src/store/index.ts';
import { makeUser } from '../store/samples.ts';
import { concordOn } from './run.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'concord-storage-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const concord = (data: string, ...argv: string[]) => concordOn(data, argv);

it('backs up, restores into a new folder, and proves both audits with a head kept elsewhere', async () => {
  const [data, copy, file] = ['data', 'copy', 'all.backup'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  await expect(concord(data, 'audit', 'verify')).rejects.toThrow('there is no database in the folder');
  const store = await openStore({ kind: 'pglite', folder: data });
  await makeUser(store);
  await expect(openStore({ kind: 'pglite', folder: data })).rejects.toThrow(/in use by process/);
  await store.close();

  const made = await concord(data, 'backup', file);
  expect(made).toMatchObject({ code: 0, err: '' });
  const head = /\d+:[0-9a-f]{64}/.exec(made.out)?.[0] ?? '';
  expect(head).toMatch(/^1:/);
  expect((await concord(data, 'backup', file)).code).toBe(2);

  expect(await concord(copy, 'restore', file)).toMatchObject({
    code: 0,
    out: expect.stringContaining('as of 20 November 2026, 09:00 UTC'),
  });
  expect((await concord(copy, 'restore', file)).err).toContain('the database is not empty');
  expect(await concord(copy, 'audit', 'verify', '--expect', head)).toMatchObject({ code: 0 });
  const wrong = await concord(copy, 'audit', 'verify', '--expect', `1:${'0'.repeat(64)}`);
  expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('was rebuilt') });
  expect((await concord(copy, 'audit', 'verify', '--expect', 'nonsense')).code).toBe(2);

  writeFileSync(file, 'damaged');
  const refused = await concord(path.join(folder, 'third'), 'restore', file);
  expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('cannot be used') });
  expect(existsSync(path.join(folder, 'third'))).toBe(false);
}, 600_000);
