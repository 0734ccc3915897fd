/** The subjects of a catalogue's courses, each read when it is first a candidate. */
import { memoise } from '../domain/index.ts';
import type { CatalogueIndex } from './catalogue-index.ts';
import { type CourseSubjects, type SubjectBook, subjectsOf } from './subjects/index.ts';

/** Host courses whose subjects a process remembers: the bound keeps a long-lived server from growing without end. */
const MOST_REMEMBERED = 20_000;

/** The subjects of a catalogue's courses, kept with its index: courses are read when they are first candidates. */
const hostSubjects = new WeakMap<
  CatalogueIndex,
  { readonly book: SubjectBook; readonly shares: Map<number, CourseSubjects> }
>();

export function hostSubjectsOf(index: CatalogueIndex, book: SubjectBook): (document: number) => CourseSubjects {
  const known = hostSubjects.get(index);
  const { shares } = known?.book === book ? known : { shares: new Map<number, CourseSubjects>() };
  hostSubjects.set(index, { book, shares });
  return (document) =>
    memoise(
      shares,
      document,
      () => {
        const { course, stub } = index.readAt(document);
        return subjectsOf(book, course, stub);
      },
      MOST_REMEMBERED,
    );
}
