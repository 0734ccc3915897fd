/**
 * `npm run bench:country [-- --catalogues 1000 --courses 1000 --top 10 --profile FOLDER]`: one curriculum of 60 at every stored host, asked of a built server on PostgreSQL as
 * an adviser asks. Writes bench/results/country-DATE.md.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { loadFixtures, loadSubjects } from '../src/app/index.ts';
import { fileOfIndex } from '../src/app/tools/kept-index.ts';
import { type Course, courseSchema } from '../src/domain/index.ts';
import { type CourseSketch, joinSketches, sketchCourse, sketchKind } from '../src/matching/index.ts';
import { listHash, type StoredCourse, toEntry } from '../src/store/courses/content.ts';
import * as store from '../src/store/index.ts';
import { startPostgresServer } from '../test/store/postgres-server.ts';
import { seededRandom } from '../train/random.ts';
import { must } from './lib/must.ts';
import { keepPage, row, today } from './lib/page.ts';
import { startServer } from './load/server.ts';
import { FIXTURES, ROOT, RULES } from './load/sizes.ts';

const { values } = parseArgs({
  options: {
    catalogues: { type: 'string', default: '1000' },
    courses: { type: 'string', default: '1000' },
    distinct: { type: 'string', default: '10000' },
    top: { type: 'string', default: '10' },
    profile: { type: 'string' },
  },
});
const [catalogues, courses] = [Number(values.catalogues), Number(values.courses)];
const [distinct, top] = [Number(values.distinct), Number(values.top)];
const LIMITS = { first: 10, again: 3 };
const note = (text: string): void => void process.stderr.write(`${text}\n`);
const at = new Date().toISOString();
const act: store.Act = { at, by: store.SYSTEM, action: 'catalogue.import' };
const book = loadSubjects(RULES);

interface Known {
  readonly entry: StoredCourse;
  readonly sketch: CourseSketch;
}

/** Courses of titles and topics of what universities teach, in the order of the subjects. */
function makeCourse(number: number): Course {
  const random = seededRandom(number);
  const { subjects } = book;
  const subject = subjects[Math.floor((number / distinct) * subjects.length)];
  const topics = (subject?.topics ?? []).filter(() => random() < 0.5).map(([english]) => english ?? '');
  return courseSchema.parse({
    code: `C${number}`,
    titles: { en: subject?.titles.en[0] ?? 'Seminar' },
    descriptions: { en: topics.join(', ') },
    credits: { min: '5', max: '5', unit: 'ECTS' },
    languages: ['en'],
  });
}

/** Each host has fields of its own: courses near a place in the order of the subjects, fewer the further off. */
function drawnFor(host: number, all: readonly Known[]): Known[] {
  const random = seededRandom(host);
  const first = Math.floor(random() * all.length);
  const places = Array.from({ length: courses }, () => Math.floor(random() ** 2 * all.length));
  return [...new Set(places)].map((place) => all[(first + place) % all.length] as Known); // in range
}

async function keepCatalogue(opened: store.Store, host: number, known: readonly Known[]): Promise<string> {
  const entries = known.map(({ entry }) => entry);
  const key = { kind: 'catalogue', institution: `Invented University ${host}`, academicYear: '2027/28' } as const;
  const version = randomUUID();
  await store.transact(opened, async (tx) => {
    const list = await store.courseLists.lock(tx, { ...key, programme: null }, at);
    const counts = { number: 1, courseCount: entries.length, contentHash: listHash(entries), language: null };
    const row = { id: version, list: list.id, ...counts, importedAt: at, importedBy: act.by };
    await tx.insertInto('courseListVersions').values(row).execute();
    const rows = entries.map(({ key: code, hash }, position) => ({ position, code, hash }));
    await sql`
      insert into course_list_entries (version, position, code_key, hash, source)
      select ${version}, position, code, hash, 'null'::jsonb
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (position integer, code text, hash text)`.execute(
      tx,
    );
    const content = joinSketches(
      known.map(({ sketch }) => sketch),
      book,
    );
    await store.sketches.keep(tx, { version, kind: sketchKind(book), content });
  });
  return version;
}

