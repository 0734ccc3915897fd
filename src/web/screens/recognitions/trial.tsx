/** What another policy would make of the same transcript: the figures that differ, and nothing is changed. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { answerOf } from '../../api.ts';
import { useSay } from '../../language.tsx';
import { Columns } from '../../parts/columns.tsx';
import { sentenceOf } from '../../parts/sentence.ts';
import { Failed, Loading } from '../../parts/states.tsx';
import styles from './recognition.module.css';
import { one } from './recognition-query.ts';

export function Trial({
  id,
  policy,
  close,
}: {
  readonly id: string;
  readonly policy: string;
  readonly close: () => void;
}) {
  const say = useSay();
  const { data, error, isPending } = useQuery({
    queryKey: ['trial', id, policy],
    queryFn: () => answerOf(one.trial.$post({ param: { id }, json: { policy } })),
  });
  const said = (value: string | object | null): string =>
    typeof value === 'string' ? value : (sentenceOf(value) ?? '–');
  return (
    <section className={styles.trial} aria-label={say('recognitions.other-policy')}>
      <div className="row spread">
        <h2>{say('recognitions.under', { policy })}</h2>
        <Button size="compact-xs" variant="subtle" onClick={close}>
          {say('recognitions.close-trial')}
        </Button>
      </div>
      {error && <Failed error={error} />}
      {isPending && <Loading lines={3} />}
      {data?.differences.length === 0 && <p>{say('recognitions.nothing-differs')}</p>}
      {data && data.differences.length > 0 && (
        <table>
          <Columns names={['what', 'now', 'then']} id={(name) => `recognitions.trial-${name}`} />
          <tbody>
            {data.differences.map(({ kind, what, before, after }) => (
              <tr key={`${kind} ${said(what)}`}>
                <td>{said(what)}</td>
                <td>{said(before)}</td>
                <td>
                  <b>{said(after)}</b>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
