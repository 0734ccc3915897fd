/** Processor seconds of commands, and of the server until it answers; Linux only, where /proc tells them. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';

const TICKS_PER_SECOND = 100;
const MOST_SECONDS = 180;

/** Arguments of `node` that start the program: the built one where it is, else the sources. */
export function programOf(root: string): string[] {
  const { bin } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { bin?: Record<string, string> };
  const built = bin?.concord === undefined ? null : path.join(root, bin.concord);
  return built && existsSync(built) ? [built] : ['--import', 'tsx', path.join(root, 'src/main.ts')];
}

/** User and system seconds of one command, with everything that it started; the least of three runs. */
export function secondsOf(root: string, words: readonly string[]): number {
  const runs = [1, 2, 3].map(() => {
    const script = `TIMEFORMAT='%U %S'; time "$@" >/dev/null 2>&1`;
    const { stderr } = spawnSync('bash', ['-c', script, 'time', process.execPath, ...programOf(root), ...words], {
      cwd: root,
      encoding: 'utf8',
    });
    return stderr
      .trim()
      .split(' ')
      .reduce((sum, seconds) => sum + Number(seconds), 0);
  });
  return Math.min(...runs);
}

interface ServerStart {
  readonly seconds: number;
  /** Resident when it answers, and the most until then; MB of 1024 x 1024 bytes. */
  readonly residentMb: number;
  readonly peakMb: number;
}

const statusOf = (pid: number, key: string): number =>
  Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);

/** The process and all that descend from it. */
function familyOf(pid: number): number[] {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
  return [pid, ...children.flatMap(familyOf)];
}

/** Ticks of the process itself and of children that it has waited for. */
function processorSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS_PER_SECOND;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}

const isHealthy = async (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/health`).then(
    ({ ok }) => ok,
    () => false,
  );

async function startOnce(root: string, dataFolder: string): Promise<ServerStart> {
  const port = await freePort();
  const server = spawn(process.execPath, [...programOf(root), 'serve', '--demonstration'], {
    cwd: root,
    env: { ...process.env, DATA_DIR: dataFolder, DATABASE_URL: '', PORT: String(port), LOG_LEVEL: 'error' },
    stdio: 'ignore',
  });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  try {
    const deadline = Date.now() + MOST_SECONDS * 1000;
    while (!(await isHealthy(port))) {
      if (server.exitCode !== null || Date.now() > deadline) throw new Error('the server does not answer at /health');
      await setTimeout(20);
    }
    const pid = server.pid ?? 0;
    return {
      seconds: familyOf(pid).reduce((sum, one) => sum + processorSeconds(one), 0),
      residentMb: Math.round(statusOf(pid, 'VmRSS') / 1024),
      peakMb: Math.round(statusOf(pid, 'VmHWM') / 1024),
    };
  } finally {
    server.kill('SIGTERM');
    await ended;
  }
}

/** A first start with the demonstration in an empty data folder, then a second one. */
export async function measureServer(root: string): Promise<{ first: ServerStart; second: ServerStart }> {
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'concord-measure-'));
  try {
    return { first: await startOnce(root, dataFolder), second: await startOnce(root, dataFolder) };
  } finally {
    rmSync(dataFolder, { recursive: true, force: true });
  }
}
