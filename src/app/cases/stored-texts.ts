/** Courses as the newest stored list that has them writes them. */
import type { Course } from '../../domain/index.ts';
import * as store from '../../store/index.ts';

export async function textsOf(
  connection: store.Connection,
  kind: store.CourseListKind,
  { institution, codes }: { readonly institution: string; readonly codes: readonly string[] },
): Promise<Course[]> {
  const lists = await store.listCourseLists(connection, { kind, institution });
  const newest = lists.sort((a, b) => ((a.list.academicYear ?? '') > (b.list.academicYear ?? '') ? -1 : 1));
  const texts: Course[] = [];
  for (const { latest } of newest) texts.push(...(await store.readNamedCourses(connection, latest.id, codes)));
  return texts;
}
