/**
 * `npm run bench:accuracy [-- --date YYYY-MM-DD]`: the engine beside plain TF-IDF on human-judged course equivalences, by nested
 * cross-validation: each query is ranked by weights that have seen nothing of its institution (of its home course, for the pairs of
 * catalogues). Writes a dated table to bench/results. Without the data it says so and ends well.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildIndex, rankCourses } from '../src/matching/index.ts';
import { crossValidate, type Outcome } from './lib/cross-validate.ts';
import {
  groupBy,
  guideQueries,
  type JudgedSet,
  readHomeToHost,
  readParallelSubjects,
  readTransferGuide,
} from './lib/equivalence.ts';
import { type Quality, qualityOf, type Ranking, rankOf } from './lib/measure.ts';
import { rankByTfidf } from './lib/plain-tfidf.ts';
import { readSamples, type Samples } from './lib/samples.ts';
import { PRECEDENT_KEYS, TEXT_KEYS, TRAINING } from './lib/trainer.ts';

const { values } = parseArgs({ options: { date: { type: 'string' } } });
const date = values.date ?? new Date().toISOString().slice(0, 10);

interface Line {
  readonly name: string;
  readonly plain: readonly number[] | null;
  readonly engine: readonly number[];
}

function plainRanks(set: JudgedSet): number[] {
  const rankings = rankByTfidf(
    set.queries.map(({ course }) => course),
    set.catalogue,
    set.home,
  );
  return set.queries.map(({ right }, at) => rankOf(rankings[at] ?? new Map(), right, set.catalogue.length));
}

/** Ranks of outcomes with an answer; queries with identical text are one query, whose best answer counts. */
function mergedRanks(outcomes: readonly Outcome[]): number[] {
  const answered = outcomes.filter(({ sample }) => sample.has);
  return [...groupBy(answered, ({ sample }) => sample.text).values()].map((same) =>
    Math.min(...same.map(({ rank }) => rank)),
  );
}

/** The shipped weights and lexicon, which were learned from these very texts. */
function shippedRanks({ queries, catalogue, home }: JudgedSet): number[] {
  const positions = new Map(catalogue.map((course, position) => [course, position]));
  const rankings = rankCourses(home, buildIndex(catalogue)).map(
    (matches): Ranking => new Map(matches.map(({ course, score }) => [positions.get(course) ?? -1, score])),
  );
  return queries.map(({ right }, at) => rankOf(rankings[at] ?? new Map(), right, catalogue.length));
}

const three = (value: number): string => value.toFixed(3).replace(/^0/, '');
const cells = ({ hit1, hit5, mrr }: Quality): string => `${three(hit1)} | ${three(hit5)} | ${three(mrr)}`;
const row = ({ name, plain, engine }: Line): string =>
  `| ${name} | ${engine.length} | ${plain ? cells(qualityOf(plain)) : '- | - | -'} | ${cells(qualityOf(engine))} |`;

const HEAD = `| set | queries | TF-IDF hit@1 | hit@5 | MRR | engine hit@1 | hit@5 | MRR |
|---|---:|---:|---:|---:|---:|---:|---:|`;

function measurePairs(pairs: readonly JudgedSet[], outcomes: readonly Outcome[]): Line[] {
  const bySet = groupBy(outcomes, ({ sample }) => sample.set);
  const lines = pairs.map((set) => ({
    name: set.name,
    plain: plainRanks(set),
    engine: mergedRanks(bySet.get(set.name) ?? []),
  }));
  const micro = {
    name: '**home -> host, micro**',
    plain: lines.flatMap(({ plain }) => plain),
    engine: lines.flatMap(({ engine }) => engine),
  };
  return [...lines, micro];
}

function measureGuide(set: JudgedSet, text: readonly Outcome[], precedents: readonly Outcome[]): Line[] {
  const guide = (outcomes: readonly Outcome[]): Outcome[] => outcomes.filter(({ sample }) => sample.kind === 'guide');
  const alone = (outcomes: readonly Outcome[]): Outcome[] => guide(outcomes).filter(({ sample }) => !sample.repeated);
  return [
    { name: '**foreign -> rpi**, colleges never seen', plain: plainRanks(set), engine: mergedRanks(guide(text)) },
    { name: 'foreign -> rpi, text at no other college', plain: null, engine: mergedRanks(alone(text)) },
    {
      name: "**with the other colleges' decisions as precedents**, every row",
      plain: null,
      engine: guide(precedents)
        .filter(({ sample }) => sample.has)
        .map(({ rank }) => rank),
    },
    { name: 'with precedents, text at no other college', plain: null, engine: mergedRanks(alone(precedents)) },
  ];
}

function validate(samples: Samples): { text: Outcome[]; precedents: Outcome[] } {
  const { homeToHost, guide, guideWithApprovals } = samples;
  const run = (keys: readonly string[], calibrating: Samples['guide']): Outcome[] =>
    crossValidate({
      ranking: [...homeToHost, ...calibrating.filter(({ has }) => has)],
      calibrating,
      options: { ...TRAINING, name: 'fold', keys, thresholds: { suggest: null, review: 0 } },
    });
  return { text: run(TEXT_KEYS, guide), precedents: run(PRECEDENT_KEYS, guideWithApprovals) };
}

function run(): void {
  const [pairs, guide, samples] = [readHomeToHost(), readTransferGuide(), readSamples()];
  if (!pairs || !guide || !samples) {
    console.log('Nothing was measured: the judged equivalences are not there (../shared/data, or set CONCORD_SHARED).');
    return;
  }
  const { text, precedents } = validate(samples);
  const across = (['ru', 'kk'] as const).flatMap((from) =>
    [false, true].flatMap((described) => readParallelSubjects(from, described) ?? []),
  );
  const table = [
    `# Accuracy, ${date}`,
    '',
    'Candidates are the whole catalogue, ties count at their average rank, queries with identical text are merged. Five folds: the engine',
    'has seen nothing of the institution that asks (of the home course, for the twelve pairs of catalogues). Confidence: `training-*.md`.',
    '',
    HEAD,
    ...measurePairs(pairs, text).map(row),
    ...measureGuide(guideQueries(guide), text, precedents).map(row),
    '',
    'Across languages with the shipped lexicon, which was learned from these very texts: an upper bound. Cross-validated figures are in',
    '`cross-language-*.md`.',
    '',
    HEAD,
    ...across.map((set) => row({ name: set.name, plain: plainRanks(set), engine: shippedRanks(set) })),
    '',
  ].join('\n');
  const folder = path.resolve(import.meta.dirname, 'results');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `accuracy-${date}.md`);
  writeFileSync(file, table);
  console.log(`${table}\nwritten to ${path.relative(process.cwd(), file)}`);
}

run();
