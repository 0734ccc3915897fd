/** Matching in threads: large catalogues are indexed and long lists matched aside, so that it is sooner done and a server keeps answering. */
import { availableParallelism } from 'node:os';
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import type { Course } from '../../domain/index.ts';
import {
  attachIndex,
  buildIndex,
  type CatalogueIndex,
  canonicalOrder,
  encodeIndex,
  type MatchOptions,
  matchCourses,
  partsOf,
} from '../../matching/index.ts';
import {
  type CourseText,
  inSharedMemory,
  type MatchRun,
  type PartTask,
  packCourses,
  reviveMatches,
  type SharedCatalogue,
} from './match-tasks.ts';

import { createPlanner, type Planner } from './plan-threads.ts';
import type { SubjectSource } from './rules.ts';
import { createThreadPool, type ThreadPool } from './thread-pool.ts';

/** Where catalogues are indexed and matched. The results are those of the calling thread, to the byte. */
export interface Matcher {
  /** How many things it does at a time. */
  readonly threads: number;
  readonly build: (
    courses: readonly Course[],
    asked?: {
      /** Courses of all catalogues that are asked for together. */
      readonly among?: number | undefined;
      readonly signal?: AbortSignal | undefined;
    },
  ) => Promise<CatalogueIndex>;
  /** The sketch of stored courses, where subjects are installed. */
  readonly sketch?: (texts: readonly CourseText[]) => Promise<Uint8Array>;
  readonly match: (
    home: readonly Course[],
    index: CatalogueIndex,
    options: MatchOptions & { readonly signal?: AbortSignal },
  ) => Promise<MatchRun>;
}

/** A course costs by its text; one of a page of it as much as several of a few lines. */
const CHARACTERS = 400;
function sizeOf(courses: readonly Course[]): number {
  const ofTexts = (texts: Course['descriptions'] | Course['outcomes']): number =>
    Object.values(texts)
      .flat()
      .reduce((sum, { length }) => sum + length, 0);
  const characters = courses.reduce(
    (sum, { titles, descriptions, outcomes }) => sum + ofTexts(titles) + ofTexts(descriptions) + ofTexts(outcomes),
    0,
  );
  return Math.max(courses.length, characters / CHARACTERS);
}

/** Of short-lived things a thread may have so many megabytes before it clears them away: left to itself, it takes 48. */
const YOUNG = { maxYoungGenerationSizeMb: 16 };

/** A home course costs as much besides the scan of the catalogue as the scan of 40,000 courses. */
const workOf = (home: number, host: number): number => home * (host + 40_000);

/** Of {@link workOf}: below it a second thread, which reads all that the first one has read, is not worth its memory. */
const MOST_OF_A_PART = 1_000_000;

/** The threads start with the first work that pays and end when idle. */
export function startMatchThreads(
  options: {
    readonly threads?: number;
    /** Where threads read the subjects that a run is asked with. */
    readonly subjects?: SubjectSource;
    /**
     * Work from which a thread pays: of {@link workOf}, in courses of some lines to index, and in courses of several catalogues to index. A command line
     * that must start its threads first sets it higher than a server that has them and must answer others meanwhile.
     */
    readonly matchFrom?: number;
    readonly buildFrom?: number;
    readonly buildManyFrom?: number;
    /** How much may wait. */
    readonly line?: Parameters<typeof createThreadPool>[1];
  } = {},
): {
  readonly matcher: Matcher;
  readonly planner: Planner;
  /** Ends the threads; what is under way is rejected. */
  readonly stop: () => Promise<void>;
  readonly count: ThreadPool['count'];
} {
  const { threads = availableParallelism(), matchFrom = 5_000_000, buildFrom = 2000 } = options;
  const { buildManyFrom = buildFrom, subjects: source = null } = options;
  // One more than work at a time: whoever matches does not wait for those who solve, nor for batches.
  const pool = createThreadPool(threads + 1, { ...options.line, atWorkOfBatches: threads }, YOUNG);
  const share = createSharing();
  const matcher: Matcher = {
    threads,
    build: async (courses, { among = 0, signal } = {}) => {
      signal?.throwIfAborted();
      if (sizeOf(courses) < buildFrom && among < buildManyFrom) return buildIndex(courses);
      const bytes = await pool.run<Uint8Array>('buildShared', courses, { signal });
      return share.keep(bytes, canonicalOrder(courses));
    },
    ...(source !== null && {
      sketch: (texts: readonly CourseText[]) => pool.run<Uint8Array>('sketchTexts', { texts, subjects: source }),
    }),
    match: async (home, index, { signal, ...asked }) => {
      signal?.throwIfAborted();
      const work = workOf(sizeOf(home), index.size);
      if (work < matchFrom) return matchCourses(home, index, asked);
      const count = Math.min(threads, Math.ceil(work / Math.min(10 * matchFrom, MOST_OF_A_PART)));
      return matchInParts(
        pool,
        { home, catalogue: share.of(index), parts: partsOf(home, count) },
        { source, signal, ...asked },
      );
    },
  };
  const limits = { waiting: 200, waitingEach: 100, patienceSeconds: null, ...options.line, atWork: threads };
  const planner = createPlanner(pool, { share: share.of, subjects: source, ...limits });
  return { matcher, planner, stop: pool.stop, count: pool.count };
}

