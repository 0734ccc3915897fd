/** What was decided before, what ends soon, and where decisions contradict each other. */
import { SegmentedControl, Select, TextInput } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { answerOf, api } from '../../api.ts';
import { useBasis } from '../../frame/basis.tsx';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useSay } from '../../language.tsx';
import { Icon } from '../../parts/icon.tsx';
import { walkRows } from '../../parts/keys.ts';
import { LongTable } from '../../parts/long-table.tsx';
import { More } from '../../parts/more.tsx';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { useCatalogues } from '../board/stay-query.ts';
import { type Decided, DecidedCourses, DecisionTag, Standing } from './parts.tsx';
import styles from './precedents.module.css';
import { type PrecedentsAddress, WHICH } from './precedents-address.ts';

const AT_ONCE = '200';

export function PrecedentsScreen() {
  const say = useSay();
  const navigate = useNavigate();
  const address = useSearch({ from: '/inside/precedents' });
  const { which = 'all', q = '', host } = address;
  const change = (next: PrecedentsAddress): void => void navigate({ to: '/precedents', search: next, replace: true });
  const { data: catalogues } = useCatalogues();
  const hosts = [...new Set(catalogues?.items.map(({ list }) => list.institution))].sort();
  useBasis(say('precedents.basis'));
  return (
    <div className="pad">
      <Crumbs path={[{ name: say('frame.precedents') }]} />
      <header className={styles.head}>
        <h1 className="grow">{say('frame.precedents')}</h1>
        <TextInput
          type="search"
          size="xs"
          value={q}
          aria-label={say('precedents.find')}
          placeholder={say('precedents.find')}
          leftSection={<Icon name="search" />}
          onChange={({ currentTarget: { value } }) => {
            const { q: _, ...rest } = address;
            change(value === '' ? rest : { ...rest, q: value });
          }}
        />
        <Select
          size="xs"
          clearable
          aria-label={say('board.host')}
          placeholder={say('precedents.all-hosts')}
          value={host ?? null}
          data={hosts}
          clearButtonProps={{ 'aria-label': say('precedents.all-hosts') }}
          onChange={(chosen) => {
            const { host: _, ...rest } = address;
            change(chosen === null ? rest : { ...rest, host: chosen });
          }}
        />
        <SegmentedControl
          size="xs"
          className="wraps"
          aria-label={say('precedents.which')}
          value={which}
          data={WHICH.map((value) => ({ value, label: say(`precedents.which-${value}`) }))}
          onChange={(value) => {
            const { which: _, ...rest } = address;
            change(value === 'all' ? rest : { ...rest, which: value as (typeof WHICH)[number] });
          }}
        />
      </header>
      {which === 'contradicting' ? <Contradictions {...{ q, host }} /> : <Listed {...{ which, q, host }} />}
    </div>
  );
}

/** Whether a decision is about what was typed, and at the host. */
const isAbout = (
  { home, host }: Decided,
  { q, host: name }: { readonly q: string; readonly host?: string | undefined },
) =>
  (name === undefined || host.institution === name) &&
  [home, host]
    .flatMap(({ institution, courses }) => [
      institution,
      ...courses.flatMap(({ code, titles }) => [code, ...Object.values(titles)]),
    ])
    .some((text) => text?.toLowerCase().includes(q.trim().toLowerCase()));

interface Asked {
  readonly q: string;
  readonly host: string | undefined;
}

function Listed({ which, q, host }: Asked & { readonly which: (typeof WHICH)[number] }) {
  const say = useSay();
  const status = which === 'reopened' || which === 'replaced' ? which : undefined;
  const found = useInfiniteQuery({
    queryKey: ['precedents', which, host],
    queryFn: async ({ pageParam }) => {
      if (which === 'expiring') return { ...(await answerOf(api.precedents.expiring.$get())), next: null };
      const page = pageParam === '' ? {} : { after: pageParam };
      const at = host === undefined ? {} : { hostInstitution: host };
      return answerOf(api.precedents.$get({ query: { limit: AT_ONCE, ...page, ...at, ...(status && { status }) } }));
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
  if (found.error && !found.data) return <Failed error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Loading lines={10} />;
  const items = found.data.pages.flatMap((page) => page.items).filter((one) => isAbout(one, { q, host }));
  return (
    <>
      {items.length === 0 && !found.hasNextPage && <Empty>{say('precedents.none')}</Empty>}
      {items.length > 0 && (
        // biome-ignore lint/a11y/noStaticElementInteractions: arrows walk the links in it
        <div onKeyDown={walkRows}>
          <LongTable
            className={styles.list}
            columns={['home', 'host', 'at', 'decision', 'standing']}
            columnId={(name) => `precedents.column-${name}`}
            items={items}
            total={found.hasNextPage ? null : items.length}
            keyOf={({ id }) => id}
            cells={(one) => (
              <>
                <td>
                  <DecidedCourses of={one} side="home" leads />
                </td>
                <td>
                  <DecidedCourses of={one} side="host" />
                </td>
                <td className="second">{one.host.institution}</td>
                <td>
                  <DecisionTag of={one} />
                </td>
                <td>
                  <Standing of={one} />
                </td>
              </>
            )}
          />
        </div>
      )}
      <More pages={found} shown={items.length} />
    </>
  );
}

/** Each conflict as two cards: neither side counts until one decides again. */
function Contradictions({ q, host }: Asked) {
  const say = useSay();
  const { data, error, refetch } = useQuery({
    queryKey: ['precedents', 'contradictions'],
    queryFn: () => answerOf(api.precedents.contradictions.$get()),
  });
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Loading lines={6} />;
  const conflicts = data.items.filter(({ approved, refused }) =>
    [...approved, ...refused].some((one) => isAbout(one, { q, host })),
  );
  if (conflicts.length === 0) return <Empty>{say('precedents.no-contradiction')}</Empty>;
  return (
    <>
      <p className="lead">{say('precedents.neither-counts')}</p>
      {conflicts.map(({ approved, refused }) => (
        <section
          key={approved.map(({ id }) => id).join()}
          className={styles.conflict}
          aria-label={say('precedents.which-contradicting')}
        >
          {[...approved, ...refused].map((one) => (
            <article key={one.id} className={styles.card}>
              <DecisionTag of={one} />
              <DecidedCourses of={one} side="home" />
              <DecidedCourses of={one} side="host" />
              <p className="small second">{one.host.institution}</p>
              <Standing of={one} />
              <Link to="/precedents/$id" params={{ id: one.id }}>
                {say('precedents.open')}
              </Link>
            </article>
          ))}
        </section>
      ))}
    </>
  );
}
