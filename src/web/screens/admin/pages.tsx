/** What the lists of the administrator share: their frame, their pages, and people by their names. */
import { Button } from '@mantine/core';
import { type UseInfiniteQueryResult, useInfiniteQuery, useQueries } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { answerOf, api } from '../../api.ts';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useSay } from '../../language.tsx';
import { Columns } from '../../parts/columns.tsx';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import styles from './admin.module.css';

/** A screen with its name, and what stands beside it. */
export function AdminPage({
  name,
  beside,
  children,
}: {
  readonly name: string;
  readonly beside?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <div className="pad">
      <Crumbs path={[{ name }]} />
      <header className={styles.head}>
        <h1 className="grow">{name}</h1>
        {beside}
      </header>
      {children}
    </div>
  );
}

interface PageOf<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** A list that comes in pages; `after` of the first is left out. */
export const usePages = <T,>(
  key: readonly unknown[],
  read: (page: { readonly after?: string; readonly limit: string }) => Promise<PageOf<T>>,
  refetchInterval: number | false = false,
) =>
  useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => read({ limit: '100', ...(pageParam !== '' && { after: pageParam }) }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    refetchInterval,
  });

/** Rows under their head, with what there is while there are none, and the next page. */
export function Listing<T extends { readonly id?: string }>({
  found,
  columns,
  id,
  none,
  row,
}: {
  readonly found: UseInfiniteQueryResult<{ readonly pages: readonly PageOf<T>[] }>;
  readonly columns: readonly string[];
  /** The beginning of the texts of the columns. */
  readonly id: (column: string) => string;
  readonly none: string;
  /** One table row with its key. */
  readonly row: (item: T) => ReactNode;
}) {
  const say = useSay();
  if (found.error && !found.data) return <Failed error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Loading lines={10} />;
  const items = found.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <Empty>{none}</Empty>;
  return (
    <>
      <table className={`stacked ${styles.wide}`}>
        <Columns names={columns} id={id} />
        <tbody>{items.map(row)}</tbody>
      </table>
      {found.hasNextPage && (
        <Button mt="md" size="xs" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {say('precedents.more')}
        </Button>
      )}
    </>
  );
}

/** Names of accounts by their ids; what is nobody's is the program's own. */
export function useNames(ids: readonly string[]): (id: string) => string {
  const wanted = [...new Set(ids)].filter((id) => id !== 'system');
  const read = useQueries({
    queries: wanted.map((id) => ({
      queryKey: ['user-name', id],
      queryFn: () => answerOf(api.users[':id'].$get({ param: { id } })).then(({ name }) => name),
      staleTime: 600_000,
      retry: false,
    })),
  });
  const names = new Map(wanted.map((id, at) => [id, read[at]?.data]));
  // Whose account was erased is known by the id alone.
  return (id) => (id === 'system' ? 'Concord' : (names.get(id) ?? id));
}

export const useInstitutes = () =>
  useQueries({
    queries: [{ queryKey: ['institutes'], queryFn: () => answerOf(api.institutes.$get({})), staleTime: 60_000 }],
  })[0];
