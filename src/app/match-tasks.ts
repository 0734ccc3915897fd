/** The work of a matching thread: building indexes and matching parts of home lists. Started by match-threads.ts alone. */
import type { MessagePort } from 'node:worker_threads';
import type { Course } from '../domain/index.ts';
import {
  attachIndex,
  buildIndex,
  type CatalogueIndex,
  encodeIndex,
  type MatchOptions,
  matchCourses,
} from '../matching/index.ts';
import type { MatchRun } from './match-run.ts';
import { inSharedMemory, type PackedCourses, reviveCourse, unpackCourse } from './shared-courses.ts';

/** A catalogue that the threads share. */
export interface SharedCatalogue {
  /** Of the process, so that a thread knows it again. */
  readonly id: number;
  readonly index: Uint8Array;
  readonly courses: PackedCourses;
}

/** Part of a run: the home courses at the positions of `only`. */
export interface PartTask {
  readonly catalogue: SharedCatalogue;
  readonly home: readonly Course[];
  readonly options: Omit<MatchOptions, 'onProgress'>;
  /** Takes a message for each home course that is done. */
  readonly progress?: MessagePort;
}

/** The encoded index of the courses, in shared memory. */
export const buildShared = (courses: readonly Course[]): Uint8Array =>
  encodeIndex(buildIndex(courses.map(reviveCourse)), inSharedMemory);

/** The latest catalogue: its parts come one after the other. */
let latest: { readonly id: number; readonly index: CatalogueIndex } | undefined;

function open({ id, index, courses }: SharedCatalogue): CatalogueIndex {
  if (latest?.id !== id) latest = { id, index: attachIndex(index, (position) => unpackCourse(courses, position)) };
  return latest.index;
}

export function matchPart({ catalogue, home, options, progress }: PartTask): MatchRun {
  return matchCourses(home.map(reviveCourse), open(catalogue), {
    ...options,
    ...(progress && { onProgress: () => progress.postMessage(null) }),
  });
}
