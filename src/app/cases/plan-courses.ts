/** What plans rest on as it is stored today: the courses that they name, by the newest curriculum and catalogue. */
import { type Course, type CurriculumCourse, codeKey, type Plan } from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import type { LoadedLists } from '../service/loaded-lists.ts';

export interface PlanCourses {
  /** The whole curriculum; null when the store has none of this programme. */
  readonly home: readonly CurriculumCourse[] | null;
  /** Those courses of the catalogue that the plan names; null when the store has no catalogue of this host and year. */
  readonly host: readonly Course[] | null;
}

/** In the order of the plans; what several of them rest on is read once. */
export async function coursesOfPlans(
  connection: store.Connection,
  loaded: LoadedLists,
  plans: readonly Plan[],
): Promise<PlanCourses[]> {
  const versions = await store.courseLists.latestOf(connection, [
    ...plans.map(curriculumOf),
    ...plans.map(catalogueOf),
  ]);
  const codes = plans.map(({ bundles }) => bundles.flatMap(({ host }) => host.map(({ code }) => code)));
  const catalogues = plans.map((_, at) => versions[plans.length + at] ?? null);
  const named = await store.courses.named(
    connection,
    catalogues.flatMap((catalogue, at) => (catalogue ? [{ version: catalogue.id, codes: codes[at] ?? [] }] : [])),
  );
  const courses: PlanCourses[] = [];
  for (const at of plans.keys()) {
    const [curriculum, catalogue] = [versions[at] ?? null, catalogues[at] ?? null];
    const keys = new Set(codes[at]?.map(codeKey));
    const known = catalogue && (named.get(catalogue.id) ?? []);
    courses.push({
      home: curriculum && (await loaded.curricula.take(curriculum, () => readVersion(connection, curriculum))).courses,
      host: known?.filter(({ code }) => keys.has(codeKey(code))) ?? null,
    });
  }
  return courses;
}

const curriculumOf = ({ home: { institution, programme } }: Plan): store.CourseListKey => ({
  kind: 'curriculum',
  institution,
  academicYear: null,
  programme,
});
const catalogueOf = ({ host: { institution, academicYear } }: Plan): store.CourseListKey => ({
  kind: 'catalogue',
  institution,
  academicYear,
  programme: null,
});

async function readVersion(connection: store.Connection, { id }: store.CourseListVersion) {
  const read = await store.courses.curriculum(connection, id);
  if (!read) throw new Error('a version that was found is not there');
  return read;
}
