/** Words of titles that name the form of a course and not what it is about: introduction, fundamentals, seminar, part. */
import { memoise } from '../../domain/index.ts';
import { isLexiconLanguage, stemsOf } from '../lexicon/concepts.ts';
import curated from '../lexicon/curated.json' with { type: 'json' };

const known = new Map<string, ReadonlySet<string>>();

const read = (language: string): ReadonlySet<string> =>
  new Set(
    isLexiconLanguage(language)
      ? curated.form.flatMap((terms) =>
          terms[language].map((term) => stemsOf(term, language)).flatMap((stems) => (stems.length === 1 ? stems : [])),
        )
      : [],
  );

/** By its stem. */
export const isFormWord = (stem: string, language: string): boolean =>
  memoise(known, language, () => read(language)).has(stem);
