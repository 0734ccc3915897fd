/** Imports as the server keeps them: the same requests for every kind, each under a path of its own. */
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type AnswerOf, answerOf, api, RefusedError } from '../../api.ts';
import type { Role } from '../../session.ts';

type Courses = typeof api.imports.catalogue;
export type ShownImport = AnswerOf<Courses[':id']['$get']>;
export type CourseChange = AnswerOf<Courses[':id']['difference']['$get']>;
export type RowsChange =
  | AnswerOf<(typeof api.imports.precedents)[':id']['difference']['$get']>
  | AnswerOf<(typeof api.imports.calls)[':id']['difference']['$get']>
  | AnswerOf<(typeof api.imports.users)[':id']['difference']['$get']>;
export type Change = CourseChange | RowsChange;
export type ImportKind = ShownImport['kind'];
export type ImportAnswers = ShownImport['said'];
export type ReadTable = NonNullable<ShownImport['reading']>['tables'][number];

export const IMPORT_KINDS: readonly ImportKind[] = ['catalogue', 'curriculum', 'precedents', 'calls', 'users'];

/** Who imports what; a directorate only for its institute. */
const IMPORTERS: Readonly<Record<ImportKind, readonly Role[]>> = {
  catalogue: ['coordinator', 'registrar'],
  curriculum: ['registrar', 'directorate'],
  precedents: ['registrar', 'directorate'],
  calls: ['coordinator'],
  users: ['administrator'],
};
export const mayImport = (role: Role, kind: ImportKind): boolean => IMPORTERS[kind].includes(role);
export const isKind = (text: string): text is ImportKind => IMPORT_KINDS.some((kind) => kind === text);

/** The requests of a kind. They differ in the difference alone, which says what it is by its own fields. */
const door = (kind: ImportKind) => api.imports[kind] as Courses;

const ROWS_A_PAGE = '50';
const importKey = (kind: ImportKind, id: string) => ['import', kind, id];

/** Those of a kind that were begun, and how each stands; again and again while a file of them is read. */
export const importsOf = (kind: ImportKind) =>
  queryOptions({
    queryKey: ['imports', kind],
    queryFn: () => answerOf(door(kind).$get({ query: { limit: ROWS_A_PAGE } })),
    refetchInterval: ({ state }) => (state.data?.items.some((one) => one.state === 'reading') ? 1500 : false),
  });

/** Looked at often while its file is read. */
export const useImport = (kind: ImportKind, id: string) =>
  useQuery({
    queryKey: importKey(kind, id),
    queryFn: () => answerOf(door(kind)[':id'].$get({ param: { id } })),
    refetchInterval: ({ state }) => (state.data?.state === 'reading' ? 400 : false),
  });

/** What committing it would change, of one that is ready. */
export const useChange = ({ kind, id, revision, state }: ShownImport) =>
  useQuery({
    queryKey: [...importKey(kind, id), 'change', revision],
    queryFn: async () => (await answerOf(door(kind)[':id'].difference.$get({ param: { id } }))) as Change,
    enabled: state === 'ready',
    staleTime: 60_000,
  });

interface Sent {
  readonly file: File;
  readonly institute: string | null;
}

export const useSend = (kind: ImportKind) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ file, institute }: Sent) =>
      answerOf(door(kind).$post({ form: { file, ...(institute !== null && { institute }) } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: importsOf(kind).queryKey }),
  });
};

/** What a person says from now on, of an import as it stands. */
export type MakeAnswers = (now: ShownImport) => ImportAnswers;

/** What is done to an import as it was seen: answered, committed, cancelled. What somebody did meanwhile is shown. */
export function useSteps(one: ShownImport) {
  const { kind, id, revision } = one;
  const queries = useQueryClient();
  const param = { id };
  const header = { 'if-match': `"${revision}"` };
  const keep = async (next: ShownImport): Promise<void> => {
    queries.setQueryData(importKey(kind, id), next);
    await queries.invalidateQueries({ queryKey: importsOf(kind).queryKey });
  };
  const onError = async (error: unknown): Promise<void> => {
    if (error instanceof RefusedError && error.refusal.status === 412)
      await queries.invalidateQueries({ queryKey: importKey(kind, id) });
  };
  const step = { onSuccess: keep, onError };
  // One after the other, each upon what the one before left: columns are walked faster than a file is read anew.
  const answer = useMutation({
    scope: { id: `import ${id}` },
    mutationFn: (change: MakeAnswers) => {
      const now = queries.getQueryData<ShownImport>(importKey(kind, id)) ?? one;
      const based = { 'if-match': `"${now.revision}"` };
      return answerOf(door(kind)[':id'].$put({ param, header: based, json: change(now) }));
    },
    ...step,
  });
  const commit = useMutation({
    mutationFn: () => answerOf(door(kind)[':id'].commit.$post({ param, header })),
    ...step,
  });
  const cancel = useMutation({
    mutationFn: () => answerOf(door(kind)[':id'].cancel.$post({ param, header })),
    ...step,
  });
  return { answer, commit, cancel };
}

/** Goes back to an earlier version of a list, which is then looked at as any other import. */
export const useEarlierVersion = (kind: 'catalogue' | 'curriculum') => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ version, institute }: { readonly version: string; readonly institute: string | null }) =>
      answerOf(
        api.imports[kind]['from-version'].$post({ json: { version, ...(institute !== null && { institute }) } }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: importsOf(kind).queryKey }),
  });
};

/** Addresses of the accounts that an import of users made, as its difference told just before: an import that is over holds nobody's. */
export function useMadeAccounts({ kind, id }: ShownImport): string[] {
  const looked = useQueryClient().getQueriesData<Change>({ queryKey: [...importKey(kind, id), 'change'] });
  const rows = looked.flatMap(([, change]): RowsChange['rows'][number][] =>
    change && 'rows' in change ? [...change.rows] : [],
  );
  return [...new Set(rows.flatMap((row) => ('email' in row && row.outcome === 'new' ? [row.email] : [])))];
}
