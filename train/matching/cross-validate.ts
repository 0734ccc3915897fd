/** Nested cross-validation: each query is judged by a model that has seen nothing of its group. */
import type { Model } from '../engine.ts';
import type { Judged } from './calibration.ts';
import { foldOf } from './folds.ts';
import { type Quality, qualityOf } from './quality.ts';
import type { Sample } from './samples.ts';
import { judgeSample, scoreSample } from './trainer.ts';

export const FOLDS = 5;

/** What one query came to. */
export interface Outcome {
  readonly sample: Sample;
  readonly rank: number;
  /** The kind of comparison of the best candidate. */
  readonly pair: string;
  readonly judged: Judged;
}

/** Outcomes of samples by models made without their group; `splitBy` keeps queries with the same key in one fold. */
export function crossValidate(
  samples: readonly Sample[],
  modelWithout: (isOut: (sample: Sample) => boolean) => Model,
  splitBy: (sample: Sample) => string = ({ group }) => group,
): Outcome[] {
  const outcomes = new Map<Sample, Outcome>();
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const isTest = (sample: Sample): boolean => foldOf(splitBy(sample), FOLDS) === fold;
    const model = modelWithout(isTest);
    for (const sample of samples.filter(isTest))
      outcomes.set(sample, { sample, ...judgeSample(sample, scoreSample(model, sample)) });
  }
  return samples.flatMap((sample) => outcomes.get(sample) ?? []);
}

/** hit@1, hit@5 and MRR of the outcomes that have a right answer. */
export const qualityOfOutcomes = (outcomes: readonly Outcome[]): Quality =>
  qualityOf(outcomes.filter(({ sample }) => sample.has).map(({ rank }) => rank));
