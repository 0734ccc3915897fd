/** A host's catalogue, read once per version and asked many times. */
import { type Course, codeKey, memoise, textIn } from '../domain/index.ts';
import { tellDepartments } from './code-habits.ts';
import { stemsOf } from './lexicon/concepts.ts';
import { type CourseMarks, languagesOf, readMarks, tellYears } from './read-course.ts';
import { sortedTitleOf } from './read-terms.ts';
import { type ResolvedStub, resolveStubs } from './stubs.ts';
import { buildView, type View } from './view.ts';

/** Name of the reading and the weighing of courses. What was made by one engine is not used by another. */
export const ENGINE = 'concord-matching-5';

/** A course with what was found out about it. */
export interface ReadCourse {
  readonly course: Course;
  readonly marks: CourseMarks;
  readonly stub: ResolvedStub | undefined;
}

/** What {@link matchCourses} needs of a catalogue. Opaque to other folders but for its size. */
export interface CatalogueIndex {
  /** Number of courses. */
  readonly size: number;
  /**
   * The course at a position, in an order that depends on the courses alone, not on how the file listed them.
   * @throws RangeError for a position outside the index, which would be a mistake of the engine.
   */
  readonly courseAt: (position: number) => Course;
  /** The course with its marks, and its title's words in a language; read for candidates alone, and remembered for a while. */
  readonly readAt: (position: number) => ReadCourse;
  readonly sortedTitleAt: (position: number, language: string) => string;
  readonly codesNameDepartments: () => boolean;
  /** The stems of a title, each once. */
  readonly titleStemsAt: (position: number, language: string) => ReadonlySet<string>;
  readonly stubs: ReadonlyMap<number, ResolvedStub>;
  /** One view per language of the catalogue. */
  readonly views: ReadonlyMap<string, View>;
}

/** The courses in canonical order: equal scores then rank alike however the catalogue was sorted. */
export function canonicalOrder(courses: readonly Course[]): Course[] {
  const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  // What courses of one code are told apart by.
  const secondKey = (course: Course): string =>
    [textIn(course.titles), course.code, Object.values(course.descriptions).join(' ')].join('\u0001');
  return courses
    .map((course) => ({ course, key: codeKey(course.code) }))
    .sort((a, b) => compare(a.key, b.key) || compare(secondKey(a.course), secondKey(b.course)))
    .map(({ course }) => course);
}

/** An index over views that were built or loaded. */
export function openIndex({
  courseAt,
  ...parts
}: Omit<CatalogueIndex, 'readAt' | 'sortedTitleAt' | 'titleStemsAt' | 'codesNameDepartments'>): CatalogueIndex {
  const most = 5000; // courses that are remembered: a thread has eight catalogues open
  const read = new Map<number, ReadCourse>();
  const stems = new Map<string, ReadonlySet<string>>();
  let codesTell: boolean | undefined;
  let named: boolean | undefined;
  const codes = (): string[] => Array.from({ length: parts.size }, (_, position) => courseAt(position).code);
  const tell = (): boolean => tellYears(codes());
  const titles = new Map([...parts.views.keys()].map((language) => [language, new Map<number, string>()]));
  return {
    ...parts,
    courseAt,
    readAt: (position) => {
      const make = (): ReadCourse => {
        const course = courseAt(position);
        codesTell ??= tell();
        return { course, marks: readMarks(course, codesTell), stub: parts.stubs.get(position) };
      };
      return memoise(read, position, make, most);
    },
    codesNameDepartments: () => {
      named ??= tellDepartments(codes());
      return named;
    },
    titleStemsAt: (position, language) => {
      const make = (): ReadonlySet<string> => new Set(stemsOf(courseAt(position).titles[language] ?? '', language));
      return memoise(stems, `${language} ${position}`, make, most);
    },
    sortedTitleAt: (position, language) => {
      const make = (): string => sortedTitleOf(courseAt(position), language);
      return memoise(titles.get(language) ?? new Map<number, string>(), position, make, most);
    },
  };
}

export const courseAtOf =
  (courses: readonly Course[]): CatalogueIndex['courseAt'] =>
  (position) => {
    const course = courses[position];
    if (!course) throw new RangeError(`no host course at ${position}`);
    return course;
  };

/** Builds the index of a catalogue. Linear in its text. */
export function buildIndex(courses: readonly Course[]): CatalogueIndex {
  const ordered = canonicalOrder(courses);
  const stubs = resolveStubs(ordered);
  const languages = [...new Set(ordered.flatMap(languagesOf))].sort();
  const views = languages.map((language) => [language, buildView(ordered, stubs, language)] as const);
  return openIndex({ size: ordered.length, courseAt: courseAtOf(ordered), stubs, views: new Map(views) });
}
