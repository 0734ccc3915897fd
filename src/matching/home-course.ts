/** The home side of a run: each course read once in each view that it is asked in. */
import type { Course } from '../domain/index.ts';
import { type CourseTerms, countCourse } from './read-terms.ts';
import type { ResolvedStub } from './stubs.ts';
import { type Background, type QueryVector, type TermCounts, vectorise } from './term-space.ts';
import type { Part, View } from './view.ts';

const PARTS: readonly Part[] = ['title', 'body', 'words', 'letters'];

/** Document frequencies of the home courses in one view. */
export interface HomeSide {
  readonly view: View;
  readonly terms: readonly (CourseTerms | null)[];
  readonly backgrounds: Readonly<Record<Part, Background>>;
}

function backgroundOf(counts: readonly TermCounts[]): Background {
  const frequencies = new Map<string, number>();
  for (const terms of counts) for (const term of terms.keys()) frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
  return { size: counts.length, frequencies };
}

/** Reads the home courses for a view of the catalogue, in its language or in the given one. */
export function readHomeSide(
  home: readonly { readonly course: Course; readonly stub: ResolvedStub | undefined }[],
  view: View,
  language: string = view.language,
): HomeSide {
  const terms = home.map(({ course, stub }) => countCourse(course, language, stub));
  const present = terms.filter((found) => found !== null);
  const background = (part: Part): Background => backgroundOf(present.map((found) => found[part]));
  return {
    view,
    terms,
    backgrounds: {
      title: background('title'),
      body: background('body'),
      words: background('words'),
      letters: background('letters'),
    },
  };
}

/** The six comparisons of a home course with every host course, as queries. */
export interface Queries {
  readonly own: Readonly<Record<Part, QueryVector>>;
  /** The home title sought in host descriptions, and the home description in host titles. */
  readonly titleInBody: QueryVector;
  readonly bodyInTitle: QueryVector;
}

export function queriesOf(side: HomeSide, terms: CourseTerms): Queries {
  const { spaces } = side.view;
  const own = (part: Part): QueryVector => vectorise(spaces[part], side.backgrounds[part], terms[part]);
  const [title, body, words, letters] = PARTS.map(own) as [QueryVector, QueryVector, QueryVector, QueryVector];
  return {
    own: { title, body, words, letters },
    titleInBody: vectorise(spaces.body, side.backgrounds.body, terms.title),
    bodyInTitle: vectorise(spaces.title, side.backgrounds.title, terms.body),
  };
}
