/** Recognitions by where they stand: to be signed, for a second person, to be given out. */
import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { answerOf, api } from '../../api.ts';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useSay } from '../../language.tsx';
import { Columns } from '../../parts/columns.tsx';
import { dayText } from '../../parts/dates.ts';
import { walkRows } from '../../parts/keys.ts';
import { exactNumber } from '../../parts/numbers.ts';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { Tag } from '../../parts/verdict.tsx';
import styles from './recognition.module.css';

const STATES = ['prepared', 'second-look', 'confirmed', 'issued', 'closed'] as const;
type State = (typeof STATES)[number];

export function RecognitionsScreen() {
  const say = useSay();
  const number = exactNumber(useIntl());
  const [state, setState] = useState<State>('prepared');
  const { data, error, isPending } = useQuery({
    queryKey: ['recognitions', state],
    queryFn: () => answerOf(api.recognitions.$get({ query: { state, limit: '500' } })),
  });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the rows in it have the focus, and it moves them
    <div className={styles.list} onKeyDown={walkRows}>
      <Crumbs path={[{ name: say('frame.recognitions') }]} />
      <div className={styles.listHead}>
        <h1>{say('frame.recognitions')}</h1>
        <SegmentedControl
          aria-label={say('recognitions.which')}
          value={state}
          data={STATES.map((value) => ({ value, label: say(`recognitions.list-${value}`) }))}
          onChange={(value) => setState(value as State)}
        />
      </div>
      {error && <Failed error={error} />}
      {isPending && <Loading lines={8} />}
      {data?.items.length === 0 && <Empty>{say('recognitions.none')}</Empty>}
      {data && data.items.length > 0 && (
        <table className={`stacked ${styles.cases}`}>
          <Columns
            names={['student', 'host', 'stay', 'recognised', 'open']}
            id={(name) => `recognitions.column-${name}`}
          />
          <tbody>
            {data.items.map(({ id, about, recognition, flagged }) => {
              const open =
                flagged.filter(({ resolution }) => resolution === null).length + recognition.questions.length;
              return (
                <tr key={id}>
                  <td>
                    <Link to="/recognitions/$id" params={{ id }} data-row className={styles.name}>
                      {about.student?.name ?? recognition.student ?? say('recognitions.unnamed')}
                    </Link>{' '}
                    <span className="small muted">{about.student?.number}</span>
                  </td>
                  <td>{recognition.host.institution}</td>
                  <td className="small second" data-label={say('recognitions.column-stay')}>
                    {about.stay && dayText(about.stay.end)}
                  </td>
                  <td className="numeric" data-label={say('recognitions.column-recognised')}>
                    {number(recognition.totals.creditsRecognised)}
                  </td>
                  <td>
                    {open > 0 ? (
                      <Tag icon="question" tone="warn">
                        {say('recognitions.open-count', { count: open })}
                      </Tag>
                    ) : (
                      <Tag icon="check" tone="ok">
                        {say('recognitions.nothing-open')}
                      </Tag>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </div>
  );
}
