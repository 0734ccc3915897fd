/** Stored catalogues and curricula as they are read. */
import { z } from 'zod';
import { type Course, type CurriculumCourse, codeKey, type Result } from '../../domain/index.ts';
import { catalogueTable, curriculumTable } from '../../interchange/index.ts';
import * as store from '../../store/index.ts';
import { asStoredCourse, openCatalogue, openCurriculum } from '../cases/stored.ts';
import { courseListSchema, listVersionSchema } from '../registrar/import-courses.ts';
import { attempt, found, need, type Service } from '../service/service.ts';
import { sheetToXlsx } from '../tools/sheets.ts';

export const courseListItemSchema = z.object({ list: courseListSchema, latest: listVersionSchema });
export const courseVersionSchema = z.object({
  list: courseListSchema,
  version: listVersionSchema,
  versions: z.array(listVersionSchema).describe('of the same list, newest first'),
});

/** Lists with their newest version; there are as many as hosts and years, or programmes. */
export const listCourseLists = (
  { store: { connection } }: Service,
  filter: Parameters<typeof store.courseLists.list>[1],
): ReturnType<typeof store.courseLists.list> => store.courseLists.list(connection, filter);

/** Whether no curriculum and no catalogue is stored. */
export const isEmpty = async ({ store: { connection } }: Service): Promise<boolean> =>
  !(await store.courseLists.present(connection));

interface NamedList {
  readonly kind: store.CourseListKind;
  /** Of a version, or of a list, which is its current version. */
  readonly id: string;
}

export const readCourseVersion = (
  { store: { connection } }: Service,
  { kind, id }: NamedList,
): Promise<Result<z.infer<typeof courseVersionSchema>>> =>
  attempt(async () => {
    const version = found(kind, id, await store.courseLists.named(connection, kind, id));
    const stored = found(kind, id, await store.courseLists.findVersion(connection, version.id));
    return { ...stored, versions: await store.courseLists.versions(connection, version.list) };
  });

/** One course by its code. */
export const readStoredCourse = (
  service: Service,
  { kind, id, code }: NamedList & { readonly code: string },
): Promise<Result<CurriculumCourse>> =>
  attempt(async () => {
    const { courses }: { readonly courses: readonly Course[] } =
      kind === 'catalogue' ? need(await openCatalogue(service, id)) : need(await openCurriculum(service, id));
    const course = courses.find((one) => codeKey(one.code) === codeKey(code));
    return found(kind, code, course ? asStoredCourse(course) : null);
  });

/** In the order of the file. */
export const listCourses = (
  { store: { connection } }: Service,
  { kind, id, ...options }: NamedList & Parameters<typeof store.courses.list>[2],
): Promise<Result<store.Page<CurriculumCourse>>> =>
  attempt(async () => {
    const version = found(kind, id, await store.courseLists.named(connection, kind, id));
    return store.courses.list(connection, version.id, options);
  });

/** The whole list as a workbook with the columns that an import reads back. */
export const writeCourseList = (service: Service, { kind, id }: NamedList): Promise<Result<Uint8Array>> =>
  attempt(async () => {
    const table =
      kind === 'catalogue'
        ? catalogueTable(need(await openCatalogue(service, id)))
        : curriculumTable(need(await openCurriculum(service, id)));
    return sheetToXlsx({ name: kind, ...table });
  });
