/** The server as a process: its first start, its end, and its second start on the same data. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPostgresDatabase, KINDS, type Kind } from '../store/databases.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

interface Running {
  readonly url: string;
  /** What it printed until it listened. */
  readonly said: string;
  readonly stop: () => Promise<number | null>;
}

async function start(environment: NodeJS.ProcessEnv, ...options: string[]): Promise<Running> {
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts', 'serve', ...options], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, PORT: '0', LOG_LEVEL: 'silent', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (said.includes('Stop with Ctrl-C')) resolve();
      });
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${said}`)));
  });
  const stop = async (): Promise<number | null> => {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const [code] = (await ended) as [number | null];
    return code;
  };
  return { url: /http:\/\/[\d.]+:\d+/.exec(said)?.[0] ?? '', said, stop };
}

const signIn = (url: string, body: object) =>
  fetch(`${url}/api/v1/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

describe.each(KINDS)('the server on %s', (kind: Kind) => {
  let folder: string;
  let environment: NodeJS.ProcessEnv;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'concord-serve-'));
    environment = {
      DATA_DIR: path.join(folder, 'data'),
      ...(kind === 'postgresql' && { DATABASE_URL: await createPostgresDatabase() }),
    };
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('begins a demonstration with one account per role, ends in order, and goes on where it was', async () => {
    const first = await start(environment, '--demonstration');
    const accounts = [...first.said.matchAll(/^ {2}(\S+@concord\.example) +(\S+)$/gm)];
    expect(accounts.map(([, email]) => email?.split('@')[0])).toEqual([
      'student',
      'adviser',
      'directorate',
      'registrar',
      'coordinator',
      'commission',
      'administrator',
    ]);
    for (const [, email, password] of accounts)
      expect([email, (await signIn(first.url, { email, password })).status]).toEqual([email, 200]);
    const body = JSON.stringify({ grade: '1,7', from: 'de' });
    const open = await fetch(`${first.url}/api/v1/grade`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(open.status).toBe(200);
    expect(await first.stop()).toBe(0);
    const file = path.join(environment.DATA_DIR ?? '', 'demonstration-accounts.txt');
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain(accounts[0]?.[2]);
    const second = await start(environment, '--demonstration');
    const [, email, password] = accounts[6] ?? [];
    expect((await signIn(second.url, { email, password })).status).toBe(200);
    expect(second.said).toContain(password);
    expect(await second.stop()).toBe(0);
  });

  it('begins real work with one administrator, whose password has to be replaced', async () => {
    const fresh = {
      ...environment,
      DATA_DIR: path.join(folder, 'real'),
      ...(kind === 'postgresql' && { DATABASE_URL: await createPostgresDatabase() }),
    };
    const server = await start(fresh);
    const password = /one-time password (\S+)/.exec(server.said)?.[1];
    const email = 'administrator@concord.example';
    expect((await signIn(server.url, { email, password })).status).toBe(403);
    const newPassword = 'nine green bottles hanging';
    expect((await signIn(server.url, { email, password, newPassword })).status).toBe(200);
    expect((await fetch(`${server.url}/api/v1/scales`)).status).toBe(401);
    expect(await server.stop()).toBe(0);
    expect(existsSync(path.join(fresh.DATA_DIR, 'demonstration-accounts.txt'))).toBe(false);
  });
});
