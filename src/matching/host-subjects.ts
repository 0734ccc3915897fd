/** The subjects of a catalogue's courses: read when a course is first a candidate, or of all of them at once, to be kept. */
import { memoise } from '../domain/index.ts';
import type { CatalogueIndex } from './catalogue-index.ts';
import { type CourseSubjects, type SubjectBook, subjectsOf, withMeaning } from './subjects/index.ts';

/** Host courses whose subjects a process remembers: the bound keeps a long-lived server from growing without end. */
const MOST_REMEMBERED = 20_000;

/** The subjects of the courses of an index, likeliest first, and their shares to the bit: those of course `n` end at `ends[n]`. */
export interface PackedSubjects {
  readonly ends: Uint32Array;
  readonly subjects: Uint16Array;
  readonly shares: Float64Array;
}

interface Remembered {
  readonly book: SubjectBook;
  readonly shares: Map<number, CourseSubjects>;
  /** Made before, of all courses. */
  readonly packed: PackedSubjects | null;
}

/** The subjects of a catalogue's courses, kept with its index. */
const hostSubjects = new WeakMap<CatalogueIndex, Remembered>();

const readSubjects = (index: CatalogueIndex, book: SubjectBook, document: number): CourseSubjects => {
  const { course, stub } = index.readAt(document);
  return subjectsOf(book, course, stub);
};

export function hostSubjectsOf(index: CatalogueIndex, book: SubjectBook): (document: number) => CourseSubjects {
  const known = hostSubjects.get(index);
  const { shares, packed } = known?.book === book ? known : { shares: new Map<number, CourseSubjects>(), packed: null };
  hostSubjects.set(index, { book, shares, packed });
  const read = (document: number): CourseSubjects =>
    packed === null ? readSubjects(index, book, document) : unpack(packed, book, document);
  return (document) => memoise(shares, document, () => read(document), MOST_REMEMBERED);
}

/** Reads all courses of a catalogue: a fifth of a millisecond each. */
export function packHostSubjects(index: CatalogueIndex, book: SubjectBook): PackedSubjects {
  const of = hostSubjectsOf(index, book);
  const [ends, subjects, shares] = [new Uint32Array(index.size), [] as number[], [] as number[]];
  for (let document = 0; document < index.size; document += 1) {
    for (const [subject, share] of of(document).shares) {
      subjects.push(subject);
      shares.push(share);
    }
    ends[document] = subjects.length;
  }
  return { ends, subjects: Uint16Array.from(subjects), shares: Float64Array.from(shares) };
}

/** What {@link packHostSubjects} made of the same index and the same subjects is taken in place of reading the courses again. */
export function rememberHostSubjects(index: CatalogueIndex, book: SubjectBook, packed: PackedSubjects): void {
  if (hostSubjects.get(index)?.book !== book) hostSubjects.set(index, { book, shares: new Map(), packed });
}

function unpack({ ends, subjects, shares }: PackedSubjects, book: SubjectBook, document: number): CourseSubjects {
  const of = new Map<number, number>();
  for (let at = document === 0 ? 0 : (ends[document - 1] as number); at < (ends[document] as number); at += 1)
    of.set(subjects[at] as number, shares[at] as number); // in range, as are all
  return withMeaning(book, of);
}