/** The shared form of each index, made once and kept as long as the index itself. */
function createSharing() {
  const known = new WeakMap<CatalogueIndex, SharedCatalogue>();
  let next = 0;
  const add = (index: CatalogueIndex, bytes: Uint8Array, courses: readonly Course[]): SharedCatalogue => {
    const catalogue = { id: next++, index: bytes, courses: packCourses(courses) };
    known.set(index, catalogue);
    return catalogue;
  };
  return {
    of: (index: CatalogueIndex): SharedCatalogue =>
      known.get(index) ??
      add(
        index,
        encodeIndex(index, inSharedMemory),
        Array.from({ length: index.size }, (_, position) => index.courseAt(position)),
      ),
    keep: (bytes: Uint8Array, courses: readonly Course[]): CatalogueIndex => {
      const index = attachIndex(bytes, (position) => {
        const course = courses[position];
        if (!course) throw new RangeError(`no host course at ${position}`);
        return course;
      });
      add(index, bytes, courses);
      return index;
    },
  };
}

interface Parted {
  readonly home: readonly Course[];
  readonly catalogue: SharedCatalogue;
  readonly parts: readonly (readonly number[])[];
}

/** When one part fails the others are given up, and the first reason is the reason. */
async function matchInParts(
  pool: ThreadPool,
  { home, catalogue, parts }: Parted,
  options: MatchOptions & { readonly source: SubjectSource | null; readonly signal?: AbortSignal | undefined },
): Promise<MatchRun> {
  const { signal, onProgress, subjects, source, ...plain } = options;
  const giveUp = new AbortController();
  const signals = signal ? AbortSignal.any([signal, giveUp.signal]) : giveUp.signal;
  let done = 0;
  const runPart = async (only: readonly number[]): Promise<MatchRun> => {
    const { port1, port2 } = new MessageChannel();
    const count = (): void => onProgress?.(++done, home.length);
    port1.on('message', count);
    const task: PartTask = {
      catalogue,
      home,
      options: { ...plain, only },
      subjects: subjects ? source : null,
      ...(onProgress && { progress: port2 }),
    };
    try {
      const run = await pool.run<MatchRun>('matchPart', task, {
        signal: signals,
        transferList: onProgress ? [port2] : [],
      });
      while (receiveMessageOnPort(port1)) count(); // the result may come before the last counts
      return run;
    } finally {
      port1.close();
    }
  };
  try {
    return joinParts(parts, await Promise.all(parts.map(runPart)));
  } catch (error) {
    giveUp.abort(error);
    throw signal?.aborted ? signal.reason : error;
  }
}

/** The results in the order of the home courses. */
function joinParts(parts: Parted['parts'], runs: readonly MatchRun[]): MatchRun {
  const [first] = runs;
  if (!first) throw new RangeError('a run has at least one part');
  const results = runs.flatMap((run, at) => run.results.map((found, k) => ({ found, position: parts[at]?.[k] ?? 0 })));
  results.sort((a, b) => a.position - b.position);
  return { basis: first.basis, results: results.map(({ found }) => reviveMatches(found)) };
}
