/** Nested cross-validation: each query is judged by a model that has seen nothing of its group. */
import { scoreCandidates } from '../engine.ts';
import type { Judged } from './calibration.ts';
import { type Quality, qualityOf } from './quality.ts';
import type { Sample } from './samples.ts';
import { foldOf, judgeSample, type TrainOptions, trainModel } from './trainer.ts';

export const FOLDS = 5;

/** What one query came to. */
export interface Outcome {
  readonly sample: Sample;
  readonly rank: number;
  readonly judged: Judged;
}

export interface Validation {
  readonly ranking: readonly Sample[];
  readonly calibrating: readonly Sample[];
  readonly options: TrainOptions;
  /** Queries with the same key share a fold: their institution, or their right answer. */
  readonly splitBy?: (sample: Sample) => string;
}

/** Outcomes of all samples of both lists (each sample once), in their order. */
export function crossValidate({
  ranking,
  calibrating,
  options,
  splitBy = ({ group }) => group,
}: Validation): Outcome[] {
  const all = [...new Set([...ranking, ...calibrating])];
  const outcomes = new Map<Sample, Outcome>();
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const isTest = (sample: Sample): boolean => foldOf(splitBy(sample), FOLDS) === fold;
    const isTraining = (sample: Sample): boolean => !isTest(sample);
    const model = trainModel(ranking.filter(isTraining), calibrating.filter(isTraining), options);
    for (const sample of all.filter(isTest))
      outcomes.set(sample, { sample, ...judgeSample(sample, scoreCandidates(model, sample.rows).scores) });
  }
  return all.flatMap((sample) => outcomes.get(sample) ?? []);
}

/** hit@1, hit@5 and MRR of the outcomes that have a right answer. */
export const qualityOfOutcomes = (outcomes: readonly Outcome[]): Quality =>
  qualityOf(outcomes.filter(({ sample }) => sample.has).map(({ rank }) => rank));
