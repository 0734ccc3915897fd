/** A catalogue in few bytes: what each of its courses is about, by which a thousand catalogues are looked through before some are matched. */
import type { Course } from '../domain/index.ts';
import { ENGINE } from './catalogue-index.ts';
import { Checksum, readSections, type Section, writeSections } from './sections.ts';
import { type SubjectBook, subjectsOf } from './subjects/index.ts';

/** The likeliest subjects of a course; further ones have hardly a share. */
const SUBJECTS_EACH = 4;
const NONE = 0xffff;
const WHOLE = 255;

/** What sketches are made by: those of one kind alone are compared. */
export function sketchKind({ subjects }: SubjectBook): string {
  const sum = new Checksum();
  for (const { id } of subjects) sum.addText(id);
  return `${ENGINE} ${sum.text}`;
}

/** What one course is about: its likeliest subjects, and their shares. */
export interface CourseSketch {
  readonly subjects: Uint16Array;
  readonly shares: Uint8Array;
}

export function sketchCourse(course: Course, book: SubjectBook): CourseSketch {
  const likeliest = [...subjectsOf(book, course).shares].slice(0, SUBJECTS_EACH);
  return {
    subjects: Uint16Array.from(likeliest, ([subject]) => subject),
    shares: Uint8Array.from(likeliest, ([, share]) => Math.round(share * WHOLE)),
  };
}

/** The sketch of a catalogue: 12 bytes a course. */
export function joinSketches(courses: readonly CourseSketch[], book: SubjectBook): Uint8Array {
  const subjects = new Uint16Array(courses.length * SUBJECTS_EACH).fill(NONE);
  const shares = new Uint8Array(courses.length * SUBJECTS_EACH);
  for (const [at, one] of courses.entries()) {
    subjects.set(one.subjects, at * SUBJECTS_EACH);
    shares.set(one.shares, at * SUBJECTS_EACH);
  }
  const sections = new Map<string, Section>(Object.entries({ subjects, shares }));
  return writeSections({ kind: sketchKind(book) }, sections);
}

export const sketchCourses = (courses: readonly Course[], book: SubjectBook): Uint8Array =>
  joinSketches(
    courses.map((course) => sketchCourse(course, book)),
    book,
  );

/**
 * Prepares the look through sketches for home courses: answers, for the sketch of a catalogue, how likely each home course has one there that is
 * about the same, 0 to 1. A quick measure that says where to look: it knows no texts, terms, levels or decisions. @throws TypeError for bytes that are no sketch.
 */
export function sketchReader(home: readonly Course[], book: SubjectBook): (sketch: Uint8Array) => Float32Array {
  /** By subject: home courses that are about it, and by which share. */
  const wanted: { readonly position: number; readonly share: number }[][] = book.subjects.map(() => []);
  for (const [position, course] of home.entries())
    for (const [subject, share] of subjectsOf(book, course).shares) wanted[subject]?.push({ position, share });
  const sums = new Float32Array(home.length);
  /** Adds what one course is about to the sums; answers which home courses it has something of. */
  const addCourse = ({ subjects, shares }: CourseSketch, from: number): number[] => {
    const touched: number[] = [];
    for (let at = from; at < from + SUBJECTS_EACH; at += 1)
      for (const { position, share } of wanted[subjects[at] as number] ?? []) {
        if (sums[position] === 0) touched.push(position);
        sums[position] = (sums[position] as number) + (share * (shares[at] as number)) / WHOLE; // in range, as are all
      }
    return touched;
  };
  return (sketch) => {
    const sketched = readSketch(sketch);
    const best = new Float32Array(home.length);
    for (let from = 0; from < sketched.subjects.length; from += SUBJECTS_EACH)
      for (const position of addCourse(sketched, from)) {
        best[position] = Math.max(best[position] as number, sums[position] as number);
        sums[position] = 0;
      }
    return best;
  };
}

function readSketch(bytes: Uint8Array): CourseSketch {
  const read = readSections(bytes);
  if ('code' in read) throw new TypeError(read.code);
  const [subjects, shares] = [read.sections.get('subjects'), read.sections.get('shares')];
  if (subjects instanceof Uint16Array && shares instanceof Uint8Array) return { subjects, shares };
  throw new TypeError('not a sketch');
}
