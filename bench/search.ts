/**
 * `npm run bench:search [-- --courses 100000]`: search as one types over all stored courses, alone and for a home course, and a pin on a plan of twelve, asked over
 * HTTP of a built server on PostgreSQL. Writes bench/results/search-DATE.md; ends with 1 when a limit is passed.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startPostgresServer } from '../test/store/postgres-server.ts';
import { storeLists } from './lib/catalogues.ts';
import { keepPage, quantile, row, today } from './lib/page.ts';
import { PINS, pinned, QUERIES } from './lib/questions.ts';
import { startServer } from './load/server.ts';

const { values } = parseArgs({
  options: { courses: { type: 'string', default: '100000' }, rounds: { type: 'string', default: '10' } },
});
const [courses, rounds] = [Number(values.courses), Number(values.rounds)];
const LIMITS = { search: 100, pin: 1000 };
const note = (text: string): void => void process.stderr.write(`${text}\n`);

const folder = mkdtempSync(path.join(tmpdir(), 'concord-search-'));
const postgres = await startPostgresServer();
const url = postgres.url('postgres');
const start = () =>
  startServer({
    environment: { DATA_DIR: folder, DATABASE_URL: url, DEMONSTRATION_YEAR: 'false', LOG_LEVEL: 'warn' },
    ...{ folder, profile: process.env.PROFILE ?? null, options: ['--demonstration'] },
  });

/** Asks as an adviser of the demonstration; milliseconds until the whole answer is there, and the answer. */
async function signIn(server: string) {
  const entered = await fetch(`${server}/api/v1/sign-in/demonstration`, {
    ...{ method: 'POST', body: '{"role":"adviser"}' },
    headers: { 'content-type': 'application/json', origin: server },
  });
  const cookie = entered.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  return async (route: string, body?: object): Promise<{ milliseconds: number; answer: Record<string, unknown> }> => {
    const begun = performance.now();
    const answer = await fetch(`${server}/api/v1${route}`, {
      headers: { cookie, 'content-type': 'application/json', origin: server },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
    const read = (await answer.json()) as Record<string, unknown>;
    if (!answer.ok) throw new Error(`${route}: ${answer.status} ${JSON.stringify(read).slice(0, 300)}`);
    return { milliseconds: performance.now() - begun, answer: read };
  };
}

try {
  const empty = await start();
  await empty.stop();
  await storeLists({ kind: 'postgresql', url }, courses, note);
  const server = await start();
  const ask = await signIn(server.url);
  const search = async (text: string, home = ''): Promise<number> =>
    (await ask(`/courses/search?q=${encodeURIComponent(text)}${home}`)).milliseconds;
  const first = await search('seminar');
  note(`first ${first}`);
  const typed: number[] = [];
  for (let round = 0; round < rounds; round += 1) for (const text of QUERIES) typed.push(await search(text));
  note(`p50 ${quantile(typed, 0.5)} p95 ${quantile(typed, 0.95)}`);
  const begun: number[] = [];
  const plans: number[] = [];
  const before = await ask('/plan/alternatives', pinned([]));
  const [{ plan }] = before.answer.plans as [{ plan: { bundles: { host: object[] }[] } }];
  for (let round = 0; round < rounds / 2; round += 1)
    for (const [home, host] of PINS)
      plans.push((await ask('/plan/alternatives', pinned([{ home, host }]))).milliseconds);
  note(`pins ${JSON.stringify(plans.map(Math.round))}`);
  const HOME = '&for=curriculum_electric_power:';
  for (const code of ['ELM3205', 'PEL3207', 'RES3302'])
    for (const text of ['', ...QUERIES.slice(0, 4)]) begun.push(await search(text, HOME + code));
  note(`for a home course ${JSON.stringify(begun.map(Math.round))}`);
  const resident = Math.round(server.residentMegabytes() ?? 0);
  await server.stop();
  const whole = (value: number): string => value.toFixed(0);
  const figures = { search: quantile(typed, 0.95), pin: Math.max(...plans) };
  keepPage(
    `search-${today()}`,
    [
      `# Search and pins, ${today()}`,
      '',
      `${courses} stored courses on PostgreSQL and the demonstration's own, asked over HTTP of the built program one request at a time, ${typed.length} searches in four`,
      `languages, mistyped and begun words among them. Node ${process.version}, ${availableParallelism()} cores; load of the machine at the end ${loadavg()[0]?.toFixed(1)}.`,
      '',
      row(['what', 'milliseconds', 'to be kept']),
      '| --- | ---: | ---: |',
      row(['search as one types, p50', whole(quantile(typed, 0.5)), '']),
      row(['the same, p95', whole(figures.search), LIMITS.search]),
      row(['the very first search, which reads the lists', whole(first), '']),
      row(['the first search for a home course, which weighs all lists', whole(begun[0] ?? 0), '']),
      row(['a search for a home course, median', whole(quantile(begun, 0.5)), '']),
      row([
        `a pin, three plans of ${plan.bundles.flatMap(({ host }) => host).length} courses again, median`,
        whole(quantile(plans, 0.5)),
        '',
      ]),
      row(['the same, longest', whole(figures.pin), LIMITS.pin]),
      '',
      `The server held ${resident} MB at the end.`,
      '',
    ].join('\n'),
  );
  if (figures.search > LIMITS.search || figures.pin > LIMITS.pin) process.exitCode = 1;
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