/**
 * An empty file for the index of each catalogue: the server takes all for made, and makes those anew that it reads and finds damaged. A thousand
 * real ones take some minutes of a processor and are never read but for those of the hosts that are planned.
 */
function keepNoIndexes(folder: string, versions: readonly string[]): void {
  const { sources: program } = JSON.parse(readFileSync(path.join(ROOT, 'dist/build.json'), 'utf8')) as {
    sources: string;
  };
  mkdirSync(folder);
  for (const version of versions) writeFileSync(fileOfIndex({ folder, program, version }), '');
}

interface World {
  readonly curriculum: string;
  readonly cookie: string;
  readonly stored: number;
  readonly versions: readonly string[];
}

async function seed(options: store.StoreOptions): Promise<World> {
  const opened = await store.openStore(options);
  try {
    const all = Array.from({ length: distinct }, (_, number): Known => {
      const course = makeCourse(number);
      return { entry: toEntry(course), sketch: sketchCourse(course, book) };
    });
    note(`${all.length} courses are read`);
    for (let from = 0; from < all.length; from += 1000) {
      const rows = all.slice(from, from + 1000).map(({ entry: { hash, content } }) => ({ hash, body: content }));
      await sql`insert into courses (hash, body) select hash, body
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (hash text, body jsonb) on conflict do nothing`.execute(
        opened.connection,
      );
    }
    let stored = 0;
    const versions: string[] = [];
    for (let host = 1; host <= catalogues; host += 1) {
      const known = drawnFor(host, all);
      stored += known.length;
      versions.push(await keepCatalogue(opened, host, known));
      if (host % 100 === 0) note(`${host} catalogues are stored`);
    }
    await sql`analyze`.execute(opened.connection);
    return { ...(await seedAdviser(opened)), stored, versions };
  } finally {
    await opened.close();
  }
}

/** An adviser who has signed in, and sixty courses of one period: what both curricula have, again and again. */
async function seedAdviser(opened: store.Store): Promise<{ curriculum: string; cookie: string }> {
  const whole = [...loadFixtures(FIXTURES).curricula.values()];
  const [some] = whole;
  if (!some) throw new Error('the fixtures are missing');
  const taught = whole.flatMap((one) => one.courses);
  const sixty = Array.from({ length: 60 }, (_, place) => ({
    ...(taught[place % taught.length] as (typeof taught)[number]), // in range
    ...{ code: `C${place}`, semester: 5 },
  }));
  return store.transact(opened, async (tx) => {
    const { version } = await store.imports.run(tx, { ...some, courses: sixty }, act);
    const institute = must(
      await store.create(tx, 'institute', { code: 'I1', names: { en: 'Invented Institute' } }, act),
    ).id;
    const { id } = must(
      await store.create(
        tx,
        'user',
        {
          ...{ name: 'Invented adviser', email: 'adviser@example.org', language: 'en', active: true },
          roles: [{ role: 'adviser', institute }],
        },
        act,
      ),
    );
    const secret = randomUUID() + randomUUID();
    const expiresAt = new Date(Date.parse(at) + 12 * 3_600_000).toISOString();
    await store.sessions.create(tx, { secret, user: id, at, expiresAt });
    return { curriculum: version.id, cookie: `concord_session=${secret}` };
  });
}

interface Shown {
  readonly id: string;
  readonly state: string;
  readonly problems: unknown;
  readonly result: {
    readonly hosts: readonly {
      readonly host: { readonly institution: string };
      readonly interval: { readonly low: number; readonly high: number } | null;
    }[];
    readonly compared: number;
  } | null;
}

