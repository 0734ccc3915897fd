/** The shipped weights: data, written by `npm run train`. */
import type { Model } from '../score.ts';
import across from './across.json' with { type: 'json' };
import trained from './trained.json' with { type: 'json' };

/** Name of all models together; each match names the one that weighed it. */
export const MODEL_FAMILY = `weights-${trained.version}`;

/** The model made for a situation. Without word vectors it is one for described courses. */
export function modelFor(situation: {
  /** The two sides are written in different languages. */
  readonly across: boolean;
  /** There are past decisions that are evidence. */
  readonly precedents: boolean;
  /** Both sides have more than titles. */
  readonly described: boolean;
  /** The language has word vectors. */
  readonly meaning: boolean;
}): Model {
  const { precedents, described, meaning } = situation;
  if (situation.across) return across.model;
  if (!meaning) return precedents ? trained.models.plainPrecedents : trained.models.plain;
  if (!described) return precedents ? trained.models.titlesPrecedents : trained.models.titles;
  return precedents ? trained.models.precedents : trained.models.text;
}
