/** Which appeals wait for an answer, and what became of the others? */
import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { answerOf, api } from '../../api.ts';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useSay } from '../../language.tsx';
import { Columns } from '../../parts/columns.tsx';
import { dayText } from '../../parts/dates.ts';
import { walkRows } from '../../parts/keys.ts';
import { useStatedReasons } from '../../parts/stated-reasons.ts';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { AppealStateTag } from './appeal-state.tsx';
import styles from './appeals.module.css';
import { type AppealState, STATES_OF_APPEALS } from './appeals-address.ts';

/** Those that wait for somebody stand first. */
const waits = (state: AppealState): number => (state === 'lodged' || state === 'admitted' ? 0 : 1);

export function AppealsScreen() {
  const say = useSay();
  const navigate = useNavigate();
  const { state } = useSearch({ from: '/inside/appeals' });
  const grounds = useStatedReasons('appeal-ground');
  const appeals = useQuery({
    queryKey: ['appeals', state],
    queryFn: () => answerOf(api.appeals.$get({ query: { limit: '500', ...(state && { state }) } })),
    refetchInterval: 30_000,
  });
  const items = (appeals.data?.items ?? []).toSorted((a, b) => waits(a.state) - waits(b.state));
  const open = items.filter((one) => waits(one.state) === 0).length;
  return (
    <div className="pad">
      <Crumbs path={[{ name: say('frame.appeals') }]} />
      <header className={styles.head}>
        <h1 className="grow">{appeals.data ? say('appeals.wait', { count: open }) : say('frame.appeals')}</h1>
        <Select
          size="xs"
          clearable
          aria-label={say('appeals.state')}
          placeholder={say('appeals.any-state')}
          clearButtonProps={{ 'aria-label': say('appeals.any-state') }}
          value={state ?? null}
          data={STATES_OF_APPEALS.map((value) => ({ value, label: say(`appeals.is-${value}`) }))}
          onChange={(value) =>
            void navigate({
              to: '/appeals',
              search: value === null ? {} : { state: value as AppealState },
              replace: true,
            })
          }
        />
      </header>
      {appeals.error && <Failed error={appeals.error} retry={() => void appeals.refetch()} />}
      {appeals.isPending && <Loading lines={8} />}
      {appeals.data && items.length === 0 && <Empty>{say('appeals.none')}</Empty>}
      {items.length > 0 && (
        // biome-ignore lint/a11y/noStaticElementInteractions: arrows walk the links in it
        <div onKeyDown={walkRows}>
          <table className={`stacked ${styles.table}`}>
            <Columns
              names={['student', 'subject', 'host', 'ground', 'lodged', 'state']}
              id={(name) => `appeals.column-${name}`}
            />
            <tbody>
              {items.map(({ id, about, subject, ground, lodgedOn, state: is }) => (
                <tr key={id}>
                  <td>
                    <Link to="/appeals/$id" params={{ id }} data-row className={styles.name}>
                      {about.student?.name ?? say('queue.unnamed')}
                    </Link>{' '}
                    <span className="small muted">{about.student?.number}</span>
                  </td>
                  <td>{say(`appeals.against-${subject.kind}`)}</td>
                  <td className="cut second">{about.host}</td>
                  <td className="second">{grounds.find(({ value }) => value === ground)?.label ?? ground}</td>
                  <td className="small second">{dayText(lodgedOn)}</td>
                  <td>
                    <AppealStateTag state={is} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
