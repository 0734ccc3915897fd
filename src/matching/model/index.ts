/** The shipped weights: data, written by `npm run train`. */
import type { Model } from '../score.ts';
import trained from './trained.json' with { type: 'json' };

/** Name of all models together; each match names the one that weighed it. */
export const MODEL_FAMILY = `weights-${trained.version}`;

/** The model made for a situation. */
export function modelFor(situation: {
  /** The two sides are written in different languages. */
  readonly across: boolean;
  /** Both sides have more than titles. */
  readonly described: boolean;
}): Model {
  const { across, acrossDescribed, text, titles } = trained.models;
  if (situation.across) return situation.described ? acrossDescribed : across;
  return situation.described ? text : titles;
}
