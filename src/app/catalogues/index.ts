export { importCourses, importOutcomeSchema } from './import.ts';
export { keepLists, type LoadedLists } from './loaded.ts';
export { openCatalogue, openCurriculum, openPrecedents } from './open.ts';
export {
  courseListItemSchema,
  courseVersionSchema,
  listCourseLists,
  listCourses,
  readCourseVersion,
} from './read.ts';
