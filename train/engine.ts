/** All that the training needs of the matching, at one place: what the engine renames is renamed here. */
export {
  buildIndex,
  FEATURES,
  logShares,
  type Model,
  pairName as comparisonName,
  type RankedCourse,
  rankCourses,
  rankValue,
  type SubjectBook,
  scoreAll,
  scoreOf,
  UNMEASURED,
} from '../src/matching/index.ts';
export { allConcepts, LEXICON_LANGUAGES, type LexiconLanguage, stemsOf } from '../src/matching/lexicon/concepts.ts';
export { createTranslator, scoreCoverage, sumWeights, type Translate } from '../src/matching/lexicon/index.ts';
export { pairName } from '../src/matching/lexicon/word-table.ts';
export { readTexts } from '../src/matching/read-course.ts';
export { resolveStubs } from '../src/matching/stubs.ts';
export { buildTermSpace, dampen, inverseFrequency, type TermSpace } from '../src/matching/term-space.ts';
export { readDescription, readText } from '../src/matching/text/words.ts';
