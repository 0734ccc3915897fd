/** How long things are kept, what is due to be erased, and letting it go. */
import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type AnswerOf, answerOf, api } from '../../api.ts';
import { useLanguage, useSay } from '../../language.tsx';
import { Columns } from '../../parts/columns.tsx';
import { type Texts, textOf } from '../../parts/course.tsx';
import { dayText } from '../../parts/dates.ts';
import { sentenceOf } from '../../parts/sentence.ts';
import { Failed, Loading, Note } from '../../parts/states.tsx';
import styles from './admin.module.css';
import { AdminPage } from './pages.tsx';

const KEY = ['retention'];

export function RetentionScreen() {
  const say = useSay();
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: KEY,
    queryFn: () => answerOf(api.retention.$get()),
  });
  return (
    <AdminPage
      name={say('frame.retention')}
      beside={
        <Button size="xs" loading={isFetching} onClick={() => void refetch()}>
          {say('admin.look-again')}
        </Button>
      }
    >
      <p className="lead">{say('admin.retention-why')}</p>
      {error && <Failed error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading lines={4} />}
      {data && <Due due={data} />}
      <Kept />
    </AdminPage>
  );
}

function Due({ due: { day, doubt, due, unasked, released } }: { readonly due: AnswerOf<typeof api.retention.$get> }) {
  const say = useSay();
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const release = useMutation({
    mutationFn: () => answerOf(api.retention.release.$post({ json: { upTo: due, day: typed } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: KEY }),
  });
  return (
    <section className={styles.part}>
      <p>
        <b>{say('admin.due', { count: due })}</b> {say('admin.due-day', { day: dayText(day) })}
      </p>
      <p className="second">{say('admin.unasked', { count: unasked })}</p>
      {doubt && (
        <Note kind="warn" icon="warning">
          {sentenceOf(doubt)}
        </Note>
      )}
      {released !== null && (
        <Note kind="ok" icon="done">
          {say('admin.released', { count: released })}
        </Note>
      )}
      {(due > unasked || doubt) && due > 0 && released === null && (
        <form
          className={styles.form}
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            release.mutate();
          }}
        >
          <TextInput
            type="date"
            label={say('admin.release-day')}
            description={say('admin.release-day-why')}
            required
            withAsterisk={false}
            value={typed}
            onChange={({ currentTarget: { value } }) => setTyped(value)}
          />
          {release.error && <Failed error={release.error} />}
          <Button type="submit" loading={release.isPending} disabled={typed === ''}>
            {say('admin.release', { count: due })}
          </Button>
        </form>
      )}
    </section>
  );
}

interface Rule {
  readonly of: string;
  readonly from: string;
  readonly months: number | null;
  readonly action: string;
  readonly why: Texts;
}

/** The rules in force today. */
function Kept() {
  const say = useSay();
  const language = useLanguage();
  const { data } = useQuery({
    queryKey: ['process-rules'],
    queryFn: () => answerOf(api['process-rules'].$get({})),
    staleTime: 600_000,
  });
  const policies = data?.items.filter(({ kind }) => kind === 'retention') ?? [];
  return policies.map((policy) => (
    <section key={`${policy.id} ${policy.version}`} className={styles.part}>
      <h2>{textOf(policy.title, language)[0]}</h2>
      <p className="small second">{policy.source}</p>
      <table className={`stacked ${styles.wide}`}>
        <Columns names={['kept', 'how-long', 'then', 'why']} id={(column) => `admin.column-${column}`} />
        <tbody>
          {((policy as { readonly rules?: readonly Rule[] }).rules ?? []).map(({ of, from, months, action, why }) => (
            <tr key={of}>
              <td>{say(`admin.kept-${of}`)}</td>
              <td>{months === null ? say('admin.for-good') : say(`admin.months-${from}`, { count: months })}</td>
              <td>{say(`admin.then-${action}`)}</td>
              <td className="small second">{textOf(why, language)[0]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  ));
}
