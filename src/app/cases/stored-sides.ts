/** Stored courses by a name: the id of a list, which is its current version, or the id of one of its versions. */
import {
  type BundlePrecedent,
  type Catalogue,
  type Curriculum,
  failure,
  type Result,
  success,
} from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import { refuse } from '../moves/step.ts';
import type { Service } from '../service/service.ts';
import type { Sides } from '../tools/stay.ts';
import { allPrecedents } from './precedents.ts';

export const openCatalogue = ({ store: { connection }, loaded }: Service, id: string): Promise<Result<Catalogue>> =>
  open(connection, { kind: 'catalogue', id }, (version) =>
    loaded.catalogues.take(version, () => present(store.readCatalogue(connection, version.id))),
  );

export const openCurriculum = ({ store: { connection }, loaded }: Service, id: string): Promise<Result<Curriculum>> =>
  open(connection, { kind: 'curriculum', id }, (version) =>
    loaded.curricula.take(version, () => present(store.readCurriculum(connection, version.id))),
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

/** What was decided before on courses of these two institutions, up to this moment; the same list as long as nothing is decided. */
export async function openPrecedents(
  { store: { connection }, loaded }: Service,
  { institution: home }: { readonly institution: string },
  { institution: host }: { readonly institution: string },
): Promise<readonly BundlePrecedent[]> {
  const { stamp, count } = await store.precedentsStamp(connection, { home, host });
  if (count === 0) return NONE;
  return loaded.precedents.take({ id: stamp, courseCount: count }, () =>
    allPrecedents(connection, { homeInstitution: home, hostInstitution: host }),
  );
}

const NONE: readonly BundlePrecedent[] = [];

interface Named {
  readonly kind: store.CourseListKind;
  readonly id: string;
}

async function open<L>(
  connection: store.Connection,
  { kind, id }: Named,
  take: (version: store.CourseListVersion) => Promise<L>,
): Promise<Result<L>> {
  const version = await store.findNamedVersion(connection, kind, id);
  if (version !== null) return success(await take(version));
  const lists = kind === 'catalogue' ? 'catalogues' : 'curricula';
  return refuse('reference-unknown', `there is no ${kind} "${id}"`, `Choose one of /api/v1/${lists}`);
}

async function present<L>(reading: Promise<L | null>): Promise<L> {
  const list = await reading;
  if (list === null) throw new Error('a version that was found is not there');
  return list;
}
