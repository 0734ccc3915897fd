/** How each home course is compared with a catalogue: in a language that both have, else in translation. */
import { type Course, memoise } from '../domain/index.ts';
import type { ByChannel, Scores } from './candidates.ts';
import type { CatalogueIndex } from './catalogue-index.ts';
import { type Crossing, openCrossing, scanAcross, translateTerms } from './crossing.ts';
import { type HomeCourse, type HomeSide, queriesOf, readHomeSide } from './home-course.ts';
import { languagesOf } from './read-course.ts';
import type { CourseTerms } from './read-terms.ts';
import { type CourseSubjects, SubjectBook, subjectsOf, usualTermsOf } from './subjects/index.ts';
import type { View } from './view.ts';

/** One comparison of a home course with a part of the catalogue. */
export interface Comparison {
  readonly view: View;
  /** Language in which the home course is read; another one than the view's across languages. */
  readonly from: string;
  /** 1 for the host courses that are compared this way. */
  readonly eligible: Uint8Array;
}

export interface Comparer {
  /** Every host course is in exactly one of them, unless it has no text at all. */
  readonly comparisonsOf: (position: number) => readonly Comparison[];
  /** Fills `scores`; null when the home course has no text in the comparison's language. */
  readonly scan: (
    position: number,
    comparison: Comparison,
    scores: Scores,
  ) => {
    /** In the language of the view. */
    readonly terms: CourseTerms;
    /** The share of its terms that could be read in that language. */
    readonly understood: number;
    readonly bestOfEach: ByChannel<readonly number[]>;
  } | null;
  readonly subjectsAt: (position: number) => CourseSubjects;
  /** The terms of the catalogue that a home term may stand for, the surest first: itself, or its translations. */
  readonly counterpartsOf: (comparison: Comparison) => (term: string) => readonly string[];
}

const NO_WORDS = { size: 0, frequencies: new Map<string, number>() };
/** Courses of another language tell nothing of the habits of writing in this one. */
const NO_BACKGROUNDS = { title: NO_WORDS, body: NO_WORDS, words: NO_WORDS, letters: NO_WORDS };

export const isAcross = ({ from, view }: Pick<Comparison, 'from' | 'view'>): boolean => from !== view.language;

/** Common languages first, the one that covers most of the catalogue before the others, then translation. */
function planComparisons(own: readonly string[], index: CatalogueIndex): Comparison[] {
  const coverage = ({ has }: View): number => has.reduce((sum, one) => sum + one, 0);
  // The languages a home course is read in across languages, the best translated first.
  const source = ['en', 'ru', 'kk', 'de'].find((language) => own.includes(language)) ?? own[0];
  const views = [...index.views.values()].sort(
    (a, b) =>
      Number(own.includes(b.language)) - Number(own.includes(a.language)) ||
      coverage(b) - coverage(a) ||
      (a.language < b.language ? -1 : 1),
  );
  const taken = new Uint8Array(index.size);
  return views.flatMap((view) => {
    const from = own.includes(view.language) ? view.language : source;
    const eligible = view.has.map((has, document) => (has === 1 && taken[document] === 0 ? 1 : 0));
    if (from === undefined || !eligible.includes(1)) return [];
    eligible.forEach((one, document) => {
      if (one === 1) taken[document] = 1;
    });
    return [{ view, from, eligible }];
  });
}

/** Kept with the course: the same list is compared with many catalogues. */
const readBefore = new WeakMap<Course, HomeCourse & { readonly book: SubjectBook; readonly read: CourseSubjects }>();

function subjectsOfHome({ course, stub }: HomeCourse, book: SubjectBook): CourseSubjects {
  const known = readBefore.get(course);
  // The text that a reference stands for is that of another course of the list.
  if (known?.book === book && known.stub?.descriptions === stub?.descriptions) return known.read;
  const read = subjectsOf(book, course, stub);
  readBefore.set(course, { course, stub, book, read });
  return read;
}

/** Prepares the comparison of home courses with a catalogue; what several courses share is made once. */
export function createComparer(
  home: readonly HomeCourse[],
  index: CatalogueIndex,
  subjects: SubjectBook = SubjectBook.none,
): Comparer {
  const plans = new Map<string, readonly Comparison[]>();
  const sides = new Map<string, HomeSide>();
  const crossings = new Map<string, Crossing>();
  const crossingFor = (from: string, view: View): Crossing =>
    memoise(crossings, `${from}>${view.language}`, () => openCrossing(from, view));
  const shares = new Map<number, CourseSubjects>();
  const subjectsAt = (position: number): CourseSubjects =>
    memoise(shares, position, () => {
      const found = home[position];
      if (!found) throw new RangeError(`no home course at ${position}`);
      return subjectsOfHome(found, subjects);
    });
  return {
    subjectsAt,
    counterpartsOf: ({ from, view }) => {
      if (!isAcross({ from, view })) return (term) => [term];
      const { translate } = crossingFor(from, view);
      return (term) => translate(term).map((translation) => translation.term);
    },
    comparisonsOf: (position) => {
      const course = home[position]?.course;
      if (!course) return [];
      const languages = languagesOf(course);
      return memoise(plans, languages.join(), () => planComparisons(languages, index));
    },
    scan: (position, { view, from, eligible }, scores) => {
      const across = isAcross({ from, view });
      const glossary = across ? subjects.glossary(from, view.language) : null;
      const side = memoise(sides, `${from}>${view.language}`, () =>
        readHomeSide(home, view, { language: from, glossary }),
      );
      const own = side.terms[position];
      if (!own) return null;
      const usual = usualTermsOf(subjects, subjectsAt(position).shares, view.language);
      if (!across)
        return {
          ...{ terms: own, understood: 1 },
          bestOfEach: scores.scan(view, queriesOf(side, own, usual), eligible),
        };
      const crossing = crossingFor(from, view);
      const { terms, understood } = translateTerms(crossing, own);
      scores.scan(view, queriesOf({ view, backgrounds: NO_BACKGROUNDS }, terms, usual), eligible);
      scanAcross(crossing, { terms: own, backgrounds: side.backgrounds, language: from }, scores);
      return { terms, understood, bestOfEach: scores.bestOfEach(eligible) };
    },
  };
}
