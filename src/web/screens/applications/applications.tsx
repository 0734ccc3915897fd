/** Who has applied for what, and how far is each? */
import { Select, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useIntl } from 'react-intl';
import { answerOf, api } from '../../api.ts';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useSay } from '../../language.tsx';
import { shortDay } from '../../parts/dates.ts';
import { Icon } from '../../parts/icon.tsx';
import { walkRows } from '../../parts/keys.ts';
import { LongTable } from '../../parts/long-table.tsx';
import { More } from '../../parts/more.tsx';
import { exactNumber } from '../../parts/numbers.ts';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { useOfficeCalls } from '../office-calls/office-calls-query.ts';
import { ApplicationStateTag } from './application-state.tsx';
import styles from './applications.module.css';
import { type ApplicationState, type ApplicationsAddress, STATES_OF_APPLICATIONS } from './applications-address.ts';

export function ApplicationsScreen() {
  const say = useSay();
  const navigate = useNavigate();
  const number = exactNumber(useIntl());
  const address = useSearch({ from: '/inside/applications' });
  const { call, state, text = '' } = address;
  const calls = useOfficeCalls();
  const found = useInfiniteQuery({
    queryKey: ['applications', { call, state }],
    queryFn: ({ pageParam }) =>
      answerOf(
        api.applications.$get({
          query: {
            limit: '200',
            ...(call && { call }),
            ...(state && { state }),
            ...(pageParam !== '' && { after: pageParam }),
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    refetchInterval: 30_000,
  });
  const change = (next: { readonly [F in keyof ApplicationsAddress]: ApplicationsAddress[F] | null }): void => {
    const kept = Object.entries({ ...address, ...next }).filter(([, value]) => value !== null && value !== '');
    void navigate({ to: '/applications', search: Object.fromEntries(kept), replace: true });
  };
  const wanted = text.trim().toLowerCase();
  const items =
    found.data?.pages
      .flatMap((page) => page.items)
      .filter(({ about: { student, host } }) =>
        `${student?.name} ${student?.number} ${host}`.toLowerCase().includes(wanted),
      ) ?? [];
  const host = calls.data?.find(({ id }) => id === call)?.university;
  return (
    <div className="pad">
      <Crumbs
        path={[
          { name: say('frame.applications'), ...(host !== undefined && { to: '/applications' }) },
          ...(host === undefined ? [] : [{ name: host }]),
        ]}
      />
      <header className={styles.head}>
        <h1 className="grow">
          {found.data ? say('applications.count', { count: items.length }) : say('frame.applications')}
        </h1>
        <TextInput
          type="search"
          size="xs"
          value={text}
          aria-label={say('applications.find')}
          placeholder={say('applications.find')}
          leftSection={<Icon name="search" />}
          onChange={({ currentTarget: { value } }) => change({ text: value })}
        />
        <Select
          size="xs"
          clearable
          searchable
          aria-label={say('applications.call')}
          placeholder={say('applications.every-call')}
          clearButtonProps={{ 'aria-label': say('applications.every-call') }}
          value={call ?? null}
          data={(calls.data ?? []).map(({ id, university, deadline }) => ({
            value: id,
            label: `${university}, ${shortDay(deadline)}`,
          }))}
          onChange={(value) => change({ call: value })}
        />
        <Select
          size="xs"
          clearable
          aria-label={say('applications.state')}
          placeholder={say('applications.any-state')}
          clearButtonProps={{ 'aria-label': say('applications.any-state') }}
          value={state ?? null}
          data={STATES_OF_APPLICATIONS.map((value) => ({ value, label: say(`applications.is-${value}`) }))}
          onChange={(value) => change({ state: value as ApplicationState | null })}
        />
      </header>
      {found.error && <Failed error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <Loading lines={10} />}
      {found.data && items.length === 0 && !found.hasNextPage && <Empty>{say('applications.none')}</Empty>}
      {items.length > 0 && (
        // biome-ignore lint/a11y/noStaticElementInteractions: arrows walk the links in it
        <div onKeyDown={walkRows}>
          <LongTable
            className={styles.list}
            columns={['student', 'host', 'gpa', 'funding', 'submitted', 'state']}
            columnId={(name) => `applications.column-${name}`}
            items={items}
            total={found.hasNextPage ? null : items.length}
            keyOf={({ id }) => id}
            cells={({ id, about, facts, funding, submittedOn, state: is }) => (
              <>
                <td>
                  <Link to="/applications/$id" params={{ id }} data-row className={styles.name}>
                    {about.student?.name ?? say('queue.unnamed')}
                  </Link>{' '}
                  <span className="small muted">{about.student?.number}</span>
                </td>
                <td className="cut" title={about.host ?? undefined}>
                  {about.host}
                </td>
                <td className="numeric">
                  {facts.gpa === null ? <span className="muted">{say('ranking.unknown')}</span> : number(facts.gpa)}
                </td>
                <td className="small second">{say(`applications.funding-${funding}`)}</td>
                <td className="small second">{submittedOn && shortDay(submittedOn)}</td>
                <td>
                  <ApplicationStateTag state={is} />
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
