/** What a plan rests on as it is stored today: the courses that it names, by the newest curriculum and catalogue. */
import type { Course, CurriculumCourse, Plan } from '../../domain/index.ts';
import * as store from '../../store/index.ts';

export interface Ground {
  /** The whole curriculum; null when the store has none of this programme. */
  readonly home: readonly CurriculumCourse[] | null;
  /** Those courses of the catalogue that the plan names; null when the store has no catalogue of this host and year. */
  readonly host: readonly Course[] | null;
}

export async function groundOf(connection: store.Connection, { home, host, bundles }: Plan): Promise<Ground> {
  const curriculum = await latestOf(connection, {
    kind: 'curriculum',
    institution: home.institution,
    academicYear: null,
    programme: home.programme,
  });
  const catalogue = await latestOf(connection, {
    kind: 'catalogue',
    institution: host.institution,
    academicYear: host.academicYear,
    programme: null,
  });
  const codes = bundles.flatMap((bundle) => bundle.host.map(({ code }) => code));
  return {
    home: curriculum && ((await store.readCurriculum(connection, curriculum.id))?.courses ?? null),
    host: catalogue && (await store.readNamedCourses(connection, catalogue.id, codes)),
  };
}

async function latestOf(connection: store.Connection, key: store.CourseListKey) {
  const list = await store.findCourseList(connection, key);
  return list && store.findLatestVersion(connection, list.id);
}
