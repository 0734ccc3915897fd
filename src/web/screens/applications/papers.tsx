/** Which papers wait for the office, the soonest due first; each opens beside what is asked of it. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { answerOf, api } from '../../api.ts';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useSay } from '../../language.tsx';
import { Columns } from '../../parts/columns.tsx';
import { shortDay } from '../../parts/dates.ts';
import { walkRows } from '../../parts/keys.ts';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { Tag } from '../../parts/verdict.tsx';
import { Due } from '../../parts/work.tsx';
import { useTitle } from '../calls/calls-query.ts';
import styles from './applications.module.css';

export function PapersToCheckScreen() {
  const say = useSay();
  const titleOf = useTitle();
  const papers = useQuery({
    queryKey: ['queue', 'document'],
    queryFn: () => answerOf(api.queue.$get({ query: { kind: 'document', limit: '500' } })),
    refetchInterval: 30_000,
  });
  const items = (papers.data?.items ?? []).flatMap(({ paper, ...item }) => (paper ? [{ ...item, paper }] : []));
  const toCheck = items.filter(({ reason }) => reason === 'document.uploaded');
  const toBring = items.filter(({ reason }) => reason !== 'document.uploaded');
  const table = (of: 'check' | 'bring', rows: typeof items) =>
    rows.length > 0 && (
      <section className={styles.group}>
        <h2>{say(`applications.papers-to-${of}`, { count: rows.length })}</h2>
        <table className={`stacked ${styles.paperList}`}>
          <Columns names={['student', 'paper', 'host', 'since', 'due']} id={(name) => `applications.papers-${name}`} />
          <tbody>
            {rows.map(({ id, about, paper, since, due, daysLeft, risk }) => (
              <tr key={id}>
                <td>
                  <Link
                    to="/applications/$id"
                    params={{ id: paper.application }}
                    search={{ paper: paper.type }}
                    data-row
                    className={styles.name}
                  >
                    {about?.student?.name ?? say('queue.unnamed')}
                  </Link>{' '}
                  <span className="small muted">{about?.student?.number}</span>
                </td>
                <td>
                  {titleOf(paper.title)}{' '}
                  {of === 'check' && risk > 0 && (
                    <Tag icon="warning" tone="warn">
                      {say('applications.paper-risk')}
                    </Tag>
                  )}
                </td>
                <td className="cut second">{about?.host}</td>
                <td className="small muted">{since && shortDay(since)}</td>
                <td>
                  <Due due={due} daysLeft={daysLeft} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    );
  return (
    <div className="pad">
      <Crumbs path={[{ name: say('frame.papers-to-check') }]} />
      <h1>{say('frame.papers-to-check')}</h1>
      {papers.error && <Failed error={papers.error} retry={() => void papers.refetch()} />}
      {papers.isPending && <Loading lines={9} />}
      {papers.data && items.length === 0 && <Empty>{say('applications.no-papers-wait')}</Empty>}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows walk the links in it */}
      <div onKeyDown={walkRows}>
        {table('check', toCheck)}
        {table('bring', toBring)}
      </div>
    </div>
  );
}
