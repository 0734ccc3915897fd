/** From stems of one language to stems of another, as far as a catalogue uses them. */
import { foldKey } from '../text/transliterate.ts';
import { isLexiconLanguage } from './concepts.ts';
import { type WordTable, wordTable } from './word-table.ts';

/** A stem of the target language and how sure it is that it says the same, 0 to 1. */
export interface Translation {
  readonly term: string;
  readonly weight: number;
}

/** Translations of a stem, the surest first; empty when none is known. */
export type Translate = (term: string) => readonly Translation[];

/** How far a kinship of sounds is trusted: the whole key is equal, or its beginning. */
const COGNATE = { whole: 0.9, beginning: 0.6, length: 5 } as const;
/** Numerals, codes and words with a digit are compared as printed, never by their sound. */
const WORDLIKE = /^\p{L}{3,}$/u;

function groupBy(terms: Iterable<string>, key: (term: string) => string): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const term of terms) {
    const group = groups.get(key(term));
    if (group === undefined) groups.set(key(term), [term]);
    else group.push(term);
  }
  return groups;
}

const beginning = (key: string): string => key.slice(0, COGNATE.length);

/** Words of a vocabulary that sound like a word of another language, with their weights. */
function findCognates(vocabulary: readonly string[]): (term: string) => readonly Translation[] {
  const wordlike = vocabulary.filter((term) => WORDLIKE.test(term));
  const keys = new Map(wordlike.map((term) => [term, foldKey(term)]));
  const byBeginning = groupBy(
    wordlike.filter((term) => (keys.get(term) ?? '').length >= 3),
    (term) => beginning(keys.get(term) ?? ''),
  );
  return (term) => {
    if (!WORDLIKE.test(term)) return [];
    const key = foldKey(term);
    const kin = byBeginning.get(beginning(key)) ?? [];
    return kin
      .filter((found) => key.length >= COGNATE.length || keys.get(found) === key)
      .map((found) => ({ term: found, weight: keys.get(found) === key ? COGNATE.whole : COGNATE.beginning }));
  };
}

export interface TranslatorInput {
  /** Language codes; a pair outside the lexicon is matched by equal and by like-sounding words alone. */
  readonly from: string;
  readonly to: string;
  /** The stems of the catalogue that is searched. */
  readonly vocabulary: Iterable<string>;
  /** Learned translations; by default the shipped ones. */
  readonly table?: WordTable;
  /** Whether words that sound alike count; by default they do. */
  readonly cognates?: boolean;
}

const EMPTY: WordTable = new Map();

/**
 * A translator into the vocabulary of one catalogue. A term is translated by the learned table, by itself when the catalogue has it
 * (numerals, names, abbreviations) and by words that sound alike; of several ways to one target the surest counts.
 * Linear in the vocabulary to build, remembers what it was asked.
 */
export function createTranslator(input: TranslatorInput): Translate {
  const { from, to } = input;
  const vocabulary = [...input.vocabulary];
  const table =
    input.table ?? (isLexiconLanguage(from) && isLexiconLanguage(to) && from !== to ? wordTable(from, to) : EMPTY);
  const present = new Set(vocabulary);
  const cognatesOf = findCognates(input.cognates === false ? [] : vocabulary);
  const known = new Map<string, readonly Translation[]>();
  return (term) => {
    const before = known.get(term);
    if (before !== undefined) return before;
    const weights = new Map<string, number>();
    const offer = (target: string, weight: number): void => {
      if (present.has(target)) weights.set(target, Math.max(weights.get(target) ?? 0, weight));
    };
    offer(term, 1);
    for (const [target, weight] of table.get(term) ?? []) offer(target, weight);
    for (const cognate of cognatesOf(term)) offer(cognate.term, cognate.weight);
    const translations = [...weights]
      .map(([target, weight]) => ({ term: target, weight }))
      .sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1));
    known.set(term, translations);
    return translations;
  };
}
