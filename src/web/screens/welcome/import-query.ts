/** A list of courses on its way in: sent, answered, taken over. */
import { type AnswerOf, answerOf, api } from '../../api.ts';

export type ListKind = 'curriculum' | 'catalogue';
export type Import = AnswerOf<typeof api.imports.curriculum.$post>;
export type Answers = Import['said'];

/** States of a file that is read as far as it can be. */
export const READ: readonly Import['state'][] = ['needs-answers', 'ready', 'failed'];
/** States of a file that can still be taken over or given up. */
export const OPEN: readonly Import['state'][] = ['reading', ...READ];

/** The routes of both kinds are the same, each under its own right. */
const routesOf = (kind: ListKind) => api.imports[kind];
const pathOf = ({ id, revision }: Pick<Import, 'id' | 'revision'>) => ({
  param: { id },
  header: { 'if-match': `"${revision}"` },
});

export const sendFile = (kind: ListKind, file: File): Promise<Import> =>
  answerOf(routesOf(kind).$post({ form: { file } }));

export const answerImport = (kind: ListKind, one: Import, said: Answers): Promise<Import> =>
  answerOf(routesOf(kind)[':id'].$put({ ...pathOf(one), json: said }));

export const cancelImport = (kind: ListKind, one: Import): Promise<Import> =>
  answerOf(routesOf(kind)[':id'].cancel.$post(pathOf(one)));

export const readAgain = (kind: ListKind, { id }: Pick<Import, 'id'>): Promise<Import> =>
  answerOf(routesOf(kind)[':id'].$get({ param: { id } }));

/** Takes a list over; answers its id, under which its newest version is asked for. */
export async function takeOver(kind: ListKind, one: Import): Promise<string> {
  const { outcome } = await answerOf(routesOf(kind)[':id'].commit.$post(pathOf(one)));
  const id = outcome?.version ?? '';
  const { list } = await answerOf(api[`${kind}-versions`][':id'].$get({ param: { id } }));
  return list.id;
}

/** How many courses a curriculum has in each of its semesters; empty where its file tells none. */
export async function readSemesters({ id }: Pick<Import, 'id'>): Promise<ReadonlyMap<number, number>> {
  const { items } = await answerOf(
    api.imports.curriculum[':id'].rows.$get({ param: { id }, query: { which: 'used', limit: '500' } }),
  );
  const counts = new Map<number, number>();
  for (const { item } of items) {
    const semester = item?.semester;
    if (typeof semester === 'number') counts.set(semester, (counts.get(semester) ?? 0) + 1);
  }
  return new Map([...counts].sort(([a], [b]) => a - b));
}

/** What the import of a list would do; the type of the route is of all kinds. */
interface ListEffect {
  readonly version: object | null;
  readonly difference: Readonly<Record<'added' | 'changed' | 'removed', readonly unknown[]>>;
}

/** What taking it over would change of a list that is stored already; null for a new one. */
export async function readDifference(kind: ListKind, { id }: Pick<Import, 'id'>) {
  const effect: unknown = await answerOf(routesOf(kind)[':id'].difference.$get({ param: { id } }));
  const { version, difference } = effect as ListEffect;
  const { added, changed, removed } = difference;
  return version && { added: added.length, changed: changed.length, removed: removed.length };
}
