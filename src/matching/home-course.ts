/** The home side of a run: each course read once in each view that it is asked in. */
import type { Course } from '../domain/index.ts';
import type { CatalogueIndex } from './catalogue-index.ts';
import { languagesOf } from './read-course.ts';
import type { ResolvedStub } from './stubs.ts';
import { type Background, type QueryVector, type TermCounts, vectorise } from './term-space.ts';
import { type CourseTerms, CROSS, type View, viewCourse } from './view.ts';

type Part = 'title' | 'body' | 'words' | 'letters';
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

/** Reads the home courses in a view of the catalogue. */
export function readHomeSide(
  home: readonly { readonly course: Course; readonly stub: ResolvedStub | undefined }[],
  view: View,
): HomeSide {
  const terms = home.map(({ course, stub }) => viewCourse(course, view.language, stub));
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

/**
 * The views in which a home course is compared, best first, each with the host courses it is used for: every host course is
 * compared once, in the language that most of the catalogue shares with the home course, and across languages when none is shared.
 */
export function viewsFor(course: Course, index: CatalogueIndex): { language: string; eligible: Uint8Array }[] {
  const size = (language: string): number => index.views.get(language)?.has.reduce((sum, one) => sum + one, 0) ?? 0;
  const common = languagesOf(course)
    .filter((language) => index.views.has(language))
    .map((language) => ({ language, covered: size(language) }))
    .sort((a, b) => b.covered - a.covered || (a.language < b.language ? -1 : 1));
  const taken = new Uint8Array(index.courses.length);
  const used: { language: string; eligible: Uint8Array }[] = [];
  const take = (language: string, has: (document: number) => boolean): void => {
    const eligible = new Uint8Array(taken.length);
    let any = false;
    for (let document = 0; document < taken.length; document += 1) {
      if (taken[document] || !has(document)) continue;
      taken[document] = 1;
      eligible[document] = 1;
      any = true;
    }
    if (any) used.push({ language, eligible });
  };
  for (const { language } of common) take(language, (document) => index.views.get(language)?.has[document] === 1);
  take(CROSS, () => true);
  return used;
}
