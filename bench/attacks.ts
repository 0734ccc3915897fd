/**
 * `npm run build && npm run bench:attacks [-- --seconds 10]`: the attacks that once silenced a server, each repeated for some seconds against
 * `concord serve` while /health is asked fifty times a second. Writes bench/results/attacks-DATE.md; ends with 1 when /health took more than
 * the limit, or an attack was answered with a failure of the server or a wrong statement about a plan.
 */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { freePort } from '../test/store/postgres-server.ts';
import type { Attacked } from './attacks/attackers.ts';
import { ATTACKS, type Attack } from './attacks/attacks.ts';
import { keepPage, quantile, row, today } from './lib/page.ts';

const LIMIT_MILLISECONDS = 100;
const ROOT = path.resolve(import.meta.dirname, '..');
const { values } = parseArgs({ options: { seconds: { type: 'string', default: '10' } } });
const seconds = Number(values.seconds);

interface Found extends Attacked {
  readonly attack: Attack;
  readonly health: readonly number[];
}

async function measure(at: number, url: string): Promise<Found> {
  const attack = ATTACKS[at] as Attack; // one of them
  const until = Date.now() + seconds * 1000;
  const attackers = fork(path.join(ROOT, 'bench/attacks/attackers.ts'), [`${at}`, url, `${until}`], {
    ...{ execArgv: ['--import', 'tsx'], serialization: 'advanced' as const },
  });
  const attacked = once(attackers, 'message') as Promise<[Attacked]>;
  const asked: Promise<number>[] = [];
  for (let due = Date.now(); due < until; due += 20) {
    await wait(Math.max(0, due - Date.now()));
    const since = (): number => Date.now() - due;
    // One that is not answered at all took as long as somebody waited.
    asked.push(
      fetch(`${url}/health`)
        .then((answer) => answer.text())
        .then(since, since),
    );
  }
  const [{ answers, wrong }] = await attacked;
  return { attack, health: await Promise.all(asked), answers, wrong };
}

async function startDemonstration(folder: string): Promise<{ readonly url: string; readonly child: ChildProcess }> {
  const port = await freePort();
  const environment = { PATH: process.env.PATH, PORT: String(port), DATA_DIR: folder, DEMONSTRATION_YEAR: 'false' };
  const child = spawn(process.execPath, ['dist/concord.js', 'serve', '--demonstration'], {
    ...{ cwd: ROOT, stdio: 'ignore' as const },
    env: { ...environment, LOG_LEVEL: 'warn', READS_PER_MINUTE: '1000000', WRITES_PER_MINUTE: '1000000' },
  });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 600 && child.exitCode === null; tries += 1) {
    if (
      await fetch(`${url}/health`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return { url, child };
    await wait(100);
  }
  throw new Error('the server does not start: npm run build first');
}

const folder = mkdtempSync(path.join(tmpdir(), 'concord-attacks-'));
const { url, child } = await startDemonstration(folder);
const found: Found[] = [];
try {
  for (const [at, { name }] of ATTACKS.entries()) {
    process.stderr.write(`${name}\n`);
    found.push(await measure(at, url));
    await wait(2000);
  }
} finally {
  child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}

const said = ({ answers }: Found): string =>
  [...answers]
    .sort(([a], [b]) => a - b)
    .map(([status, count]) => `${status === 0 ? 'closed' : status}: ${count}`)
    .join(', ');
const at = (health: readonly number[], share: number): string => `${Math.round(quantile([...health], share))}`;
const page = [
  `# Attacks, ${today()}`,
  '',
  `\`concord serve\` on the embedded database, attacker and server on the same ${availableParallelism()} cores (Node ${process.version}), each attack for ${seconds} s,`,
  `without a limit of requests a minute. /health is asked fifty times a second by the clock; to be kept: p99 under ${LIMIT_MILLISECONDS} ms. The load of the machine`,
  `at the end, other programs' among it, was ${loadavg()[0]?.toFixed(1)}.`,
  '',
  '| attack | at a time | answers | /health p50 ms | p99 ms | max ms | wrong answers |',
  '| --- | ---: | --- | ---: | ---: | ---: | ---: |',
  ...found.map((one) =>
    row([
      one.attack.name,
      one.attack.attackers,
      said(one),
      ...[0.5, 0.99, 1].map((share) => at(one.health, share)),
      one.wrong.length,
    ]),
  ),
  '',
].join('\n');
if (seconds >= 10) keepPage(`attacks-${today()}`, page);
else process.stdout.write(page);
for (const { attack, wrong } of found)
  for (const text of wrong.slice(0, 3)) process.stderr.write(`${attack.name}: ${text}\n`);
const isOver = found.some(({ health }) => quantile([...health], 0.99) >= LIMIT_MILLISECONDS);
if (isOver || found.some(({ wrong }) => wrong.length > 0)) process.exitCode = 1;
