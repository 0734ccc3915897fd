/** What cases rest on as it is stored: courses by the id of a list or a version, the courses that plans name, and precedents. */

import { createHash } from 'node:crypto';
import {
  type BundlePrecedent,
  type Catalogue,
  type Course,
  type Curriculum,
  type CurriculumCourse,
  codeKey,
  failure,
  type Plan,
  type Result,
  reason,
  refuse,
  success,
  titleKey,
} from '../../domain/index.ts';
import { replacedBy } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { type LoadedLists, shareAlike } from '../service/loaded-lists.ts';
import { everyPage } from '../service/records.ts';
import { need, type Service, type Transaction } from '../service/service.ts';

import type { Sides } from '../tools/sides.ts';

export const openCatalogue = (
  { store: { connection }, loaded, context }: Service,
  id: string,
): Promise<Result<Catalogue>> =>
  openVersion(connection, { kind: 'catalogue', id }, (version) =>
    loaded.catalogues.take(version, async () => {
      const catalogue = shareAlike(await present(store.courses.catalogue(connection, version.id)));
      context().indexes?.name(catalogue.courses, version.id);
      return catalogue;
    }),
  );

export const openCurriculum = ({ store: { connection }, loaded }: Service, id: string): Promise<Result<Curriculum>> =>
  openVersion(connection, { kind: 'curriculum', id }, (version) =>
    loaded.curricula.take(version, () => present(store.courses.curriculum(connection, version.id))),
  );

/** Ids of a curriculum and a catalogue, each of a list or of a version. */
export interface StoredSides {
  readonly curriculum: string;
  readonly catalogue: string;
}

/** Both sides of a stay with what was decided on their courses so far. */
export async function openSides(service: Service, ids: StoredSides): Promise<Result<Sides>> {
  const curriculum = await openCurriculum(service, ids.curriculum);
  const catalogue = await openCatalogue(service, ids.catalogue);
  if (!curriculum.ok || !catalogue.ok) return failure(...curriculum.problems, ...catalogue.problems);
  const precedents = await openPrecedents(service, curriculum.value, catalogue.value);
  return success({ curriculum: curriculum.value, catalogue: catalogue.value, precedents });
}

const NO_PRECEDENTS: readonly BundlePrecedent[] = [];

/** What was decided before on courses of these two institutions, up to this moment; the same list as long as nothing is decided. */
export async function openPrecedents(
  { store: { connection }, loaded }: Service,
  { institution: homeInstitution }: { readonly institution: string },
  { institution: hostInstitution }: { readonly institution: string },
): Promise<readonly BundlePrecedent[]> {
  const between = { home: homeInstitution, host: hostInstitution };
  const { stamp, count } = await store.precedents.stamp(connection, between);
  if (count === 0) return NO_PRECEDENTS;
  return loaded.precedents.take({ id: stamp, courseCount: count }, () =>
    allPrecedents(connection, { homeInstitution, hostInstitution }),
  );
}

async function openVersion<L>(
  connection: store.Connection,
  { kind, id }: { readonly kind: store.CourseListKind; readonly id: string },
  take: (version: store.CourseListVersion) => Promise<L>,
): Promise<Result<L>> {
  const version = await store.courseLists.named(connection, kind, id);
  if (version !== null) return success(await take(version));
  return refuse('reference-unknown', reason(kind === 'catalogue' ? 'catalogue-unknown' : 'curriculum-unknown', { id }));
}

