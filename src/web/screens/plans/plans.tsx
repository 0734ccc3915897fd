/** Study plans that I may see, and with whom each is. */
import { Select, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { answerOf, api } from '../../api.ts';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useSay } from '../../language.tsx';
import { dayText } from '../../parts/dates.ts';
import { Icon } from '../../parts/icon.tsx';
import { walkRows } from '../../parts/keys.ts';
import { LongTable } from '../../parts/long-table.tsx';
import { More } from '../../parts/more.tsx';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { PlanStateTag } from './plan-state.tsx';
import styles from './plans.module.css';
import { type PlanState, STATES_OF_PLANS } from './plans-address.ts';

export function PlansScreen() {
  const say = useSay();
  const navigate = useNavigate();
  const { state } = useSearch({ from: '/inside/plans' });
  const [typed, setTyped] = useState('');
  const found = useInfiniteQuery({
    queryKey: ['study-plans', state],
    queryFn: ({ pageParam }) =>
      answerOf(
        api['study-plans'].$get({
          query: { limit: '200', ...(state && { state }), ...(pageParam !== '' && { after: pageParam }) },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    refetchInterval: 30_000,
  });
  const wanted = typed.trim().toLowerCase();
  const items =
    found.data?.pages
      .flatMap((page) => page.items)
      .filter(({ about: { student, host } }) =>
        `${student?.name} ${student?.number} ${host}`.toLowerCase().includes(wanted),
      ) ?? [];
  return (
    <div className="pad">
      <Crumbs path={[{ name: say('frame.plans') }]} />
      <header className="row wraps">
        <h1 className="grow">{say('frame.plans')}</h1>
        <TextInput
          type="search"
          size="xs"
          value={typed}
          aria-label={say('plans.find')}
          placeholder={say('plans.find')}
          leftSection={<Icon name="search" />}
          onChange={({ currentTarget: { value } }) => setTyped(value)}
        />
        <Select
          size="xs"
          clearable
          aria-label={say('plans.state')}
          placeholder={say('plans.any-state')}
          clearButtonProps={{ 'aria-label': say('plans.any-state') }}
          value={state ?? null}
          data={STATES_OF_PLANS.map((value) => ({ value, label: say(`plans.is-${value}`) }))}
          onChange={(chosen) =>
            void navigate({
              to: '/plans',
              search: chosen === null ? {} : { state: chosen as PlanState },
              replace: true,
            })
          }
        />
        <Link className="primary" to="/plans/board">
          {say('plans.new')}
        </Link>
      </header>
      {found.error && <Failed error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <Loading lines={10} />}
      {found.data && items.length === 0 && !found.hasNextPage && <Empty>{say('plans.none')}</Empty>}
      {items.length > 0 && (
        // biome-ignore lint/a11y/noStaticElementInteractions: arrows walk the links in it
        <div onKeyDown={walkRows}>
          <LongTable
            className={styles.plans}
            columns={['student', 'host', 'stay', 'version', 'state']}
            columnId={(name) => `plans.column-${name}`}
            items={items}
            total={found.hasNextPage ? null : items.length}
            keyOf={({ id }) => id}
            cells={({ id, about, version, state: is }) => (
              <>
                <td>
                  <Link to="/plans/$id" params={{ id }} data-row>
                    {about.student?.name ?? say('students.student')}
                  </Link>{' '}
                  <span className="small muted">{about.student?.number}</span>
                </td>
                <td>{about.host}</td>
                <td className="small second">{about.stay && dayText(about.stay.start)}</td>
                <td className="numeric second">{version}</td>
                <td>
                  <PlanStateTag state={is} />
                </td>
              </>
            )}
          />
        </div>
      )}
      <More pages={found} shown={items.length} />
    </div>
  );
}
