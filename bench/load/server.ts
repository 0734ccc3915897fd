/** `concord serve`, as it is built, as a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../test/store/postgres-server.ts';
import { ROOT } from './sizes.ts';

export interface RunningServer {
  readonly url: string;
  readonly pid: number | undefined;
  /** Megabytes that the process holds now. */
  readonly residentMegabytes: () => number | null;
  /** Seconds of a processor that it has used so far: alike however many others use the machine. */
  readonly processorSeconds: () => number | null;
  /** Ends it in order. @throws Error when it does not. */
  readonly stop: () => Promise<void>;
}

export interface ServerOptions {
  readonly environment: Readonly<Record<string, string>>;
  /** Where its log goes. */
  readonly folder: string;
  /** Where a profile of its processor is written; null = none is taken. */
  readonly profile: string | null;
  /** Options of Node, and of the server. */
  readonly node?: readonly string[];
  readonly options?: readonly string[];
}

const START_MILLISECONDS = 60_000;

export async function startServer({
  environment,
  folder,
  profile,
  node = [],
  options = [],
}: ServerOptions): Promise<RunningServer> {
  const port = await freePort();
  const log = path.join(folder, 'server.log');
  const out = openSync(log, 'w');
  const profiling = profile === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
  const child = spawn(process.execPath, [...profiling, ...node, 'dist/concord.js', 'serve', ...options], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, PORT: String(port), ...environment },
    stdio: ['ignore', out, out],
  });
  closeSync(out);
  const abandon = (): void => void child.kill('SIGKILL');
  process.once('exit', abandon);
  const url = `http://127.0.0.1:${port}`;
  await untilHealthy(url, child, log);
  return {
    url,
    pid: child.pid,
    residentMegabytes: () => residentMegabytes(child.pid),
    processorSeconds: () => processorSeconds(child.pid),
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const [code] = await ended;
      process.off('exit', abandon);
      if (code !== 0) throw new Error(`the server ended with ${code}:\n${readFileSync(log, 'utf8').slice(-4000)}`);
    },
  };
}

async function untilHealthy(url: string, child: ChildProcess, log: string): Promise<void> {
  for (const until = Date.now() + START_MILLISECONDS; Date.now() < until; await sleep(100)) {
    if (child.exitCode !== null) break;
    const answer = await fetch(`${url}/health`).catch(() => null);
    if (answer?.ok) return;
  }
  child.kill('SIGKILL');
  throw new Error(`the server does not start:\n${readFileSync(log, 'utf8').slice(-4000)}`);
}

function residentMegabytes(pid: number | undefined): number | null {
  try {
    const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? null : Number(kilobytes) / 1024;
  } catch {
    return null;
  }
}

/** Ticks of a second in /proc, on every Linux that there is. */
const TICKS = 100;

function processorSeconds(pid: number | undefined): number | null {
  try {
    // What stands before may hold blanks: the name of the program in brackets.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  } catch {
    return null;
  }
}
