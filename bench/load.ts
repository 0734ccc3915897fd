/**
 * `npm run bench:load [-- --seconds 60 --rate 100 --databases postgresql,pglite --warm 0 --profile FOLDER]`: mixed reading and
 * writing against `concord serve` on each database, from its start on; `warm`: seconds at the same rate before what is measured. Writes bench/results/load-DATE.md for a run of a minute or more; ends with 1 when PostgreSQL is over
 * its limit or anything failed.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { audit, openStore, type StoreOptions } from '../src/store/index.ts';
import { startPostgresServer } from '../test/store/postgres-server.ts';
import { seededRandom } from '../train/random.ts';
import { keepPage, today } from './lib/page.ts';
import { drive } from './load/drive.ts';
import { makeMix } from './load/mix.ts';
import { type Courses, makeCourses } from './load/plans.ts';
import { errorsOf, LIMIT_MILLISECONDS, type Outcome, percentile, reportOf } from './load/report.ts';
import { seed } from './load/seed.ts';
import { startServer } from './load/server.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    rate: { type: 'string', default: '100' },
    databases: { type: 'string', default: 'postgresql,pglite' },
    warm: { type: 'string', default: '0' },
    profile: { type: 'string' },
  },
});
const [seconds, rate, warm] = [Number(values.seconds), Number(values.rate), Number(values.warm)];
const note = (text: string): void => void process.stderr.write(`${text}\n`);

async function measure(kind: Outcome['kind'], courses: Courses): Promise<Outcome> {
  const folder = mkdtempSync(path.join(tmpdir(), 'concord-load-'));
  const postgres = kind === 'postgresql' ? await startPostgresServer() : null;
  const data = path.join(folder, 'data');
  const options: StoreOptions = postgres
    ? { kind: 'postgresql', url: postgres.url('postgres') }
    : { kind: 'pglite', folder: data };
  const environment = { DATA_DIR: data, ...(options.kind === 'postgresql' && { DATABASE_URL: options.url }) };
  try {
    const store = await openStore(options);
    const world = await seed(store, courses, (text) => note(`${kind}: ${text}`)).finally(() => store.close());
    const server = await startServer({ environment, folder, profile: values.profile ?? null });
    const random = seededRandom(97);
    const mix = makeMix(world, random);
    const load = { url: server.url, rate, random };
    if (warm > 0) await drive(mix, { ...load, seconds: warm });
    note(`${kind}: ${rate} requests a second for ${seconds} s`);
    const run = await drive(mix, { ...load, seconds });
    const residentMegabytes = server.residentMegabytes();
    await server.stop();
    return { kind, run, seconds, residentMegabytes, auditEvents: await countEvents(options) };
  } finally {
    await postgres?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @throws Error when the audit that the load has left does not verify. */
async function countEvents(options: StoreOptions): Promise<number> {
  const store = await openStore(options);
  const head = await audit.verify(store).finally(() => store.close());
  if (!head.ok) throw new Error(JSON.stringify(head.problems));
  return head.value.count;
}

const courses = await makeCourses(note);
const outcomes: Outcome[] = [];
for (const kind of values.databases.split(','))
  if (kind === 'postgresql' || kind === 'pglite') outcomes.push(await measure(kind, courses));

const report = reportOf(outcomes, { day: today(), warm });
if (seconds >= 60) keepPage(`load-${today()}`, report);
else process.stdout.write(`${report}\n`);
for (const { run } of outcomes) for (const { problem } of errorsOf(run.timings).slice(0, 20)) note(String(problem));
const isOver = outcomes.some(
  ({ kind, run }) => kind === 'postgresql' && percentile(run.timings, 0.95) >= LIMIT_MILLISECONDS,
);
if (isOver || outcomes.some(({ run }) => errorsOf(run.timings).length > 0)) process.exitCode = 1;
