/** Words across languages: translation into a catalogue's vocabulary, coverage of one text by another, curated concepts. */
export { conceptsOf, isLexiconLanguage, type LexiconLanguage } from './concepts.ts';
export { scoreCoverage, sumWeights } from './coverage.ts';
export { createTranslator, type Translate } from './translator.ts';
