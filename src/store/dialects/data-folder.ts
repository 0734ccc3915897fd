/** A data folder with a PGlite database in it: made whole or not at all, and used by one process at a time. */
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { PGlite, PGliteOptions } from '@electric-sql/pglite';
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
  const unlock = lockFolder(folder);
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

/** PGlite itself would let two processes write the same files. */
function lockFolder(folder: string): () => void {
  const file = path.join(folder, 'concord.lock');
  const own = processName(process.pid);
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      writeFileSync(file, own, { flag: 'wx' });
      held.add(path.resolve(file));
      return () => {
        held.delete(path.resolve(file));
        rmSync(file, { force: true });
      };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const holder = readHolder(file);
    if (holder !== null && isAlive(holder, file))
      throw new Error(
        `the data folder ${folder} is in use by process ${holder.split(' ')[0]}; stop it first, or use a PostgreSQL server (DATABASE_URL) for several processes`,
      );
    if (readHolder(file) === holder) rmSync(file, { force: true });
  }
  throw new Error(`the data folder ${folder} is in use by another process that starts at the same time`);
}

/** Lock files of this process: its own id in a file that it does not hold was left by a predecessor with the same id. */
const held = new Set<string>();

function readHolder(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

function isAlive(holder: string, file: string): boolean {
  const pid = Number(holder.split(' ')[0]);
  if (!Number.isInteger(pid) || pid <= 0) return false;
  if (pid === process.pid) return held.has(path.resolve(file));
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  return processName(pid) === holder;
}

/** Id and, where the system tells it, start time: ids are used again. */
function processName(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return `${pid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''}`;
  } catch {
    return `${pid} `;
  }
}
