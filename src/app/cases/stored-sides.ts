/** Stored courses by a name: the id of a list, which is its current version, or the id of one of its versions. */
import {
  type BundlePrecedent,
  type Catalogue,
  type Curriculum,
  failure,
  type Result,
  reason,
  refuse,
  success,
} from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import type { Service } from '../service/service.ts';
import type { Sides } from '../tools/stay.ts';
import { allPrecedents } from './precedents.ts';

export const openCatalogue = ({ store: { connection }, loaded }: Service, id: string): Promise<Result<Catalogue>> =>
  openVersion(connection, { kind: 'catalogue', id }, (version) =>
    loaded.catalogues.take(version, () => present(store.courses.catalogue(connection, version.id))),
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
