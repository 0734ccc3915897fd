/** Course matching: a catalogue index, built once, and the matches of home courses with their reasons. */
export { buildIndex, type CatalogueIndex } from './catalogue-index.ts';

export { FEATURES } from './features.ts';
export { type PackedSubjects, packHostSubjects, rememberHostSubjects } from './host-subjects.ts';
export { attachIndex, decodeIndex, encodeIndex } from './index-file.ts';
export { type MatchOptions, matchCourses, type RankedCourse, rankCourses } from './match-courses.ts';
export { partsOf } from './parts.ts';
export { logShares, type Model, pairName, rankValue, scoreAll, scoreOf, UNMEASURED } from './score.ts';
export { readSections, type Section, writeSections } from './sections.ts';
export { type CourseSketch, joinSketches, sketchCourse, sketchCourses, sketchKind, sketchReader } from './sketch.ts';
export { SubjectBook } from './subjects/index.ts';
export { findTitles, marksIn, type QueryReading, readQuery, TitleIndex, type TitleMarks } from './title-search.ts';
