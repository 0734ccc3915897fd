/**
 * `npm run train [-- --date YYYY-MM-DD] [--ablation]`: learns the weights of the matching from the dev judgements, measures them by
 * nested cross-validation, and writes src/matching/model/trained.json and a dated report in bench/results. The same data gives the
 * same weights: folds come from a fixed hash, nothing is drawn at random.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ablationTable } from '../bench/lib/ablation.ts';
import { RISK, reviewFrom, suggestFrom } from '../bench/lib/calibration.ts';
import { crossValidate, type Outcome, qualityOfOutcomes } from '../bench/lib/cross-validate.ts';
import { groupBy } from '../bench/lib/equivalence.ts';
import { readSamples, type Sample, type Samples } from '../bench/lib/samples.ts';
import {
  PRECEDENT_KEYS,
  TEXT_KEYS,
  TRAINING,
  type TrainOptions,
  trainModel,
  withoutMeaning,
} from '../bench/lib/trainer.ts';
import { drawReliability, reportVariant } from '../bench/lib/training-report.ts';
import type { Model } from '../src/matching/index.ts';

const VERSION = '2';
const ROOT = path.resolve(import.meta.dirname, '..');
/** A suggestion is right at least this often, with 95 % confidence, rows of one institution counted as the kin they are. */
const PRECISION_BOUND = 0.92;
/** Below the lower threshold at most this share of the best matches is right, with the same confidence. */
const LOST_SHARE = 0.1;

const { values } = parseArgs({ options: { date: { type: 'string' }, ablation: { type: 'boolean', default: false } } });
const date = values.date ?? new Date().toISOString().slice(0, 10);

interface Variant {
  readonly title: string;
  /** Key in the file of weights. */
  readonly name: string;
  readonly keys: readonly string[];
  readonly ranking: readonly Sample[];
  readonly calibrating: readonly Sample[];
}

interface Trained {
  readonly model: Model;
  readonly byInstitution: readonly Outcome[];
  readonly byTarget: readonly Outcome[];
}

const optionsOf = ({ name, keys }: Variant, thresholds: Model['thresholds']): TrainOptions => ({
  ...TRAINING,
  ...{ name: `${name}-${VERSION}`, keys, thresholds },
});

/** Thresholds that keep their bounds whichever precedents are known. */
function thresholdsFrom(outcomes: readonly Outcome[]): Model['thresholds'] {
  const guide = outcomes.filter(({ sample }) => sample.kind === 'guide');
  const sides = [...groupBy(guide, ({ sample }) => sample.known).values()].map((side) =>
    side.map(({ judged }) => judged),
  );
  const suggest = sides.map((judged) => suggestFrom(judged, PRECISION_BOUND, RISK)?.probability ?? null);
  return {
    suggest: suggest.reduce((a, b) => (a === null || b === null ? null : Math.max(a, b)), 0),
    review: Math.min(...sides.map((judged) => reviewFrom(judged, LOST_SHARE, RISK))),
  };
}

function train(variant: Variant): Trained {
  const { ranking, calibrating } = variant;
  const options = optionsOf(variant, { suggest: null, review: 0 });
  const byInstitution = crossValidate({ ranking, calibrating, options });
  const splitBy = ({ target, group }: Sample): string => target || group;
  const byTarget = crossValidate({ ranking, calibrating, options, splitBy });
  const thresholds = thresholdsFrom(byInstitution);
  return { model: trainModel(ranking, calibrating, optionsOf(variant, thresholds)), byInstitution, byTarget };
}

/** Six digits are enough for a weight and keep the file readable. */
const rounded = (_key: string, value: unknown): unknown =>
  typeof value === 'number' ? Number(value.toPrecision(6)) : value;

function measuredOf({ byInstitution }: Trained): Record<string, unknown> {
  const of = (kind: Sample['kind']): unknown =>
    qualityOfOutcomes(byInstitution.filter(({ sample }) => sample.kind === kind));
  return { homeToHost: of('home-to-host'), guide: of('guide') };
}

/** One variant per situation of the engine; see src/matching/model. */
function variantsOf(described: Samples, titles: readonly Samples[]): Variant[] {
  const all = (of: (samples: Samples) => readonly Sample[]): Sample[] => titles.flatMap(of);
  const variant = (
    title: string,
    name: string,
    keys: readonly string[],
    pairs: readonly Sample[],
    guide: readonly Sample[],
  ): Variant => {
    return { title, name, keys, ranking: [...pairs, ...guide.filter(({ has }) => has)], calibrating: guide };
  };
  const { homeToHost, guide } = described;
  const [titlePairs, titleGuide] = [all((one) => one.homeToHost), all((one) => one.guide)];
  const decided = (one: Samples): Sample[] => [...one.guideWithApprovals, ...one.guideWithDecisions];
  const plain = 'in a language without word vectors';
  const withPrecedents = "the other colleges' decisions as precedents";
  return [
    variant('Text alone', 'text', TEXT_KEYS, homeToHost, guide),
    variant(`With ${withPrecedents}`, 'precedents', PRECEDENT_KEYS, homeToHost, decided(described)),
    variant('Titles alone on one side or both', 'titles', TEXT_KEYS, titlePairs, titleGuide),
    variant(`Titles alone, with ${withPrecedents}`, 'titlesPrecedents', PRECEDENT_KEYS, titlePairs, all(decided)),
    variant(`Text alone, ${plain}`, 'plain', withoutMeaning(TEXT_KEYS), homeToHost, guide),
    variant(
      `With precedents, ${plain}`,
      'plainPrecedents',
      withoutMeaning(PRECEDENT_KEYS),
      homeToHost,
      decided(described),
    ),
  ];
}

function run(): void {
  const described = readSamples();
  const titles = (['home', 'host', 'both'] as const).flatMap((stripped) => readSamples(stripped) ?? []);
  if (!described) {
    console.log('Nothing was learned: the judged equivalences are not there (../shared/data, or set CONCORD_SHARED).');
    return;
  }
  const variants = variantsOf(described, titles).map((variant) => ({ ...variant, trained: train(variant) }));
  const file = {
    version: VERSION,
    trainedOn: date,
    models: Object.fromEntries(variants.map(({ name, trained }) => [name, trained.model])),
    measured: Object.fromEntries(variants.map(({ name, trained }) => [name, measuredOf(trained)])),
  };
  writeFileSync(path.join(ROOT, 'src/matching/model/trained.json'), `${JSON.stringify(file, rounded, 2)}\n`);
  const { homeToHost, guide } = described;
  const report = [
    `# Training of the matching, ${date}`,
    '',
    ...variants.flatMap(({ title, trained }) => reportVariant(title, trained)),
    ...(values.ablation ? ablationTable([...homeToHost, ...guide], TEXT_KEYS) : []),
  ].join('\n');
  writeFileSync(path.join(ROOT, `bench/results/training-${date}.md`), `${report}\n`);
  const precedents = variants.find(({ name }) => name === 'precedents');
  if (precedents)
    writeFileSync(
      path.join(ROOT, `bench/results/reliability-${date}.svg`),
      drawReliability(precedents.trained.byInstitution),
    );
  console.log(report);
}

run();
