/** The home side of a run: each course read once in each view that it is asked in. */
import type { Course } from '../domain/index.ts';
import { readPhrases } from './phrases.ts';
import { type CourseTerms, countTerms, hasText, listCourse } from './read-terms.ts';
import type { ResolvedStub } from './stubs.ts';
import type { Glossary } from './subjects/index.ts';
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

/**
 * Reads the home courses for a view of the catalogue, in its language or in the given one. `glossary`: of that into the view's, when it is
 * another.
 */
export function readHomeSide(
  home: readonly HomeCourse[],
  view: View,
  { language, glossary }: { readonly language: string; readonly glossary: Glossary | null },
): HomeSide {
  const terms = home.map(({ course, stub }) =>
    hasText(course, language) ? countTerms(readPhrases(listCourse(course, language, stub), glossary)) : null,
  );
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

/**
 * The comparisons of a home course with every host course: its parts, its title in host descriptions, its description in host titles, and what
 * is usual of its subject in host texts and titles.
 */
export type HomeQueries = Readonly<Record<Part | 'titleInBody' | 'bodyInTitle' | 'usual' | 'usualTitle', QueryVector>>;

export function queriesOf(
  { view: { spaces }, backgrounds }: Pick<HomeSide, 'view' | 'backgrounds'>,
  terms: CourseTerms,
  usual: { readonly topics: TermCounts; readonly titles: TermCounts },
): HomeQueries {
  const query = (part: Part, counts: TermCounts): QueryVector => vectorise(spaces[part], backgrounds[part], counts);
  return {
    title: query('title', terms.title),
    body: query('body', terms.body),
    words: query('words', terms.words),
    letters: query('letters', terms.letters),
    titleInBody: query('body', terms.title),
    bodyInTitle: query('title', terms.body),
    usual: query('words', usual.topics),
    usualTitle: query('title', usual.titles),
  };
}
