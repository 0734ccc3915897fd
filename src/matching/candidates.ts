/** Every host course gets its cosines with one home course; the best of several kinds go on to be weighed closely. */
import type { Queries } from './home-course.ts';
import { fillCosines } from './term-space.ts';
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

/** Fills `scores` with the cosines of the queries in a view. */
export function scanView({ spaces }: View, queries: Queries, scores: Scores): void {
  for (const part of ['words', 'title', 'body', 'letters'] as const) {
    fillCosines(spaces[part], queries.own[part], scores[part]);
  }
  fillCosines(spaces.body, queries.titleInBody, scores.titleInBody);
  fillCosines(spaces.title, queries.bodyInTitle, scores.bodyInTitle);
}

/** Whether `a` goes out of the choice before `b`: it is lower, or equal and later. All indices in this heap are in range. */
function isBelow(values: Float32Array, a: number, b: number): boolean {
  const [x, y] = [values[a] as number, values[b] as number];
  return x < y || (x === y && a > b);
}

/** The first place from `at` on with a value above `least`, or the length. Nearly all are below: they are passed by fours. */
function nextAbove(values: Float32Array, at: number, least: number): number {
  let place = at;
  const end = values.length - 3;
  while (
    place < end &&
    (values[place] as number) <= least && // in range, as are all
    (values[place + 1] as number) <= least &&
    (values[place + 2] as number) <= least &&
    (values[place + 3] as number) <= least
  )
    place += 4;
  while (place < values.length && (values[place] as number) <= least) place += 1;
  return place;
}

/** Positions of the `limit` highest positive values among the eligible, highest first, ties by position. */
export function highest(values: Float32Array, eligible: Uint8Array, limit: number): number[] {
  const heap: number[] = [];
  let least = 0; // an equal later one is below
  for (let at = nextAbove(values, 0, least); at < values.length; at = nextAbove(values, at + 1, least)) {
    if (eligible[at] !== 1) continue;
    if (heap.length < limit) rise(heap, values, at);
    else sink(heap, values, at);
    if (heap.length === limit) least = values[heap[0] as number] as number;
  }
  return heap.sort((a, b) => (isBelow(values, a, b) ? 1 : -1));
}

/** Adds a document to a heap whose top is the lowest. */
function rise(heap: number[], values: Float32Array, document: number): void {
  let at = heap.length;
  heap.push(document);
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const above = heap[parent] as number;
    if (!isBelow(values, document, above)) break;
    heap[at] = above;
    at = parent;
  }
  heap[at] = document;
}

/** Puts a document in the place of the top. */
function sink(heap: number[], values: Float32Array, document: number): void {
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && isBelow(values, heap[child + 1] as number, heap[child] as number)) child += 1;
    const lower = heap[child] as number;
    if (!isBelow(values, lower, document)) break;
    heap[at] = lower;
    at = child;
  }
  heap[at] = document;
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

/** Nearness in meaning is looked at where the rough value is at least this share of the best one: further off nothing was ever right. */
const FAINTEST_SHARE = 0.1;
const BEST_IN_MEANING = 40;

/** Which host courses may be chosen in a view, and those chosen in any case, when eligible. */
export interface Choice {
  readonly eligible: Uint8Array;
  readonly always: readonly number[];
  /** How near a host course is in meaning; null where that is not known. */
  readonly meaningOf: ((document: number) => number) | null;
}

/** The nearest in meaning of those that share a word. */
function nearestInMeaning(rough: Float32Array, { eligible, meaningOf }: Choice): number[] {
  if (!meaningOf) return [];
  let best = 0;
  for (const value of rough) if (value > best) best = value;
  const near = new Float32Array(rough.length);
  for (let document = 0; document < rough.length; document += 1) {
    const value = rough[document] as number; // in range
    if (value > 0 && value >= FAINTEST_SHARE * best) near[document] = meaningOf(document);
  }
  return highest(near, eligible, BEST_IN_MEANING);
}

/** The union of the best by the rough order and the best by each cosine, without repeats. `rough` is room to work in. */
export function chooseCandidates(scores: Scores, choice: Choice, rough: Float32Array): Candidate[] {
  const { eligible, always } = choice;
  fillRough(scores, rough);
  const chosen = new Set(highest(rough, eligible, BEST_OVERALL));
  for (const channel of CHANNELS)
    for (const document of highest(scores[channel], eligible, BEST_OF_EACH)) chosen.add(document);
  for (const document of nearestInMeaning(rough, choice)) chosen.add(document);
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
