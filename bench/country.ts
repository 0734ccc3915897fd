/**
 * `npm run bench:country [-- --catalogues 1000 --courses 1000 --top 10]`: one curriculum at every stored host, as the job `every-host` does it, with two
 * threads on an embedded database. Writes bench/results/country-DATE.md.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { currentCatalogues, likeliestHosts, sketchCatalogues } from '../src/app/adviser/every-host.ts';
import {
  createIndexStore,
  keepLists,
  loadFixtures,
  loadRules,
  loadSubjects,
  loadTexts,
  type Service,
  startMatchThreads,
} from '../src/app/index.ts';
import { runKind } from '../src/app/jobs/kinds.ts';
import { type Catalogue, type Curriculum, catalogueSchema } from '../src/domain/index.ts';
import { SubjectBook } from '../src/matching/index.ts';
import * as store from '../src/store/index.ts';
import { seededRandom } from '../train/random.ts';
import { keepPage, row, today } from './lib/page.ts';
import { FIXTURES, RULES } from './load/sizes.ts';

const { values } = parseArgs({
  options: {
    catalogues: { type: 'string', default: '1000' },
    courses: { type: 'string', default: '1000' },
    top: { type: 'string', default: '10' },
  },
});
const [catalogues, courses, top] = [Number(values.catalogues), Number(values.courses), Number(values.top)];
const note = (text: string): void => void process.stderr.write(`${text}\n`);
const act: store.Act = { at: new Date().toISOString(), by: store.SYSTEM, action: 'catalogue.import' };
const { subjects } = loadSubjects(RULES);

/** Courses of titles and topics of what universities teach, each host with fields of its own. */
function makeCatalogue(number: number): Catalogue {
  const random = seededRandom(number);
  const first = Math.floor(random() * subjects.length);
  const made = Array.from({ length: courses }, (_, position) => {
    const subject = subjects[(first + Math.floor(random() ** 2 * subjects.length)) % subjects.length];
    const topics = (subject?.topics ?? []).filter(() => random() < 0.5).map(([english]) => english ?? '');
    return {
      code: `H${number}-${position}`,
      titles: { en: subject?.titles.en[0] ?? 'Seminar' },
      descriptions: { en: topics.join(', ') },
      credits: { min: '5', max: '5', unit: 'ECTS' },
      languages: ['en'],
    };
  });
  return catalogueSchema.parse({
    institution: `Invented University ${number}`,
    academicYear: '2027/28',
    courses: made,
  });
}

const folder = mkdtempSync(path.join(tmpdir(), 'concord-country-'));
const opened = await store.openStore({ kind: 'pglite', folder });
const bytes = SubjectBook.of(subjects).encode((size) => new Uint8Array(new SharedArrayBuffer(size)));
const threads = startMatchThreads({ threads: 2, subjects: bytes, matchFrom: 100_000, buildFrom: 100 });
const book = SubjectBook.open(bytes);
const context = {
  rules: loadRules(RULES),
  texts: loadTexts(RULES),
  home: { policy: 'aupet-2024', name: '', timeZone: 'Asia/Almaty' },
  today: today(),
  ...{ subjects: () => book, matcher: threads.matcher, planner: threads.planner, indexes: createIndexStore() },
};
const service = {
  store: opened,
  context: () => context,
  loaded: keepLists(),
  now: () => new Date().toISOString(),
} as unknown as Service;
const timed = async <T>(name: string, work: () => Promise<T>): Promise<{ seconds: number; value: T }> => {
  const began = performance.now();
  const value = await work();
  const seconds = (performance.now() - began) / 1000;
  note(`${name}: ${seconds.toFixed(2)} s`);
  return { seconds, value };
};
try {
  const whole = [...loadFixtures(FIXTURES).curricula.values()];
  const [some] = whole;
  if (!some) throw new Error('the fixtures are missing');
  // Sixty courses of one period: what both curricula have, again and again.
  const all = whole.flatMap((one) => one.courses);
  const curriculum: Curriculum = {
    ...some,
    courses: Array.from({ length: 60 }, (_, at) => ({
      ...(all[at % all.length] as (typeof all)[number]),
      code: `C${at}`,
      semester: 5,
    })),
  };
  const id = await store.transact(opened, async (tx) => (await store.imports.run(tx, curriculum, act)).version.id);
  const stored = await timed('import', async () => {
    for (let number = 0; number < catalogues; number += 1)
      await store.transact(opened, (tx) => store.imports.run(tx, makeCatalogue(number), act));
  });
  const sketched = await timed('sketches', () => sketchCatalogues(service));
  const versions = await currentCatalogues(service);
  const looked = await timed('look', () => likeliestHosts(service, { curriculum, versions, period: { semester: 5 } }));
  const run = {
    ...{ service, caller: { actor: { user: 'bench', roles: [] } } as never },
    ...{ signal: new AbortController().signal, onProgress: () => undefined },
  };
  const request = {
    kind: 'every-host' as const,
    curriculum: id,
    top,
    semester: 5,
    thorough: false,
    minEcts: undefined,
  };
  const first = await timed('first', () => runKind(run, request as never));
  const second = await timed('second', () => runKind(run, request as never));
  if (!first.value.ok || JSON.stringify(first.value) !== JSON.stringify(second.value))
    throw new Error(JSON.stringify(first.value).slice(0, 500));
  const { hosts, compared } = (
    first.value.value as {
      value: {
        hosts: { host: { institution: string }; interval: { low: number; high: number } | null }[];
        compared: number;
      };
    }
  ).value;
  const page = [
    `# One curriculum at every stored host, ${today()}`,
    '',
    `A curriculum of 60 at ${catalogues} invented catalogues of ${courses} courses on an embedded database, two threads, Node ${process.version}. All are looked through by`,
    `their sketches, ${compared} are planned, the best ${top} are answered. Catalogues and sketches were stored before; other programs were at work on the same cores.`,
    '',
    row(['step', 'seconds']),
    '| --- | ---: |',
    row(['storing all catalogues (once)', stored.seconds.toFixed(1)]),
    row([`sketching ${sketched.value} catalogues (once)`, sketched.seconds.toFixed(1)]),
    row(['looking through all of them', looked.seconds.toFixed(2)]),
    row(['the whole answer, first', first.seconds.toFixed(2)]),
    row(['the whole answer, again', second.seconds.toFixed(2)]),
    '',
    row(['best hosts', 'credits expected to be recognised']),
    '| --- | ---: |',
    ...hosts
      .slice(0, 5)
      .map(({ host, interval }) => row([host.institution, `${interval?.low ?? '-'} to ${interval?.high ?? '-'}`])),
    '',
    `The process held ${Math.round(process.memoryUsage().rss / 2 ** 20)} MB at the end.`,
    '',
  ].join('\n');
  keepPage(`country-${today()}`, page);
} finally {
  await threads.stop();
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
}
