/**
 * `npm run build && npm run bench:attacks [-- --seconds 10]`: the attacks that once silenced a server, each repeated for some seconds against
 * `concord serve` while /health is asked fifty times a second. Writes bench/results/attacks-DATE.md; ends with 1 when /health took more than
 * the limit, or an attack was answered with a failure of the server or a wrong statement about a plan.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { freePort } from '../test/store/postgres-server.ts';
import { keepPage, quantile, row, today } from './lib/page.ts';

const LIMIT_MILLISECONDS = 100;
const ROOT = path.resolve(import.meta.dirname, '..');
const { values } = parseArgs({ options: { seconds: { type: 'string', default: '10' } } });
const seconds = Number(values.seconds);

interface Attack {
  readonly name: string;
  /** Attackers at a time, each of whom sends the next when the one before is answered. */
  readonly attackers: number;
  readonly statuses: readonly number[];
  readonly send: (url: string) => Promise<{ readonly status: number; readonly text: string }>;
}

const post = async (url: string, body: string | Uint8Array, signal?: AbortSignal) => {
  const answer = await fetch(url, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: body as BodyInit },
    ...(signal && { signal }),
  });
  return { status: answer.status, text: await answer.text() };
};

/** A text of courses whose descriptions are long. */
const longCourses = (count: number, characters: number, seed: number): string => {
  const words = [
    'energy',
    'network',
    'machine',
    'control',
    'signal',
    'matrix',
    'analysis',
    'design',
    'circuit',
    'power',
  ];
  const text = (one: number): string => {
    let made = '';
    for (let at = 0; made.length < characters; at += 1)
      made += `${words[(one * 7 + at * 3 + seed) % 10]}${(one + at) % 97} `;
    return made;
  };
  const courses = Array.from({ length: count }, (_, one) => `C${one},Course ${one} ${seed},"${text(one)}",5,ECTS,5`);
  return ['code,title,description,credits,credit_system,semester', ...courses].join('\n');
};

let counter = 0;
const next = (): number => {
  counter += 1;
  return counter;
};
const SIDES = { curriculum: { id: 'curriculum_software' }, host: { id: 'cedar_hollow_us' } };
const PLAN = JSON.stringify({ ...SIDES, semester: 5, minEcts: '20' });
const BRACKETS = '['.repeat(16 * 1024 * 1024);
const EMPTIES = JSON.stringify({ ...SIDES, precedents: Array.from({ length: 1_000_000 }, () => ({})) });
const BLANKS = JSON.stringify({ transcript: { csv: ' '.repeat(3_500_000) }, ...SIDES });

const ATTACKS: readonly Attack[] = [
  {
    ...{ name: 'nothing', attackers: 0, statuses: [] },
    send: async () => ({ status: 200, text: '' }),
  },
  {
    ...{ name: '16 MB of `[[[` to /sign-in by strangers', attackers: 4, statuses: [400, 413, 429] },
    send: (url) => post(`${url}/api/v1/sign-in`, BRACKETS),
  },
  {
    ...{ name: '/match with a million `{}`', attackers: 4, statuses: [400, 413, 429] },
    send: (url) => post(`${url}/api/v1/match`, EMPTIES),
  },
  {
    ...{ name: 'catalogues of 500 long courses, never the same, to /match', attackers: 8, statuses: [200, 429, 503] },
    send: (url) =>
      post(
        `${url}/api/v1/match`,
        JSON.stringify({ curriculum: SIDES.curriculum, host: { csv: longCourses(500, 7000, next()) }, top: 1 }),
      ),
  },
  {
    ...{ name: 'plans of a thousandth of a second among others', attackers: 8, statuses: [200, 422, 429, 503] },
    send: (url) =>
      post(
        `${url}/api/v1/plan`,
        JSON.stringify({ ...JSON.parse(PLAN), ...(next() % 2 === 0 && { timeLimitSeconds: 0.001 }) }),
      ),
  },
  {
    ...{ name: 'clients that hang up on their plans', attackers: 8, statuses: [0, 200, 429, 503] },
    send: (url) =>
      post(`${url}/api/v1/plan`, PLAN, AbortSignal.timeout(30)).catch(() => ({ status: 0, text: 'hung up' })),
  },
  {
    ...{ name: '3.5 MB of blanks as a transcript', attackers: 4, statuses: [400, 413, 422, 429] },
    send: (url) => post(`${url}/api/v1/recognise`, BLANKS),
  },
  {
    ...{ name: 'wrong sign-ins', attackers: 8, statuses: [403, 429] },
    send: (url) =>
      post(`${url}/api/v1/sign-in`, JSON.stringify({ email: `x${next()}@example.org`, password: 'wrong wrong' })),
  },
];

interface Found {
  readonly attack: Attack;
  readonly health: readonly number[];
  readonly answers: ReadonlyMap<number, number>;
  /** Answers that no attack may get. */
  readonly wrong: readonly string[];
}

async function measure(attack: Attack, url: string): Promise<Found> {
  const until = Date.now() + seconds * 1000;
  const [health, wrong]: [number[], string[]] = [[], []];
  const answers = new Map<number, number>();
  const attackOn = async (): Promise<void> => {
    while (Date.now() < until) {
      const { status, text } = await attack.send(url).catch(() => ({ status: 0, text: 'the connection was closed' }));
      answers.set(status, (answers.get(status) ?? 0) + 1);
      const isClosed = status === 0 && attack.statuses.includes(413);
      if (!attack.statuses.includes(status) && !isClosed) wrong.push(`${status} ${text.slice(0, 200)}`);
      // What was asked for a thousandth of a second may be told so; busy is busy, and never an answer about a plan.
      if (/no plan was found within (?!0\.001 s)/.test(text)) wrong.push(text.slice(0, 200));
    }
  };
  const watch = async (): Promise<void> => {
    for (let asked = Date.now(); asked < until; asked += 20) {
      await wait(Math.max(0, asked - Date.now()));
      const due = asked;
      void fetch(`${url}/health`)
        .then((answer) => answer.text())
        .then(() => health.push(Date.now() - due));
    }
    await wait(1000);
  };
  await Promise.all([watch(), ...Array.from({ length: attack.attackers }, attackOn)]);
  return { attack, health, answers, wrong };
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
  for (const attack of ATTACKS) {
    process.stderr.write(`${attack.name}\n`);
    found.push(await measure(attack, url));
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
  `without a limit of requests a minute. /health is asked fifty times a second by the clock; to be kept: p99 under ${LIMIT_MILLISECONDS} ms.`,
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
