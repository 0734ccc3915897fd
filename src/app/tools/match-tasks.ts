/** The work of a matching thread: building indexes and matching parts of home lists. Started by match-threads.ts alone. */
import type { MessagePort } from 'node:worker_threads';
import type { Course } from '../../domain/index.ts';
import {
  attachIndex,
  buildIndex,
  type CatalogueIndex,
  encodeIndex,
  type MatchOptions,
  matchCourses,
} from '../../matching/index.ts';
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
/** The last eight: the parts of one come one after the other, and the people of an office ask for the same few again. */
const opened = new Map<number, CatalogueIndex>();

function openShared({ id, index, courses }: SharedCatalogue): CatalogueIndex {
  const known = opened.get(id) ?? attachIndex(index, (position) => unpackCourse(courses, position));
  opened.delete(id);
  opened.set(id, known);
  const [oldest] = opened.keys();
  if (opened.size > 8 && oldest !== undefined) opened.delete(oldest);
  return known;
}

export function matchPart({ catalogue, home, options, progress }: PartTask): MatchRun {
  return matchCourses(home.map(reviveCourse), openShared(catalogue), {
    ...options,
    ...(progress && { onProgress: () => progress.postMessage(null) }),
  });
}
