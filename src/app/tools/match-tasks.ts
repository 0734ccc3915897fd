/** The work of a matching thread: building indexes and matching parts of home lists. Started by match-threads.ts alone. */
import type { MessagePort } from 'node:worker_threads';
import {
  type Course,
  type CourseMatches,
  courseSchema,
  type MatchBasis,
  memoise,
  Rational,
} from '../../domain/index.ts';

import {
  attachIndex,
  buildIndex,
  type CatalogueIndex,
  type CourseSketch,
  encodeIndex,
  joinSketches,
  type MatchOptions,
  matchCourses,
  packHostSubjects,
  rememberHostSubjects,
  type SubjectBook,
  sketchCourse,
} from '../../matching/index.ts';
import { type BuiltCatalogue, type KeptPlace, writeKept } from './kept-index.ts';
import { inSharedMemory, packCourses, unpackCourse } from './packed-courses.ts';
import { openSubjects, type SubjectSource } from './rules.ts';

/** A catalogue that the threads share. */
export interface SharedCatalogue extends Pick<BuiltCatalogue, 'index' | 'courses' | 'subjects'> {
  /** Of the process, so that a thread knows it again. */
  readonly id: number;
}

/** Part of a run: the home courses at the positions of `only`. */
export interface PartTask {
  readonly catalogue: SharedCatalogue;
  readonly home: readonly Course[];
  readonly options: Omit<MatchOptions, 'onProgress' | 'subjects'>;
  /** Null where matches do not rest on subjects. */
  readonly subjects: SubjectSource | null;
  /** Takes a message for each home course that is done. */
  readonly progress?: MessagePort;
}

/** A catalogue to index, and where its index is kept. */
export interface BuildTask {
  readonly courses: readonly Course[];
  readonly keep: KeptPlace | null;
  /** What the courses are read into for what is kept. */
  readonly subjects: SubjectSource | null;
}

/** The index of the courses with all that threads need beside it, in shared memory; and why it could not be kept. */
export function buildShared({ courses, keep, subjects }: BuildTask): BuiltCatalogue & { readonly notKept?: string } {
  const revived = courses.map(reviveCourse);
  const index = buildIndex(revived);
  const positions = new Map(revived.map((course, position) => [course, position]));
  const ordered = Array.from({ length: index.size }, (_, place) => index.courseAt(place));
  const built: BuiltCatalogue = {
    index: encodeIndex(index, inSharedMemory),
    courses: packCourses(ordered),
    order: Uint32Array.from(ordered, (course) => positions.get(course) as number), // it is made of them
    subjects: keep && subjects !== null ? packHostSubjects(index, subjectsFrom(subjects)) : null,
  };
  if (!keep) return built;
  try {
    writeKept(keep, built);
    return built;
  } catch (error) {
    return { ...built, notKept: String(Reflect.get(Object(error), 'code') ?? error) };
  }
}

/** The last eight: the parts of one come one after the other, and the people of an office ask for the same few again. */
const opened = new Map<number, CatalogueIndex>();

export function openShared({ id, index, courses, subjects }: SharedCatalogue, book?: SubjectBook): CatalogueIndex {
  const known = opened.get(id) ?? attachIndex(index, (position) => unpackCourse(courses, position));
  if (book && subjects) rememberHostSubjects(known, book, subjects);
  opened.delete(id);
  opened.set(id, known);
  const [oldest] = opened.keys();
  if (opened.size > 8 && oldest !== undefined) opened.delete(oldest);
  return known;
}

/** Opened once for a thread: it is asked by one installation. */
let book: SubjectBook | undefined;
export const subjectsFrom = (source: SubjectSource): SubjectBook => {
  book ??= openSubjects(source);
  return book;
};

export function matchPart({ catalogue, home, options, subjects, progress }: PartTask): MatchRun {
  const known = subjects === null ? undefined : subjectsFrom(subjects);
  return matchCourses(home.map(reviveCourse), openShared(catalogue, known), {
    ...options,
    ...(known && { subjects: known }),
    ...(progress && { onProgress: () => progress.postMessage(null) }),
  });
}

/** A stored course as JSON, and the hash of that. */
export interface CourseText {
  readonly hash: string;
  readonly text: string;
}

/** What courses are about, by their hash: a new year has most courses of the last one. */
const sketched = new WeakMap<SubjectBook, Map<string, CourseSketch>>();
const MOST_SKETCHED = 20_000;

export function sketchStored(texts: readonly CourseText[], book: SubjectBook): Uint8Array {
  const known = sketched.get(book) ?? new Map<string, CourseSketch>();
  sketched.set(book, known);
  const read = (text: string): CourseSketch => sketchCourse(courseSchema.parse(JSON.parse(text)), book);
  return joinSketches(
    texts.map(({ hash, text }) => memoise(known, hash, () => read(text), MOST_SKETCHED)),
    book,
  );
}

/** The same in a thread. */
export const sketchTexts = ({
  texts,
  subjects,
}: {
  readonly texts: readonly CourseText[];
  readonly subjects: SubjectSource;
}) => sketchStored(texts, subjectsFrom(subjects));

/** The matches of a list of home courses, with what they rest on. */
export interface MatchRun {
  readonly basis: MatchBasis;
  readonly results: readonly CourseMatches[];
}

type Credits = Course['credits'];

const revived = ({ num, den }: Rational): Rational => Rational.of(num, den);
const reviveCredits = (credits: Credits): Credits =>
  credits && { ...credits, min: revived(credits.min), max: revived(credits.max) };

/** A copied course with its credits as they were. */
export const reviveCourse = <C extends Course>(course: C): C => ({ ...course, credits: reviveCredits(course.credits) });

/** Copied matches with their credits as they were. */
export const reviveMatches = ({ matches, ...found }: CourseMatches): CourseMatches => ({
  ...found,
  matches: matches.map((match) => ({
    ...match,
    ...(match.credits && {
      credits: { home: reviveCredits(match.credits.home), host: reviveCredits(match.credits.host) },
    }),
  })),
});
