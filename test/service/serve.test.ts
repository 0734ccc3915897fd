/** The built server as a process: its first start, its end, and its second start on the same data. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createPostgresDatabase, KINDS, type Kind } from '../store/databases.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

interface Listed {
  readonly list: { readonly id: string };
}

interface Running {
  readonly url: string;
  /** What it has printed so far. */
  readonly said: () => string;
  readonly stop: () => Promise<number | null>;
}

/** The first start makes its database, which takes a slow or busy machine many seconds. */
const START_MILLISECONDS = 90_000;

const children = new Set<ChildProcess>();
/** Those that a failed test left. */
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
});

async function start(environment: NodeJS.ProcessEnv, ...options: string[]): Promise<Running> {
  const child: ChildProcess = spawn(process.execPath, ['scripts/build/run.mjs', 'serve', ...options], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, PORT: '0', LOG_LEVEL: 'silent', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  child.once('exit', () => children.delete(child));
  let said = '';
  await new Promise<void>((resolve, reject) => {
    const late = (): void => reject(new Error(`does not listen after ${START_MILLISECONDS} ms: ${said}`));
    const timer = setTimeout(late, START_MILLISECONDS);
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (!said.includes('Stop with Ctrl-C')) return;
        clearTimeout(timer);
        resolve();
      });
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`ended with ${code}: ${said}`));
    });
  });
  const stop = async (): Promise<number | null> => {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const [code] = (await ended) as [number | null];
    return code;
  };
  return { url: /http:\/\/[\d.]+:\d+/.exec(said)?.[0] ?? '', said: () => said, stop };
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
      DEMONSTRATION_YEAR: 'false',
      ...(kind === 'postgresql' && { DATABASE_URL: await createPostgresDatabase() }),
    };
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('begins a demonstration with one account per role, ends in order, and goes on where it was', async () => {
    const first = await start(environment, '--demonstration');
    const accounts = [...first.said().matchAll(/^ {2}(\S+@concord\.example) +(\S+)$/gm)];
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
    // The fixtures are stored, and are called as their files.
    const { items } = (await (await fetch(`${first.url}/api/v1/catalogues`)).json()) as { items: Listed[] };
    expect(items.map(({ list }) => list.id)).toContain('cedar_hollow_us');
    expect(await first.stop()).toBe(0);
    const file = path.join(environment.DATA_DIR ?? '', 'demonstration-accounts.txt');
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain(accounts[0]?.[2]);
    const second = await start(environment, '--demonstration');
    const [, email, password] = accounts[6] ?? [];
    expect((await signIn(second.url, { email, password })).status).toBe(200);
    expect(second.said()).toContain(password);
    expect(await second.stop()).toBe(0);
  }, 300_000);

  it('begins real work with one administrator, whose password has to be replaced', async () => {
    const fresh = {
      ...environment,
      DATA_DIR: path.join(folder, 'real'),
      ...(kind === 'postgresql' && { DATABASE_URL: await createPostgresDatabase() }),
    };
    const server = await start(fresh);
    const password = /one-time password (\S+)/.exec(server.said())?.[1];
    const email = 'administrator@concord.example';
    expect((await signIn(server.url, { email, password })).status).toBe(403);
    const newPassword = 'nine green bottles hanging';
    expect((await signIn(server.url, { email, password, newPassword })).status).toBe(200);
    expect((await fetch(`${server.url}/api/v1/scales`)).status).toBe(401);
    expect(await server.stop()).toBe(0);
    expect(existsSync(path.join(fresh.DATA_DIR, 'demonstration-accounts.txt'))).toBe(false);
  }, 300_000);
});

it('ends although a client goes on asking over the connection that it has', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'concord-serve-'));
  const server = await start({ DATA_DIR: folder, LOG_LEVEL: 'info', CONCORD_OPEN_TOOLS: 'true' });
  const { hostname, port } = new URL(server.url);
  const body = JSON.stringify({ grade: '1,7', from: 'de' });
  const head = (method: string, route: string, length: number) =>
    `${method} ${route} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`;
  const socket = connect(Number(port), hostname);
  const closed = once(socket, 'close');
  let answered = '';
  socket.on('data', (chunk: Buffer) => {
    answered += chunk.toString();
  });
  socket.on('error', () => undefined);
  // A request under way when the end is asked for, which is still answered.
  socket.write(head('POST', '/api/v1/grade', body.length) + body.slice(0, 5));
  await vi.waitFor(async () => expect((await fetch(`${server.url}/health`)).status).toBe(200));
  const ended = server.stop();
  await vi.waitFor(() => expect(server.said()).toContain('stopping'), 30_000);
  socket.write(body.slice(5));
  await vi.waitFor(() => expect(answered).toContain('HTTP/1.1 200'), 30_000);
  // Longer than proxies keep a connection.
  expect(answered).toMatch(/keep-alive: timeout=75/i);
  const asking = setInterval(() => socket.write(head('GET', '/health', 0)), 300);
  await closed;
  clearInterval(asking);
  expect(await ended).toBe(0);
  rmSync(folder, { recursive: true, force: true });
}, 180_000);
