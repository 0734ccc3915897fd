/**
 * `npm run bench:accuracy [-- --date YYYY-MM-DD --data FOLDER]`: the engine beside plain TF-IDF on human-judged course equivalences, by nested
 * cross-validation: each query is ranked by weights that have seen nothing of its institution (of its home course, for the pairs of
 * catalogues). Writes a dated table to bench/results, and prints it alone where `--data` names another set. Without data it says so.
 */
import { parseArgs } from 'node:util';
import { buildIndex, rankCourses } from '../src/matching/index.ts';
import { NO_DATA, openData, readRows, type TrainingData } from '../train/data.ts';
import type { Outcome } from '../train/matching/cross-validate.ts';
import { readGraded } from '../train/matching/graded.ts';
import {
  groupBy,
  guideQueries,
  type JudgedSet,
  readCatalogue,
  readHomeToHost,
  readTransferGuide,
} from '../train/matching/judgements.ts';
import { qualityOf, type Ranking, rankOf } from '../train/matching/quality.ts';
import { MEASURES, measureRow } from '../train/matching/report.ts';
import { readSamples } from '../train/matching/samples.ts';
import { situationsOf, trainSituations, validateDecisions } from '../train/matching/train.ts';
import { SUBJECTS } from '../train/subjects.ts';
import { keepPage, row, today } from './lib/page.ts';
import { readParallelSubjects } from './lib/parallel-subjects.ts';
import { rankByTfidf } from './lib/plain-tfidf.ts';

const { values } = parseArgs({ options: { date: { type: 'string', default: today() }, data: { type: 'string' } } });
const { date } = values;

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
  const rankings = rankCourses(home, buildIndex(catalogue), { subjects: SUBJECTS }).map(
    (matches): Ranking => new Map(matches.map(({ course, score }) => [positions.get(course) ?? -1, score])),
  );
  return queries.map(({ right }, at) => rankOf(rankings[at] ?? new Map(), right, catalogue.length));
}

const three = (value: number): string => value.toFixed(3).replace(/^0/, '');
const NONE = ['-', '-', '-'];
const cells = (ranks: readonly number[]): string[] => {
  const { hit1, hit5, mrr } = qualityOf(ranks);
  return [hit1, hit5, mrr].map(three);
};
const lineOf = ({ name, plain, engine }: Line): string =>
  row([name, engine.length, ...(plain ? cells(plain) : NONE), ...cells(engine)]);

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
    { name: `**${set.name}**, colleges never seen`, plain: plainRanks(set), engine: mergedRanks(guide(text)) },
    { name: `${set.name}, text at no other college`, plain: null, engine: mergedRanks(alone(text)) },
    {
      name: "**with the other colleges' decisions as precedents**, every row",
      plain: null,
      engine: guide(precedents)
        .filter(({ sample }) => sample.has)
        .map(({ rank }) => rank),
    },
    { name: 'with precedents, each text once', plain: null, engine: mergedRanks(guide(precedents)) },
    { name: 'with precedents, text at no other college', plain: null, engine: mergedRanks(alone(precedents)) },
  ];
}

/** Receiving courses of official rules, one for one or as the first of several, sought in the sending catalogue by titles alone on one side. */
function assistRanks(data: TrainingData): number[] {
  const sending = readCatalogue(data, 'smc');
  const receiving = readCatalogue(data, 'ucsd_titles');
  const rules = readRows(data, 'equivalence/dev/judgements_assist_smc_ucsd.csv').filter(({ kind }) => kind !== 'none');
  const asked = [...groupBy(rules, (rule) => rule.receiving ?? '')].flatMap(([code, same]) => {
    const position = receiving.findIndex((course) => course.code === code);
    const right = new Set(same.flatMap((rule) => (rule.sending ?? '').split('+')));
    return position < 0 ? [] : [{ position, right }];
  });
  const ranked = rankCourses(receiving, buildIndex(sending), {
    subjects: SUBJECTS,
    only: asked.map(({ position }) => position),
  });
  return asked.map(({ right }, at) => {
    const found = (ranked[at] ?? []).findIndex(({ course }) => right.has(course.code));
    return found < 0 ? sending.length / 2 : found + 1;
  });
}

function run(): void {
  const data = openData(values.data);
  if (data === null) {
    console.log(`Nothing was measured: ${NO_DATA}`);
    return;
  }
  const [pairs, guide, samples] = [readHomeToHost(data), readTransferGuide(data), readSamples(data)];
  const titles = [readSamples(data, 'home', false), readSamples(data, 'both', false)];
  const situations = trainSituations(situationsOf(samples, titles, readGraded(data)));
  const [described] = situations;
  if (!described) return;
  const text = described.outcomes;
  const precedents = validateDecisions(described, samples);
  const graded = situations.flatMap(({ outcomes, model }) =>
    outcomes.filter(({ sample }) => sample.kind === 'graded').map((outcome) => ({ outcome, model })),
  );
  const pairModels = Object.assign({}, ...situations.map(({ model }) => model.pairs));
  const bySet = groupBy(graded, ({ outcome }) => outcome.sample.set);
  const across = (['ru', 'kk'] as const).flatMap((from) =>
    [false, true].map((described) => readParallelSubjects(data, from, described)),
  );
  const table = [
    `# Accuracy, ${date}`,
    '',
    'Candidates are the whole catalogue, ties count at their average rank, queries with identical text are merged. Five folds: the engine',
    'has seen nothing of the institution that asks (of the home course, for the twelve pairs of catalogues). Confidence: `training-*.md`.',
    '',
    "## The customer's own case",
    '',
    'Courses of Kazakh and Russian curricula against real hosts, graded by people; texts of the home side in each language.',
    '',
    ...MEASURES,
    ...[...bySet].map(([name, some]) =>
      measureRow(
        name,
        some.map(({ outcome }) => outcome),
        { pairs: pairModels },
      ),
    ),
    '',
    '## Decisions of universities',
    '',
    HEAD,
    ...measurePairs(pairs, text).map(lineOf),
    ...measureGuide(guideQueries(guide), text, precedents).map(lineOf),
    ...(values.data === undefined
      ? [lineOf({ name: 'official rules, titles alone on one side', plain: null, engine: assistRanks(data) })]
      : []),
    '',
    'Across languages with the shipped lexicon, which was learned from these very texts: an upper bound. Cross-validated figures are in',
    '`cross-language-*.md`.',
    '',
    HEAD,
    ...across.map((set) => lineOf({ name: set.name, plain: plainRanks(set), engine: shippedRanks(set) })),
    '',
  ].join('\n');
  if (values.data === undefined) keepPage(`accuracy-${date}`, table);
  else console.log(table);
}

run();
