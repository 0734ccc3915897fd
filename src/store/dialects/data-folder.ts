/** A data folder with a PGlite database in it: made whole or not at all, and used by one process at a time. */
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { PGlite, PGliteOptions } from '@electric-sql/pglite';
import { lockFolder } from './folder-lock.ts';
import { createPglite } from './pglite.ts';

interface FolderOptions extends PGliteOptions {
  readonly create: boolean;
  readonly template?: string | undefined;
}

/** Opens the database of a data folder; with `create`, makes it when there is none. @throws Error when another process uses it. */
export async function openDataFolder(folder: string, { create, template, ...options }: FolderOptions): Promise<PGlite> {
  const target = path.join(folder, 'database');
  if (!create && !existsSync(target)) throw new Error(`there is no database in the folder ${folder} (DATA_DIR)`);
  try {
    makeFolder(path.resolve(folder));
  } catch (error) {
    const fault = error instanceof Error && 'code' in error ? error.code : error;
    throw new Error(
      `DATA_DIR: the folder ${folder} cannot be made (${fault}); name one in a folder that may be written`,
    );
  }
  // PGlite itself would let two processes write the same files.
  const unlock = await lockFolder(folder);
  try {
    if (!existsSync(target)) await createDatabase(target, { template, ...options });
    const database = await createPglite({ ...options, dataDir: target });
    const close = database.close.bind(database);
    database.close = async () => {
      await close();
      unlock();
    };
    return database;
  } catch (error) {
    unlock();
    throw error;
  }
}

/** One after the other: `recursive` never ends where the system says that a folder is there and is not, as /proc does. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  mkdirSync(folder);
}

/** A process that ends while a database is being made leaves a folder under another name, which the next one throws away. */
async function createDatabase(target: string, { template, ...options }: Omit<FolderOptions, 'create'>): Promise<void> {
  const unfinished = `${target}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  if (template !== undefined) cpSync(template, unfinished, { recursive: true });
  else await (await createPglite({ ...options, dataDir: unfinished })).close();
  renameSync(unfinished, target);
}
