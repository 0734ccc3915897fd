/** What the lists of the administrator share: their frame, their pages, and people by their names. */
import { type UseInfiniteQueryResult, useInfiniteQuery, useQueries } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { answerOf, api } from '../../api.ts';
import { Crumbs } from '../../frame/crumbs.tsx';
import { LongTable } from '../../parts/long-table.tsx';
import { More } from '../../parts/more.tsx';
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
export function Listing<T>({
  found,
  columns,
  id,
  none,
  keyOf,
  cells,
  className,
}: {
  readonly found: UseInfiniteQueryResult<{ readonly pages: readonly PageOf<T>[] }>;
  readonly columns: readonly string[];
  /** The beginning of the texts of the columns. */
  readonly id: (column: string) => string;
  readonly none: string;
  readonly keyOf: (item: T) => string | number;
  /** The cells of a row. */
  readonly cells: (item: T) => ReactNode;
  readonly className?: string | undefined;
}) {
  if (found.error && !found.data) return <Failed error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Loading lines={10} />;
  const items = found.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <Empty>{none}</Empty>;
  return (
    <>
      <LongTable
        className={`${styles.wide} ${className ?? ''}`}
        columns={columns}
        columnId={id}
        items={items}
        total={found.hasNextPage ? null : items.length}
        keyOf={keyOf}
        cells={cells}
      />
      <More pages={found} shown={items.length} />
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
