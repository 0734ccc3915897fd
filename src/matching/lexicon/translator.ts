/** From stems of one language to stems of another, as far as a catalogue uses them. */
import { groupBy, memoise } from '../../domain/index.ts';
import { wordVectors } from '../meaning/word-vectors.ts';
import { foldKey } from '../text/transliterate.ts';
import { isLexiconLanguage } from './concepts.ts';
import { type WordTable, wordTable } from './word-table.ts';

/**
 * Stems of the target language that a stem may stand for, each with how sure it is that it says the same, 0 to 1; the surest first, empty
 * when none is known.
 */
export type Translate = (term: string) => readonly { readonly term: string; readonly weight: number }[];

/** Words that only look alike are many: spelling counts for long, rare words alone. */
const COGNATES = {
  /** How far a kinship of sounds is trusted: the whole key is equal, or its beginning of so many letters. */
  ...{ whole: 0.9, beginning: 0.6, length: 6 },
  /** Letters of the shortest key that is compared whole, and of the shortest whose beginning is. */
  ...{ shortest: 4, long: 7 },
  /** A word of the catalogue's language that tells less is too usual to be met by its sound (its information at large). */
  rare: 4,
  /** Numerals, codes and words with a digit are compared as printed, never by their sound. */
  words: /^\p{L}{3,}$/u,
} as const;

/** Long, rare words of a vocabulary that sound like a word of another language. */
function findCognates(vocabulary: readonly string[], language: string): Translate {
  const known = wordVectors(language);
  const isRare = (term: string): boolean =>
    (known?.information[known.rows.get(term) ?? -1] ?? COGNATES.rare) >= COGNATES.rare;
  const beginning = (key: string): string => key.slice(0, COGNATES.length);
  const words = vocabulary
    .filter((term) => COGNATES.words.test(term) && isRare(term))
    .map((term) => ({ term, key: foldKey(term) }));
  const byBeginning = groupBy(
    words.filter(({ key }) => key.length >= COGNATES.shortest),
    ({ key }) => beginning(key),
  );
  return (term) => {
    if (!COGNATES.words.test(term)) return [];
    const key = foldKey(term);
    const isLong = (other: string): boolean => Math.min(key.length, other.length) >= COGNATES.long;
    return (byBeginning.get(beginning(key)) ?? [])
      .filter((found) => found.key === key || isLong(found.key))
      .map((found) => ({ term: found.term, weight: found.key === key ? COGNATES.whole : COGNATES.beginning }));
  };
}

/**
 * A translator into the vocabulary of one catalogue. A term is translated by the learned table, by itself when the catalogue has it
 * (numerals, names, abbreviations) and, where the table does not know it, by long and rare words that sound alike; of several ways to one
 * target the surest counts.
 * Linear in the vocabulary to build, remembers what it was asked.
 */
export function createTranslator(input: {
  /** Language codes; a pair outside the lexicon is matched by equal and by like-sounding words alone. */
  readonly from: string;
  readonly to: string;
  /** The stems of the catalogue that is searched. */
  readonly vocabulary: Iterable<string>;
  /** Learned translations; by default the shipped ones. */
  readonly table?: WordTable;
  /** Whether words that sound alike count; by default they do. */
  readonly cognates?: boolean;
}): Translate {
  const { from, to } = input;
  const vocabulary = [...input.vocabulary];
  const isLearned = isLexiconLanguage(from) && isLexiconLanguage(to) && from !== to;
  const table: WordTable = input.table ?? (isLearned ? wordTable(from, to) : new Map());
  const present = new Set(vocabulary);
  const cognatesOf = findCognates(input.cognates === false ? [] : vocabulary, to);
  const translate: Translate = (term) => {
    const weights = new Map<string, number>();
    const offer = (target: string, weight: number): void => {
      if (present.has(target)) weights.set(target, Math.max(weights.get(target) ?? 0, weight));
    };
    offer(term, 1);
    for (const [target, weight] of table.get(term) ?? []) offer(target, weight);
    if (!table.has(term)) for (const cognate of cognatesOf(term)) offer(cognate.term, cognate.weight);
    return [...weights]
      .map(([target, weight]) => ({ term: target, weight }))
      .sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1));
  };
  const known = new Map<string, ReturnType<Translate>>();
  return (term) => memoise(known, term, () => translate(term));
}
