import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockFolder } from '../../src/store/dialects/folder-lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'concord-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const lock = () => path.join(folder, 'concord.lock');

/** A lock as a process of another container writes it: of another system of ids, in the same folder. */
async function leaveForeign(): Promise<void> {
  const unlock = await lockFolder(folder);
  const foreign = readFileSync(lock(), 'utf8').replace(/pid:\[\d+\]/, 'pid:[1]');
  unlock();
  writeFileSync(lock(), foreign.replace(/"owner":"[^"]+"/, '"owner":"other"'));
}

describe('the lock of a data folder', () => {
  it('is one process at a time, and this one too', async () => {
    const unlock = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toThrow(/in use by process \d+/);
    unlock();
    (await lockFolder(folder))();
  });

  it('of another container holds as long as it is touched, although its process is not seen here', async () => {
    await leaveForeign();
    const beat = setInterval(() => utimesSync(lock(), new Date(), new Date()), 100);
    await expect(lockFolder(folder, 1500)).rejects.toThrow(/in use by process/);
    clearInterval(beat);
    (await lockFolder(folder, 500))();
  });

  it('of a folder that was copied while in use does not hold the copy', async () => {
    const unlock = await lockFolder(folder);
    const copy = `${folder}-copy`;
    cpSync(folder, copy, { recursive: true });
    const before = Date.now();
    (await lockFolder(copy))();
    expect(Date.now() - before).toBeLessThan(5000);
    unlock();
    rmSync(copy, { recursive: true });
  });

  it('of an older version is the name of its process', async () => {
    const child = spawn(process.execPath, ['-e', '0']);
    await new Promise((resolve) => child.once('exit', resolve));
    writeFileSync(lock(), `${child.pid} 12345`);
    (await lockFolder(folder, 500))();
  });
});
