/** Words that carry no topic, and abbreviations of registrars' titles. */
import lists from './word-lists.json' with { type: 'json' };

type Texts = Readonly<Record<string, string>>;
const setsOf = (...texts: readonly Texts[]): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map(
    Object.keys(lists.grammar).map((language) => [
      language,
      new Set(texts.flatMap((text) => (text[language] ?? '').split(' '))),
    ]),
  );

const GRAMMAR = setsOf(lists.grammar);
const GRAMMAR_AND_CATALOGUE = setsOf(lists.grammar, lists.catalogue);

/** True for a lower-case word that is dropped from a description. */
export const isStopWord = (word: string, language: string): boolean =>
  GRAMMAR_AND_CATALOGUE.get(language)?.has(word) ?? false;

/** True for a lower-case word that is dropped from a title, where "study" and "learning" may be the topic. */
export const isGrammarWord = (word: string, language: string): boolean => GRAMMAR.get(language)?.has(word) ?? false;

const ABBREVIATIONS = new Map(
  Object.entries<Texts>(lists.abbreviations).map(([language, table]) => [
    language,
    new Map(Object.entries(table).map(([short, long]) => [short, long.split(' ')])),
  ]),
);

/** What an abbreviation of a title stands for, or the word itself. */
export const expandTitleWord = (word: string, language: string): readonly string[] =>
  ABBREVIATIONS.get(language)?.get(word) ?? [word];

/** British spellings and acronyms are safe in running text as well; a clipped word ("mat", "res") is so in titles alone. */
const ANYWHERE =
  /our|ise|isation|elling|ogramme|centre|theatre|defence|ageing|^(ai|ml|hci|ode|pdes?|vlsi|oop|gis|cfd|hrm|dsp|nlp)$/;

/** What an acronym or a variant spelling in running text stands for, or the word itself. */
export const expandTextWord = (word: string, language: string): readonly string[] =>
  ANYWHERE.test(word) ? expandTitleWord(word, language) : [word];
