/** A host's catalogue, read once per version and asked many times. */
import { type Course, codeKey, textIn } from '../domain/index.ts';
import { type CourseMarks, languagesOf, readMarks } from './read-course.ts';
import { type ResolvedStub, resolveStubs } from './stubs.ts';
import { buildView, type View } from './view.ts';

/** What {@link matchCourses} needs of a catalogue. Opaque to other folders but for its size. */
export interface CatalogueIndex {
  /** In an order that depends on the courses alone, not on how the file listed them. */
  readonly courses: readonly Course[];
  readonly stubs: ReadonlyMap<number, ResolvedStub>;
  readonly marks: readonly CourseMarks[];
  /** One view per language of the catalogue. */
  readonly views: ReadonlyMap<string, View>;
}

function sortKey(course: Course): string {
  return [codeKey(course.code), textIn(course.titles), course.code, Object.values(course.descriptions).join(' ')].join(
    '\u0001',
  );
}

/** The courses in canonical order: equal scores then rank alike however the catalogue was sorted. */
function canonicalOrder(courses: readonly Course[]): Course[] {
  return courses
    .map((course) => ({ course, key: sortKey(course) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ course }) => course);
}

/** Builds the index of a catalogue. Linear in its text: about a second for 10,000 courses. */
export function buildIndex(courses: readonly Course[]): CatalogueIndex {
  const ordered = canonicalOrder(courses);
  const stubs = resolveStubs(ordered);
  const languages = [...new Set(ordered.flatMap(languagesOf))].sort();
  return {
    courses: ordered,
    stubs,
    marks: ordered.map(readMarks),
    views: new Map(languages.map((language) => [language, buildView(ordered, stubs, language)])),
  };
}
