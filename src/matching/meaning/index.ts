/** What texts mean beyond their words: vectors of words, of courses, and their cosines. */
export { type Meaning, MeaningCollector, type MeaningSpace, meaningCosine, placeCourse } from './meaning-space.ts';
