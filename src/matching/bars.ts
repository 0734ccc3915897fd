/** What stands between two courses whatever else is alike: such a pair is never likelier than not. */
import type { CatalogueIndex } from './catalogue-index.ts';
import { type BarCode, compareNumerals, type Pair } from './features.ts';
import type { CourseSubjects, SubjectBook, SubjectShares } from './subjects/index.ts';
import { eachCourse } from './term-space.ts';

/** Less is too unsure to bar a match. */
const SURE = 0.5;

/** The likeliest subject of a course, where it is likelier than all others together. */
const leaderOf = (book: SubjectBook, shares: SubjectShares) => {
  const [[subject, share] = [-1, 0]] = [...shares];
  return share > SURE ? book.subjects[subject] : undefined;
};

/** `abroad`: the host is of another country, and of none that teaches in the home country's languages. */
export function barOf(
  pair: Pick<Pair, 'home' | 'host'>,
  sides: {
    readonly book: SubjectBook;
    readonly home: CourseSubjects;
    readonly host: CourseSubjects;
    readonly abroad: boolean;
  },
): BarCode | null {
  if (compareNumerals(pair) === 'differ') return 'bar-part';
  if (pair.host.marks.laboratory && !pair.home.marks.laboratory) return 'bar-laboratory';
  const [home, host] = [leaderOf(sides.book, sides.home.shares), leaderOf(sides.book, sides.host.shares)];
  if (home?.teaches && host?.teaches && home.teaches !== host.teaches) return 'bar-language';
  if (sides.abroad && home?.national) return 'bar-national';
  if (sides.abroad && home?.homeOnly) return 'bar-home-only';
  return null;
}

/**
 * Whether a catalogue is of another country that teaches in none of the home country's languages: what the state prescribes cannot be taken
 * there. One that teaches what is about the home country is not abroad. What the subjects call their own country decides (rules/subjects).
 */
export function isAbroad(index: CatalogueIndex, book: SubjectBook): boolean {
  const known = abroad.get(index);
  if (known?.book === book) return known.is;
  const languages = [...index.views.keys()];
  const is = !languages.some((language) => book.ownLanguages.has(language)) && !teachesOwnCountry(index, book);
  abroad.set(index, { book, is });
  return is;
}

/** Kept with the index: all titles are looked at. */
const abroad = new WeakMap<CatalogueIndex, { readonly book: SubjectBook; readonly is: boolean }>();

function teachesOwnCountry(index: CatalogueIndex, book: SubjectBook): boolean {
  return [...index.views].some(([language, { spaces }]) =>
    book.ownTitles(language).some((title) => {
      const [rarest = -1] = title
        .map((stem) => spaces.title.terms.get(stem) ?? -1)
        .sort((a, b) => (spaces.title.frequencies[a] ?? 0) - (spaces.title.frequencies[b] ?? 0));
      let found = false;
      if (rarest >= 0)
        eachCourse(spaces.title, rarest, (document) => {
          const stems = index.titleStemsAt(document, language);
          found ||= stems.size === title.length && title.every((stem) => stems.has(stem));
        });
      return found;
    }),
  );
}
