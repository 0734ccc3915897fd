/** What is told of a database that cannot be opened names the setting, and comes at once. */
import { expect, it } from 'vitest';
import { openStore } from '../../src/store/index.ts';

it.skipIf(process.platform !== 'linux')(
  'a folder that cannot be made is refused at once (/proc, which only Linux has)',
  async () => {
    await expect(openStore({ kind: 'pglite', folder: '/proc/concord/data' })).rejects.toThrow(/^DATA_DIR: .*\/proc/);
    await expect(openStore({ kind: 'pglite', folder: '/dev/null/data' })).rejects.toThrow(/^DATA_DIR: /);
  },
  10_000,
);

it('a server that does not answer is named by its variable', async () => {
  await expect(openStore({ kind: 'postgresql', url: 'postgres://127.0.0.1:1/concord' })).rejects.toThrow(
    /^DATABASE_URL: .*ECONNREFUSED/,
  );
});
