/**
 * `npm run bench:memory [-- --catalogues 10 --courses 4000 --databases postgresql,pglite]`: what a built server holds while it is asked about so many catalogues.
 * Writes bench/results/memory-DATE.md.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { loadFixtures } from '../src/app/index.ts';
import { catalogueSchema } from '../src/domain/index.ts';
import * as store from '../src/store/index.ts';
import { freePort, startPostgresServer } from '../test/store/postgres-server.ts';
import { keepPage, row, today } from './lib/page.ts';
import { syntheticCourses } from './lib/synthetic.ts';
import { startServer } from './load/server.ts';
import { FIXTURES } from './load/sizes.ts';

const { values } = parseArgs({
  options: {
    catalogues: { type: 'string', default: '10' },
    courses: { type: 'string', default: '4000' },
    databases: { type: 'string', default: 'postgresql,pglite' },
    node: { type: 'string', default: '' },
  },
});
const [catalogues, courses] = [Number(values.catalogues), Number(values.courses)];
const LIMIT_MEGABYTES = 350;
const act: store.Act = { at: new Date().toISOString(), by: store.SYSTEM, action: 'catalogue.import' };

const makeCatalogue = (number: number) =>
  catalogueSchema.parse({
    institution: `Invented University ${number}`,
    academicYear: '2027/28',
    courses: syntheticCourses(courses, number).map(({ code, title, description }) => ({
      code: `H${number}-${code}`,
      titles: { en: title },
      descriptions: { en: description },
      credits: { min: '5', max: '5', unit: 'ECTS' },
      languages: ['en'],
    })),
  });

async function seed(options: store.StoreOptions): Promise<{ curriculum: string; hosts: string[] }> {
  const opened = await store.openStore(options);
  try {
    const [curriculum] = loadFixtures(FIXTURES).curricula.values();
    if (!curriculum) throw new Error('the fixtures are missing');
    const keep = async (list: Parameters<typeof store.imports.run>[1]): Promise<string> =>
      store.transact(opened, async (tx) => (await store.imports.run(tx, list, act)).version.list);
    const hosts: string[] = [];
    for (let number = 1; number <= catalogues; number += 1) hosts.push(await keep(makeCatalogue(number)));
    return { curriculum: await keep(curriculum), hosts };
  } finally {
    await opened.close();
  }
}

/** Megabytes by what holds them, as the server's own metrics say. */
async function heldBy(port: number): Promise<string> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const megabytes = (name: string): number =>
    Math.round(Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1] ?? Number.NaN) / 2 ** 20);
  return `${megabytes('nodejs_heap_size_used_bytes')} / ${megabytes('nodejs_heap_size_total_bytes')} / ${megabytes('nodejs_external_memory_bytes')}`;
}

async function measure(kind: string): Promise<{ step: string; resident: number; held: string }[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'concord-memory-'));
  const postgres = kind === 'postgresql' ? await startPostgresServer() : null;
  const data = path.join(folder, 'data');
  const options: store.StoreOptions = postgres
    ? { kind: 'postgresql', url: postgres.url('postgres') }
    : { kind: 'pglite', folder: data };
  const [found, metrics]: [{ step: string; resident: number; held: string }[], number] = [[], await freePort()];
  try {
    const { curriculum, hosts } = await seed(options);
    const server = await startServer({
      environment: {
        DATA_DIR: data,
        ...(options.kind === 'postgresql' && { DATABASE_URL: options.url }),
        ...{ CONCORD_OPEN_TOOLS: 'true', METRICS_PORT: String(metrics) },
      },
      ...{ folder, profile: null, node: values.node.split(' ').filter(Boolean) },
    });
    const note = async (step: string): Promise<void> => {
      found.push({ step, resident: Math.round(server.residentMegabytes() ?? 0), held: await heldBy(metrics) });
      process.stderr.write(`${kind}: ${JSON.stringify(found.at(-1))} pid ${server.pid}\n`);
    };
    const ask = async (route: string, body?: object): Promise<void> => {
      const answer = await fetch(`${server.url}/api/v1${route}`, {
        ...(body && { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      });
      if (!answer.ok && answer.status !== 422)
        throw new Error(`${route}: ${answer.status} ${(await answer.text()).slice(0, 300)}`);
      await answer.text();
    };
    await note('started');
    for (const [at, host] of hosts.entries()) {
      await ask('/match', { curriculum: { id: curriculum }, host: { id: host }, semester: 1 + (at % 7) });
      if (at === 0 || at === hosts.length - 1) await note(`${at + 1} matched`);
    }
    await ask('/courses/search?q=electrical%20mach');
    await note('all searched');
    for (const host of hosts.slice(0, 3))
      await ask('/plan', { curriculum: { id: curriculum }, host: { id: host }, semester: 5 });
    await note('plans made');
    for (const [at, host] of hosts.entries())
      await ask('/match', { curriculum: { id: curriculum }, host: { id: host }, semester: 1 + (at % 7) });
    await note('all matched again');
    await wait(75_000);
    await note('a minute later');
    await server.stop();
    return found;
  } finally {
    await postgres?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const page = [
  `# Memory of a server, ${today()}`,
  '',
  `The built program with ${catalogues} catalogues of ${courses} courses (texts of 55 words), asked over HTTP one request at a time: a semester matched at each, all searched, plans at three.`,
  `Node ${process.version}; resident megabytes of the process, with its threads; on the embedded database it holds that too. To be kept once all are loaded and the threads have ended, a minute`,
  `after the last request: ${LIMIT_MEGABYTES} on PostgreSQL.`,
];
for (const kind of values.databases.split(',')) {
  const found = await measure(kind);
  page.push('', `On ${kind}:`, '', row(['after', 'resident MB', 'heap of the main thread: used / taken / beside it']));
  page.push('| --- | ---: | ---: |', ...found.map(({ step, resident, held }) => row([step, resident, held])));
}
keepPage(`memory-${today()}`, `${page.join('\n')}\n`);
