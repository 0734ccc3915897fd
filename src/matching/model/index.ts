/** The shipped weights: data, written by `npm run train`. */
import type { Model } from '../score.ts';
import trained from './trained.json' with { type: 'json' };

const models: { readonly text: Model; readonly precedents: Model } = trained;

/** The model for a query without precedents, or with some. */
export const modelFor = (hasPrecedents: boolean): Model => (hasPrecedents ? models.precedents : models.text);
