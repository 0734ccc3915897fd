/** The curated lexicon: concepts of academic life and of the fields of study, each with its terms in four languages. */
import { readTitle } from '../text/words.ts';
import curated from './curated.json' with { type: 'json' };

/** The languages of the lexicon, in the order in which a pair of them is named. */
export const LEXICON_LANGUAGES = ['de', 'en', 'kk', 'ru'] as const;
export type LexiconLanguage = (typeof LEXICON_LANGUAGES)[number];

/** A language of the lexicon? */
export const isLexiconLanguage = (language: string): language is LexiconLanguage =>
  LEXICON_LANGUAGES.some((known) => known === language);

export interface Concept {
  /** The first English term with hyphens: `linear-algebra`. */
  readonly id: string;
  /** Words and short phrases; the first of each language is the usual one. */
  readonly terms: Readonly<Record<LexiconLanguage, readonly string[]>>;
}

const idOf = (term: string): string =>
  term
    .toLowerCase()
    .replace(/'/g, '')
    .replace(/[^a-z0-9]+/g, '-');

/** All concepts, in the order of the file. */
export const allConcepts = (): Concept[] =>
  Object.values(curated)
    .flat()
    .map((terms) => ({ id: idOf(terms.en[0] ?? ''), terms }));

/** The stems of a term, as titles are read. */
export const stemsOf = (term: string, language: string): string[] =>
  readTitle(term, language).map((token) => token.term);

interface Phrase {
  readonly stems: readonly string[];
  readonly ids: readonly string[];
}

const phrasesByLanguage = new Map<string, ReadonlyMap<string, readonly Phrase[]>>();

/** The phrases of one language by their first stem, the longest first. */
function phrasesOf(language: LexiconLanguage): ReadonlyMap<string, readonly Phrase[]> {
  const known = phrasesByLanguage.get(language);
  if (known !== undefined) return known;
  const ids = new Map<string, Set<string>>();
  for (const { id, terms } of allConcepts()) {
    for (const term of terms[language]) {
      const key = stemsOf(term, language).join(' ');
      ids.set(key, (ids.get(key) ?? new Set()).add(id));
    }
  }
  const byFirst = new Map<string, Phrase[]>();
  for (const [key, found] of ids) {
    const stems = key.split(' ');
    const [first = ''] = stems;
    byFirst.set(first, [...(byFirst.get(first) ?? []), { stems, ids: [...found] }]);
  }
  for (const phrases of byFirst.values()) phrases.sort((a, b) => b.stems.length - a.stems.length);
  phrasesByLanguage.set(language, byFirst);
  return byFirst;
}

/**
 * The concepts that a text names, in its order and without repeats: the longest phrase at each place, so that "linear
 * algebra" is not also "algebra". Stems as `readTitle` gives them; nothing for a language outside the lexicon.
 */
export function conceptsOf(stems: readonly string[], language: string): string[] {
  if (!isLexiconLanguage(language)) return [];
  const phrases = phrasesOf(language);
  const found = new Set<string>();
  let at = 0;
  while (at < stems.length) {
    const phrase = phrases.get(stems[at] ?? '')?.find((one) => one.stems.every((stem, k) => stem === stems[at + k]));
    for (const id of phrase?.ids ?? []) found.add(id);
    at += phrase?.stems.length ?? 1;
  }
  return [...found];
}