async function present<L>(reading: Promise<L | null>): Promise<L> {
  const list = await reading;
  if (list === null) throw new Error('a version that was found is not there');
  return list;
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Every precedent that fits the filter. */
export const allPrecedents = (
  connection: store.Connection,
  filter: Omit<store.PrecedentFilter, 'after' | 'limit'>,
): Promise<BundlePrecedent[]> =>
  everyPage((after) => store.precedents.list(connection, { ...filter, after, limit: 500 }));

/** Those about host courses that a plan names, decided for the same home institution. */
export async function precedentsOf(connection: store.Connection, plan: Plan): Promise<BundlePrecedent[]> {
  const [about = []] = await precedentsOfPlans(connection, [plan]);
  return about;
}

/** The same of several plans, in their order. */
export async function precedentsOfPlans(
  connection: store.Connection,
  plans: readonly Plan[],
): Promise<BundlePrecedent[][]> {
  const codes = plans.map(({ bundles }) => bundles.flatMap(({ host }) => host.map(({ code }) => codeKey(code))));
  const naming = await store.precedents.naming(
    connection,
    plans.map(({ host: { institution } }, at) => ({ institution, codes: codes[at] ?? [] })),
  );
  return plans.map((plan, at) => {
    const [home, host] = [titleKey(plan.home.institution), titleKey(plan.host.institution)];
    return naming.filter(
      (one) =>
        titleKey(one.home.institution) === home &&
        titleKey(one.host.institution) === host &&
        one.host.courses.some(({ code }) => codes[at]?.includes(codeKey(code))),
    );
  });
}

/** Stores a precedent in the place of the same institute's earlier ones on the same courses. */
export async function storePrecedent(
  { tx, act }: Transaction,
  made: BundlePrecedent,
  known: readonly BundlePrecedent[],
): Promise<BundlePrecedent> {
  for (const old of replacedBy(made, known))
    await store.precedents.setStatus(tx, { id: old.id, from: old.status, to: 'replaced', because: null }, act);
  return need(await store.precedents.create(tx, made, act));
}

/** Courses as the newest stored list that has them writes them. */
export async function storedTexts(
  connection: store.Connection,
  kind: store.CourseListKind,
  { institution, codes }: { readonly institution: string; readonly codes: readonly string[] },
): Promise<Course[]> {
  const lists = await store.courseLists.list(connection, { kind, institution });
  const newest = lists.sort((a, b) => ((a.list.academicYear ?? '') > (b.list.academicYear ?? '') ? -1 : 1));
  const texts: Course[] = [];
  for (const { latest } of newest)
    texts.push(
      ...((await store.courses.named(connection, [{ version: latest.id, codes: codes }])).get(latest.id) ?? []),
    );
  return texts;
}

export interface PlanCourses {
  /** The whole curriculum; null when the store has none of this programme. */
  readonly home: readonly CurriculumCourse[] | null;
  /** Those courses of the catalogue that the plan names; null when the store has no catalogue of this host and year. */
  readonly host: readonly Course[] | null;
}

/** A course of either side with the fields that only a curriculum fills. */
export const asStoredCourse = (course: Course): CurriculumCourse => ({
  semester: null,
  cycle: null,
  component: null,
  electiveBlock: null,
  ...course,
});

/** The courses that a plan names, as they are stored today; none of what the store has not. */
export const namedCourses = ({ bundles }: Pick<Plan, 'bundles'>, { home, host }: PlanCourses) => {
  const names = new Set(bundles.flatMap((one) => [...one.home, ...(one.fills ?? [])]).map(({ code }) => codeKey(code)));
  return {
    home: (home ?? []).filter(({ code }) => names.has(codeKey(code))),
    host: (host ?? []).map(asStoredCourse),
  };
};

/** In the order of the plans; what several of them rest on is read once. */
export async function coursesOfPlans(
  connection: store.Connection,
  loaded: LoadedLists,
  plans: readonly Plan[],
): Promise<PlanCourses[]> {
  const versions = await store.courseLists.latestOf(connection, [
    ...plans.map(({ home: { institution, programme } }) => {
      return { kind: 'curriculum', institution, academicYear: null, programme } as const;
    }),
    ...plans.map(({ host: { institution, academicYear } }) => {
      return { kind: 'catalogue', institution, academicYear, programme: null } as const;
    }),
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
      home:
        curriculum &&
        (await loaded.curricula.take(curriculum, () => present(store.courses.curriculum(connection, curriculum.id))))
          .courses,
      host: known?.filter(({ code }) => keys.has(codeKey(code))) ?? null,
    });
  }
  return courses;
}
