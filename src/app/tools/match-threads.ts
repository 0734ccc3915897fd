/** Matching in threads: large catalogues are indexed and long lists matched aside, so that it is sooner done and a server keeps answering. */
import { availableParallelism } from 'node:os';
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import type { Course } from '../../domain/index.ts';
import {
  attachIndex,
  buildIndex,
  type CatalogueIndex,
  encodeIndex,
  type MatchOptions,
  matchCourses,
  partsOf,
} from '../../matching/index.ts';
import { type BuiltCatalogue, type IndexFolder, type KeptPlace, type ReadKept, unkeptIn } from './kept-index.ts';
import {
  type BuildTask,
  type buildShared,
  type CourseText,
  type MatchRun,
  type PartTask,
  reviveMatches,
  type SharedCatalogue,
} from './match-tasks.ts';

import { inSharedMemory, packCourses } from './packed-courses.ts';
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
      /** Of a stored catalogue: its index is taken from where such are kept, and kept there. */
      readonly version?: string | undefined;
    },
  ) => Promise<CatalogueIndex>;
  /** Where indexes are kept: those of these versions that are not there; what is there of others goes when it is a day old. */
  readonly unkept?: (versions: readonly string[]) => Promise<string[]>;
  /** Makes the index of a stored catalogue and keeps it there. */
  readonly keep?: (courses: readonly Course[], version: string) => Promise<unknown>;
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

type Log = (entry: Readonly<Record<string, unknown>>, message: string) => void;

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
    /** Where indexes of stored catalogues are kept; built anew by each process when left out. */
    readonly kept?: IndexFolder | undefined;
    /** Told of a kept index that is damaged, and of one that could not be kept. */
    readonly log?: Log;
  } = {},
): {
  readonly matcher: Matcher;
  readonly planner: Planner;
  /** Ends the threads; what is under way is rejected. */
  readonly stop: () => Promise<void>;
  readonly count: ThreadPool['count'];
} {
  const { threads = availableParallelism(), matchFrom = 5_000_000, buildFrom = 2000 } = options;
  const { buildManyFrom = buildFrom, subjects: source = null, kept, log } = options;
  // One more than work at a time: whoever matches does not wait for those who solve, nor for batches.
  const pool = createThreadPool(threads + 1, { ...options.line, atWorkOfBatches: threads }, YOUNG);
  const share = createSharing();
  const builder = createBuilder(pool, { source, log });
  const matcher: Matcher = {
    threads,
    build: async (courses, { among = 0, signal, version } = {}) => {
      signal?.throwIfAborted();
      if (sizeOf(courses) < buildFrom && among < buildManyFrom) return buildIndex(courses);
      const place = kept && version !== undefined ? { ...kept, version } : null;
      return share.keep(await builder(courses, place, signal), courses);
    },
    ...(kept && {
      unkept: (versions: readonly string[]) => unkeptIn(kept, versions),
      keep: (courses: readonly Course[], version: string) => builder(courses, { ...kept, version }, undefined),
    }),
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

/** Reads the index of a stored catalogue that is kept, or builds it in a thread. */
function createBuilder(
  pool: ThreadPool,
  { source, log }: { readonly source: SubjectSource | null; readonly log?: Log | undefined },
) {
  return async (
    courses: readonly Course[],
    place: KeptPlace | null,
    signal: AbortSignal | undefined,
  ): Promise<BuiltCatalogue> => {
    const read = place && (await pool.run<ReadKept>('readKept', { place, size: courses.length }, { signal }));
    if (read && 'index' in read) return read;
    if (read) log?.({ catalogue: place?.version, error: read.damaged }, 'a kept index is damaged and made anew');
    const task: BuildTask = { courses, keep: place, subjects: source };
    const built = await pool.run<ReturnType<typeof buildShared>>('buildShared', task, { signal });
    if (built.notKept !== undefined)
      log?.({ catalogue: place?.version, error: built.notKept }, 'an index could not be kept');
    return built;
  };
}

/** The shared form of each index, made once and kept as long as the index itself. */
function createSharing() {
  const known = new WeakMap<CatalogueIndex, SharedCatalogue>();
  let next = 0;
  return {
    of: (index: CatalogueIndex): SharedCatalogue => {
      const courses = () => Array.from({ length: index.size }, (_, position) => index.courseAt(position));
      const made = known.get(index) ?? {
        ...{ id: next++, index: encodeIndex(index, inSharedMemory) },
        ...{ courses: packCourses(courses()), subjects: null },
      };
      known.set(index, made);
      return made;
    },
    keep: ({ index: bytes, courses: packed, order, subjects }: BuiltCatalogue, courses: readonly Course[]) => {
      const courseAt = (place: number): Course => {
        const course = courses[order[place] ?? -1];
        if (!course) throw new RangeError(`no host course at ${place}`);
        return course;
      };
      const index = openedWhenAsked(courses.length, courseAt, () => attachIndex(bytes, courseAt));
      known.set(index, { id: next++, index: bytes, courses: packed, subjects });
      return index;
    },
  };
}

/** An index whose arrays are opened when this thread matches by it itself: what threads match is opened there. */
function openedWhenAsked(
  size: number,
  courseAt: CatalogueIndex['courseAt'],
  open: () => CatalogueIndex,
): CatalogueIndex {
  let opened: CatalogueIndex | undefined;
  const get = (): CatalogueIndex => {
    opened ??= open();
    return opened;
  };
  return {
    ...{ size, courseAt },
    readAt: (position) => get().readAt(position),
    sortedTitleAt: (position, language) => get().sortedTitleAt(position, language),
    titleStemsAt: (position, language) => get().titleStemsAt(position, language),
    codesNameDepartments: () => get().codesNameDepartments(),
    get stubs() {
      return get().stubs;
    },
    get views() {
      return get().views;
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
