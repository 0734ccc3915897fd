/**
 * `npm run bench:accuracy [-- --date YYYY-MM-DD]`: the engine beside plain TF-IDF on human-judged course equivalences.
 * Writes a dated table to bench/results. Without the data it says so and ends well.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildIndex, rankCourses } from '../src/matching/index.ts';
import {
  guideQueries,
  type JudgedSet,
  readHomeToHost,
  readParallelSubjects,
  readTransferGuide,
} from './lib/equivalence.ts';
import { type Quality, qualityOf, type Ranking, rankOf } from './lib/measure.ts';
import { rankByTfidf } from './lib/plain-tfidf.ts';

const { values } = parseArgs({ options: { date: { type: 'string' } } });
const date = values.date ?? new Date().toISOString().slice(0, 10);

function rankByEngine({ queries, catalogue, home }: JudgedSet): Ranking[] {
  const positions = new Map(catalogue.map((course, position) => [course, position]));
  const index = buildIndex(catalogue);
  const asked = new Map(home.map((course, position) => [course, position]));
  const rankings = rankCourses(home, index, { only: queries.map(({ course }) => asked.get(course) ?? -1) });
  return rankings.map((matches) => new Map(matches.map(({ course, score }) => [positions.get(course) ?? -1, score])));
}

interface Line {
  readonly name: string;
  readonly plain: readonly number[];
  readonly engine: readonly number[];
  readonly listed: number;
}

function measureSet(set: JudgedSet): Line {
  const courses = set.queries.map(({ course }) => course);
  const ranks = (rankings: readonly Ranking[]): number[] =>
    set.queries.map(({ right }, at) => rankOf(rankings[at] ?? new Map(), right, set.catalogue.length));
  const engine = rankByEngine(set);
  const listed = set.queries.filter(({ right }, at) => [...right].some((position) => engine[at]?.has(position))).length;
  const line = {
    name: set.name,
    plain: ranks(rankByTfidf(courses, set.catalogue, set.home)),
    engine: ranks(engine),
    listed,
  };
  process.stderr.write(`${set.name}: ${JSON.stringify(qualityOf(line.engine))}\n`);
  return line;
}

const three = (value: number): string => value.toFixed(3).replace(/^0/, '');
const cells = ({ hit1, hit5, mrr }: Quality): string => `${three(hit1)} | ${three(hit5)} | ${three(mrr)}`;
const row = ({ name, plain, engine, listed }: Line): string =>
  `| ${name} | ${engine.length} | ${cells(qualityOf(plain))} | ${cells(qualityOf(engine))} | ${three(engine.length ? listed / engine.length : 0)} |`;

function micro(name: string, lines: readonly Line[]): Line {
  return {
    name,
    plain: lines.flatMap(({ plain }) => plain),
    engine: lines.flatMap(({ engine }) => engine),
    listed: lines.reduce((sum, { listed }) => sum + listed, 0),
  };
}

const HEAD = `| set | queries | TF-IDF hit@1 | hit@5 | MRR | engine hit@1 | hit@5 | MRR | right one among the candidates |
|---|---:|---:|---:|---:|---:|---:|---:|---:|`;

function run(): void {
  const pairs = readHomeToHost();
  const guide = readTransferGuide();
  if (!pairs || !guide) {
    console.log('Nothing was measured: the judged equivalences are not there (../shared/data, or set CONCORD_SHARED).');
    return;
  }
  const homeToHost = pairs.map(measureSet);
  const foreign = measureSet(guideQueries(guide));
  const across = (['ru', 'kk'] as const).flatMap((from) =>
    [false, true].flatMap((described) => readParallelSubjects(from, described) ?? []).map(measureSet),
  );
  const table = [
    `# Accuracy, ${date}`,
    '',
    'Candidates are the whole catalogue, ties count at their average rank, queries with identical text are merged.',
    '',
    HEAD,
    ...homeToHost.map(row),
    row(micro('**home -> host, micro**', homeToHost)),
    row(foreign),
    ...across.map(row),
    '',
  ].join('\n');
  const folder = path.resolve(import.meta.dirname, 'results');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `accuracy-${date}.md`);
  writeFileSync(file, table);
  console.log(`${table}\nwritten to ${path.relative(process.cwd(), file)}`);
}

run();
