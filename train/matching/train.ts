/**
 * The weights of the matching, learned from judged equivalences and measured by nested cross-validation. The same data gives the same
 * weights: folds come from a fixed hash, nothing is drawn at random.
 */
import type { Artefact, Note } from '../artefact.ts';
import type { TrainingData } from '../data.ts';
import type { Model } from '../engine.ts';
import { ablationTable } from './ablation.ts';
import { RISK, reviewFrom, suggestFrom } from './calibration.ts';
import { crossValidate, type Outcome, qualityOfOutcomes } from './cross-validate.ts';
import { groupBy } from './judgements.ts';
import { drawReliability, reportVariant } from './report.ts';
import { readSamples, type Sample, type Samples } from './samples.ts';
import { PRECEDENT_KEYS, TEXT_KEYS, TRAINING, type TrainOptions, trainModel, withoutMeaning } from './trainer.ts';

const VERSION = '2';
/** A suggestion is right at least this often, with 95 % confidence, rows of one institution counted as the kin they are. */
const PRECISION_BOUND = 0.92;
/** Below the lower threshold at most this share of the best matches is right, with the same confidence. */
const LOST_SHARE = 0.1;

/** One model per situation of the engine; see src/matching/model. */
interface Variant {
  readonly title: string;
  /** Key in the file of weights. */
  readonly name: string;
  /** Measured by folds of the right answer as well. */
  readonly isMain: boolean;
  readonly keys: readonly string[];
  readonly ranking: readonly Sample[];
  readonly calibrating: readonly Sample[];
}

interface Trained {
  readonly model: Model;
  readonly byInstitution: readonly Outcome[];
  readonly byTarget: readonly Outcome[];
}

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

function train({ name, keys, isMain, ranking, calibrating }: Variant): Trained {
  const optionsWith = (thresholds: Model['thresholds']): TrainOptions => ({
    ...TRAINING,
    ...{ name: `${name}-${VERSION}`, keys, thresholds },
  });
  const options = optionsWith({ suggest: null, review: 0 });
  const byInstitution = crossValidate({ ranking, calibrating, options });
  const splitBy = ({ target, group }: Sample): string => target || group;
  const byTarget = isMain ? crossValidate({ ranking, calibrating, options, splitBy }) : [];
  return {
    model: trainModel(ranking, calibrating, optionsWith(thresholdsFrom(byInstitution))),
    byInstitution,
    byTarget,
  };
}

/** What is smaller comes from rounding: the weight of a feature that the judgements say nothing about. */
const NOISE = 1e-9;

/** Six digits are enough for a weight and keep the file readable. */
function rounded(_key: string, value: unknown): unknown {
  if (typeof value !== 'number') return value;
  return Math.abs(value) < NOISE ? 0 : Number(value.toPrecision(6));
}

function measuredOf({ byInstitution }: Trained): Record<string, unknown> {
  const of = (kind: Sample['kind']): unknown =>
    qualityOfOutcomes(byInstitution.filter(({ sample }) => sample.kind === kind));
  return { homeToHost: of('home-to-host'), guide: of('guide') };
}

function variantsOf(described: Samples, titles: readonly Samples[]): Variant[] {
  const variant = (
    [name, title]: readonly [string, string],
    keys: readonly string[],
    pairs: readonly Sample[],
    guide: readonly Sample[],
  ): Variant => ({
    ...{ title, name, keys, isMain: name === 'text' || name === 'precedents' },
    ranking: [...pairs, ...guide.filter(({ has }) => has)],
    calibrating: guide,
  });
  const { homeToHost, guide } = described;
  const decided = (one: Samples): Sample[] => [...one.guideWithApprovals, ...one.guideWithDecisions];
  const titlePairs = titles.flatMap((one) => one.homeToHost);
  const plain = 'in a language without word vectors';
  const withPrecedents = "the other colleges' decisions as precedents";
  return [
    variant(['text', 'Text alone'], TEXT_KEYS, homeToHost, guide),
    variant(['precedents', `With ${withPrecedents}`], PRECEDENT_KEYS, homeToHost, decided(described)),
    variant(
      ['titles', 'Titles alone on one side or both'],
      TEXT_KEYS,
      titlePairs,
      titles.flatMap((one) => one.guide),
    ),
    variant(
      ['titlesPrecedents', `Titles alone, with ${withPrecedents}`],
      PRECEDENT_KEYS,
      titlePairs,
      titles.flatMap(decided),
    ),
    variant(['plain', `Text alone, ${plain}`], withoutMeaning(TEXT_KEYS), homeToHost, guide),
    variant(
      ['plainPrecedents', `With precedents, ${plain}`],
      withoutMeaning(PRECEDENT_KEYS),
      homeToHost,
      decided(described),
    ),
  ];
}

interface MatchingOptions {
  /** The day that the weights bear, YYYY-MM-DD. */
  readonly date: string;
  /** Measure what each feature is worth as well. */
  readonly ablation?: boolean;
  /** Names of the situations to learn; all when left out. */
  readonly only?: readonly string[] | undefined;
}

/** The weights, then the report on them and its diagram. */
export function trainMatching(data: TrainingData, { date, ablation, only }: MatchingOptions, note: Note): Artefact[] {
  const described = readSamples(data);
  const titles = [readSamples(data, 'home'), readSamples(data, 'both', false)];
  const wanted = variantsOf(described, titles).filter(({ name }) => only?.includes(name) ?? true);
  const variants = wanted.map((variant) => {
    const trained = train(variant);
    note(`${variant.name}: learned from ${variant.ranking.length + variant.calibrating.length} questions, measured`);
    return { ...variant, trained };
  });
  const file = {
    version: VERSION,
    trainedOn: date,
    models: Object.fromEntries(variants.map(({ name, trained }) => [name, trained.model])),
    measured: Object.fromEntries(variants.map(({ name, trained }) => [name, measuredOf(trained)])),
  };
  const report = [
    `# Training of the matching, ${date}`,
    '',
    ...variants.flatMap(({ title, trained }) => reportVariant(title, trained)),
    ...(ablation ? ablationTable([...described.homeToHost, ...described.guide], TEXT_KEYS) : []),
  ].join('\n');
  const precedents = variants.find(({ name }) => name === 'precedents')?.trained.byInstitution ?? [];
  return [
    { name: 'trained.json', place: 'model', content: `${JSON.stringify(file, rounded, 2)}\n` },
    { name: `training-${date}.md`, place: 'report', content: `${report}\n` },
    { name: `reliability-${date}.svg`, place: 'report', content: drawReliability(precedents) },
  ];
}
