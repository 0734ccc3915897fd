/** The shipped weights: data, written by `npm run train`. */
import type { Model } from '../score.ts';
import { ACROSS } from './across.ts';
import trained from './trained.json' with { type: 'json' };

/** What is known of a home course and the catalogue it is compared with; each situation was trained for. */
export interface Situation {
  /** The two sides are written in different languages. */
  readonly across: boolean;
  /** There are past decisions to look at. */
  readonly precedents: boolean;
  /** Both sides have more than titles. */
  readonly described: boolean;
  /** The language has word vectors. */
  readonly meaning: boolean;
}

type Name = 'text' | 'precedents' | 'titles' | 'titlesPrecedents' | 'plain' | 'plainPrecedents';
/** Name of all models together; each match names the one that weighed it. */
export const MODEL_FAMILY = `weights-${trained.version}`;
const MODELS: Readonly<Record<Name, Model>> = trained.models;

/** The model made for a situation. Without word vectors it is one for described courses. */
export function modelFor({ across, precedents, described, meaning }: Situation): Model {
  if (across) return ACROSS;
  if (!meaning) return precedents ? MODELS.plainPrecedents : MODELS.plain;
  if (!described) return precedents ? MODELS.titlesPrecedents : MODELS.titles;
  return precedents ? MODELS.precedents : MODELS.text;
}
