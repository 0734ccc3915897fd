/** Course matching: a catalogue index, built once, and the matches of home courses with their reasons. */
export { buildIndex, type CatalogueIndex } from './catalogue-index.ts';
export { type MatchOptions, matchCourses, rankCourses } from './match-courses.ts';
