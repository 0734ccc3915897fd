/** What universities teach, and courses read into it. */
export {
  compareSubjects,
  compareTitles,
  likeSubjects,
  type Relations,
  subjectsOf,
  usualTermsOf,
} from './course-subjects.ts';
export type { Glossary } from './glossary.ts';
export { SubjectBook } from './subject-book.ts';
export type { SubjectShares } from './subject-reader.ts';
