/** Stored catalogues and curricula as they are read. */
import { z } from 'zod';
import { type CurriculumCourse, type Result, success } from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import { courseListSchema, listVersionSchema } from '../registrar/import-courses.ts';
import { found } from '../service/found.ts';
import type { Service } from '../service/service.ts';

export const courseListItemSchema = z.object({ list: courseListSchema, latest: listVersionSchema });
export const courseVersionSchema = z.object({
  list: courseListSchema,
  version: listVersionSchema,
  versions: z.array(listVersionSchema).describe('of the same list, newest first'),
});
export type CourseVersion = z.infer<typeof courseVersionSchema>;

/** Lists with their newest version; there are as many as hosts and years, or programmes. */
export const listCourseLists = (
  { store: { connection } }: Service,
  filter: store.CourseListFilter,
): ReturnType<typeof store.listCourseLists> => store.listCourseLists(connection, filter);

interface Named {
  readonly kind: store.CourseListKind;
  /** Of a version, or of a list, which is its current version. */
  readonly id: string;
}

export async function readCourseVersion(
  { store: { connection } }: Service,
  { kind, id }: Named,
): Promise<Result<CourseVersion>> {
  const version = found(kind, id, await store.findNamedVersion(connection, kind, id));
  if (!version.ok) return version;
  const stored = found(kind, id, await store.findCourseListVersion(connection, version.value.id));
  if (!stored.ok) return stored;
  const versions = await store.listCourseListVersions(connection, version.value.list);
  return { ...stored, value: { ...stored.value, versions } };
}

/** In the order of the file. */
export async function listCourses(
  { store: { connection } }: Service,
  { kind, id, ...options }: Named & store.CoursePageOptions,
): Promise<Result<store.Page<CurriculumCourse>>> {
  const version = found(kind, id, await store.findNamedVersion(connection, kind, id));
  return version.ok ? success(await store.listCourses(connection, version.value.id, options)) : version;
}
