/** What texts mean beyond their words: vectors of words, of courses, and their cosines. */
export {
  type Meaning,
  MeaningCollector,
  type MeaningSpace,
  meaningCosine,
  placeCourse,
  placeTerms,
} from './meaning-space.ts';
export { DIMENSIONS } from './word-vectors.ts';
