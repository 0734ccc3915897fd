/** Whose cases are and where they lead, as far as the reader may know. */
import { type CaseAbout, may, type Result, reachOf } from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import { reachFor } from '../service/authorise.ts';
import { readRecord } from '../service/records.ts';
import { type Caller, type Service, type Work, workOf } from '../service/service.ts';

type ReadAccess = Pick<Work, 'connection' | 'caller'>;

/** By the id of the case. Whoever may read a case may know whose it is: a commission judges people whom it calls by their names. */
export async function aboutCases(
  { connection, caller }: ReadAccess,
  kind: store.OwnedKind,
  ids: readonly string[],
): Promise<Map<string, CaseAbout>> {
  const described = await store.describeCases(connection, kind, ids);
  const throughAppeals = reachOf(caller.actor, `${kind}.read`).appealed && (kind === 'plan' || kind === 'recognition');
  const about = new Map<string, CaseAbout>();
  for (const [id, { institute, student, ...told }] of described) {
    const isAppealed = throughAppeals && (await store.isAppealed(connection, kind, id));
    const isShown = student !== null && may(caller.actor, `${kind}.read`, { owner: student.id, institute, isAppealed });
    about.set(id, { ...told, student: isShown ? student : null });
  }
  return about;
}

const NO_FACTS: CaseAbout = {
  student: null,
  programme: null,
  host: null,
  academicYear: null,
  term: null,
  semesters: [],
  stay: null,
};

/** The cases with what they are about. */
export async function withAbout<R extends { readonly id: string }>(
  reading: ReadAccess,
  kind: store.OwnedKind,
  records: readonly R[],
): Promise<(R & { about: CaseAbout })[]> {
  const about = await aboutCases(
    reading,
    kind,
    records.map(({ id }) => id),
  );
  return records.map((record) => ({ ...record, about: about.get(record.id) ?? NO_FACTS }));
}

/** Cases that the caller may see, newest first; a field that has a column narrows them. */
export async function listCases<K extends 'application' | 'plan' | 'recognition' | 'appeal'>(
  service: Service,
  caller: Caller,
  kind: K,
  { after, limit, ...where }: store.PageOptions & NonNullable<store.ListOptions<store.Records[K]>['where']>,
): Promise<store.Page<store.Records[K] & { about: CaseAbout }>> {
  const work = workOf(service, caller);
  const { items, next } = await store.list(work.connection, kind, {
    where: where as store.ListOptions<store.Records[K]>['where'],
    after,
    limit,
    reach: reachFor(caller, `${kind}.read`),
    order: 'newest',
  });
  return { items: await withAbout(work, kind, items), next };
}

/** One case by its kind. */
export async function readCase<K extends store.OwnedKind>(
  service: Service,
  caller: Caller,
  kind: K,
  id: string,
): Promise<Result<store.Records[K] & { about: CaseAbout }>> {
  const read = await readRecord(service, kind, id);
  if (!read.ok) return read;
  const [shown] = await withAbout(workOf(service, caller), kind, [read.value]);
  return { ...read, value: shown ?? { ...read.value, about: NO_FACTS } };
}
