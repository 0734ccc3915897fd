/**
 * `npm run bench:speed [-- --sizes 10000,100000 --date YYYY-MM-DD]`: index build and query times beside MiniSearch and FlexSearch,
 * in one run on the same texts. Writes a dated table to bench/results. Reading it: bench/README.md.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import FlexSearch from 'flexsearch';
import MiniSearch from 'minisearch';
import { type Course, courseSchema } from '../src/domain/index.ts';
import { highest } from '../src/matching/candidates.ts';
import { buildIndex, matchCourses } from '../src/matching/index.ts';
import { readTexts } from '../src/matching/read-course.ts';
import { addScores, vectorise } from '../src/matching/term-space.ts';
import { countTerms } from '../src/matching/view.ts';
import { type SyntheticCourse, syntheticCourses, syntheticQueries } from './lib/synthetic.ts';

const { values } = parseArgs({
  options: { sizes: { type: 'string', default: '10000,100000' }, date: { type: 'string' } },
});
const date = values.date ?? new Date().toISOString().slice(0, 10);
const QUERIES = 200;
/** MiniSearch takes over a second a query at 100,000 courses. */
const QUERIES_OF_SLOW_ENGINES = 20;
const CURRICULUM = 60;

/** A built engine: the codes of the ten best courses of a query. */
type Search = (query: SyntheticCourse) => readonly string[];

interface Engine {
  readonly name: string;
  readonly queries: number;
  readonly build: (courses: readonly SyntheticCourse[]) => Search;
}

const asCourse = ({ code, title, description }: SyntheticCourse): Course =>
  courseSchema.parse({ code, titles: { en: title }, descriptions: { en: description } });

/** The engine's word channel alone: what corresponds to a text search. Tokenising the query is part of the time. */
function buildConcord(courses: readonly SyntheticCourse[]): Search {
  const index = buildIndex(courses.map(asCourse));
  const view = index.views.get('en');
  if (!view) throw new Error('the synthetic courses are English');
  const space = view.spaces.words;
  const scores = new Float32Array(space.size);
  const background = { size: 0, frequencies: new Map<string, number>() };
  return (query) => {
    const { words } = countTerms(readTexts(asCourse(query), 'en'));
    scores.fill(0);
    addScores(space, vectorise(space, background, words), scores);
    return highest(scores, view.has, 10).map((document) => index.courses[document]?.code ?? '');
  };
}

function buildMiniSearch(courses: readonly SyntheticCourse[]): Search {
  const index = new MiniSearch<SyntheticCourse>({
    idField: 'code',
    fields: ['title', 'description'],
    searchOptions: { boost: { title: 3 } },
  });
  index.addAll(courses);
  return ({ title, description }) =>
    index
      .search(`${title} ${description}`)
      .slice(0, 10)
      .map(({ id }) => String(id));
}

function buildFlexSearch(courses: readonly SyntheticCourse[]): Search {
  const index = new FlexSearch.Index({ tokenize: 'strict' });
  for (const [position, { title, description }] of courses.entries()) index.add(position, `${title} ${description}`);
  return ({ title, description }) =>
    index
      .search(`${title} ${description}`, { limit: 10, suggest: true })
      .map((position) => courses[Number(position)]?.code ?? '');
}

const ENGINES: readonly Engine[] = [
  { name: 'Concord, word channel', queries: QUERIES, build: buildConcord },
  { name: 'FlexSearch', queries: QUERIES, build: buildFlexSearch },
  { name: 'MiniSearch', queries: QUERIES_OF_SLOW_ENGINES, build: buildMiniSearch },
];

interface Measured {
  readonly name: string;
  readonly buildSeconds: number;
  readonly megabytes: number;
  readonly median: number;
  readonly p95: number;
  readonly found: string;
}

const usedBytes = (): number => {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

function measure(engine: Engine, courses: readonly SyntheticCourse[]): Measured {
  const before = usedBytes();
  const started = performance.now();
  const search = engine.build(courses);
  const buildSeconds = (performance.now() - started) / 1000;
  const megabytes = (usedBytes() - before) / 1024 / 1024;
  const queries = syntheticQueries(courses, engine.queries);
  for (const query of queries.slice(0, 10)) search(query);
  const times: number[] = [];
  let found = 0;
  for (const query of queries) {
    const asked = performance.now();
    const codes = search(query);
    times.push(performance.now() - asked);
    if (codes.includes(query.code)) found += 1;
  }
  times.sort((a, b) => a - b);
  return {
    name: engine.name,
    buildSeconds,
    megabytes,
    median: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    found: `${found}/${queries.length}`,
  };
}

/** A curriculum against the catalogue with everything: all channels, features, evidence and topics of the ten best. */
function measureCurriculum(courses: readonly SyntheticCourse[]): string {
  const index = buildIndex(courses.map(asCourse));
  const home = syntheticQueries(courses, CURRICULUM, 23).map(asCourse);
  matchCourses(home.slice(0, 5), index, { top: 10 });
  const started = performance.now();
  matchCourses(home, index, { top: 10 });
  const seconds = (performance.now() - started) / 1000;
  const resident = process.memoryUsage().rss / 1024 / 1024;
  return `A curriculum of ${CURRICULUM} courses against ${courses.length}, all channels, features, evidence and topics of the ten best: ${seconds.toFixed(2)} s; resident memory of the whole process ${resident.toFixed(0)} MB.`;
}

function section(size: number): string {
  const courses = syntheticCourses(size);
  const measured = ENGINES.map((engine) => {
    const result = measure(engine, courses);
    process.stderr.write(`${size}: ${JSON.stringify(result)}\n`);
    return result;
  });
  const own = measured[0]?.median ?? Number.NaN;
  const rows = measured.map(
    ({ name, buildSeconds, megabytes, median, p95, found }) =>
      `| ${name} | ${buildSeconds.toFixed(2)} | ${megabytes.toFixed(0)} | ${median.toFixed(3)} | ${p95.toFixed(3)} | ${(median / own).toFixed(1)} | ${found} |`,
  );
  return [
    `## ${size} courses`,
    '',
    '| engine | build, s | index, MB | query median, ms | p95, ms | times Concord | own course in the first ten |',
    '|---|---:|---:|---:|---:|---:|---:|',
    ...rows,
    '',
    measureCurriculum(courses),
    '',
  ].join('\n');
}

const sections = values.sizes.split(',').map(Number).map(section);
const page = [
  `# Speed, ${date}`,
  '',
  `Node ${process.version}, one process, one core. Queries are the title and 70 % of the words of the description of a course. The build of Concord makes all its channels, the query uses one, as the others do.`,
  '',
  ...sections,
].join('\n');
const folder = path.resolve(import.meta.dirname, 'results');
mkdirSync(folder, { recursive: true });
writeFileSync(path.join(folder, `speed-${date}.md`), page);
process.stdout.write(page);
