/** The home side of a run: each course read once in each view that it is asked in. */
import type { Course } from '../domain/index.ts';
import { type CourseTerms, countCourse } from './read-terms.ts';
import type { ResolvedStub } from './stubs.ts';
import { type Background, type QueryVector, type TermCounts, vectorise } from './term-space.ts';
import type { Part, View } from './view.ts';

export interface HomeCourse {
  readonly course: Course;
  readonly stub: ResolvedStub | undefined;
}

/** The counted terms of the home courses in one view, and how frequent each is among them. */
export interface HomeSide {
  readonly view: View;
  readonly terms: readonly (CourseTerms | null)[];
  readonly backgrounds: Readonly<Record<Part, Background>>;
}

/** Reads the home courses for a view of the catalogue, in its language or in the given one. */
export function readHomeSide(home: readonly HomeCourse[], view: View, language: string): HomeSide {
  const terms = home.map(({ course, stub }) => countCourse(course, language, stub));
  const present = terms.filter((found) => found !== null);
  const background = (part: Part): Background => {
    const frequencies = new Map<string, number>();
    for (const found of present)
      for (const term of found[part].keys()) frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
    return { size: present.length, frequencies };
  };
  return {
    view,
    terms,
    backgrounds: {
      ...{ title: background('title'), body: background('body') },
      ...{ words: background('words'), letters: background('letters') },
    },
  };
}

/** The six comparisons of a home course with every host course: its parts, its title in host descriptions, its description in host titles. */
export type HomeQueries = Readonly<Record<Part | 'titleInBody' | 'bodyInTitle', QueryVector>>;

export function queriesOf({ view: { spaces }, backgrounds }: HomeSide, terms: CourseTerms): HomeQueries {
  const query = (part: Part, counts: TermCounts): QueryVector => vectorise(spaces[part], backgrounds[part], counts);
  return {
    title: query('title', terms.title),
    body: query('body', terms.body),
    words: query('words', terms.words),
    letters: query('letters', terms.letters),
    titleInBody: query('body', terms.title),
    bodyInTitle: query('title', terms.body),
  };
}
