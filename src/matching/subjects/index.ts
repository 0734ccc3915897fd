/** What universities teach, and courses read into it. */
export {
  type ComparedTitle,
  type CourseSubjects,
  compareSubjects,
  type Relations,
  subjectsOf,
  titleComparer,
  usualTermsOf,
  withMeaning,
} from './course-subjects.ts';
export type { Glossary } from './glossary.ts';
export { SubjectBook } from './subject-book.ts';
export type { SubjectShares } from './subject-reader.ts';
