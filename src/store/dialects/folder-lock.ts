/**
 * The lock of a data folder: a file that its holder touches once a second. Another process, be it of another container that sees neither
 * this one's id nor its name, watches whether it is touched; one that was left, or copied with the folder, is not.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** How often the holder touches its lock, and how long another watches it before it is taken for left. */
export const BEAT = { everyMilliseconds: 1000, watchedMilliseconds: 10_000 } as const;

/** Locks the folder until the answer is called. @throws Error when another process uses it. */
export async function lockFolder(folder: string, watched: number = BEAT.watchedMilliseconds): Promise<() => void> {
  const file = path.join(folder, 'concord.lock');
  const own = JSON.stringify({ owner: randomUUID(), process: processName(process.pid), folder: identity(folder) });
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (claim(file, own)) return hold(file, own);
    const holder = readHolder(file);
    if (holder === null) continue;
    if (await isHeld(file, holder, { folder, watched }))
      throw new Error(
        `the data folder ${folder} is in use by process ${nameIn(holder)}; stop it first, or use a PostgreSQL server (DATABASE_URL) for several processes`,
      );
    // Another that came to the same end may have taken it meanwhile.
    if (readHolder(file) === holder) rmSync(file, { force: true });
  }
  throw new Error(`the data folder ${folder} is in use by another process that starts at the same time`);
}

/** Locks that this process holds. */
const held = new Set<string>();

function claim(file: string, own: string): boolean {
  try {
    writeFileSync(file, own, { flag: 'wx', mode: 0o600 });
    held.add(own);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function hold(file: string, own: string): () => void {
  const beat = setInterval(() => {
    // Two who write to one database break it for both: whoever lost the lock ends, whatever it is about to do.
    const holder = readHolder(file);
    if (holder !== null && holder !== own)
      throw new Error(`the lock ${file} was taken by another process; this one ends`);
    try {
      if (holder === null) writeFileSync(file, own, { mode: 0o600 });
      const now = new Date();
      utimesSync(file, now, now);
    } catch {
      // A disk that refuses is met by the database itself.
    }
  }, BEAT.everyMilliseconds);
  beat.unref();
  return () => {
    clearInterval(beat);
    held.delete(own);
    if (readHolder(file) === own) rmSync(file, { force: true });
  };
}

interface Holder {
  readonly process?: string;
  readonly folder?: string;
}

/** What stands in a lock; one of an older version is the name of its process. */
function parse(holder: string): Holder {
  try {
    return JSON.parse(holder) as Holder;
  } catch {
    return { process: holder };
  }
}

const nameIn = (holder: string): string => parse(holder).process?.split(' ')[0] ?? 'unknown';

/** Known at once of a process of this system, and of a folder that was copied; else whether it is still touched. */
async function isHeld(
  file: string,
  holder: string,
  { folder, watched }: { readonly folder: string; readonly watched: number },
): Promise<boolean> {
  const lock = parse(holder);
  if (lock.folder !== undefined && lock.folder !== identity(folder)) return false;
  if (held.has(holder)) return true;
  const [pid = '', started = '', space = ''] = lock.process?.split(' ') ?? [];
  const isOfHere = space !== '' && space === processSpace();
  if (isOfHere) return Number(pid) !== process.pid && processName(Number(pid)) === `${pid} ${started} ${space}`;
  const before = touchedAt(file);
  for (let waited = 0; waited < watched; waited += 250) {
    await wait(250);
    if (readHolder(file) !== holder) return readHolder(file) !== null;
    if (touchedAt(file) !== before) return true;
  }
  return false;
}

const touchedAt = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

function readHolder(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** A folder is itself by its place on its disk: a copy is another. */
function identity(folder: string): string {
  const { dev, ino } = statSync(folder);
  return `${dev}:${ino}`;
}

/** Where an id names a process: of the boot of a machine, and within a container; empty where the system does not tell. */
function processSpace(): string {
  try {
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return '';
  }
}

/** Id, start time, since ids are used again, and where both are known. */
function processName(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return `${pid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''} ${processSpace()}`;
  } catch {
    return `${pid}  `;
  }
}
