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

/** Positions of the `limit` highest positive values among the eligible, highest first, ties by position. */
export function highest(values: Float32Array, eligible: Uint8Array, limit: number): number[] {
  const heap: number[] = [];
  const value = (at: number): number => values[at] ?? 0;
  const isBelow = (a: number, b: number): boolean => value(a) < value(b) || (value(a) === value(b) && a > b);
  let least = 0;
  for (let document = 0; document < values.length; document += 1) {
    if ((values[document] as number) <= least || eligible[document] !== 1) continue; // in range; an equal later one is below
    if (heap.length < limit) {
      heap.push(document);
      siftUp(heap, isBelow);
    } else {
      heap[0] = document;
      siftDown(heap, isBelow);
    }
    if (heap.length === limit) least = value(heap[0] ?? 0);
  }
  return heap.sort((a, b) => (isBelow(a, b) ? 1 : -1));
}

type IsBelow = (a: number, b: number) => boolean;

function siftUp(heap: number[], isBelow: IsBelow): void {
  let at = heap.length - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const [child, above] = [heap[at] as number, heap[parent] as number]; // both in range
    if (!isBelow(child, above)) return;
    heap[at] = above;
    heap[parent] = child;
    at = parent;
  }
}

function siftDown(heap: number[], isBelow: IsBelow): void {
  let at = 0;
  for (;;) {
    let least = at;
    for (const child of [2 * at + 1, 2 * at + 2]) {
      if (child < heap.length && isBelow(heap[child] as number, heap[least] as number)) least = child; // in range
    }
    if (least === at) return;
    [heap[at], heap[least]] = [heap[least] as number, heap[at] as number]; // in range
    at = least;
  }
}

function addScaled(sums: Float32Array, values: Float32Array, factor: number): void {
  for (let at = 0; at < sums.length; at += 1) sums[at] = (sums[at] as number) + factor * (values[at] as number); // in range
}

/** Which host courses may be chosen in a view, and those chosen in any case, when eligible. */
export interface Choice {
  readonly eligible: Uint8Array;
  readonly always: readonly number[];
}

/** The union of the best by the rough order and the best by each cosine, without repeats. `rough` is room to work in. */
export function chooseCandidates(scores: Scores, { eligible, always }: Choice, rough: Float32Array): Candidate[] {
  rough.fill(0);
  for (const channel of CHANNELS) addScaled(rough, scores[channel], ROUGH[channel]);
  const chosen = new Set(highest(rough, eligible, BEST_OVERALL));
  for (const channel of CHANNELS)
    for (const document of highest(scores[channel], eligible, BEST_OF_EACH)) chosen.add(document);
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
