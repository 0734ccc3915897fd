/** Every host course gets its cosines with one home course; the best of several kinds go on to be weighed closely. */
import { Best, eachAbove, offerAll, scaleAndOffer } from './best.ts';
import type { Queries } from './home-course.ts';
import { meaningCosine } from './meaning/index.ts';
import { fillSums, type QueryVector, type TermSpace } from './term-space.ts';
import type { View } from './view.ts';

/** The cosines of one comparison, each 0 to 1. */
export const CHANNELS = ['words', 'title', 'body', 'letters', 'titleInBody', 'bodyInTitle'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Cosines of one home course with all host courses; reused from course to course. */
export type Scores = Readonly<Record<Channel, Float32Array>>;

/** A host course, by its position in the index, and its cosines. */
export interface Candidate {
  readonly document: number;
  readonly cosines: Readonly<Record<Channel, number>>;
  /** The rough order's value, 0 to 1. */
  readonly rough: number;
}

/** Weights of the first, rough order. Only who comes into the closer choice depends on them. */
const ROUGH: Readonly<Record<Channel, number>> = {
  ...{ words: 0.4, title: 0.15, body: 0.15, letters: 0.15, titleInBody: 0.1, bodyInTitle: 0.05 },
};
const BEST_OVERALL = 80;
const BEST_OF_EACH = 20;

export function emptyScores(size: number): Scores {
  const array = (): Float32Array => new Float32Array(size);
  return {
    words: array(),
    title: array(),
    body: array(),
    letters: array(),
    titleInBody: array(),
    bodyInTitle: array(),
  };
}

/** The best eligible host courses in each channel, highest first. */
export type BestOfEach = Readonly<Record<Channel, readonly number[]>>;

/** Fills `scores` with the cosines of the queries in a view. */
export function scanView({ spaces }: View, queries: Queries, scores: Scores, eligible: Uint8Array): BestOfEach {
  const scan = (channel: Channel, space: TermSpace, query: QueryVector): number[] => {
    const best = new Best(BEST_OF_EACH);
    fillSums(space, query, scores[channel]);
    scaleAndOffer(scores[channel], space.scales, eligible, best);
    return best.documents();
  };
  return {
    words: scan('words', spaces.words, queries.own.words),
    title: scan('title', spaces.title, queries.own.title),
    body: scan('body', spaces.body, queries.own.body),
    letters: scan('letters', spaces.letters, queries.own.letters),
    titleInBody: scan('titleInBody', spaces.body, queries.titleInBody),
    bodyInTitle: scan('bodyInTitle', spaces.title, queries.bodyInTitle),
  };
}

/** The same of scores that are there. */
export function bestOfEach(scores: Scores, eligible: Uint8Array): BestOfEach {
  const best = (channel: Channel): number[] => highest(scores[channel], eligible, BEST_OF_EACH);
  return {
    words: best('words'),
    title: best('title'),
    body: best('body'),
    letters: best('letters'),
    titleInBody: best('titleInBody'),
    bodyInTitle: best('bodyInTitle'),
  };
}

/** Fills `rough` with the rough order's values: one pass over all cosines, for they are long. */
function fillRough({ words, title, body, letters, titleInBody, bodyInTitle }: Scores, rough: Float32Array): void {
  for (let at = 0; at < rough.length; at += 1)
    rough[at] =
      ROUGH.words * (words[at] as number) + // in range, as are all
      ROUGH.title * (title[at] as number) +
      ROUGH.body * (body[at] as number) +
      ROUGH.letters * (letters[at] as number) +
      ROUGH.titleInBody * (titleInBody[at] as number) +
      ROUGH.bodyInTitle * (bodyInTitle[at] as number);
}

/** Nearness in meaning is looked at where the rough value is above this share of the best one: further off nothing was ever right. */
const FAINTEST_SHARE = 0.1;
const BEST_IN_MEANING = 40;

/** Which host courses may be chosen in a view, and those chosen in any case, when eligible. */
export interface Choice {
  readonly eligible: Uint8Array;
  readonly bestOfEach: BestOfEach;
  readonly always: readonly number[];
  /** The home course's meaning and the host courses'; null where that is not known. */
  readonly meaning: { readonly placed: Float32Array; readonly rows: Int8Array } | null;
}

function highest(values: Float32Array, eligible: Uint8Array, limit: number): number[] {
  const best = new Best(limit);
  offerAll(values, eligible, best);
  return best.documents();
}

/** The nearest in meaning of those that share a word; `most` is the highest rough value. */
function nearestInMeaning(rough: Float32Array, most: number, { eligible, meaning }: Choice): number[] {
  if (!meaning || most === 0) return [];
  const { placed, rows } = meaning;
  const best = new Best(BEST_IN_MEANING);
  eachAbove(rough, FAINTEST_SHARE * most, (document) => {
    if (eligible[document] === 1) best.offer(document, meaningCosine(placed, rows, document));
  });
  return best.documents();
}

/** The union of the best by the rough order and the best by each cosine, without repeats. `rough` is room to work in. */
export function chooseCandidates(scores: Scores, choice: Choice, rough: Float32Array): Candidate[] {
  const { eligible, always } = choice;
  fillRough(scores, rough);
  const first = highest(rough, eligible, BEST_OVERALL);
  const chosen = new Set(first);
  for (const channel of CHANNELS) for (const document of choice.bestOfEach[channel]) chosen.add(document);
  for (const document of nearestInMeaning(rough, rough[first[0] ?? -1] ?? 0, choice)) chosen.add(document);
  for (const document of always) if (eligible[document] === 1) chosen.add(document);
  return [...chosen].map((document) => ({
    document,
    rough: rough[document] ?? 0,
    cosines: {
      words: scores.words[document] ?? 0,
      title: scores.title[document] ?? 0,
      body: scores.body[document] ?? 0,
      letters: scores.letters[document] ?? 0,
      titleInBody: scores.titleInBody[document] ?? 0,
      bodyInTitle: scores.bodyInTitle[document] ?? 0,
    },
  }));
}
