/** The server as an administrator runs it: started by npm, stopped by a signal to npm. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, expect, it, vi } from 'vitest';
import { ROOT } from './installed.ts';

let npm: ChildProcess | undefined;
let closed: Promise<unknown> | undefined;
/** Ends npm and the server below it, which would go on writing into the folder: its streams close when the last of them has ended. */
afterEach(async () => {
  if (!npm?.pid) return;
  try {
    process.kill(process.platform === 'win32' ? npm.pid : -npm.pid, 'SIGKILL');
  } catch {
    // They have ended by themselves.
  }
  await closed;
});
const data = mkdtempSync(path.join(tmpdir(), 'concord-serve-'));
afterAll(() => rmSync(data, { recursive: true, force: true }));

/** Runs `npm start` and answers what it has printed so far. */
function start(environment: Readonly<Record<string, string>>): () => string {
  let printed = '';
  npm = spawn('npm', ['start'], {
    cwd: ROOT,
    env: { ...process.env, DATA_DIR: data, ...environment },
    detached: process.platform !== 'win32',
  });
  closed = once(npm, 'close');
  for (const stream of [npm.stdout, npm.stderr])
    stream?.on('data', (chunk) => {
      printed += String(chunk);
    });
  return () => printed;
}
/** The first start makes its database, which takes a slow or busy machine many seconds. */
const patience = { timeout: 90_000, interval: 100 };

it.skipIf(process.platform === 'win32')(
  'npm start prints where to look, and a SIGTERM to npm stops the server gracefully (there is no such signal on Windows)',
  async () => {
    const printed = start({ PORT: '0' });
    const address = await vi.waitFor(() => {
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(printed())?.[0];
      if (!found) throw new Error(printed());
      return found;
    }, patience);
    expect((await fetch(`${address}/docs`)).status).toBe(200);
    npm?.kill('SIGTERM');
    await vi.waitFor(() => expect(printed()).toContain('stopping'), patience);
    await vi.waitFor(() => expect(fetch(`${address}/health`)).rejects.toThrow(), patience);
  },
  300_000,
);

it('says what to do when the port can not be used', async () => {
  const printed = start({ PORT: '70000' });
  await vi.waitFor(() => expect(printed()).toContain('PORT'), patience);
}, 120_000);
