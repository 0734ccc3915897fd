export { importCourses, importOutcomeSchema } from './import.ts';
export {
  courseListItemSchema,
  courseVersionSchema,
  listCourseLists,
  listCourses,
  readCourseVersion,
} from './read.ts';
