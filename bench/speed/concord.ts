/** The engine's word channel alone: what corresponds to a text search. Its index as a file is what the C loop scans. */
import { writeFileSync } from 'node:fs';
import { type Course, courseSchema } from '../../src/domain/index.ts';
import { Best } from '../../src/matching/best.ts';
import { countLists, listCourse } from '../../src/matching/read-terms.ts';
import {
  buildTermSpace,
  fillSums,
  type QueryVector,
  runsOf,
  type TermCounts,
  type TermSpace,
  vectorise,
} from '../../src/matching/term-space.ts';
import type { SyntheticCourse } from '../lib/synthetic.ts';
import type { Search } from './engines.ts';
import { KINDS } from './protocol.ts';
import type { readQueries } from './texts.ts';

const LANGUAGE = 'en';
const FIRST = 10;
/** A single query has no catalogue behind it. */
const BACKGROUND = { size: 0, frequencies: new Map<string, number>() };

export const asCourse = ({ code, title, description }: SyntheticCourse): Course =>
  courseSchema.parse({ code, titles: { [LANGUAGE]: title }, descriptions: { [LANGUAGE]: description } });

const termsOf = (course: Course): TermCounts => countLists(listCourse(course, LANGUAGE)).words;

/** The word channel of a catalogue and the codes of its courses. */
export interface WordChannel {
  readonly space: TermSpace;
  readonly codes: readonly string[];
}

export function buildWordChannel(courses: readonly SyntheticCourse[]): WordChannel {
  const terms = courses.map((course) => termsOf(asCourse(course)));
  const space = buildTermSpace(terms.length, (document) => terms[document] ?? new Map());
  return { space, codes: courses.map(({ code }) => code) };
}

function bestOf({ codes, space }: WordChannel, scores: Float32Array, all: Uint8Array): string[] {
  const best = new Best(FIRST);
  best.scaleAndOffer(scores, space.scales, all);
  return best.documents().map((document) => codes[document] ?? '');
}

/** Reading the query is part of the time. */
export function searchWords(channel: WordChannel): Search {
  const { space } = channel;
  const scores = new Float32Array(space.size);
  const all = new Uint8Array(space.size).fill(1);
  return (query) => {
    const course = asCourse(query);
    return () => {
      fillSums(space, vectorise(space, BACKGROUND, termsOf(course)), scores);
      return bestOf(channel, scores, all);
    };
  };
}

/** The query is read beforehand: the scan and the choice of the first ten, which is what the C loop does. */
export function searchVectors(channel: WordChannel): Search {
  const { space } = channel;
  const scores = new Float32Array(space.size);
  const all = new Uint8Array(space.size).fill(1);
  return (query) => {
    const vector = read(space, query);
    return () => {
      fillSums(space, vector, scores);
      return bestOf(channel, scores, all);
    };
  };
}

const read = (space: TermSpace, query: SyntheticCourse): QueryVector =>
  vectorise(space, BACKGROUND, termsOf(asCourse(query)));

/** Postings that a query of each kind visits, on average, and the size of the index, in words. */
export function describeChannel({ space }: WordChannel, queries: ReturnType<typeof readQueries>): string {
  const visited = KINDS.map((kind) => {
    const postings = queries[kind].map((query) =>
      runsOf(space, read(space, query)).reduce((sum, { start, end }) => sum + end - start, 0),
    );
    return Math.round(postings.reduce((sum, count) => sum + count, 0) / Math.max(1, postings.length));
  });
  return `${space.terms.size} terms and ${space.postings.documents.length} postings, of which a long query visits ${visited[0]} and a title query ${visited[1]}`;
}

/** Writes the arrays and the read queries for `scan.c`, which describes the layout. */
export function dumpChannel(
  file: string,
  { space, codes }: WordChannel,
  queries: ReturnType<typeof readQueries>,
): void {
  const position = new Map(codes.map((code, at) => [code, at]));
  const asked = KINDS.flatMap((kind) =>
    queries[kind].flatMap((query) => {
      const runs = runsOf(space, read(space, query));
      return [
        Uint32Array.of(position.get(query.code) ?? 0, runs.length),
        Uint32Array.from(runs, ({ start }) => start),
        Uint32Array.from(runs, ({ end }) => end),
        Float32Array.from(runs, ({ amount }) => amount),
      ];
    }),
  );
  const { documents } = space.postings;
  const header = Uint32Array.of(space.size, documents.length, ...KINDS.map((kind) => queries[kind].length));
  const parts = [header, documents, space.scales, ...asked];
  writeFileSync(file, Buffer.concat(parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength))));
}
