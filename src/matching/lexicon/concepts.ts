/** The curated lexicon: concepts of academic life and of the fields of study, each with its terms in four languages. */
import { groupBy, memoise } from '../../domain/index.ts';
import { readTitle } from '../text/words.ts';
import curated from './curated.json' with { type: 'json' };

/** The languages of the lexicon, in the order in which a pair of them is named. */
export const LEXICON_LANGUAGES = ['de', 'en', 'kk', 'ru'] as const;
export type LexiconLanguage = (typeof LEXICON_LANGUAGES)[number];

/** A language of the lexicon? */
export const isLexiconLanguage = (language: string): language is LexiconLanguage =>
  LEXICON_LANGUAGES.some((known) => known === language);

/**
 * All concepts, in the order of the file. `id` is the first English term with hyphens (`linear-algebra`); `terms` are words and short
 * phrases, the first of each language the usual one.
 */
export const allConcepts = (): {
  readonly id: string;
  readonly terms: Readonly<Record<LexiconLanguage, readonly string[]>>;
}[] =>
  Object.values(curated)
    .flat()
    .map((terms) => {
      const words = (terms.en[0] ?? '').toLowerCase().replace(/'/g, '');
      return { id: words.replace(/[^a-z0-9]+/g, '-'), terms };
    });

/** The stems of a term, as titles are read. */
export const stemsOf = (term: string, language: string): string[] =>
  readTitle(term, language).map((token) => token.term);

type Phrases = ReadonlyMap<string, readonly { readonly stems: readonly string[]; readonly ids: readonly string[] }[]>;
const phrases = new Map<string, Phrases>();

/** The phrases of one language by their first stem, the longest first. */
function readPhrases(language: LexiconLanguage): Phrases {
  const ids = new Map<string, Set<string>>();
  for (const { id, terms } of allConcepts())
    for (const term of terms[language]) {
      const key = stemsOf(term, language).join(' ');
      ids.set(key, (ids.get(key) ?? new Set()).add(id));
    }
  const all = [...ids].map(([key, found]) => ({ stems: key.split(' '), ids: [...found] }));
  return groupBy(
    all.sort((a, b) => b.stems.length - a.stems.length),
    ({ stems: [first = ''] }) => first,
  );
}

/**
 * The concepts that a text names, in its order and without repeats: the longest phrase at each place, so that "linear
 * algebra" is not also "algebra". Stems as `readTitle` gives them; nothing for a language outside the lexicon.
 */
export function conceptsOf(stems: readonly string[], language: string): string[] {
  if (!isLexiconLanguage(language)) return [];
  const known = memoise(phrases, language, () => readPhrases(language));
  const found = new Set<string>();
  let at = 0;
  while (at < stems.length) {
    const phrase = known.get(stems[at] ?? '')?.find((one) => one.stems.every((stem, k) => stem === stems[at + k]));
    for (const id of phrase?.ids ?? []) found.add(id);
    at += phrase?.stems.length ?? 1;
  }
  return [...found];
}
