/**
 * `npm run train [-- --date YYYY-MM-DD] [--ablation]`: learns the weights of the matching from the dev judgements, measures them by
 * nested cross-validation, and writes src/matching/model/trained.json and a dated report in bench/results. The same data gives the
 * same weights: folds come from a fixed hash, nothing is drawn at random.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ablationTable } from '../bench/lib/ablation.ts';
import { reviewFrom, suggestFrom, type Threshold } from '../bench/lib/calibration.ts';
import { crossValidate, type Outcome, qualityOfOutcomes } from '../bench/lib/cross-validate.ts';
import { readSamples, type Sample } from '../bench/lib/samples.ts';
import { PRECEDENT_KEYS, TEXT_KEYS, TRAINING, type TrainOptions, trainModel } from '../bench/lib/trainer.ts';
import { drawReliability, reportVariant } from '../bench/lib/training-report.ts';
import type { Model } from '../src/matching/index.ts';

const VERSION = '1';
const ROOT = path.resolve(import.meta.dirname, '..');
/** A suggestion is right at least this often, with 95 % confidence, rows of one institution counted as the kin they are. */
const PRECISION_BOUND = 0.92;
/** Below the lower threshold at most this share of the best matches is right, with the same confidence. */
const LOST_SHARE = 0.1;
const RISK = 0.05;

const { values } = parseArgs({ options: { date: { type: 'string' }, ablation: { type: 'boolean', default: false } } });
const date = values.date ?? new Date().toISOString().slice(0, 10);

interface Variant {
  readonly title: string;
  readonly name: string;
  readonly keys: readonly string[];
  readonly ranking: readonly Sample[];
  readonly calibrating: readonly Sample[];
}

interface Trained {
  readonly model: Model;
  readonly threshold: Threshold | null;
  readonly byInstitution: readonly Outcome[];
  readonly byTarget: readonly Outcome[];
}

const optionsOf = ({ name, keys }: Variant, thresholds: Model['thresholds']): TrainOptions => ({
  ...TRAINING,
  ...{ name, keys, thresholds },
});

function train(variant: Variant): Trained {
  const { ranking, calibrating } = variant;
  const options = optionsOf(variant, { suggest: null, review: 0 });
  const byInstitution = crossValidate({ ranking, calibrating, options });
  const splitBy = ({ target, group }: Sample): string => target || group;
  const byTarget = crossValidate({ ranking, calibrating, options, splitBy });
  const judged = byInstitution.filter(({ sample }) => sample.kind === 'guide').map((outcome) => outcome.judged);
  const threshold = suggestFrom(judged, PRECISION_BOUND, RISK);
  const thresholds = { suggest: threshold?.probability ?? null, review: reviewFrom(judged, LOST_SHARE, RISK) };
  return {
    model: trainModel(ranking, calibrating, optionsOf(variant, thresholds)),
    threshold,
    byInstitution,
    byTarget,
  };
}

/** Six digits are enough for a weight and keep the file readable. */
const rounded = (_key: string, value: unknown): unknown =>
  typeof value === 'number' ? Number(value.toPrecision(6)) : value;

function measuredOf({ byInstitution, threshold }: Trained): Record<string, unknown> {
  const of = (kind: Sample['kind']): unknown =>
    qualityOfOutcomes(byInstitution.filter(({ sample }) => sample.kind === kind));
  return { homeToHost: of('home-to-host'), guide: of('guide'), suggest: threshold };
}

function run(): void {
  const samples = readSamples();
  if (!samples) {
    console.log('Nothing was learned: the judged equivalences are not there (../shared/data, or set CONCORD_SHARED).');
    return;
  }
  const { homeToHost, guide, guideWithPrecedents } = samples;
  const variant = (title: string, name: string, keys: readonly string[], calibrating: readonly Sample[]): Variant => {
    return {
      title,
      name: `${name}-${VERSION}`,
      keys,
      ranking: [...homeToHost, ...calibrating.filter(({ has }) => has)],
      calibrating,
    };
  };
  const variants = [
    variant('Text alone', 'text', TEXT_KEYS, guide),
    variant("With the other colleges' decisions as precedents", 'precedents', PRECEDENT_KEYS, guideWithPrecedents),
  ];
  const trained = variants.map(train);
  const [text, precedents] = trained;
  if (!text || !precedents) return;
  const file = {
    version: VERSION,
    trainedOn: date,
    text: text.model,
    precedents: precedents.model,
    measured: { text: measuredOf(text), precedents: measuredOf(precedents) },
  };
  writeFileSync(path.join(ROOT, 'src/matching/model/trained.json'), `${JSON.stringify(file, rounded, 2)}\n`);
  const report = [
    `# Training of the matching, ${date}`,
    '',
    ...variants.flatMap(({ title }, at) => reportVariant(title, trained[at] ?? text)),
    ...(values.ablation ? ablationTable([...homeToHost, ...guide], TEXT_KEYS) : []),
  ].join('\n');
  writeFileSync(path.join(ROOT, `bench/results/training-${date}.md`), `${report}\n`);
  writeFileSync(path.join(ROOT, `bench/results/reliability-${date}.svg`), drawReliability(precedents.byInstitution));
  console.log(report);
}

run();