/** Asks as a page does, and looks four times a second; seconds until the first host is there, and until all are. */
async function askOnce(
  url: string,
  { curriculum, cookie }: { readonly curriculum: string; readonly cookie: string },
): Promise<{ first: number; all: number; hosts: NonNullable<Shown['result']>['hosts']; compared: number }> {
  const began = performance.now();
  const since = (): number => (performance.now() - began) / 1000;
  const asked = { kind: 'every-host', curriculum, top, semester: 5 };
  const answer = await fetch(`${url}/api/v1/jobs`, {
    ...{ method: 'POST', body: JSON.stringify(asked) },
    headers: { cookie, 'content-type': 'application/json', origin: url },
  });
  if (answer.status !== 202) throw new Error(`${answer.status} ${(await answer.text()).slice(0, 500)}`);
  const { id } = (await answer.json()) as Shown;
  let first: number | null = null;
  for (;;) {
    await wait(250);
    const job = (await (await fetch(`${url}/api/v1/jobs/${id}`, { headers: { cookie } })).json()) as Shown;
    if ((job.result?.hosts.length ?? 0) > 0) first ??= since();
    if (job.state === 'done' && job.result) return { first: first ?? since(), all: since(), ...job.result };
    if (job.state === 'failed') throw new Error(JSON.stringify(job.problems).slice(0, 500));
  }
}

type Asked = Awaited<ReturnType<typeof askOnce>> & { readonly processor: number };

/** A server that has just started is asked so many times. */
async function askServer(environment: Readonly<Record<string, string>>, world: World, times: number) {
  const server = await startServer({ environment, folder, profile: values.profile ?? null });
  const asked: Asked[] = [];
  for (let at = 0; at < times; at += 1) {
    const before = server.processorSeconds() ?? 0;
    const answered = await askOnce(server.url, world);
    asked.push({ ...answered, processor: (server.processorSeconds() ?? 0) - before });
    note(`first host ${answered.first.toFixed(2)} s, all ${answered.all.toFixed(2)} s`);
  }
  const resident = Math.round(server.residentMegabytes() ?? 0);
  await server.stop();
  return { asked, resident };
}

const folder = mkdtempSync(path.join(tmpdir(), 'concord-country-'));
const postgres = await startPostgresServer();
try {
  const url = postgres.url('postgres');
  const world = await seed({ kind: 'postgresql', url });
  const environment = { DATA_DIR: folder, DATABASE_URL: url, JOBS_AT_ONCE: '1', PUBLIC_URL: '' };
  keepNoIndexes(path.join(folder, 'indexes'), world.versions);
  const before = await askServer(environment, world, 1);
  const after = await askServer(environment, world, 2);
  const [anew, first, again] = [...before.asked, ...after.asked];
  if (!anew || !first || !again) throw new Error('asked three times');
  if (new Set([anew, first, again].map(({ hosts }) => JSON.stringify(hosts))).size > 1)
    throw new Error('the answers differ');
  const line = (what: string, { first: seen, all, processor }: Asked, limit: number | string): string =>
    row([what, seen.toFixed(2), all.toFixed(2), limit, processor.toFixed(1)]);
  keepPage(
    `country-${today()}`,
    [
      `# One curriculum at every stored host, ${today()}`,
      '',
      `A curriculum of 60 at ${catalogues} invented catalogues of ${world.stored} courses in all (${distinct} different texts) on PostgreSQL, asked as a job of the built`,
      `program with two threads, Node ${process.version}, ${availableParallelism()} cores. All are looked through by their sketches, which were stored before, ${first.compared} are planned, the best ${top} are`,
      `answered. A server that has just started is asked, once where the indexes of those that are planned have to be made, once where they are kept, and`,
      `once more; the three answers are the same to the letter. Other programs were at work on the same cores: the load of the machine was ${loadavg()[0]?.toFixed(1)}; the`,
      "seconds of a processor are the server's own.",
      '',
      row(['', 'first host seen, s', 'whole answer, s', 'to be kept, s', 'processor, s']),
      '| --- | ---: | ---: | ---: | ---: |',
      line('indexes made anew', anew, ''),
      line('indexes kept', first, LIMITS.first),
      line('again', again, LIMITS.again),
      '',
      row(['best hosts', 'credits expected to be recognised']),
      '| --- | ---: |',
      ...first.hosts
        .slice(0, 5)
        .map(({ host, interval }) => row([host.institution, `${interval?.low ?? '-'} to ${interval?.high ?? '-'}`])),
      '',
      `The server held ${after.resident} MB at the end.`,
      '',
    ].join('\n'),
  );
  if (first.all > LIMITS.first || again.all > LIMITS.again) process.exitCode = 1;
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
