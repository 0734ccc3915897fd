/** What plans rest on as it is stored today: the courses that they name, by the newest curriculum and catalogue. */
import { type Course, type CurriculumCourse, codeKey, type Plan } from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import type { LoadedLists } from '../service/loaded-lists.ts';

export interface Ground {
  /** The whole curriculum; null when the store has none of this programme. */
  readonly home: readonly CurriculumCourse[] | null;
  /** Those courses of the catalogue that the plan names; null when the store has no catalogue of this host and year. */
  readonly host: readonly Course[] | null;
}

interface From {
  readonly connection: store.Connection;
  readonly loaded: LoadedLists;
}

/** In the order of the plans; what several of them rest on is read once. */
export async function groundsOf(from: From, plans: readonly Plan[]): Promise<Ground[]> {
  const { connection } = from;
  const versions = await store.findLatestOf(connection, [...plans.map(curriculumOf), ...plans.map(catalogueOf)]);
  const catalogues = plans.map((_, at) => versions[plans.length + at] ?? null);
  const named = await store.readNamedCoursesOf(
    connection,
    plans.flatMap((plan, at) => {
      const version = catalogues[at]?.id;
      return version === undefined ? [] : [{ version, codes: hostCodes(plan) }];
    }),
  );
  const grounds: Ground[] = [];
  for (const [at, plan] of plans.entries()) {
    const [curriculum, catalogue] = [versions[at] ?? null, catalogues[at] ?? null];
    const codes = new Set(hostCodes(plan).map(codeKey));
    const known = catalogue && (named.get(catalogue.id) ?? []);
    grounds.push({
      home: curriculum && (await coursesOf(from, curriculum)),
      host: known?.filter(({ code }) => codes.has(codeKey(code))) ?? null,
    });
  }
  return grounds;
}

export async function groundOf(from: From, plan: Plan): Promise<Ground> {
  const [ground] = await groundsOf(from, [plan]);
  return ground ?? { home: null, host: null };
}

const hostCodes = ({ bundles }: Plan): string[] => bundles.flatMap(({ host }) => host.map(({ code }) => code));

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

async function coursesOf({ connection, loaded }: From, version: store.CourseListVersion) {
  const curriculum = await loaded.curricula.take(version, async () => {
    const read = await store.readCurriculum(connection, version.id);
    if (!read) throw new Error('a version that was found is not there');
    return read;
  });
  return curriculum.courses;
}
