/** Words of titles that name the form of a course and not what it is about: introduction, fundamentals, seminar, part. */
import { memoise } from '../../domain/index.ts';
import { isLexiconLanguage, stemsOf } from '../lexicon/concepts.ts';
import curated from '../lexicon/curated.json' with { type: 'json' };

const known = new Map<string, ReadonlySet<string>>();
const knownOpenings = new Map<string, ReadonlySet<string>>();

/** English terms of what a title only opens or closes with: "Introduction to ...", "Fundamentals of ...", "... course". */
const OPENINGS: readonly string[] = ['introduction', 'fundamentals', 'course', 'lecture', 'discipline', 'module'];

/** The single words of the concepts of form, of all or of the openings alone. */
const read = (language: string, concepts: readonly (typeof curated.form)[number][]): ReadonlySet<string> =>
  new Set(
    isLexiconLanguage(language)
      ? concepts.flatMap((terms) =>
          terms[language].map((term) => stemsOf(term, language)).flatMap((stems) => (stems.length === 1 ? stems : [])),
        )
      : [],
  );

/** By its stem. */
export const isFormWord = (stem: string, language: string): boolean =>
  memoise(known, language, () => read(language, curated.form)).has(stem);

/** By its stem: a word of form that leaves a title the subject's own, whatever stands beside it. */
export const isOpeningWord = (stem: string, language: string): boolean =>
  memoise(knownOpenings, language, () =>
    read(
      language,
      curated.form.filter(({ en }) => en.some((term) => OPENINGS.includes(term))),
    ),
  ).has(stem);
